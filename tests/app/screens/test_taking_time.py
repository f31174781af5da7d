"""How long there is: the portal's clock rules, staff may give more, and at the end what was answered is submitted."""

import time

import pytest

from tests.app.screens.taking import MINUTE, TWO, Clock, away, timed
from tests.portal.attempts.support import give, later
from tests.support.every_kind import R
from tests.support.player import seated
from tests.support.school import Group, School
from tests.support.ui import until
from tmp_portal.attempts import staff
from tmp_tui.screens import taking as taking_screen
from tmp_tui.screens.overview import ReceiptScreen


async def test_A11_the_time_is_announced_at_half_and_10_5_and_1_minutes(
    school: School, group: Group, steady: Clock
) -> None:
    async with timed(school, group) as seat:
        said = []
        for minutes in (10, 11, 8, 3, 5, 2):  # of 40 there are then 30, 19, 11, 8, 3 and 1 left
            await steady.go_on(seat, minutes * MINUTE)
            said.append(seat.foot)

        half = "Half of your time is over: 19 minutes left."
        assert said[1:] == [half, half, "8 minutes left.", "3 minutes left.", "1 minute left."]
        assert {half, *said[3:]} <= set(seat.app._messages)


async def test_A11_the_time_can_be_hidden_and_is_announced_all_the_same(
    school: School, group: Group, steady: Clock
) -> None:
    async with timed(school, group) as seat:
        await seat.shows("39 minutes left")
        await seat.press("f9")
        assert seat.foot == "The time is hidden."
        assert "minutes left" not in seat.text
        await steady.go_on(seat, 31 * MINUTE)
        assert seat.foot == "8 minutes left."
        await seat.press("f9")
        await seat.shows("8 minutes left")


async def test_G11_a_wall_clock_that_is_moved_changes_nothing(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with timed(school, group) as seat:
        before, real = seat.taking.left, time.time
        for moved in (3_600, -3_600, 86_400):
            monkeypatch.setattr(time, "time", lambda moved=moved: real() + moved)
            assert before is not None
            assert seat.taking.left == pytest.approx(before, abs=2)


async def test_G11_a_suspend_is_counted(school: School, group: Group, steady: Clock) -> None:
    async with timed(school, group) as seat:
        before = seat.taking.left
        await steady.go_on(seat, 15 * MINUTE)

        assert before is not None
        assert seat.taking.left == pytest.approx(before - 15 * MINUTE, abs=2)
        await seat.shows("24 minutes left")


async def test_G13_more_time_reaches_the_screen_with_the_next_answer(school: School, group: Group) -> None:
    async with timed(school, group) as seat:
        school.write(lambda c: staff.extend(c, school.tenant, seat.taking.attempt, 10 * MINUTE))
        await seat.press("a")
        await seat.sent()
        seat.question._tick()
        await seat.settled()

        assert seat.foot in {f"You have more time: {minutes} minutes left." for minutes in (49, 50)}


async def test_G14_the_end_is_said_and_what_was_answered_is_submitted_by_itself(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with timed(school, group, minutes=5) as seat:
        await seat.press("a")
        await seat.sent()
        later(monkeypatch, 5 * MINUTE)
        await steady.go_on(seat, 5 * MINUTE)

        await seat.shows("The time was up: it was submitted as it was.", "Receipt:", "Answered: 1 of 2")
        assert "The time is up." in seat.app._messages
        await seat.press("escape")
        await seat.shows("State: Submitted")


@pytest.mark.parametrize("keys", [("f7",), ("f10", "end", "enter"), ("f4",), ("f1",)])
async def test_G14_the_end_comes_through_whatever_is_open(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    async with timed(school, group, minutes=5) as seat:
        await seat.press("a", *keys)
        later(monkeypatch, 5 * MINUTE + 1)
        await steady.go_on(seat, 5 * MINUTE + 1)

        await until(seat.pilot, lambda: isinstance(seat.app.screen, ReceiptScreen))


async def test_G14_what_is_typed_in_the_last_moment_is_kept(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_screen, "LAST", 30)
    async with timed(school, group, minutes=5) as seat:
        await seat.press("f6", "enter", "text:Par")
        left = seat.taking.left
        assert left is not None
        later(monkeypatch, left - 25)
        await steady.go_on(seat, left - 25)

        assert seat.taking.values == {R: ["Par"]}
        attempt, item = seat.taking.attempt, seat.taking.item.id
        await seat.press("text:is")
        await steady.go_on(seat, 10)
        await steady.go_on(seat, 20)
        assert seat.journal.values(attempt, item) == {R: ["Paris"]}


async def test_G14_the_time_ran_out_while_the_student_was_away(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with away(school, group, steady, monkeypatch, minutes=6) as seat:
        await seat.shows("Continue the assessment")
        await seat.press("home", "enter")

        await seat.shows("The time was up")


async def test_without_a_limit_no_time_is_shown(school: School, group: Group) -> None:
    give(school, group, TWO, attempts=0)
    async with seated(school) as seat:
        await seat.take(group)
        await seat.press("f9", "f9")

        assert "left" not in seat.text.replace("Leave", "")
        assert seat.foot == "There is no time limit."
