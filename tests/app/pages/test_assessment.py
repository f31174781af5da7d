"""One assessment's page."""

import pytest

from tests.support.copies import school_copy, with_algebra
from tests.support.documents import NOW
from tmp_tui.pages.model import Page, Route
from tmp_tui.pages.showing import show
from tmp_tui.wire import Assessment


def details(page: Page) -> dict[str, str]:
    """Labels and values."""
    return {
        row.text: row.facts[0].value
        for row in page.rows
        if len(row.facts) == 1 and row.facts[0].name == row.text
    }


def test_an_assessment_by_test_id_says_where_to_type_it() -> None:
    page = show(school_copy(), Route("assessment", "alg", "1"))

    assert (page.title, page.place) == ("Expressions quiz", "Ms. Ortega · Algebra 1")
    assert details(page) == {
        "State": "Complete",
        "Score": "7 of 10",
        "Questions": "10",
        "Time limit": "None",
        "Attempts allowed": "1",
        "Attempts left": "0",
        "Given": "Feb 23",
    }


def test_one_in_the_portal_says_so_with_its_limits() -> None:
    said = details(show(school_copy(), Route("assessment", "alg", "2")))

    assert "How to start" not in said
    assert (said["Time limit"], said["Closes"]) == ("45 minutes", "Mar 6 12:00")


def test_each_standard_it_covers_is_told_whole_with_my_result_in_it() -> None:
    rows = show(school_copy(), Route("assessment", "alg", "1")).rows
    at = next(position for position, row in enumerate(rows) if row.heading)

    assert rows[at].text == "Standards"
    assert [(row.text, [fact.value for fact in row.facts], row.lines) for row in rows[at + 1 :]] == [
        ("A.1 Interpret the parts of an expression.", ["3 of 4", "Near Mastery"], 0),
        ("A.2 Use the structure of an expression to rewrite it.", ["2 of 5", "Remediation"], 0),
    ]


def test_any_number_of_attempts_is_said_in_words() -> None:
    copy = with_algebra(assessments=[Assessment(1, "a", "Practice", NOW, attempts=0, standards=[99, -1])])

    said = details(show(copy, Route("assessment", "alg", "1")))

    assert said["Attempts allowed"] == "Any number"
    assert "Attempts left" not in said


@pytest.mark.parametrize("item", ["99", "", "x", "1\n2"])
def test_an_assessment_that_is_not_there_is_an_error_in_words(item: str) -> None:
    page = show(school_copy(), Route("assessment", "alg", item))

    assert (page.state, page.rows) == ("error", ())
    assert page.message.startswith("This assessment is not in the class")


def test_an_assessment_of_no_class_of_mine_is_an_error_in_words() -> None:
    assert show(school_copy(), Route("assessment", "nobodys", "1")).message.startswith(
        "You have no such class."
    )
