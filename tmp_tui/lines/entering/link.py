"""A link or code from a mail, a line at a time."""

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.lines.entering.password import say_refusal
from tmp_tui.lines.quitting import Quit
from tmp_tui.pages.links import (
    confirm_words,
    confirmed_words,
    for_whom,
    is_about_links,
    is_part,
    link_asked,
    link_way_on,
    link_word,
    no_link,
    password_title,
)
from tmp_tui.pages.model import Route
from tmp_tui.pages.sign_in import setup_words
from tmp_tui.pages.ways import LINK, way_name
from tmp_tui.text import _
from tmp_tui.wire.accounts import Link

IN = Route("home")  # where who is signed in goes


def use_link(asker: Asker) -> Route | None:
    """Ask for it, look at it, and do what it is good for; returns where to go on."""
    asker.console.say(way_name(LINK), *link_asked())
    while typed := _typed(asker):
        word = link_word(typed)
        if not word:
            asker.console.say(no_link())
            continue
        try:
            link = asker.wait(asker.session().entrance.look_at_link(word))
        except ApiError as error:
            asker.console.say(error.words)
            if rows := link_way_on(error.code):
                row = asker.choose(rows)
                return row.go if row is not None else LINK
            continue
        return _confirm(asker, word, link) if link.kind == "email" else _choose_password(asker, word, link)
    return None


def _typed(asker: Asker) -> str:
    """The link or code; the lines over which a mail broke it are put together."""
    typed = asker.console.ask_pasted(_("Link or code, or b for back: "))
    if typed.strip().casefold() == "q":
        raise Quit
    while is_part(typed):
        more = asker.console.ask_answer(_("A part is missing. The rest of it, or Enter: "))
        if not more.strip():
            break
        typed += f"\n{more}"
    return "" if typed.strip().casefold() == "b" else typed.strip()


def _choose_password(asker: Asker, word: str, link: Link) -> Route | None:
    asker.console.say(password_title(link), *for_whom(link), setup_words())
    while True:
        password = asker.new_password()
        try:
            asker.wait(asker.session().entrance.use_link(word, password, own=asker.own))
        except ApiError as error:
            say_refusal(asker, error)
            if is_about_links(error.code):
                row = asker.choose(link_way_on(error.code))
                return row.go if row is not None else None
        else:
            asker.account = link.account or asker.account
            asker.console.say(_("Your password is saved."))
            return IN


def _confirm(asker: Asker, word: str, link: Link) -> Route | None:
    asker.console.say(*confirm_words(link))
    typed = asker.typed(_("Type yes to confirm it, or b for back: "))
    if typed.casefold() not in ("yes", _("yes").casefold()):
        return None
    try:
        asker.wait(asker.session().entrance.confirm_email(word))
    except ApiError as error:
        asker.console.say(error.words)
    else:
        asker.console.say(confirmed_words(link))
    return None
