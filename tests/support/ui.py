"""Driving the full screen in tests: a pretended session, a screen as text, and one way to wait."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.strip import Strip

from tests.support.pretended import PretendSession
from tmp_tui.app import TmpApp
from tmp_tui.pages.model import Page, Route, Tab, View
from tmp_tui.screens.page import PageScreen
from tmp_tui.widgets.bars import StatusBar
from tmp_tui.widgets.lines import Lines
from tmp_tui.widgets.row_list import RowList
from tmp_tui.widgets.secret import Field

WIDE, NARROW = (80, 24), (40, 24)
PASSWORD = "analytical-engine"


class FixedSource:
    """Feeds a `PageScreen` with pages made by hand; `asked` is what was typed on them."""

    def __init__(self, show: Callable[[Route, View], Page], news: str = "Up to date.") -> None:
        self.show, self.words = show, news
        self.asked: list[tuple[str, str]] = []

    def page(self, route: Route, view: View) -> Page:
        """What was prepared."""
        return self.show(route, view)

    def navigation(self, route: Route) -> tuple[Tab, ...]:
        """The usual words."""
        places = ("home", "Home"), ("classes", "Classes"), ("reports", "Progress Reports"), ("account", "Ada")
        return tuple(Tab(name, Route(page), page == route.page) for page, name in places)

    def news(self) -> str:
        """What was prepared."""
        return self.words

    def fetch(self, route: Route) -> None:
        """Everything is there."""

    async def answer(self, key: str, text: str) -> Route:
        """Always the same place."""
        self.asked.append((key, text))
        return Route("found", item=text)


class PageApp(TmpApp):
    """The app with one page screen and no sign-in."""

    def __init__(self, source: FixedSource, **options: Any) -> None:
        super().__init__(lambda server: PretendSession(), **options)
        self.source = source

    def get_default_screen(self) -> PageScreen:
        """The pages at once."""
        return PageScreen(self.source)

    @property
    def rows(self) -> RowList:
        """The body of the page."""
        return self.screen.query_one(RowList)


def one_page(page: Page) -> FixedSource:
    """A source that knows one page only."""
    return FixedSource(lambda route, view: page)


async def until(pilot: Pilot[Any], true: Callable[[], Any], seconds: float = 20) -> None:
    """Go on as soon as something is so; fail with the screen if it never is."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError("never came; the screen:\n" + "\n".join(screen_lines(pilot.app)))
        await pilot.pause()
        await asyncio.sleep(0)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, each when the one before has had its effect; `text:abc` types, or pastes."""
    for key in keys:
        if not key.startswith("text:"):
            await pilot.press(key)
        elif isinstance(pilot.app.focused, Field):
            pilot.app.post_message(Paste(key.removeprefix("text:")))
        else:
            await pilot.press(*key.removeprefix("text:"))
        await pilot.pause()


def screen_lines(app: App[Any]) -> list[str]:
    """What the terminal would show, line by line, as it leaves the line filters."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def screen_text(app: App[Any]) -> str:
    """The same as one text, ends of lines stripped."""
    return "\n".join(line.rstrip() for line in screen_lines(app))


@asynccontextmanager
async def signed_in(
    session: PretendSession | None = None, size: tuple[int, int] = WIDE, **options: Any
) -> AsyncIterator[tuple[TmpApp, Pilot[Any]]]:
    """The app with Ada signed in, Home on the screen."""
    made = session or PretendSession()
    app = TmpApp(lambda server: made, account="4821", **options)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen) and app.screen.query(RowList))
        yield app, pilot


def lines_drawn(widget: Lines) -> list[int]:
    """The lines that the widget draws from now on."""
    drawn: list[int] = []
    render = widget.render_line

    def counted(y: int) -> Strip:
        drawn.append(y)
        return render(y)

    widget.render_line = counted  # type: ignore[method-assign]
    return drawn


def place(app: App[Any]) -> Route:
    """The route of the page that is shown."""
    assert isinstance(app.screen, PageScreen)
    return app.screen.route


def current_row(app: App[Any]) -> str:
    """The text of the row under the cursor."""
    row = app.screen.query_one(RowList).current
    return row.text if row is not None else ""


def status(app: App[Any]) -> str:
    """What is said at the foot of the screen."""
    return app.screen.query_one(StatusBar).words
