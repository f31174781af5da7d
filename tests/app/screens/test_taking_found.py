"""What a reviewer found in taking assessments, each as it was found."""

import asyncio

import msgspec
import pytest

from tests.app.screens.taking import (
    MINUTE,
    TAKE_OVER,
    TWO,
    Clock,
    away,
    both_answer,
    take_route,
    timed,
    two,
)
from tests.portal.attempts.support import give, later
from tests.support.every_kind import BODIES, stored
from tests.support.player import seated
from tests.support.school import Group, School
from tests.support.ui import until
from tmp_portal.attempts import staff
from tmp_portal.attempts.standing import standing_of
from tmp_tui.api.errors import PortalFailed
from tmp_tui.screens.overview import ReceiptScreen
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.wire.attempts import Paper

pytestmark = pytest.mark.usefixtures("at_lab_12")


async def test_a_mark_is_sent_once(school: School, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    give(school, group, TWO, attempts=0)
    async with seated(school) as seat:
        await seat.take(group)
        client = seat.session._client
        assert client is not None
        sent, real = [], client.marks

        async def counted(attempt: str, form: object) -> None:
            sent.append(form)
            await real(attempt, form)  # type: ignore[arg-type]

        monkeypatch.setattr(client, "marks", counted)
        await seat.press("f3")
        await until(seat.pilot, lambda: sent)
        for _turn in range(50):
            await seat.pilot.pause()

        assert len(sent) == 1


async def test_G13_time_that_nobody_heard_of_is_asked_for_before_the_end(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with timed(school, group, minutes=5) as seat:
        attempt = seat.taking.attempt
        school.write(lambda c: staff.extend(c, school.tenant, attempt, 10 * MINUTE))
        later(monkeypatch, 5 * MINUTE)
        await steady.go_on(seat, 5 * MINUTE)

        await until(seat.pilot, lambda: "You have more time" in seat.foot)

        standing = school.database.read_now(lambda c: standing_of(c, school.tenant, attempt))
        assert standing is not None
        assert standing.state == "started"
        assert seat.taking.read_only == ""


async def test_G13_an_older_reply_takes_no_time_back(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with timed(school, group, minutes=5) as seat:
        await seat.session.sync()
        school.write(lambda c: staff.extend(c, school.tenant, seat.taking.attempt, 10 * MINUTE))
        await seat.press("a")
        await seat.sent()

        async def down(*_asked: object) -> None:
            raise PortalFailed

        monkeypatch.setattr(seat.session._client, "sync", down)
        await seat.session.sync()

        assert seat.taking.left is not None
        assert seat.taking.left > 10 * MINUTE


async def test_G14_where_another_place_writes_the_end_submits_nothing(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, TWO, minutes=5, attempts=0)
    async with seated(school, folder="lab-12") as first:
        first.app._begin_in_worker(take_route(group))
        await until(first.pilot, lambda: isinstance(first.app.screen, TakingScreen))
        async with seated(school, folder="lab-13") as second:
            second.app._begin_in_worker(take_route(group))
            await second.shows(TAKE_OVER)
            await second.press("enter")
            later(monkeypatch, 5 * MINUTE + 1)
            steady.passed += 5 * MINUTE + 1
            first.question._tick()
            await until(first.pilot, lambda: isinstance(first.app.screen, ReceiptScreen))
            second.question._tick()
            await until(second.pilot, lambda: isinstance(second.app.screen, ReceiptScreen))

            await second.shows("Receipt:")
            assert second.session.unsent == 0


async def test_G07_nothing_is_typed_over_an_answer_that_was_not_seen(school: School, group: Group) -> None:
    async with two(school, group) as (first, second):
        await first.press("f6", "enter", "text:x")
        await second.press("2")
        await second.shows("You write here now.")
        await second.press("f6", "enter", "text:-Rome")
        second.question._end_editing()
        await second.sent()
        theirs = second.on_portal()["second"]
        first.question._paused()
        await until(first.pilot, lambda: first.taking.read_only == "elsewhere")
        await first.session.take_over(first.taking.attempt)
        await until(first.pilot, lambda: first.taking.conflict is not None)

        await first.press("text:y")
        first.question._paused()
        await first.press("ctrl+z")

        assert "First decide" in first.foot
        assert first.taking.conflict is not None
        assert first.on_portal()["second"] == theirs


async def test_G07_submitting_leads_to_what_is_to_be_decided_first(school: School, group: Group) -> None:
    async with two(school, group) as (first, second):
        await both_answer(first, second)
        await first.shows("Another place gave another answer to this question.")

        await first.press("f10", "end", "enter")

        assert first.foot.startswith("First decide which answer to this question holds.")
        assert first.taking.submission is None
        await first.press("ctrl+d", "2", "f10", "end", "enter", "2")
        await first.shows("Receipt:")


async def test_G25_ctrl_q_on_another_question_still_speaks_of_what_is_unsent(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with timed(school, group, minutes=50) as seat:

        async def down(*_asked: object) -> None:
            raise PortalFailed

        monkeypatch.setattr(seat.session._client, "answer", down)
        await seat.press("a", "f10", "end", "enter")
        await seat.press("ctrl+q")

        await seat.shows("Not everything is sent")


async def test_G18_a_number_that_is_none_is_spoken_of_before_quitting(school: School, group: Group) -> None:
    give(school, group, [stored("number", BODIES["number"])], attempts=0)
    async with seated(school) as seat:
        await seat.take(group)
        await seat.press("enter", "text:12x", "ctrl+q")

        await seat.shows("Not everything is kept", "12x is not a number")


async def test_G08_a_reply_from_before_the_take_over_does_not_take_the_pen_away(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, TWO, attempts=0)
    async with seated(school) as seat:
        await seat.take(group)
        client = seat.session._client
        assert client is not None
        real, gate, got = client.paper, asyncio.Event(), asyncio.Event()

        async def slow(attempt: str, writer: str = "") -> Paper:
            paper = await real(attempt, writer)
            got.set()
            await gate.wait()
            return msgspec.structs.replace(paper, writer="", open_at="lab-13")

        monkeypatch.setattr(client, "paper", slow)
        look = asyncio.create_task(seat.session.look_again(seat.taking.attempt))
        await got.wait()
        await seat.session.take_over(seat.taking.attempt)
        gate.set()
        await look

        assert seat.taking.read_only == ""


async def test_G17_a_corrected_test_id_is_the_one_that_is_sent(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, TWO, attempts=0, in_portal=False, test_id="246813")
    async with seated(school) as seat:
        client = seat.session._client
        assert client is not None
        real = client.start

        async def lost(*_asked: object) -> None:
            raise PortalFailed

        monkeypatch.setattr(client, "start", lost)
        with pytest.raises(PortalFailed):
            await seat.session.begin(group.id, 1, "111111")
        monkeypatch.setattr(client, "start", real)

        assert await seat.session.begin(group.id, 1, "246813")


async def test_a_page_goes_by_the_portal_where_an_attempt_is_over_there(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with away(school, group, steady, monkeypatch, minutes=11) as seat:
        staff.finalise_due(school.database)
        await seat.session.sync()

        await until(seat.pilot, lambda: "Continue" not in seat.text)


async def test_an_assessment_is_open_once(school: School, group: Group) -> None:
    give(school, group, TWO, attempts=0)
    async with seated(school) as seat:
        await seat.take(group)
        await seat.app._open(seat.taking)

        assert sum(isinstance(screen, TakingScreen) for screen in seat.app.screen_stack) == 1
