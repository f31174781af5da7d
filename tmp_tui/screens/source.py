"""What the screens of a signed-in student are fed from: pages, and the few things that are asked of the portal."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

import msgspec

from tmp_tui.pages.account import is_asked_for
from tmp_tui.pages.freshness import freshness_line
from tmp_tui.pages.model import Copy, Here, Page, Route, Tab, View
from tmp_tui.pages.showing import navigation

if TYPE_CHECKING:
    from tmp_tui.lines.student_session import StudentSession


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

    def __init__(
        self, session: "StudentSession", copy: Copy, show: Show, here: Callable[[Route], Here]
    ) -> None:
        """`here` is what the program knows of itself, for a page."""
        self._session, self._copy, self._show, self._here = session, copy, show, here

    def page(self, route: Route, view: View) -> Page:
        """The page at a route, from the copy alone, but for what the program knows of itself."""
        if route.page == "account":
            view = msgspec.structs.replace(view, here=self._here(route))
        return self._show(self._copy, route, view)

    def navigation(self, route: Route) -> tuple[Tab, ...]:
        """Home, Classes, Progress Reports, the student's name."""
        return navigation(self._copy, route)

    def news(self) -> str:
        """How old the copy is, and why nothing newer comes."""
        return freshness_line(self._copy)

    def fetch(self, route: Route) -> Awaitable[None] | None:
        """What of a page is asked for whenever it is opened."""
        return self._session.fetch(route) if is_asked_for(route) else None

    async def answer(self, key: str, text: str) -> Route:
        """A Test ID leads to its assessment, a part of a time zone's name to those that are called so."""
        if key == "zone":
            return Route("account", item="zone", filter=text)
        entry = await self._session.look_up(text)
        digits = "".join(character for character in text if character.isalnum())
        route = Route("assessment", id=entry.class_id, item=str(entry.assessment), test_id=digits)
        if (
            self._show(self._copy, route, View()).state != "loaded"
        ):  # given a moment ago: the copy has not heard of it
            await self._session.sync()
        return route
