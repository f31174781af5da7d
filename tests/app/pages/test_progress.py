"""Progress: every standard with its level in words, and the assessments behind it."""

from collections import Counter

import pytest

from tests.support.copies import MINE, big_copy, school_copy, with_algebra, with_mine
from tmp_tui.pages import progress as progress_module
from tmp_tui.pages import results as results_module
from tmp_tui.pages import show
from tmp_tui.pages.levels import level_of
from tmp_tui.pages.model import Page, Route, Row, View
from tmp_tui.wire import Standard, StandardLevel

PROGRESS = Route("class", "alg", tab="progress")


def level(row: Row) -> str:
    """What is said of the standard."""
    return " ".join(fact.value for fact in row.facts)


def opened(*keys: str) -> View:
    return View(frozenset(keys))


def by_text(page: Page, start: str) -> Row:
    return next(row for row in page.rows if row.text.startswith(start))


def test_A06_every_level_has_its_word() -> None:
    rows = show(school_copy(), PROGRESS).rows

    assert [(row.text.split(" ")[0], level(row)) for row in rows] == [
        ("A", "Remediation 40 %"),
        ("A.1", "Mastery 90 %"),
        ("A.2", "Remediation 40 %"),
        ("B", "Not assessed"),
        ("B.1", "Near Mastery 75 %"),
        ("B.2", "Exceeds 100 %"),
        ("Represent", "Not assessed"),
    ]


def test_not_assessed_is_no_percentage_at_all() -> None:
    assert [fact.key for fact in by_text(show(school_copy(), PROGRESS), "Represent").facts] == ["level"]


def test_the_page_counts_the_levels_and_names_how_they_are_computed() -> None:
    assert show(school_copy(), PROGRESS).intro == (
        "4 of 5 standards assessed: 1 Exceeds, 1 Mastery, 1 Near Mastery, 1 Remediation.",
        "Levels: most recent assessment; Mastery from 80 %, Near Mastery from 50 %.",
        "A group has the level of its lowest assessed standard.",
    )


def test_three_cuts_and_another_method_are_named_too() -> None:
    page = show(with_algebra(method="n_mastery", cuts=(40, 60, 90)), PROGRESS)

    assert page.intro[1] == (
        "Levels: number of results at Mastery; Exceeds from 90 %, Mastery from 60 %, Near Mastery from 40 %."
    )


def test_the_tree_is_in_reading_order_groups_open_standards_folded() -> None:
    rows = show(school_copy(), PROGRESS).rows

    assert [(row.depth, row.folds, row.lines) for row in rows[:3]] == [
        (0, False, 2),
        (1, True, 2),
        (1, True, 2),
    ]


def test_a_folded_group_hides_what_is_beneath_it_and_nothing_else() -> None:
    rows = show(school_copy(), PROGRESS, opened("s0")).rows

    assert [row.key for row in rows] == ["s0", "s3", "s4", "s5", "s6"]
    assert rows[0].folds is True


def test_an_opened_standard_shows_the_assessments_behind_it_newest_first() -> None:
    rows = show(school_copy(), PROGRESS, opened("s1")).rows

    assert [(row.text, level(row), row.depth) for row in rows[2:4]] == [
        ("Essay", "2.5 of 3 Feb 28", 2),
        ("Expressions quiz", "3 of 4 Feb 24", 2),
    ]
    assert rows[3].go == Route("assessment", "alg", "1")


def test_an_opened_standard_without_results_says_so() -> None:
    assert show(school_copy(), PROGRESS, opened("s6")).rows[-1].text == "No assessment behind it yet."


def test_a_level_of_a_newer_portal_is_a_number_rather_than_a_crash() -> None:
    mine = with_mine(
        type(MINE)(levels=[StandardLevel(1, 9, 50), StandardLevel(700, 3, 90), StandardLevel(2, -1, 5)])
    )

    assert level(show(mine, PROGRESS).rows[1]) == "Level 9 50 %"


def test_a_standard_without_code_or_words_is_still_a_row() -> None:
    page = show(with_algebra(standards=[Standard("", ""), Standard("C", "two\nlines")]), PROGRESS)

    assert [row.text for row in page.rows] == ["(no title)", "C two lines"]


def test_everything_open_is_every_standard_and_every_result_once() -> None:
    rows = show(big_copy(200, 500), Route("class", "big", tab="progress"), View(everything=True)).rows

    assert (len(rows), len({row.key for row in rows})) == (700, 700)


def test_hidden_rows_are_not_built_and_no_word_is_looked_up_in_a_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts: Counter[str] = Counter()

    def counting(message: str) -> str:
        counts[message] += 1
        return message

    def no_results(*_arguments: object) -> list[Row]:
        raise AssertionError("a folded standard's results were built")

    monkeypatch.setattr(progress_module, "_", counting)
    monkeypatch.setattr(results_module.Results, "_row", no_results)
    copy = big_copy()

    page = show(copy, Route("class", "big", tab="progress"))

    assert len(page.rows) == 703
    assert max(counts.values()) == 1


@pytest.mark.parametrize(
    ("points", "possible", "expected"), [(0, 4, 1), (2, 4, 2), (3.2, 4, 3), (4, 4, 3), (3, 0, 0), (9, 4, 3)]
)
def test_points_reach_the_level_whose_cut_they_reach(points: float, possible: float, expected: int) -> None:
    assert level_of(points, possible, (50, 80)) == expected
