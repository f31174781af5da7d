"""A class's assessments: All, To-Do, Complete, and each one's state in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.copies import MemoryCopy, school_copy, with_algebra, with_mine
from tests.support.documents import DAY, NOW
from tmp_tui.pages.model import Page, Route
from tmp_tui.pages.showing import show
from tmp_tui.wire import Assessment, Attempt, MineDocument


def listed(copy: MemoryCopy | None = None, chosen: str = "") -> Page:
    """The Assessments tab of Algebra 1."""
    return show(copy or school_copy(), Route("class", "alg", tab="assessments", filter=chosen))


def states(page: Page) -> dict[str, str]:
    """What is said of each assessment: its state, and its score if there is one."""
    return {
        row.text: " ".join(fact.value for fact in row.facts if fact.key in ("state", "score"))
        for row in page.rows
    }


def test_all_is_shown_first_with_a_state_in_words_for_each() -> None:
    page = listed()

    assert [(tab.name, tab.current) for tab in page.filters] == [
        ("All", True),
        ("To-Do", False),
        ("Complete", False),
    ]
    assert states(page) == {
        "Finals": "Opens Apr 3 12:00",
        "Unit test": "To-Do (by Test ID from your teacher)",
        "Equations quiz": "To-Do",
        "Essay": "Submitted (not scored yet)",
        "Expressions quiz": "Complete 7 of 10",
        "Warm-up": "Not taken",
    }


def test_to_do_lists_what_can_be_taken_now_the_soonest_to_close_first() -> None:
    assert list(states(listed(chosen="to-do"))) == ["Equations quiz", "Unit test"]


def test_complete_lists_what_was_submitted_the_latest_first() -> None:
    assert list(states(listed(chosen="complete"))) == ["Essay", "Expressions quiz"]


def test_each_assessment_leads_to_its_details() -> None:
    assert [row.go for row in listed(chosen="to-do").rows] == [
        Route("assessment", "alg", "2"),
        Route("assessment", "alg", "3"),
    ]


def test_a_score_that_was_not_released_is_not_told() -> None:
    page = listed(with_mine(MineDocument(attempts=[Attempt(1, "scored", NOW)])))

    assert states(page)["Expressions quiz"] == "Complete"


def test_one_that_was_started_but_closed_meanwhile_says_so() -> None:
    page = listed(with_mine(MineDocument(attempts=[Attempt(5, "started", NOW - 16 * DAY)])))

    assert states(page)["Warm-up"] == "Closed (started, not submitted)"


def test_one_that_can_be_taken_again_says_how_often() -> None:
    essay = next(row for row in listed().rows if row.text == "Essay")

    assert essay.facts[-1].short == "Attempts left 1"


ASSESSMENTS = st.builds(
    Assessment,
    number=st.just(1),
    id=st.just("a"),
    title=st.just("Quiz"),
    given_at=st.integers(0, 2 * NOW),
    attempts=st.integers(0, 3),
    opens_at=st.sampled_from([0, NOW - 1, NOW, NOW + 1]),
    closes_at=st.sampled_from([0, NOW - 1, NOW, NOW + 1]),
    in_portal=st.booleans(),
)
ATTEMPTS = st.builds(
    Attempt, st.just(1), st.sampled_from(["started", "submitted", "scored"]), st.integers(0, NOW)
)


@given(ASSESSMENTS, st.lists(ATTEMPTS, max_size=4))
def test_to_do_and_complete_never_share_an_assessment_and_follow_their_rules(
    assessment: Assessment, attempts: list[Attempt]
) -> None:
    copy = with_algebra(assessments=[assessment])
    copy.documents[2]["alg"] = MineDocument(attempts=attempts)

    to_do, complete = bool(listed(copy, "to-do").rows), bool(listed(copy, "complete").rows)

    handed_in = any(attempt.state != "started" for attempt in attempts)
    in_window = assessment.opens_at <= NOW and (assessment.closes_at == 0 or assessment.closes_at > NOW)
    at_it = any(attempt.state == "started" for attempt in attempts) and not 0 < assessment.closes_at <= NOW
    assert complete == (handed_in and not at_it)
    assert to_do == (at_it or (in_window and not handed_in))
    assert len(listed(copy).rows) == 1


@pytest.mark.parametrize(
    ("chosen", "words"),
    [("", "No assessments yet."), ("to-do", "Nothing to do now."), ("complete", "Nothing complete yet.")],
)
def test_an_empty_list_says_why(chosen: str, words: str) -> None:
    page = listed(with_algebra(assessments=[]), chosen)

    assert page.state == "empty"
    assert page.message.startswith(words)
    assert [tab.current for tab in page.filters].count(True) == 1


def test_without_my_part_nothing_is_said_to_be_done_or_not() -> None:
    copy = school_copy()
    copy.documents[2].pop("alg")

    assert (listed(copy).state, listed(copy).rows) == ("loading", ())


def test_an_assessment_without_a_title_can_still_be_opened() -> None:
    row = listed(with_algebra(assessments=[Assessment(9, "x", "", NOW)])).rows[0]

    assert (row.text, row.go) == ("(no title)", Route("assessment", "alg", "9"))
