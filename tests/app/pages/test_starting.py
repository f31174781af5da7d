"""Before an assessment starts: what it costs, how long there is and why, what happens when the line drops."""

from typing import Any

import msgspec
import pytest

from tests.support.copies import MemoryCopy, with_algebra
from tests.support.documents import ALGEBRA, HOUR, MINE, NOW
from tmp_tui.pages.model import Page, Route
from tmp_tui.pages.showing import show
from tmp_tui.pages.starting import confirmation, costs, delivery_of
from tmp_tui.store.work import Work, WorkState
from tmp_tui.wire import Allowed, Assessment, Attempt

MINUTE = 60
HERE = Route("assessment", "alg", "9")


def copy_with(allowed: Allowed | None = None, **given: Any) -> MemoryCopy:
    """Ada's copy with one more assessment in Algebra 1."""
    assessment = Assessment(9, "a9", "Quiz", NOW - HOUR, **{"in_portal": True, **given})
    copy = with_algebra(assessments=[*ALGEBRA.assessments, assessment])
    if allowed is not None:
        copy.documents[2]["alg"] = msgspec.structs.replace(MINE, allowed=[allowed])
    return copy


def said(copy: MemoryCopy) -> dict[str, str]:
    """Labels and values of the details."""
    rows = show(copy, HERE).rows
    return {
        row.text: row.facts[0].value for row in rows if len(row.facts) == 1 and row.facts[0].name == row.text
    }


def taking_row(page: Page) -> str:
    """What begins it, empty where nothing does."""
    return next((row.text for row in page.rows if row.key == "take"), "")


def work(state: WorkState) -> Work:
    return Work("t", "alg", 9, "Quiz", state, 2, 5, 3, 1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "None"),
        ({"minutes": 45}, "45 minutes"),
        ({"minutes": 45, "closes_at": NOW + 2 * HOUR}, "45 minutes"),
        (
            {"minutes": 45, "closes_at": NOW + 30 * MINUTE},
            "45 minutes, but it closes today 12:30: you would have 30 minutes",
        ),
        ({"closes_at": NOW + 30 * MINUTE}, "None, but it closes today 12:30: you would have 30 minutes"),
    ],
)
def test_G12_the_time_and_what_cuts_it(given: dict[str, Any], words: str) -> None:
    assert said(copy_with(**given))["Time limit"] == words


def test_G12_my_own_time_counts() -> None:
    assert said(copy_with(Allowed(9, minutes=90), minutes=45))["Time limit"] == "90 minutes"
    assert said(copy_with(Allowed(9, minutes=0), minutes=45))["Time limit"] == "None"


def test_G15_what_happens_when_the_line_drops() -> None:
    go_on = "Go on. Your answers are kept on this computer and sent by themselves."
    late = "What you answered in time counts if it arrives within 5 minutes after the end."

    assert said(copy_with())["If the line drops"] == go_on
    assert said(copy_with(minutes=45))["If the line drops"] == f"{go_on} {late}"
    wait = said(copy_with(offline=False))["If the line drops"]
    assert wait.startswith("Wait. Without the portal you can read, but not answer.")


def test_what_is_shown_afterwards_is_said_before() -> None:
    assert said(copy_with())["Afterwards"] == "Your teacher decides what you see."
    shown = copy_with(shown=["score", "answers"])
    assert said(shown)["Afterwards"] == "You see: your score, your answers."


@pytest.mark.parametrize(
    ("given", "costs"),
    [
        ({}, ["You have 1 attempt left; this uses it."]),
        ({"attempts": 3}, ["You have 3 attempts left; this uses one."]),
        ({"attempts": 0}, []),
        ({"attempts": 0, "minutes": 20}, ["Your time begins when you start. Time limit: 20 minutes."]),
    ],
)
def test_what_a_start_costs_is_said_before_it(given: dict[str, Any], costs: list[str]) -> None:
    assert confirmation(copy_with(**given), HERE) == (["Quiz", *costs] if costs else [])


def test_G12_both_faces_tell_the_end_of_my_own_window() -> None:
    copy = copy_with(
        Allowed(9, minutes=45, closes_at=NOW + 30 * MINUTE), closes_at=NOW + 5 * HOUR, attempts=0
    )
    delivery = delivery_of(copy, HERE)
    assert delivery is not None

    cut = "45 minutes, but it closes today 12:30: you would have 30 minutes"
    assert costs(delivery) == [f"Your time begins when you start. Time limit: {cut}."]
    assert confirmation(copy, HERE) == ["Quiz", *costs(delivery)]


def test_going_on_costs_nothing() -> None:
    copy = copy_with(minutes=20)
    copy.works = [work("started")]

    assert confirmation(copy, HERE) == []
    assert taking_row(show(copy, HERE)) == "Continue the assessment"


@pytest.mark.parametrize(
    ("given", "test_id", "words"),
    [
        ({}, "", "Start Assessment"),
        ({"in_portal": False}, "", ""),
        ({"in_portal": False}, "246813", "Start Assessment"),
        ({"opens_at": NOW + HOUR}, "", ""),
        ({"closes_at": NOW - HOUR}, "", ""),
    ],
)
def test_it_begins_only_where_it_can(given: dict[str, Any], test_id: str, words: str) -> None:
    route = msgspec.structs.replace(HERE, test_id=test_id)

    assert taking_row(show(copy_with(**given), route)) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [("started", "Continue the assessment"), ("handing-in", "See what is sent")],
)
def test_what_lies_on_this_computer_is_gone_on_with(state: WorkState, words: str) -> None:
    copy = copy_with(closes_at=NOW - HOUR)
    copy.works = [work(state)]

    page = show(copy, HERE)

    assert taking_row(page) == words
    (row,) = [row for row in page.rows if row.key == "take"]
    assert [fact.short for fact in row.facts] == ["Answered 3 of 5", "Not sent yet 1"]


def test_without_a_test_id_it_says_where_to_get_one() -> None:
    assert (
        said(copy_with(in_portal=False))["How to start"]
        == "With the Test ID from your teacher: type it on Home."
    )


def test_G12_the_end_of_a_try_that_runs_elsewhere_is_not_that_of_the_one_that_was_submitted_here() -> None:
    copy = copy_with(minutes=45, attempts=0)
    tries = [
        Attempt(9, "submitted", NOW - HOUR, id="t", deadline=NOW - 30 * MINUTE),
        Attempt(9, "started", NOW, id="u", deadline=NOW + 40 * MINUTE),
    ]
    copy.documents[2]["alg"] = msgspec.structs.replace(MINE, attempts=tries)
    copy.works = [msgspec.structs.replace(work("handed-in"), deadline=NOW - 30 * MINUTE)]

    assert said(copy)["Time"] == "Until today 12:40"
