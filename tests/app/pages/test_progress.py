"""Progress: every standard with its level in words, and the assessments behind it."""

from collections import Counter

import pytest

from tests.support.copies import big_copy, school_copy, with_algebra, with_mine
from tests.support.documents import MINE
from tmp_portal.progress.methods import NAMES
from tmp_tui.pages import next_up, standards_tree, standing
from tmp_tui.pages import progress as progress_module
from tmp_tui.pages import results as results_module
from tmp_tui.pages.levels import level_of, method_name
from tmp_tui.pages.model import Page, Route, Row, View
from tmp_tui.pages.showing import show
from tmp_tui.wire import Standard, StandardLevel

PROGRESS = Route("class", "alg", tab="progress")


def level(row: Row) -> str:
    """What is said of the standard."""
    return " ".join(fact.value for fact in row.facts)


def opened(*keys: str) -> View:
    return View(frozenset(keys))


def standards(page: Page) -> list[Row]:
    """The rows of the tree, without what is next and how levels are made."""
    keys = [row.key for row in page.rows]
    return list(page.rows[keys.index("s0") :])


def by_text(page: Page, start: str) -> Row:
    return next(row for row in page.rows if row.text.startswith(start))


def test_A06_every_level_has_its_word() -> None:
    rows = standards(show(school_copy(), PROGRESS))

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


def how(**changes: object) -> list[str]:
    """What is read of how levels are made."""
    rows = show(with_algebra(**changes), PROGRESS, opened("how")).rows
    at = next(position for position, row in enumerate(rows) if row.key == "how")
    return [level(rows[at]), *(row.text for row in rows[at + 1 : at + 4])]


def test_the_page_counts_the_levels() -> None:
    assert show(school_copy(), PROGRESS).intro == (
        "4 of 5 standards assessed: 1 Exceeds, 1 Mastery, 1 Near Mastery, 1 Remediation.",
    )


def test_the_page_names_how_levels_are_made_and_explains_it_when_opened() -> None:
    assert how() == [
        "most recent assessment",
        "Method: your most recent assessment counts.",
        "Levels: Mastery from 80 %, Near Mastery from 50 %, Remediation below that.",
        "A group has the level of its lowest assessed standard. Not assessed is no score, not a zero.",
    ]


@pytest.mark.parametrize(
    ("method", "name", "words"),
    [
        ("highest", "highest result", "your highest result counts"),
        ("average", "average of all results", "the average of all your results counts"),
        (
            "mode",
            "most frequent level",
            "the level that you reached most often counts, and the average of your results at it",
        ),
        (
            "decaying_average:70",
            "decaying average",
            "decaying average: each new result counts 70 %, all before it 30 %",
        ),
        (
            "canvas_weighted:65",
            "weighted average",
            "weighted average: the newest result counts 65 %, the average of the earlier ones 35 %",
        ),
        (
            "n_mastery:4",
            "enough results at Mastery",
            "the average of your results at Mastery counts, once you have 4 of them",
        ),
        (
            "n_mastery:2:72.5",
            "enough results at Mastery",
            "the average of your results from 72.5 % up counts, once you have 2 of them",
        ),
        ("power_law:{n}", "power_law:{n}", "power_law:{n}"),
        ("decaying_average:{x}", "decaying average", None),
        ("n_mastery:{x}:{y}", "enough results at Mastery", None),
    ],
)
def test_every_method_is_named_in_words(method: str, name: str, words: str | None) -> None:
    told = how(method=method, cuts=(40, 60, 90))

    assert told[0] == name
    assert words is None or told[1] == f"Method: {words}."
    assert told[2].startswith("Levels: Exceeds from 90 %, Mastery from 60 %, Near Mastery from 40 %, Rem")


def test_the_app_has_words_for_every_method_of_the_portal() -> None:
    assert {name for name in NAMES if method_name(name) == name} == set()


def test_the_tree_is_in_reading_order_groups_open_standards_folded() -> None:
    rows = standards(show(school_copy(), PROGRESS))

    assert [(row.depth, row.folds, row.lines) for row in rows[:3]] == [
        (0, False, 2),
        (1, True, 2),
        (1, True, 2),
    ]


def test_a_folded_group_hides_what_is_beneath_it_and_nothing_else() -> None:
    rows = standards(show(school_copy(), PROGRESS, opened("s0")))

    assert [row.key for row in rows] == ["s0", "s3", "s4", "s5", "s6"]
    assert rows[0].folds is True


def test_an_opened_standard_shows_the_assessments_behind_it_newest_first() -> None:
    rows = standards(show(school_copy(), PROGRESS, opened("s1")))

    assert [(row.text, level(row), row.depth) for row in rows[4:6]] == [
        ("Essay", "2.5 of 3 83.3 % Feb 28 ########..", 2),
        ("Expressions quiz", "3 of 4 75 % Feb 24 #######...", 2),
    ]
    assert rows[5].go == Route("assessment", "alg", "1")


def test_an_opened_standard_without_results_says_so() -> None:
    assert show(school_copy(), PROGRESS, opened("s6")).rows[-1].text == "No assessment behind it yet."


def test_a_level_of_a_newer_portal_is_a_number_rather_than_a_crash() -> None:
    mine = with_mine(
        type(MINE)(levels=[StandardLevel(1, 9, 50), StandardLevel(700, 3, 90), StandardLevel(2, -1, 5)])
    )

    assert level(standards(show(mine, PROGRESS))[1]) == "Level 9 50 %"


def test_a_standard_without_code_or_words_is_still_a_row() -> None:
    page = show(with_algebra(standards=[Standard("", ""), Standard("C", "two\nlines")]), PROGRESS)

    assert [row.text for row in standards(page)] == ["(no title)", "C two lines"]


def test_everything_open_is_every_standard_and_every_result_once() -> None:
    page = show(big_copy(200, 500), Route("class", "big", tab="progress"), View(everything=True))

    keys = [row.key for row in standards(page)]
    assert len(set(keys)) == len(keys)
    assert sum("/" not in key for key in keys) == 200
    assert sum(key.split("/")[-1].isdigit() or key.count("/") > 1 for key in keys if "/" in key) == 500


def test_hidden_rows_are_not_built_and_no_word_is_looked_up_in_a_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts: Counter[str] = Counter()

    def counting(message: str) -> str:
        counts[message] += 1
        return message

    def no_results(*_arguments: object) -> list[Row]:
        raise AssertionError("a folded standard's results were built")

    for module in (progress_module, standing, standards_tree, next_up):
        monkeypatch.setattr(module, "_", counting, raising=False)
    monkeypatch.setattr(results_module.Results, "_row", no_results)
    copy = big_copy()

    page = show(copy, Route("class", "big", tab="progress"))

    assert len(standards(page)) == 703
    assert len(page.rows) == 710
    assert max(counts.values()) <= 3


@pytest.mark.parametrize(
    ("points", "possible", "expected"), [(0, 4, 1), (2, 4, 2), (3.2, 4, 3), (4, 4, 3), (3, 0, 0), (9, 4, 3)]
)
def test_points_reach_the_level_whose_cut_they_reach(points: float, possible: float, expected: int) -> None:
    assert level_of(points, possible, (50, 80)) == expected
