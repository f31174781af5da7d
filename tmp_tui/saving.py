"""Saving Profile Settings: a password and an address are two requests, and neither is silent about the other."""

from tmp_tui.account import Account
from tmp_tui.api.errors import ApiError, PortalFailed, Unreachable
from tmp_tui.entrance import Entrance
from tmp_tui.pages.profile_settings import FIELDS, Outcome, Typed
from tmp_tui.text import _, safe_text


async def save(account: Account, typed: Typed) -> Outcome:
    """The password first: the address then goes with the new one. Never raises ApiError."""
    done: list[str] = []
    current = typed.current
    if typed.changes_password:
        try:
            await account.change_password(typed.current, typed.password)
        except ApiError as error:
            return _failed(error, (), _("your password"))
        done.append(_("Your password is changed. Your sessions at other places have ended."))
        current = typed.password
    if email := typed.email.strip():
        try:
            await account.change_email(email, current)
        except ApiError as error:
            return _failed(error, tuple(done), _("your email address"))
        done.append(mail_words(email))
    return Outcome(tuple(done))


async def remove_email(account: Account, current: str) -> Outcome:
    """Take my own address away. Never raises ApiError."""
    try:
        await account.change_email("", current)
    except ApiError as error:
        return _failed(error, (), _("your email address"))
    return Outcome((_("Your own email address is removed."),))


async def confirm_email(entrance: Entrance, word: str) -> Outcome:
    """Say that the mail to my address has come. Never raises ApiError."""
    try:
        await entrance.confirm_email(word)
    except ApiError as error:
        return Outcome(errors={"word": error.words})
    return Outcome((_("Your email address is confirmed: you can sign in with it."),))


def mail_words(email: str) -> str:
    """What happens next with an address that was added."""
    return _(
        "A mail is on its way to {email}. Answer it by its link or code: then the address counts."
    ).format(email=safe_text(email))


def _failed(error: ApiError, done: tuple[str, ...], what: str) -> Outcome:
    """Beside its field what belongs to one; and what is known of the rest."""
    faults = error.problem.errors if error.problem is not None else []
    errors = {fault.field: fault.message for fault in faults if fault.field in FIELDS}
    words = [error.words] if not errors else []
    if isinstance(error, PortalFailed) or (isinstance(error, Unreachable) and error.sent):
        words.append(
            _("Whether {what} was changed is not known: look again before you repeat it.").format(what=what)
        )
    elif done:
        words.append(_("But {what} was not changed.").format(what=what))
    elif isinstance(error, Unreachable):
        words.append(_("Nothing was changed."))
    return Outcome(done, errors, " ".join(words))
