"""What the screens of a signed-in student are fed from: pages, and the few things that are asked of the portal."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

import msgspec

from tmp_tui.commands import command
from tmp_tui.pages import freshness_line, navigation
from tmp_tui.pages.model import Copy, Page, Route, Row, Tab, View

if TYPE_CHECKING:
    from tmp_tui.lines.student_session import StudentSession

SIGN_OUT = Route("sign-out")  # not a page: choosing it signs out


class Source(Protocol):
    """What a `PageScreen` needs."""

    def page(self, route: Route, view: View) -> Page:
        """The page at a route."""
        ...

    def navigation(self, route: Route) -> tuple[Tab, ...]:
        """The words of the navigation, the current one by this route."""
        ...

    def news(self) -> str:
        """How old what is shown is, in words."""
        ...

    def fetch(self, route: Route) -> Awaitable[None] | None:
        """What a page needs to be asked for, None for nothing; raises ApiError when awaited."""
        ...

    def answer(self, key: str, text: str) -> Awaitable[Route]:
        """Where something that was typed on a page leads. Raises ApiError."""
        ...


Show = Callable[[Copy, Route, View], Page]


class SignedIn:
    """A source fed by a session's local copy."""

    def __init__(self, session: "StudentSession", copy: Copy, show: Show) -> None:
        self._session, self._copy, self._show = session, copy, show

    def page(self, route: Route, view: View) -> Page:
        """The page at a route, from the copy alone; the account page also offers to sign out."""
        page = self._show(self._copy, route, view)
        if page.route.page != "account":
            return page
        out = command("sign-out")
        return msgspec.structs.replace(page, rows=(*page.rows, Row(out.name, go=SIGN_OUT, key="sign-out")))

    def navigation(self, route: Route) -> tuple[Tab, ...]:
        """Home, Classes, Progress Reports, the student's name."""
        return navigation(self._copy, route)

    def news(self) -> str:
        """How old the copy is, and why nothing newer comes."""
        return freshness_line(self._copy)

    def fetch(self, route: Route) -> Awaitable[None] | None:
        """An attempt's review is asked for whenever it is opened: it may say more than the last time."""
        return self._session.fetch(route) if route.page == "review" else None

    async def answer(self, key: str, text: str) -> Route:
        """A Test ID leads to its assessment."""
        entry = await self._session.look_up(text)
        digits = "".join(character for character in text if character.isalnum())
        route = Route("assessment", id=entry.class_id, item=str(entry.assessment), test_id=digits)
        if (
            self._show(self._copy, route, View()).state != "loaded"
        ):  # given a moment ago: the copy has not heard of it
            await self._session.sync()
        return route
