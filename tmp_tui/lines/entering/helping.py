"""Help with signing in, a line at a time."""

from concurrent.futures import Future
from contextlib import suppress

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.lines.writing import head_lines, numbered, row_lines
from tmp_tui.pages.helping import (
    NAME,
    NO,
    YES,
    helping_page,
    not_sent,
    question_rows,
    still_not_sent,
    thanks,
    words_asked,
)
from tmp_tui.pages.model import Route
from tmp_tui.text import _
from tmp_tui.wire.accounts import Portal

AGAIN = 30.0  # seconds until feedback that was not sent is tried once more


def help_with(asker: Asker, *, signed_in: bool = False) -> Route | None:
    """Read the steps and the school's contact, ask whether it helped; returns where to go on."""
    portal, trouble = _portal(asker)
    page = helping_page(portal, account=asker.account, trouble=trouble, signed_in=signed_in)
    rows = (*page.rows, *question_rows())
    asker.console.say(*head_lines(page))
    for number, row in numbered(rows):
        asker.console.say(*row_lines(number, row))
    answer = asker.choice(rows)
    if answer is None or answer.key not in (YES, NO):
        return answer.go if answer is not None else None
    words = (
        asker.console.ask(_("{question} Enter says none: ").format(question=words_asked()))
        if answer.key == NO
        else ""
    )
    _give(asker, helpful=answer.key == YES, words=words)
    return None


def _portal(asker: Asker) -> tuple[Portal | None, str]:
    try:
        return asker.wait(asker.session().entrance.portal(asker.account)), ""
    except ApiError as error:
        return None, error.words


def _give(asker: Asker, *, helpful: bool, words: str) -> None:
    """Send it; where that fails it is tried again by a key, and once by itself."""
    say, later = not_sent, None
    while True:
        try:
            asker.wait(asker.session().entrance.feedback(NAME, words, helpful=helpful))
        except ApiError as error:
            asker.console.say(say(error.words))
            later = later or _later(asker, helpful, words)
        else:
            if later is not None:
                later.cancel()
            asker.console.say(thanks())
            return
        say = still_not_sent
        if asker.typed(_("r tries again, Enter goes on: ")).casefold() != "r":
            return


def _later(asker: Asker, helpful: bool, words: str) -> "Future[None]":
    entrance = asker.session().entrance

    async def once_more() -> None:
        import asyncio

        await asyncio.sleep(AGAIN)
        with suppress(ApiError):
            await entrance.feedback(NAME, words, helpful=helpful)

    return asker.background.start(once_more())
