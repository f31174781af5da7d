"""How a level came about, in words: the numbers that the method used, and the trend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmp_portal.progress.methods import Method, Result, explain
from tmp_tui.pages.counted import counted, graph, percent_of, shown, trend

CUTS = (50, 80)


@pytest.mark.parametrize(
    ("method", "percent", "words"),
    [
        ("most_recent", 80, "your most recent result: 80 %"),
        ("highest", 80, "highest of 40, 60, 80: 80 %"),
        ("average", 60, "average of 40, 60, 80: 60 %"),
        ("mode", 80, "of 40, 60, 80, the average of those at your most frequent level: 80 %"),
        ("decaying_average:65", 70, "decaying average of 40, 60, 80: 70 %"),
        ("canvas_weighted:65", 69, "weighted average of 40, 60, 80: 69 %"),
        ("n_mastery:1", 80, "average of the results from 80 % up, 80: 80 %"),
        ("n_mastery:1:55.5", 70, "average of the results from 55.5 % up, 60, 80: 70 %"),
        ("power_law", 70, "40, 60, 80: 70 %"),
    ],
)
def test_a_method_names_the_numbers_that_it_used_and_what_they_made(
    method: str, percent: int, words: str
) -> None:
    assert counted(method, CUTS, [40, 60, 80], percent) == words


def test_one_result_is_just_that() -> None:
    assert counted("decaying_average:65", CUTS, [62.5], 62) == "your only result so far: 62 %"


def test_results_that_are_too_few_are_counted_and_are_no_level() -> None:
    assert counted("n_mastery:3", CUTS, [90, 40, 80], None) == (
        "3 results from 80 % up are needed, 2 so far: 90, 80"
    )
    assert counted("n_mastery:3", CUTS, [40], None) == "3 results from 80 % up are needed, 0 so far"
    assert counted("average", CUTS, [40], None) == ""


@pytest.mark.parametrize(
    ("percents", "words"),
    [
        ([], ""),
        ([40], ""),
        ([40, 60, 80], "going up, oldest to newest: 40, 60, 80 %"),
        ([80, 80, 40], "going down, oldest to newest: 80, 80, 40 %"),
        ([50, 50], "the same each time, oldest to newest: 50, 50 %"),
        ([40, 80, 60], "up and down, oldest to newest: 40, 80, 60 %"),
        (
            [*range(20, 34)],
            "going up, the newest 12: 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33 %",
        ),
    ],
)
def test_a_trend_is_words_and_its_numbers(percents: list[float], words: str) -> None:
    assert trend(percents) == words


def test_percentages_are_cut_so_that_no_number_looks_like_a_level_that_it_is_not() -> None:
    assert [shown(percent_of(points, 100)) for points in (79.96, 79.999, 66.667, 29, 57)] == [
        "79.9",
        "80",
        "66.6",
        "29",
        "57",
    ]


@given(st.floats(0, 200))
def test_a_bar_is_ten_plain_characters_whatever_the_percentage(percent: float) -> None:
    bar = graph(percent)

    assert (len(bar), bar.lstrip("#").strip(".")) == (10, "")
    assert bar.count("#") == min(10, int(percent / 10))


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)).filter(lambda pair: pair[0] <= pair[1])),
    st.sampled_from(["n_mastery:1", "n_mastery:2", "n_mastery:3:72.5"]),
)
def test_the_app_and_the_portal_count_the_same_results(scores: list[tuple[int, int]], method: str) -> None:
    explained = explain(
        Method.parse(method), [Result(100 * got / possible) for got, possible in scores], CUTS
    )

    words = counted(method, CUTS, [percent_of(*score) for score in scores], None)

    assert f"{len(explained.numbers)} so far" in words
