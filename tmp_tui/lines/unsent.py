"""Before the session ends: what is not sent yet; and the end."""

from typing import NoReturn

from tmp_tui.lines.console import Console
from tmp_tui.lines.left import Left
from tmp_tui.lines.source import Source
from tmp_tui.player.words import kept_words, undecided_words, unread_words
from tmp_tui.text import _, ngettext

MOMENT = 1.0  # seconds for what is on its way to arrive before a session ends


def may_end(source: Source, console: Console) -> bool:
    """Whether nothing waits to be sent or decided, or the student ends the session knowing that it does (G25)."""
    sent = source.until(lambda: source.session.unsent == 0, MOMENT)
    count, undecided = source.call(lambda: (source.session.unsent, source.session.undecided))
    unread = unread_words(source.call(lambda: source.session.unread))
    if sent and not undecided and not unread:
        return True
    waits = ngettext("{count} answer is not sent yet.", "{count} answers are not sent yet.", count)
    stays = _("It stays on this computer, sealed, and is sent when you sign in here again.")
    unkept = source.call(lambda: source.session.unkept)
    unsent = (waits.format(count=count), *kept_words(unkept, stays)) if count else ()
    console.say(*unsent, *undecided_words(undecided), *unread)
    typed = console.ask(_("Type yes to end the session, anything else stays: "))
    return typed.casefold() in ("yes", _("yes").casefold())


def sign_out(source: Source) -> NoReturn:
    """Forget the student, and tell the portal. Raises Left, with what there is to know of how that went."""
    said = source.see_through(source.session.sign_out())
    raise Left(for_good=False, words="\n".join(filter(None, (_("You are signed out."), said))))
