"""The same attempt at two computers: one writes, the other reads; two answers to a question are both shown (G07, G08)."""

import pytest

from tests.app.screens.taking import ITEMS, TAKE_OVER, both_answer, take_route, two
from tests.portal.attempts.support import give
from tests.support.every_kind import R
from tests.support.faults import Faulty
from tests.support.hostile import HOSTILE
from tests.support.player import seated
from tests.support.school import Group, School
from tests.support.ui import until
from tmp_tui import working
from tmp_tui.screens.taking import TakingScreen

pytestmark = pytest.mark.usefixtures("at_lab_12", "sent_soon")


async def test_G08_the_second_place_is_told_where_it_is_open_and_asked(school: School, group: Group) -> None:
    async with two(school, group) as (_first, second):
        await second.shows("This assessment is open at lab-12 since today", "1 Only read it here", TAKE_OVER)
        await second.press("enter")
        await second.shows("Open at lab-12: here it can only be read. ctrl+d Decide.")
        before = second.files()

        await second.press("f6", "f6", "a", "enter", "delete", "ctrl+z")

        assert second.files() == before
        assert second.foot == "Open at another place. It can be read here, and not changed."


async def test_G08_G16_taking_over_goes_on_where_it_was_and_the_first_can_only_read(
    school: School, group: Group
) -> None:
    async with two(school, group) as (first, second):
        await second.press("2")
        await second.shows("You write here now. The other place can only read.")
        assert [second.taking.standing(n).answered for n in (1, 2, 3)] == ["answered", "answered", "blank"]

        await second.press("c", "3", "b")
        await second.sent()
        await first.press("a")
        await until(first.pilot, lambda: first.taking.read_only == "elsewhere")
        await first.settled()

        await first.shows("here it can only be read")
        assert first.on_portal() == {"first": {R: ["C"]}, "second": {R: ["Paris"]}, "third": {R: ["B"]}}
        assert first.taking.values == {R: ["A"]}, "what was given there stays in its journal"
        await first.press("c")
        assert first.taking.values == {R: ["A"]}


async def test_G07_taking_it_back_shows_both_answers_and_the_student_decides(
    school: School, group: Group
) -> None:
    async with two(school, group) as (first, second):
        await both_answer(first, second)
        await first.shows("Another place gave another answer to this question. ctrl+d Decide.")

        await first.press("ctrl+d")
        await first.shows("Given here: a) whale", "The portal has: c) salmon", "1 Decide later")
        assert first.on_portal()["first"] == {R: ["C"]}
        await first.press("enter")
        assert first.taking.conflict is not None
        await first.press("ctrl+d", "2")
        await first.sent()

        assert first.on_portal()["first"] == {R: ["A"]}
        await first.shows("Saved: the portal has this answer.")


async def test_G07_keeping_what_the_portal_has(school: School, group: Group) -> None:
    async with two(school, group) as (first, second):
        await both_answer(first, second)
        await first.shows("Another place gave another answer")
        await first.press("f7")
        await first.shows("Two answers, one from another place: 1.")
        await first.press("escape", "ctrl+d", "3")

        assert first.taking.values == {R: ["C"]}
        await first.shows("Saved: the portal has this answer.", "(x) c) salmon")


async def test_G06_submitted_at_the_other_place_is_said_and_a_late_answer_is_kept(
    school: School, group: Group
) -> None:
    async with two(school, group) as (first, second):
        await second.press("2")
        await second.shows("You write here now.")
        await second.press("f10", "end", "enter", "2")
        await second.shows("Receipt:")

        await first.press("a")
        await until(first.pilot, lambda: first.taking.read_only)
        await first.settled()

        assert first.taking.values == {R: ["A"]}
        assert first.where.startswith("Not counted: the portal did not take this answer (the assessment was")
        assert first.on_portal()["first"] == {R: ["B"]}
        await first.press("c", "f3", "delete")
        assert first.taking.values == {R: ["A"]}
        assert first.foot == "Submitted. It can be read, and not changed."
        await first.press("f7")
        await first.shows("not counted")
        assert "Submit the assessment" not in first.text


async def test_G16_position_flags_notes_and_struck_out_options_come_along(
    school: School, group: Group
) -> None:
    give(school, group, ITEMS, attempts=0)
    async with seated(school, folder="lab-12") as first:
        await first.take(group)
        await first.press("down", "f5", "f3", "f4", "text:look again", "enter", "f6", "f6")
        await until(first.pilot, lambda: not first.journal.due())
    async with seated(school, folder="lab-13") as second:
        second.app._begin_in_worker(take_route(group))
        await second.shows(TAKE_OVER)
        await second.press("2")
        await second.shows("You write here now.")

        assert second.taking.number == 3
        second.question.go(1)
        await second.shows("Question 1 of 3, flagged", "b) shark (struck out)")
        assert second.taking.note == "look again"


async def test_S06_hostile_names_of_places_are_text(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "place_name", lambda: HOSTILE["clipboard"] + HOSTILE["action"])
    async with two(school, group) as (_first, second):
        await second.shows("This assessment is open at", "[@click=app.quit]")
        assert second.app.is_running


async def test_G02_a_submit_of_a_place_that_may_only_read_is_not_said_to_be_sent_by_itself(
    school: School, group: Group
) -> None:
    line = Faulty(school.transport())
    give(school, group, ITEMS, attempts=0)
    async with seated(school, folder="lab-12", transport=line) as first:
        await first.take(group)
        line.down = True
        await first.press("a", "f10", "end", "enter", "2")
        await first.shows("The portal does not have it yet; it is sent by itself.")
        async with seated(school, folder="lab-13") as second:
            second.app._begin_in_worker(take_route(group))
            await second.shows(TAKE_OVER)
            await second.press("2")
            await second.shows("You write here now.")
            line.down = False

            await first.shows("and not sent: it is open at another place. Submit it there, or take it over.")
            assert "by itself" not in first.text
            await first.press("escape", "1", "1")
            await first.shows(TAKE_OVER)
            await first.press("2")
            await first.shows("Your assessment is submitted: the portal has it.", "Answered: 1 of 3")


async def test_G02_a_submit_that_waits_for_a_decision_is_not_said_to_be_there(
    school: School, group: Group
) -> None:
    line = Faulty(school.transport())
    give(school, group, ITEMS, attempts=0)
    async with seated(school, folder="lab-12", transport=line) as first:
        await first.take(group)
        line.down = True
        await first.press("a", "f10", "end", "enter", "2", "escape")
        async with seated(school, folder="lab-13") as second:
            second.app._begin_in_worker(take_route(group))
            await second.shows(TAKE_OVER)
            await second.press("2")
            await second.shows("You write here now.")
            await second.press("c")
            await second.sent()
        line.down = False
        await until(first.pilot, lambda: bool(first.journal.held(first.journal.attempts()[0])))
        await first.press("1", "1")
        await first.shows(TAKE_OVER)
        await first.press("2")
        await first.shows("First decide which answer holds: another place answered question 1 too.")
        await first.press("escape", "1")
        await until(first.pilot, lambda: isinstance(first.app.screen, TakingScreen))
        await first.press("2")

        await first.shows("Submitted on this computer, and not sent. First decide which answer holds")


async def test_G02_an_answer_that_waits_for_a_decision_is_spoken_of_before_signing_out(
    school: School, group: Group
) -> None:
    async with two(school, group) as (first, second):
        await both_answer(first, second)
        await first.shows("Another place gave another answer to this question.")
        await first.press("ctrl+o")

        await first.shows("Not everything is sent", "Another place answered 1 question too")
