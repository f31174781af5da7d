"""What keeps an assessment from starting: said in words on a page that can be left, and nothing is used up."""

from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from tests.portal.attempts.support import give, later
from tests.support.every_kind import BODIES, stored
from tests.support.faults import Faulty
from tests.support.player import Seat, seated
from tests.support.school import Group, School
from tests.support.ui import until
from tmp_portal.clock import now
from tmp_portal.db.students_work import attempts
from tmp_tui.pages.model import Route
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.taking import TakingScreen

ONE = [stored("first", BODIES["one"])]
HOUR = 3_600


def begun(school: School) -> int:
    """How many attempts the portal has."""
    count = select(func.count()).select_from(attempts)
    return int(school.database.read_now(lambda connection: connection.execute(count).scalar_one()))


async def refused(seat: Seat, group: Group, words: str, *, test_id: str = "") -> None:
    """A start that is refused leaves the student on a page with these words, from which Esc leads back."""
    await seat.press("1")
    await seat.app._shown.visit(Route("assessment", group.id, "1"))  # type: ignore[union-attr]
    seat.app._begin_in_worker(Route("take", group.id, "1", test_id=test_id))
    await until(seat.pilot, lambda: words in seat.app.screen._status.words)  # type: ignore[attr-defined]
    assert isinstance(seat.app.screen, PageScreen)
    assert seat.session.work() == []
    await seat.press("escape")
    assert seat.app.screen.route.page == "assessment" or seat.app.screen.route.page == "home"


@pytest.mark.parametrize(
    ("terms", "test_id", "words"),
    [
        ({"opens_at": HOUR}, "", "not open yet"),
        ({"closes_at": -HOUR}, "", "closed"),
        ({"in_portal": False}, "", "Ask your teacher for it."),
        ({"in_portal": False, "test_id": "246813"}, "111111", "Ask your teacher for it."),
        ({"in_portal": False, "test_id": "246813", "test_id_expires_at": -HOUR}, "246813", "expired"),
    ],
)
async def test_G18_G19_every_refusal_has_its_own_words(
    school: School, group: Group, terms: dict[str, Any], test_id: str, words: str
) -> None:
    at = int(now())
    times = {
        name: at + value if name.endswith("_at") else value for name, value in terms.items()
    }  # from now on
    give(school, group, ONE, **times)
    async with seated(school) as seat:
        await refused(seat, group, words, test_id=test_id)

    assert begun(school) == 0


async def test_G18_an_assessment_without_questions(school: School, group: Group) -> None:
    give(school, group, [])
    async with seated(school) as seat:
        await refused(seat, group, "This assessment has no questions yet.")


async def test_G18_no_attempts_left(school: School, group: Group) -> None:
    give(school, group, ONE)
    async with seated(school) as seat:
        seat.app._begin_in_worker(Route("take", group.id, "1"))
        await until(seat.pilot, lambda: isinstance(seat.app.screen, TakingScreen))
        await seat.press("a", "f10", "end", "enter", "2")
        await seat.shows("Receipt")
        await seat.press("escape")
        seat.app._begin_in_worker(Route("take", group.id, "1"))
        await seat.shows("You have used all your attempts at this assessment.")
        await seat.press("escape")

    assert begun(school) == 1


class Broken(httpx.AsyncBaseTransport):
    """A portal that fails at every start."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self.inner, self.on = inner, True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.on and request.url.path.endswith("/attempts"):
            return httpx.Response(500, content=b"<html>oops", request=request)
        return await self.inner.handle_async_request(request)


async def test_G18_a_portal_that_fails_is_tried_again(school: School, group: Group) -> None:
    give(school, group, ONE)
    line = Broken(school.transport())
    async with seated(school, transport=line) as seat:
        await refused(seat, group, "The portal has a problem of its own. Try again in a moment.")
        line.on = False
        seat.app._begin_in_worker(Route("take", group.id, "1"))
        await seat.shows("Question 1 of 1")


async def test_G17_a_lost_start_uses_no_attempt_and_the_next_try_is_the_same(
    school: School, group: Group
) -> None:
    give(school, group, ONE)
    line = Faulty(school.transport(), after=True)
    async with seated(school, transport=line) as seat:
        line.down = True
        await refused(seat, group, "The portal")
        assert begun(school) == 1
        line.down = False
        seat.app._begin_in_worker(Route("take", group.id, "1"))
        await seat.shows("Question 1 of 1")

    assert begun(school) == 1


async def test_G12_what_cuts_the_time_is_said_before_the_start(school: School, group: Group) -> None:
    give(school, group, ONE, minutes=30, closes_at=int(now()) + 10 * 60 + 30)
    async with seated(school) as seat:
        await seat.press("1")
        await seat.shows("30 minutes, but it closes today", "you would have 10 minutes")
        await seat.press("1")
        await seat.shows("Your time begins when you start.", "you would have 10 minutes")


async def test_G16_what_runs_is_gone_on_with_without_asking(school: School, group: Group) -> None:
    give(school, group, ONE, minutes=30)
    async with seated(school) as seat:
        await seat.press("1", "1", "2")
        await seat.shows("Question 1 of 1")
        await seat.press("escape")
        await seat.shows("Continue the assessment")
        await seat.press("home", "enter")
        await seat.shows("Question 1 of 1")


async def test_a_window_that_closes_while_the_page_is_read(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, ONE, closes_at=int(now()) + 60)
    async with seated(school) as seat:
        await seat.press("1", "1")
        await seat.shows("Start now")
        later(monkeypatch, 120)
        await seat.press("2")
        await seat.shows("closed")
        assert isinstance(seat.app.screen, PageScreen)
