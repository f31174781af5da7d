"""What is next, one standard's page, and the standards at one level."""

import pytest

from tests.support.copies import MemoryCopy, big_copy, school_copy, with_algebra, with_mine
from tests.support.documents import ALGEBRA, DAY, MINE, NOW
from tmp_tui.pages.model import Page, Route, Row, View
from tmp_tui.pages.next_up import MORE
from tmp_tui.pages.showing import show
from tmp_tui.wire import Attempt, MineDocument, Result, Standard, StandardLevel

PROGRESS = Route("class", "alg", tab="progress")
LEAVES = [1, 2, 4, 5, 6]


def next_rows(page: Page) -> list[Row]:
    """The rows between the headings."""
    keys = [row.key for row in page.rows]
    return list(page.rows[keys.index("next") + 1 : keys.index("all")]) if "next" in keys else []


def with_levels(*levels: tuple[int, int, int]) -> MemoryCopy:
    return with_mine(MineDocument([StandardLevel(*level) for level in levels]))


def texts(rows: tuple[Row, ...] | list[Row]) -> list[str]:
    return [" ".join([row.text, *(fact.value for fact in row.facts)]) for row in rows]


def test_near_mastery_comes_first_then_remediation_then_what_is_not_assessed() -> None:
    copy = with_levels((1, 1, 30), (2, 1, 45), (4, 2, 60), (5, 2, 75))

    rows = next_rows(show(copy, PROGRESS, View(frozenset({MORE}))))

    assert texts(rows) == [
        "Create equations in two variables. (B.2) Near Mastery 75 % 5 % more for Mastery",
        "Create equations in one variable. (B.1) Near Mastery 60 % 20 % more for Mastery",
        "Use the structure of an expression to rewrite it. (A.2) Remediation 45 % 5 % more for Near Mastery",
        "2 more",
        "Interpret the parts of an expression. (A.1) Remediation 30 % 20 % more for Near Mastery",
        "Represent constraints. Not assessed",
    ]


def test_what_is_next_names_three_and_folds_the_others() -> None:
    page = show(with_levels((1, 2, 60)), PROGRESS)

    rows = next_rows(page)

    assert [(row.folds, row.depth) for row in rows] == [(None, 0)] * 3 + [(True, 0)]
    assert page.rows[0].heading
    assert texts(rows)[3] == "2 more"


def test_each_of_them_leads_to_its_standard() -> None:
    assert next_rows(show(school_copy(), PROGRESS))[0].go == Route("class", "alg", "4", "progress")


@pytest.mark.parametrize("levels", [[], [(position, 3, 90) for position in LEAVES]])
def test_there_is_nothing_next_before_the_first_result_and_after_the_last_mastery(
    levels: list[tuple[int, int, int]],
) -> None:
    page = show(with_levels(*levels), PROGRESS)

    assert next_rows(page) == []
    assert [row.key for row in page.rows[:2]] == ["how", "s0"]


def test_groups_and_what_is_at_mastery_are_not_next() -> None:
    copy = with_levels((0, 1, 40), (1, 3, 80), (2, 4, 99), (3, 2, 60), (5, 9, 1))

    assert [row.key for row in next_rows(show(copy, PROGRESS))] == ["next/4", "next/6"]


def test_a_level_whose_cut_has_moved_says_no_distance() -> None:
    copy = with_levels((1, 2, 85))

    assert (
        texts(next_rows(show(copy, PROGRESS)))[0]
        == "Interpret the parts of an expression. (A.1) Near Mastery 85 %"
    )


def test_a_long_statement_is_cut_and_one_without_words_is_its_code() -> None:
    copy = with_algebra(standards=[Standard("L", "long " * 50), Standard("C", " "), Standard("", "")])
    copy.documents[2]["alg"] = MineDocument([StandardLevel(0, 2, 60)])

    rows = next_rows(show(copy, PROGRESS))

    assert len(rows[0].text) < 70
    assert [row.text for row in rows[1:]] == ["C", "(no title)"]


def test_programs_get_three_and_no_standard_twice_over() -> None:
    rows = next_rows(show(big_copy(), Route("class", "big", tab="progress"), View(everything=True)))

    assert len(rows) == 3


def test_a_standard_has_a_page_with_all_that_is_behind_it() -> None:
    page = show(school_copy(), Route("class", "alg", "1", "progress"))

    assert (page.title, page.place) == ("A.1", "Ms. Ortega · Algebra 1")
    assert (page.intro, page.tabs) == (("Interpret the parts of an expression.",), ())
    assert texts(page.rows) == [
        "Level Mastery",
        "Percent 90 %",
        "How it was counted your most recent result: 90 %",
        "Trend going up, oldest to newest: 75, 83.3 %",
        "Essay 2.5 of 3 83.3 % Feb 28 ########..",
        "Expressions quiz 3 of 4 75 % Feb 24 #######...",
        "To practise",
        "Watch: equal parts video https://example.org/parts",
    ]


@pytest.mark.parametrize("item", ["7", "99999999999999", "-1", "x", "²"])
def test_a_standard_that_is_not_there_says_so(item: str) -> None:
    page = show(school_copy(), Route("class", "alg", item, "progress"))

    assert (page.state, page.rows) == ("error", ())
    assert page.message.startswith("This standard is not in the class")


@pytest.mark.parametrize(
    ("chosen", "intro", "rows"),
    [
        ("exceeds", "Exceeds: 1 of 5 standards.", ["s3", "s5"]),
        ("mastery", "Mastery: 1 of 5 standards.", ["s0", "s1"]),
        ("near-mastery", "Near Mastery: 1 of 5 standards.", ["s3", "s4"]),
        ("remediation", "Remediation: 1 of 5 standards.", ["s0", "s2"]),
        ("not-assessed", "Not assessed: 1 of 5 standards.", ["s3", "s6"]),
    ],
)
def test_a_filter_shows_the_standards_at_one_level_in_their_groups(
    chosen: str, intro: str, rows: list[str]
) -> None:
    page = show(school_copy(), Route("class", "alg", tab="progress", filter=chosen))

    assert (page.intro, [row.key for row in page.rows]) == ((intro,), rows)
    assert page.rows[0].facts == ()
    assert [tab.go.filter for tab in page.filters if tab.current] == [chosen]


def test_every_level_is_a_filter_in_words_and_exceeds_where_there_is_such_a_level() -> None:
    names = [tab.name for tab in show(school_copy(), PROGRESS).filters]

    assert names == ["All", "Exceeds", "Mastery", "Near Mastery", "Remediation", "Not assessed"]
    assert "Exceeds" not in [tab.name for tab in show(with_levels(), PROGRESS).filters]
    assert show(school_copy(), Route("class", "alg", tab="progress", filter="x")).filters[0].current


def test_a_level_without_standards_says_so() -> None:
    whole = with_levels(*((position, 1, 10) for position in LEAVES))

    found = [
        show(whole, Route("class", "alg", tab="progress", filter=chosen)).message
        for chosen in ("mastery", "not-assessed")
    ]

    assert found == ["No standard is at Mastery now.", "Every standard is assessed."]


def test_every_standard_is_in_exactly_one_filter() -> None:
    copy = big_copy()
    filters = show(copy, Route("class", "big", tab="progress")).filters[1:]

    shown = [
        row.key for tab in filters for row in show(copy, tab.go).rows if row.facts and row.key.startswith("s")
    ]

    assert len(shown) == len(set(shown)) == 632


def test_a_standard_opens_under_a_filter_too() -> None:
    page = show(
        school_copy(), Route("class", "alg", tab="progress", filter="mastery"), View(frozenset({"s1"}))
    )

    assert [row.key for row in page.rows][1:4] == ["s1", "s1/counted", "s1/trend"]


def test_each_try_at_an_assessment_is_a_row_with_its_own_day() -> None:
    mine = MineDocument(
        [StandardLevel(1, 3, 100)],
        [Attempt(6, "scored", NOW - 4 * DAY, 1, 4), Attempt(6, "scored", NOW - 2 * DAY, 4, 4), Attempt(6, "started", NOW)],
        [Result(1, 6, 1, 4), Result(1, 6, 4, 4)],
    )  # fmt: skip

    rows = show(with_mine(mine), Route("class", "alg", "1", "progress")).rows

    assert [(row.key, row.facts[2].value) for row in rows[4:6]] == [
        ("result/6", "Mar 2"),
        ("result/6/2", "Feb 28"),
    ]


def test_where_a_score_is_not_shown_no_numbers_pretend_to_be_all() -> None:
    mine = MineDocument(
        [StandardLevel(1, 2, 60)],
        [Attempt(1, "scored", NOW - 8 * DAY), Attempt(6, "scored", NOW - 4 * DAY, 1, 4)],
        [Result(1, 6, 1, 4)],
    )

    rows = show(with_mine(mine), Route("class", "alg", "1", "progress")).rows

    assert [row.text for row in rows[3:5]] == ["Some results behind it are not shown yet.", "Essay"]


def test_the_page_leaves_what_it_read_as_it_was() -> None:
    copy = school_copy()

    show(copy, Route("class", "alg", "1", "progress"))

    assert (copy.class_("alg"), copy.mine("alg")) == (ALGEBRA, MINE)
