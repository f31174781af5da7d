"""`tmp-tui show`: one page on standard output, as lines for people or as JSON for programs."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from tmp_tui.api.errors import ApiError, PortalFailed, SignedOut, TooMany, Unreachable
from tmp_tui.lines.background import Background
from tmp_tui.lines.console import put
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.lines.writing import head_lines, row_lines
from tmp_tui.pages.account import is_asked_for
from tmp_tui.pages.as_json import page_json
from tmp_tui.pages.class_ import class_tabs
from tmp_tui.pages.freshness import freshness_line
from tmp_tui.pages.model import Copy, Page, Route, View
from tmp_tui.pages.names import folded, matching
from tmp_tui.pages.showing import show as page_at
from tmp_tui.pages.wording import titled
from tmp_tui.text import _, safe_text

OK, FAILED, USAGE, NOT_SIGNED_IN, OFFLINE = 0, 1, 2, 4, 5
PAGES = ("home", "classes", "class", "assessments", "playlists", "progress", "reports", "account")
OF_A_CLASS = {"class": "", "assessments": "assessments", "playlists": "playlists", "progress": "progress"}

Credentials = Callable[[], tuple[str, str, str] | None]


class Stop(Exception):
    """Nothing can be shown; the message says why."""

    def __init__(self, status: int, *lines: str) -> None:
        super().__init__(*lines)
        self.status, self.lines = status, lines


def complain(line: str) -> None:
    """Write one line to standard error."""
    print(line, file=sys.stderr)


def show(
    session: StudentSession,
    page: str,
    words: Sequence[str],
    *,
    as_json: bool = False,
    credentials: Credentials,
    write: Callable[[str], object] = put,
    write_error: Callable[[str], object] = complain,
) -> int:
    """Go on with the session that is kept here, or sign in; sync once, write the page; returns the exit status.

    0 it was written; 1 there is no such class; 2 usage; 4 not signed in; 5 the portal did not answer: what was
    written, if anything, is from the local copy. `credentials` returns account number, username and password.
    """
    try:
        route, name = _asked(page, words)
        with Background() as background:
            ours = sign_in(session, background, credentials)
            try:
                background.wait(_ask(session, route))
                return background.call(
                    lambda: _write(_copy(session), route, name, as_json, write, write_error)
                )
            finally:
                if ours and not background.call(lambda: _copy(session).freshness.trouble):
                    background.wait(session.sign_out())  # what began for one page ends with it
                elif session.keeping.kept:
                    background.wait(session.leave())
    except Stop as stop:
        for line in stop.lines:
            write_error(safe_text(f"tmp-tui: {line}"))
        return stop.status


async def _ask(session: StudentSession, route: Route) -> None:
    """Whatever the portal says to it, the page tells what is known."""
    await session.sync()
    if is_asked_for(route):
        with suppress(ApiError):
            await session.fetch(route)


def _asked(page: str, words: Sequence[str]) -> tuple[Route, str]:
    """The route but for the class's id, and the class's name. Raises Stop."""
    if page not in PAGES:
        raise Stop(
            USAGE, _("There is no page {page}. Pages: {pages}.").format(page=page, pages=", ".join(PAGES))
        )
    if page not in OF_A_CLASS:
        if words:
            raise Stop(USAGE, _("{page} takes no class.").format(page=page))
        return Route(page), ""
    tab, words = (_tab_asked(words)) if page == "class" else (OF_A_CLASS[page], words)
    name = " ".join(words).strip()
    if not folded(name):
        raise Stop(USAGE, _('Which class? For example: tmp-tui show {page} "Algebra 1".').format(page=page))
    return Route("class", tab=tab), name


def _tab_asked(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The tab that the last word names, if it does and is not all there is, and the words before it."""
    last = folded(words[-1]) if len(words) > 1 else ""
    tab = next((key for key, name in class_tabs() if last and last in (folded(name), folded(key))), None)
    return (tab, words[:-1]) if tab is not None else ("", words)


def sign_in(session: StudentSession, background: Background, credentials: Credentials) -> bool:
    """Sign in, unless somebody is; says whether it was done here. Raises Stop."""
    if background.call(lambda: session.copy) is not None:
        return False
    given = credentials()
    if given is None:
        if background.wait(session.resume()):
            return False
        raise Stop(
            NOT_SIGNED_IN,
            *filter(None, (session.refusal,)),
            _("You are not signed in. Give --account and --username; the password is asked for."),
        )
    try:
        setup = background.wait(session.sign_in(*given))
    except ApiError as error:
        raise Stop(status_of(error), error.words) from error
    if setup:
        raise Stop(NOT_SIGNED_IN, _("Choose your own password first: start tmp-tui and sign in."))
    return True


def status_of(error: ApiError) -> int:
    """The exit status of a sign-in that failed."""
    if isinstance(error, Unreachable | PortalFailed):
        return OFFLINE
    return FAILED if isinstance(error, TooMany) else NOT_SIGNED_IN


def _copy(session: StudentSession) -> Copy:
    if session.copy is None:
        raise Stop(NOT_SIGNED_IN, _("You are not signed in."))
    return session.copy


def _write(
    copy: Copy,
    route: Route,
    name: str,
    as_json: bool,
    write: Callable[[str], object],
    write_error: Callable[[str], object],
) -> int:
    if copy.me() is not None and name:
        route = msgspec.structs.replace(route, id=_class_id(copy, name))
    page = page_at(copy, route, View(everything=as_json or route.tab == "playlists"))
    if copy.me() is None or page.state in ("loading", "error"):
        raise Stop(_trouble_status(copy) or FAILED, page.message)
    for line in [page_json(copy, page)] if as_json else _lines(page):
        write(line)
    if copy.freshness.trouble:
        write_error(safe_text(f"tmp-tui: {freshness_line(copy)}"))
    return _trouble_status(copy)


def _trouble_status(copy: Copy) -> int:
    if not copy.freshness.trouble:
        return OK
    return NOT_SIGNED_IN if copy.freshness.trouble == SignedOut.code else OFFLINE


def _class_id(copy: Copy, name: str) -> str:
    """The class that is meant. Raises Stop, with the names that there are, where that is none or several."""
    me = copy.me()
    entries = me.classes if me is not None else []
    names = [titled(entry.title) for entry in entries]
    found = [entries[position] for position in matching(names, name)]
    found = [entry for entry in entries if entry.id == name] or found
    if len(found) == 1:
        return found[0].id
    if found:
        names = [titled(entry.title) for entry in found]
        raise Stop(FAILED, _("Several classes are called {name}:").format(name=name), *names)
    raise Stop(FAILED, _("You have no class called {name}. Your classes:").format(name=name), *names)


def _lines(page: Page) -> list[str]:
    heads = [
        line
        for text in head_lines(msgspec.structs.replace(page, tabs=(), filters=(), field=None))
        for line in text.split("\n")
    ]
    return heads + [line for row in page.rows for line in row_lines(0, row, whole=True)]
