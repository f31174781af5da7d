"""What the screen says of sending, submitting and time is true, also in the moments between."""

import pytest

from tests.app.screens.taking import MINUTE, TWO, Clock, timed, two
from tests.portal.attempts.support import give, later
from tests.support.every_kind import BODIES, stored
from tests.support.faults import Faulty
from tests.support.player import seated, taking
from tests.support.school import Group, School
from tests.support.ui import until
from tmp_portal.attempts import staff
from tmp_tui.app import TmpApp
from tmp_tui.screens import taking as taking_screen
from tmp_tui.screens.overview import OverviewScreen, ReceiptScreen
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.taking import TakingScreen

pytestmark = pytest.mark.usefixtures("sent_soon")


async def test_G02_what_is_not_submitted_is_not_said_to_be(
    school: School, group: Group, steady: Clock
) -> None:
    line = Faulty(school.transport())
    give(school, group, TWO, minutes=5, attempts=0)
    async with seated(school, transport=line) as seat:
        await seat.take_timed()
        await seat.press("f10", "end", "enter")
        line.down = True
        steady.passed += 5 * MINUTE  # the time runs out between the question and its answer
        await seat.press("2")

        assert seat.taking.submission is None
        assert "Submitted" not in seat.text
        await seat.shows("The time is up.")


async def test_G02_where_the_portal_has_to_be_reached_no_submit_is_said_to_wait(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with taking(school, group, TWO) as seat:
        await seat.press("f10", "end", "enter")
        monkeypatch.setattr(type(seat.taking), "read_only", "offline")
        await seat.press("2")

        assert seat.taking.submission is None
        assert isinstance(seat.app.screen, TakingScreen)
        await seat.shows("your teacher wants it to be")


async def test_G28_the_enter_after_a_number_of_the_map_answers_nothing(school: School, group: Group) -> None:
    items = [stored(name, BODIES["one"]) for name in ("first", "second", "third")]
    async with taking(school, group, items) as seat:
        await seat.press("f7", "2", "enter")

        assert seat.taking.number == 2
        assert seat.taking.values == {}
        assert seat.foot == "You are at question 2. Enter again answers."
        await seat.press("enter")
        assert seat.taking.values


async def test_f10_looks_everything_over_and_f10_again_asks(school: School, group: Group) -> None:
    async with taking(school, group, TWO) as seat:
        await seat.press("f10")
        await seat.shows("F10 Submit")
        await seat.press("f10")

        await seat.shows("Submit the assessment?", "1 Not yet")


async def test_a_place_that_may_only_read_is_not_offered_to_submit(school: School, group: Group) -> None:
    async with two(school, group) as (_first, second):
        await second.press("enter", "f10")

        assert isinstance(second.app.screen, OverviewScreen)
        assert "F10 Submit" not in second.text
        await second.press("f10")
        assert isinstance(second.app.screen, OverviewScreen)


async def test_what_is_on_its_way_needs_no_question_at_leaving(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Faulty(school.transport(), delay=0.1)
    left: list[bool] = []

    async def leave(_app: TmpApp) -> None:
        left.append(True)

    monkeypatch.setattr(TmpApp, "_leave", leave)
    async with taking(school, group, TWO, transport=line) as seat:
        await seat.press("a", "ctrl+q")
        await until(seat.pilot, lambda: left)

        assert "Not everything is sent" not in seat.text


async def test_G03_a_submit_that_waited_is_said_to_have_arrived(school: School, group: Group) -> None:
    line = Faulty(school.transport())
    async with taking(school, group, TWO, transport=line) as seat:
        line.down = True
        await seat.press("a", "f10", "end", "enter", "2")
        await seat.shows("The portal does not have it yet")
        await seat.press("escape")
        line.down = False

        await seat.shows("Quiz is submitted: the portal has it. Receipt ")
        assert isinstance(seat.app.screen, PageScreen)


async def test_G14_a_submit_that_waits_says_until_when_it_counts(school: School, group: Group) -> None:
    line = Faulty(school.transport())
    give(school, group, TWO, minutes=5, attempts=0)
    async with seated(school, transport=line) as seat:
        await seat.take_timed()
        line.down = True
        await seat.press("f10", "end", "enter", "2")

        await seat.shows("It counts if this computer reaches the portal by today ")
        assert "nothing is lost" not in seat.text


async def test_G13_the_portal_is_asked_for_more_time_while_nothing_is_done(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_screen, "NEWS", 2)
    async with timed(school, group, minutes=5) as seat:
        school.write(lambda c: staff.extend(c, school.tenant, seat.taking.attempt, 10 * MINUTE))

        for _tick in range(2):
            seat.question._tick()
        await until(seat.pilot, lambda: (seat.taking.left or 0) > 10 * MINUTE)


async def test_a_time_that_was_announced_does_not_stay_until_it_is_untrue(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_screen, "STALE", 2)
    async with timed(school, group, minutes=40) as seat:
        await steady.go_on(seat, 21 * MINUTE)
        assert seat.foot.startswith("Half of your time is over")

        for _tick in range(3):
            seat.question._tick()

        assert "Half of your time" not in seat.foot


async def test_G08_taking_over_what_is_submitted_shows_its_receipt(school: School, group: Group) -> None:
    async with two(school, group) as (first, second):
        await first.press("f10", "end", "enter", "2")
        await first.shows("Receipt:")
        await second.press("2")

        await until(second.pilot, lambda: isinstance(second.app.screen, ReceiptScreen))
        await second.shows("Receipt:")
        assert "You write here now" not in second.text


async def test_the_end_without_a_line_is_said_once_and_leaving_is_no_harm(
    school: School, group: Group, steady: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tmp_tui.screens.submitting.LOOK", 0.01)
    line = Faulty(school.transport())
    give(school, group, TWO, minutes=5, attempts=0)
    async with seated(school, transport=line) as seat:
        await seat.take_timed()
        attempt = seat.taking.attempt
        line.down = True
        await steady.go_on(seat, 5 * MINUTE + 1)
        await seat.shows("It is submitted as soon as the portal is reached")
        tries = line.sent
        await until(seat.pilot, lambda: line.sent > tries + 3)
        said = [words for words in seat.app._messages if "as soon as the portal is reached" in words]
        await seat.press("escape")
        later(monkeypatch, 5 * MINUTE + 1)
        line.down = False

        assert len(said) == 1
        await until(seat.pilot, lambda: seat.session.taking(attempt).receipt)
