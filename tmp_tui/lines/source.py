"""Where pages come from: the session's local copy, read where the session lives."""

import threading
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.background import Background
from tmp_tui.lines.beneath import Where, page_at
from tmp_tui.lines.console import Console
from tmp_tui.lines.left import Left
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.looks import Looks
from tmp_tui.pages.freshness import freshness_line
from tmp_tui.pages.model import Copy, Here, Page
from tmp_tui.surroundings import Surroundings

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


class Source:
    """Pages, and whether they changed; everything of the session is done in the background's thread."""

    def __init__(
        self,
        session: StudentSession,
        background: Background,
        changed: threading.Event,
        patience: float,
        long: Callable[[], None],
        looks: Looks | None = None,
    ) -> None:
        """`changed` is set when something new came; a first document is waited for up to `patience` seconds; `long`
        is called when a wait becomes long; `looks` are those of the full screen."""
        self.looks = looks or Looks()
        self._around = Surroundings(session, self.looks)
        self.session, self._background, self._changed = session, background, changed
        self._patience, self._long = patience, long

    def page(self, where: Where) -> Page:
        """The page as it is now. Raises Left when nobody is signed in any more."""
        return self._background.call(lambda: page_at(self.copy(), where, self._here(where)))

    def _here(self, where: Where) -> Here:
        return self._around.at(where.route) if where.route.page == "account" else Here()

    @property
    def remembered(self) -> bool:
        """Whether looks are remembered on this computer."""
        return self._around.remembered

    def awaited(self, where: Where) -> Page:
        """The page; one that is still coming is given a moment."""
        self._changed.clear()
        page, end = self.page(where), time.monotonic() + self._patience
        while page.state == "loading" and self._changed.wait(max(0.0, end - time.monotonic())):
            self._changed.clear()
            page = self.page(where)
        return page

    def differs(self, where: Where, page: Page) -> bool:
        """Whether something came since the last look, and the page is another."""
        if not self._changed.is_set():
            return False
        self._changed.clear()
        return self.page(where) != page

    def freshness(self) -> tuple[str, str]:
        """How old the copy is, in words, and the code of what keeps the portal from answering."""
        return self._background.call(lambda: (freshness_line(self.copy()), self.copy().freshness.trouble))

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """What the portal says. Raises ApiError."""
        return self._background.wait(work, self._long)

    def see_through(self, work: Coroutine[Any, Any, T]) -> T:
        """What ends the session, whatever is pressed meanwhile. Raises KeyboardInterrupt after it."""
        return self._background.see_through(work)

    def call(self, function: Callable[[], T]) -> T:
        """The function's result, computed where the session lives."""
        return self._background.call(function)

    def start(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Begin the work and go on at once."""
        return self._background.start(work)

    def briefly(self, work: Coroutine[Any, Any, object], seconds: float) -> bool:
        """Wait for the work for so long, then let it go on by itself; says whether it was done well."""
        try:
            self.start(work).result(seconds)
        except (TimeoutError, ApiError):
            return False
        return True

    def soon(self, work: Coroutine[Any, Any, object], seconds: float) -> bool:
        """Wait for the work for so long, then let it go on by itself: what it brings is news. Raises ApiError."""

        async def told() -> None:
            try:
                await work
            finally:
                self._changed.set()

        future = self.start(told())
        try:
            future.result(seconds)
        except TimeoutError:
            return False
        return True

    def until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is so that what is sent and what comes may change; says whether it is."""
        end = time.monotonic() + seconds
        while not (found := self.call(true)) and self._changed.wait(max(0.0, end - time.monotonic())):
            self._changed.clear()
        self._changed.set()  # the page may be another one by now
        return found

    def help_signing_in(self, console: Console) -> None:
        """Read it, also while signed in: who helps a neighbour wants it."""
        from tmp_tui.lines.entering.asking import Asker
        from tmp_tui.lines.entering.helping import help_with

        me = self.call(lambda: self.copy().me())
        asker = Asker(console, self._background, lambda: self.session, me.account if me is not None else "")
        help_with(asker, signed_in=True)

    def copy(self) -> Copy:
        """The local copy, to be read in `call`. Raises Left when nobody is signed in any more."""
        copy = self.session.copy
        if copy is None:
            raise Left(for_good=False)
        return copy
