"""How stories of taking an assessment on the screen begin: against the clock, or at two computers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.portal.attempts.support import give, later
from tests.support.every_kind import BODIES, stored
from tests.support.player import Seat, seated
from tests.support.school import Group, School
from tests.support.ui import until
from tmp_tui.pages.model import Route
from tmp_tui.screens.choosing import ChoosingScreen
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.store import clock

TWO = [stored("first", BODIES["one"]), stored("second", BODIES["text_entry"])]
ITEMS = [*TWO, stored("third", BODIES["order"])]
TAKE_OVER = "Take it over: write here from now on"
MINUTE = 60


class Clock:
    """This computer's steady clock, which can be put forward: as if time passed, or the lid was shut."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed, real = 0.0, clock.steady
        monkeypatch.setattr(clock, "steady", lambda: real() + self.passed)

    async def go_on(self, seat: Seat, seconds: float) -> None:
        """So much later the screen looks at the clock."""
        self.passed += seconds
        seat.question._tick()
        await seat.settled()


@asynccontextmanager
async def timed(school: School, group: Group, minutes: int = 40) -> AsyncIterator[Seat]:
    """Ada at the first of two questions, with so much time for both."""
    give(school, group, TWO, minutes=minutes, attempts=0)
    async with seated(school) as seat:
        await seat.take_timed()
        yield seat


@asynccontextmanager
async def away(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch, *, minutes: int
) -> AsyncIterator[Seat]:
    """Ada, who had five minutes, answered the first question, left it, and comes back so much later."""
    async with timed(school, group, minutes=5) as seat:
        await seat.press("a")
        await seat.sent()
        await seat.press("escape")
        later(monkeypatch, minutes * MINUTE)
        steady.passed += minutes * MINUTE
        yield seat


@asynccontextmanager
async def two(school: School, group: Group) -> AsyncIterator[tuple[Seat, Seat]]:
    """Ada at one computer with the assessment open, and at another one where she is asked what to do."""
    give(school, group, ITEMS, attempts=0)
    async with seated(school, folder="lab-12") as first:
        await first.take(group)
        await first.press("f6", "text:Paris", "enter", "shift+f6", "b")
        await until(first.pilot, lambda: not first.journal.due())
        async with seated(school, folder="lab-13") as second:
            second.app._begin_in_worker(take_route(group))
            await until(second.pilot, lambda: isinstance(second.app.screen, TakingScreen | ChoosingScreen))
            await second.settled()
            yield first, second


def take_route(group: Group) -> Route:
    """Where the class's only assessment is taken."""
    return Route("take", group.id, "1")


async def both_answer(first: Seat, second: Seat) -> None:
    """The second takes over and answers, the first answers without knowing, and then takes it back."""
    await second.press("2")
    await second.shows("You write here now.")
    await second.press("c")
    await second.sent()
    await first.press("a")
    await until(first.pilot, lambda: first.taking.read_only == "elsewhere")
    await first.press("ctrl+d")
    await first.shows(TAKE_OVER)
    await first.press("2")
