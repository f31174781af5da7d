"""Methods: golden values, Canvas's vectors, and what holds for any results."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.school import School
from tmp_portal.db.students_work import mastery
from tmp_portal.progress import service
from tmp_portal.progress.methods import (
    NAMES,
    RATES,
    Explained,
    Method,
    Result,
    UnknownMethod,
    explain,
    rounded,
)
from tmp_portal.progress.rules import Rules

VECTORS = Path(__file__).parents[3] / "shared" / "data" / "mastery" / "canvas-rollup-vectors.json"
CANVAS_NAMES = {
    "latest": "most_recent",
    "decaying_average": "canvas_weighted",
    "standard_decaying_average": "decaying_average",
}
TEXTS = [
    "most_recent",
    "highest",
    "average",
    "mode",
    "decaying_average:65",
    "canvas_weighted:65",
    "n_mastery:1:0",
]

methods = st.sampled_from(TEXTS).map(Method.parse) | st.builds(
    lambda name, rate: Method(name, rate=rate), st.sampled_from(sorted(RATES)), st.integers(50, 99)
)
percents = st.floats(0, 100) | st.sampled_from([0.0, 50.0, 79.995, 80.0, 100.0])
results = st.lists(percents, min_size=1, max_size=12).map(
    lambda values: [Result(value, at) for at, value in enumerate(values)]
)


def over(method: str, *values: float | None, cuts: tuple[float, ...] = ()) -> Explained:
    """What a method makes of these values, the oldest first."""
    return explain(Method.parse(method), [Result(value, at) for at, value in enumerate(values)], cuts)


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("most_recent", 4),
        ("highest", 4),
        ("average", 2.5),
        ("mode", 4),
        ("decaying_average:65", 3.48),
        ("canvas_weighted:65", 3.30),
    ],
)
def test_G27_the_golden_values_of_1_2_3_4(method: str, value: float) -> None:
    assert over(method, 1, 2, 3, 4).value == value


@pytest.mark.parametrize("method", TEXTS)
def test_G27_not_assessed_is_never_0(method: str) -> None:
    assert over(method) == over(method, None, None) == Explained(None)
    assert over(method, 60, None, 80, None) == over(method, 60, 80)


@pytest.mark.real_data
@pytest.mark.skipif(not VECTORS.is_file(), reason=f"there are no vectors in {VECTORS}")
def test_G27_all_33_of_canvas_own_values_agree() -> None:
    vectors = json.loads(VECTORS.read_text())

    differing = {v["name"]: found for v in vectors if (found := _canvas(v)) != v["expected"]}

    assert differing == {}
    assert len(vectors) == 33


def _canvas(vector: dict[str, Any]) -> float | None:
    """Canvas's defaults: 5 points possible, mastery from 3, a rate of 65 %."""
    begins = vector.get("mastery", 3.0)
    name, n = vector.get("method", "highest"), vector.get("n")
    setting = {} if n is None else {"n": n} if name == "n_mastery" else {"rate": n}
    method = Method(CANVAS_NAMES.get(name, name), threshold=begins, **setting)
    scale = vector.get("possible", 5.0) or begins
    return explain(method, [_canvas_result(one, scale) for one in vector["results"]]).value


def _canvas_result(one: dict[str, Any], scale: float) -> Result:
    if one.get("kind") != "quiz":
        return Result(one["score"], one["t"])
    return Result(one["percent"] * scale, one["t"], str(one["assoc"]), one["possible"])


def test_the_numbers_used_are_told_oldest_first() -> None:
    dated = [Result(80, 3), Result(60, 1), Result(70, 2), Result(90, None)]

    assert explain(Method("average"), dated) == Explained(75, (90, 60, 70, 80))
    assert explain(Method("most_recent"), dated) == Explained(80, (80,))
    assert explain(Method("n_mastery", n=3), dated) == Explained(None, (90, 80))


def test_results_of_one_quiz_stand_merged_for_each_of_them() -> None:
    quiz = [Result(50, 1), Result(100, 2, "quiz", possible=1), Result(0, 2, "quiz", possible=3)]

    assert explain(Method("average"), quiz) == Explained(33.33, (50, 25, 25))
    assert explain(Method("highest"), quiz) == Explained(100, (50, 100, 0))


def test_the_more_frequent_wins_and_of_equally_frequent_ones_the_higher() -> None:
    assert over("mode", 60, 60, 90).value == 60
    assert over("mode", 60, 60, 90, 90).value == 90


def test_mode_with_cuts_counts_levels_and_gives_their_mean() -> None:
    assert over("mode", 52, 95, 61, 10, cuts=(50, 80)).value == 56.5


def test_n_mastery_counts_from_where_mastery_begins_in_the_class() -> None:
    assert over("n_mastery:2", 85, 88).value == 86.5
    assert over("n_mastery:2", 85, 88, 97, cuts=(60, 86)).value == 92.5
    assert over("n_mastery:2:90", 85, 88, 97, cuts=(60, 86)).value is None


@pytest.mark.parametrize("text", [*TEXTS, "decaying_average:100", "canvas_weighted:1", "n_mastery:10", "n_mastery:3:72.5"])  # fmt: skip
def test_a_method_is_kept_as_a_short_text(text: str) -> None:
    assert Method.parse(text).text == text


def test_a_rate_left_out_is_65_and_most_recent_is_the_default() -> None:
    assert Method.parse("decaying_average").text == "decaying_average:65"
    assert Method().text == "most_recent"


@pytest.mark.parametrize(
    "text",
    ["", "power_law", "highest:3", "decaying_average:49", "decaying_average:101", "canvas_weighted:100", "decaying_average:x",
     "decaying_average:65:1", "n_mastery:0", "n_mastery:11", "n_mastery:3:nan", "n_mastery:3:1e999", "n_mastery:", ":65"],
)  # fmt: skip
def test_what_is_no_method_is_refused(text: str) -> None:
    with pytest.raises(UnknownMethod):
        Method.parse(text)


@pytest.mark.parametrize(
    ("value", "shown"), [(2.875, 2.88), (3.375, 3.38), (2.665, 2.67), (1.005, 1.01), (-0.005, -0.01)]
)
def test_halves_are_rounded_up(value: float, shown: float) -> None:
    assert rounded(value) == shown


@given(methods, results)
def test_G27_a_value_is_between_the_lowest_and_the_highest_number_used(
    method: Method, dated: list[Result]
) -> None:
    explained = explain(method, dated)

    assert explained.value is not None
    assert rounded(min(explained.numbers)) <= explained.value <= rounded(max(explained.numbers))


@given(methods, results, st.randoms())
def test_dates_decide_and_not_the_order_of_rows(method: Method, dated: list[Result], random: Any) -> None:
    shuffled = random.sample(dated, len(dated))

    assert explain(method, shuffled) == explain(method, dated)


@given(st.sampled_from(["highest", "average", "mode", "n_mastery:1:50"]), st.lists(percents), st.randoms())
def test_dates_do_not_matter_where_all_results_weigh_the_same(
    text: str, values: list[float], random: Any
) -> None:
    shuffled = random.sample(values, len(values))

    assert over(text, *shuffled).value == over(text, *values).value


any_method = st.sampled_from(NAMES).flatmap(
    lambda name: st.builds(
        Method,
        st.just(name),
        rate=st.sampled_from(RATES.get(name, range(65, 66))),
        n=st.integers(1, 10),
        threshold=st.none() | st.floats(0, 100),
    )
)
with_gaps = st.lists(
    st.builds(Result, st.none() | percents, st.none() | st.integers(0, 9), st.sampled_from(["", "quiz"]))
)
any_cuts = st.sampled_from([(), (50, 80), (1, 100), (40, 60, 90)])


@given(any_method, with_gaps, any_cuts)
def test_G27_whatever_the_method_the_value_is_within_the_results_or_not_assessed(
    method: Method, given_: list[Result], cuts: tuple[int, ...]
) -> None:
    known = [one.value for one in given_ if one.value is not None]

    value = explain(method, given_, cuts).value

    if value is None:
        assert not known or method.name == "n_mastery"
    else:
        assert rounded(min(known)) <= value <= rounded(max(known))


@given(any_method, with_gaps, any_cuts)
def test_G27_what_was_not_assessed_changes_nothing(
    method: Method, given_: list[Result], cuts: tuple[int, ...]
) -> None:
    assessed = [one for one in given_ if one.value is not None]

    assert explain(method, given_, cuts) == explain(method, assessed, cuts)


@given(
    st.sampled_from(["highest", "average", "mode", "n_mastery:2"]), st.lists(percents), any_cuts, st.randoms()
)
def test_G27_with_a_class_own_cuts_too_dates_do_not_matter_where_all_results_weigh_the_same(
    text: str, values: list[float], cuts: tuple[int, ...], random: Any
) -> None:
    shuffled = random.sample(values, len(values))

    assert over(text, *shuffled, cuts=cuts).value == over(text, *values, cuts=cuts).value


@given(any_method)
def test_every_method_is_read_back_from_its_text(method: Method) -> None:
    again = Method.parse(method.text)

    assert again.text == method.text
    assert (again.name, explain(again, [Result(60), Result(90)])) == (
        method.name,
        explain(method, [Result(60), Result(90)]),
    )


@given(st.sampled_from(TEXTS[:5]), results)
def test_one_more_result_equal_to_the_value_does_not_move_it(text: str, dated: list[Result]) -> None:
    method = Method.parse(text)
    value = explain(method, dated).value

    assert explain(method, [*dated, Result(value, 99)]).value == value


@given(methods, percents)
def test_a_single_result_counts_as_itself(method: Method, value: float) -> None:
    assert explain(method, [Result(value)]) == Explained(rounded(value), (value,))


@given(st.lists(percents, min_size=1), st.lists(percents, min_size=1))
def test_merging_a_quiz_keeps_the_average_of_its_questions(quiz: list[float], others: list[float]) -> None:
    alone = [Result(value, 1) for value in others]

    merged = explain(Method("average"), [*alone, *(Result(value, 2, "quiz") for value in quiz)]).value
    apart = explain(Method("average"), [*alone, *(Result(value, 2) for value in quiz)]).value

    assert merged == apart


@pytest.mark.parametrize(
    ("method", "cuts", "expected"),
    [
        ("most_recent", (50, 80), (1, 25.0)),
        ("highest", (50, 80), (3, 100.0)),
        ("average", (50, 80), (2, 62.5)),
        ("average", (20, 40, 60), (4, 62.5)),
        ("n_mastery:2", (50, 80), None),
    ],
)
async def test_levels_follow_the_class_own_method_and_cuts(
    school: School,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    cuts: tuple[int, ...],
    expected: tuple[int, float] | None,
) -> None:
    ada = school.person("ada")
    group = school.class_("Algebra", {ada: "student"})
    school.assessment(group, "First")
    school.score(group, ada, 4)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-17T15:00:00+00:00")
    school.assessment(group, "Second")
    school.score(group, ada, 1)

    rules = Rules(Method.parse(method), cuts)
    school.write(lambda c: service.set_rules(c, school.tenant, group.id, rules))

    rows = school.database.read_now(lambda c: c.execute(select(mastery.c.level, mastery.c.percent)).all())
    assert set(rows) == ({expected} if expected else set())
