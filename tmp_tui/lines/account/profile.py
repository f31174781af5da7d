"""Profile Settings, field by field: what is left empty is left alone."""

from collections.abc import Coroutine, Mapping
from typing import Any

from tmp_tui.lines.console import Console
from tmp_tui.lines.source import Source
from tmp_tui.pages.account import own_email, pending_email
from tmp_tui.pages.profile_settings import Outcome, Typed, faults, help_words, names, title
from tmp_tui.text import _


def profile(source: Source, console: Console) -> bool:
    """Change the password, add an address; says whether anything was changed."""
    from tmp_tui.saving import save

    role, own = source.call(lambda: _who(source))
    console.say(title(), *help_words(role, own), _("Enter alone at the first question changes nothing."))
    email, changed = "", False
    while (typed := _asked(console, email)) is not None:
        email = typed.email
        outcome = Outcome(errors=faults(typed, role))
        if outcome.ok:
            outcome = source.wait(save(source.session.account, typed))
        changed = changed or bool(outcome.done)
        _tell(console, outcome)
        if outcome.ok:
            break
    else:
        console.say(_("Nothing more was changed.") if changed else _("Nothing was changed."))
    return _look_again(source, changed=changed)


def remove(source: Source, console: Console) -> bool:
    """Remove my own address; says whether it is removed."""
    from tmp_tui.saving import remove_email

    email = source.call(lambda: own_email(source.copy()) or pending_email(source.copy()))
    console.say(_("Remove {email}: that needs your password.").format(email=email))
    current = console.ask_secret(f"{names()['current']}: ")
    if not current:
        console.say(_("Nothing was changed."))
        return False
    return _done(source, console, remove_email(source.session.account, current))


def confirm(source: Source, console: Console) -> bool:
    """Confirm my new address; says whether it is."""
    from tmp_tui.saving import confirm_email

    word = console.ask_pasted(_("Code or link from the mail: "))
    if not word.strip():
        console.say(_("Nothing was changed."))
        return False
    return _done(source, console, confirm_email(source.session.entrance, word))


def _who(source: Source) -> tuple[str, str]:
    me = source.copy().me()
    return (me.role if me is not None else "student"), own_email(source.copy())


def _asked(console: Console, email: str) -> Typed | None:
    """Everything that is asked; None where the reader leaves."""
    labels = names()
    current = console.ask_secret(f"{labels['current']}: ")
    if not current:
        return None
    keeps = _("{field} (Enter keeps the old one): ")
    password = console.ask_secret(keeps.format(field=labels["password"]))
    confirmed = console.ask_secret(f"{labels['confirm']}: ") if password else ""
    if email:
        prompt = _("{field} ({email}, Enter keeps it, - leaves it out): ")
        typed = console.ask(prompt.format(field=labels["email"], email=email)) or email
    else:
        typed = console.ask(_("{field} (Enter leaves it as it is): ").format(field=labels["email"]))
    return Typed(current, password, confirmed, "" if typed == "-" else typed)


def _done(source: Source, console: Console, work: Coroutine[Any, Any, Outcome]) -> bool:
    outcome = source.wait(work)
    _tell(console, outcome)
    return _look_again(source, changed=outcome.ok)


def _tell(console: Console, outcome: Outcome) -> None:
    labels: Mapping[str, str] = names()
    wrong = [f"{labels[key]}: {words}" if key in labels else words for key, words in outcome.errors.items()]
    console.say(*outcome.done, *wrong, *filter(None, [outcome.trouble]))


def _look_again(source: Source, *, changed: bool) -> bool:
    if changed:
        source.wait(source.session.sync())
    return changed
