"""Scoring whatever comes: bounds, order, repetition, storage, and rules that somebody has mangled."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.support.qti import (
    as_qti_3,
    condition,
    item,
    mapping,
    outcome,
    response,
    scoring,
    set_value,
    template_variable,
    value,
    variable,
    xml,
)
from tmp_portal.items.processing.operators import OPERATORS
from tmp_portal.items.scoring import UNEXPECTED, CannotScore, Outcomes, Scoring, read_scoring, score

KEYS = ["A", "B", "C", "D"]
points = st.floats(-10, 10)
chosen = st.lists(st.sampled_from([*KEYS, "E", ""]), max_size=6)

GRAB_BAG = item(
    template_variable("T", default=["3"]),
    response("ONE", correct=["A"], mapping=mapping({"A": 2, "B": 1}, 'defaultValue="-1" upperBound="2"')),
    response("MANY", cardinality="multiple", correct=["A", "B"]),
    response("ORDER", cardinality="ordered", correct=["A", "B", "C"]),
    response("PAIRS", "pair", "multiple", correct=["A B", "C D"]),
    response("NUMBER", "float", correct=["2.5"]),
    response("TEXT", "string", correct=["York"]),
    response("TYPED", "", "record"),
    outcome(),
    outcome("MAXSCORE", default=["10"]),
    outcome(
        "GRADE",
        "identifier",
        within='<matchTable defaultValue="low"><matchTableEntry sourceValue="3" targetValue="high"/></matchTable>',
    ),
    before=set_value('<randomInteger min="1" max="5"/>', "T", "Template")
    + f"<templateConstraint><gt>{variable('T')}{value(1)}</gt></templateConstraint>",
    rules="".join(
        [
            set_value('<mapResponse identifier="ONE"/>'),
            condition(
                f'<match>{variable("MANY")}<correct identifier="MANY"/></match>',
                set_value(f"<sum>{variable('SCORE')}{value(1)}</sum>"),
                set_value(f"<max>{variable('SCORE')}{value(0)}</max>"),
            ),
            condition(
                f"<and><not><isNull>{variable('NUMBER')}</isNull></not>"
                f'<equal toleranceMode="relative" tolerance="10">{variable("NUMBER")}{value(2.5, "float")}</equal>'
                f'<stringMatch caseSensitive="false">{variable("TEXT")}{value("york", "string")}</stringMatch>'
                f'<patternMatch pattern="[A-Z][a-z]+">{variable("TEXT")}</patternMatch></and>',
                set_value(f"<product>{variable('SCORE')}{variable('T')}</product>") + "<exitResponse/>",
            ),
            set_value(
                f"<sum><containerSize>{variable('PAIRS')}</containerSize>"
                f'<roundTo roundingMode="decimalPlaces" figures="1"><divide>{value(1)}{variable("T")}</divide></roundTo>'
                f'<fieldValue fieldIdentifier="nsf">{variable("TYPED")}</fieldValue></sum>',
                "EXTRA",
            ),
            condition(
                f'<anyN min="1" max="2"><member>{value("A", "identifier")}{variable("ORDER")}</member>'
                f'<match><index n="2">{variable("ORDER")}</index>{value("B", "identifier")}</match></anyN>',
                '<lookupOutcomeValue identifier="GRADE"><truncate><variable identifier="SCORE"/></truncate></lookupOutcomeValue>',
            ),
        ]
    ),
)
PLAIN = scoring(GRAB_BAG)
responses = st.fixed_dictionaries(
    {},
    optional={
        "ONE": st.lists(st.sampled_from(KEYS), max_size=1),
        "MANY": chosen,
        "ORDER": chosen,
        "PAIRS": st.lists(st.sampled_from(["A B", "B A", "C D", "A", "x y z"]), max_size=4),
        "NUMBER": st.lists(st.floats().map(str) | st.text(max_size=4), max_size=1),
        "TEXT": st.lists(st.sampled_from(["York", "york "]) | st.text(max_size=8), max_size=1),
        "TYPED": st.lists(st.decimals().map(str), max_size=1),
        "NONE": st.lists(st.text(max_size=3)),
    },
)


def same(one: Outcomes, other: Outcomes) -> bool:
    """The two are equal, for `nan` is not among numbers here."""
    return msgspec.json.encode(one) == msgspec.json.encode(other)


@given(
    st.dictionaries(st.sampled_from(KEYS), points, min_size=1),
    st.tuples(points, points).map(sorted),
    points,
    chosen,
    st.sampled_from(["multiple", "ordered"]),
)
def test_a_mapped_score_stays_within_its_bounds(
    entries: dict[str, float], bounds: list[float], default: float, answer: list[str], cardinality: str
) -> None:
    low, high = bounds
    attributes = f'lowerBound="{low}" upperBound="{high}" defaultValue="{default}"'
    text = item(
        response(cardinality=cardinality, mapping=mapping(entries, attributes)),
        outcome(),
        template="map_response",
    )

    reached = score(scoring(text), {"RESPONSE": answer}).score

    assert reached is not None
    assert low <= reached <= high or (reached == 0 and not any(answer))


@given(st.floats(-1e6, 1e6), st.tuples(st.floats(-100, 0), st.floats(1, 100)))
def test_a_score_stays_within_its_declared_bounds(raw: float, bounds: tuple[float, float]) -> None:
    low, high = bounds
    declared = outcome(attributes=f'normalMinimum="{low}" normalMaximum="{high}"')
    text = item(response(base_type="float"), declared, rules=set_value(variable()))

    made = score(scoring(text), {"RESPONSE": [repr(raw)]})

    assert made.score is not None
    assert low <= made.score <= high == made.maximum


@given(responses, st.randoms(use_true_random=False))
def test_the_order_of_a_response_that_has_none_changes_nothing(
    answer: dict[str, list[str]], chance: random.Random
) -> None:
    shuffled = {name: list(values) for name, values in answer.items()}
    for name in ("MANY", "PAIRS"):
        chance.shuffle(shuffled.get(name, []))

    assert same(score(PLAIN, answer), score(PLAIN, shuffled))


@given(responses, st.integers())
def test_scoring_again_gives_the_same_and_so_does_a_stored_copy(
    answer: dict[str, list[str]], seed: int
) -> None:
    stored = msgspec.json.decode(msgspec.json.encode(PLAIN), type=Scoring)

    first = score(PLAIN, answer, seed=seed)

    assert same(first, score(PLAIN, answer, seed=seed))
    assert same(first, score(stored, answer, seed=seed))
    assert UNEXPECTED not in first.needs_staff


def test_all_of_it_is_read_from_qti_3_as_from_qti_2() -> None:
    assert scoring(as_qti_3(GRAB_BAG)) == PLAIN


_LEAVES = [
    value(3), value(0), value(-2.5, "float"), value("true", "boolean"), value("A", "identifier"), value("York", "string"),
    value("A B", "pair"), value("", "string"), "<null/>", '<mathConstant name="pi"/>', '<correct identifier="MANY"/>',
    '<default identifier="MAXSCORE"/>', '<mapResponse identifier="ONE"/>', '<randomInteger min="1" max="3"/>',
    *(variable(name) for name in ("ONE", "MANY", "ORDER", "PAIRS", "NUMBER", "TEXT", "TYPED", "SCORE", "T")),
]  # fmt: skip
_SHAPES = [
    ("repeat", 'numberRepeats="3"', 2), ("index", 'n="2"', 1), ("random", "", 1), ("statsOperator", 'name="popSD"', 1),
    ("mathOperator", 'name="exp"', 1), ("mathOperator", 'name="atan2"', 2), ("anyN", 'min="1" max="2"', 2),
    ("equal", 'toleranceMode="absolute" tolerance="1"', 2), ("equalRounded", 'figures="2"', 2),
    ("roundTo", 'roundingMode="decimalPlaces" figures="1"', 1), ("stringMatch", 'caseSensitive="false"', 2),
    ("patternMatch", 'pattern="[0-9]+"', 1), ("patternMatch", "", 2), ("substring", "", 2),
    ("fieldValue", 'fieldIdentifier="ndp"', 1),
    *((name, "", count) for name, plain in OPERATORS.items() for count in range(plain.least, min(plain.most, 3) + 1)),
]  # fmt: skip


def _around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def filled(shape: tuple[str, str, int]) -> st.SearchStrategy[str]:
        name, attributes, count = shape
        operands = st.lists(inner, min_size=count, max_size=count)
        return operands.map(lambda of: f"<{name} {attributes}>{''.join(of)}</{name}>")

    return st.sampled_from(_SHAPES).flatmap(filled)


@given(st.recursive(st.sampled_from(_LEAVES), _around, max_leaves=8), responses)
@settings(max_examples=300)
def test_any_expression_comes_to_something_or_needs_staff(
    expression: str, answer: dict[str, list[str]]
) -> None:
    rules = set_value(expression, "MADE") + condition(expression, set_value(value(1)))
    text = GRAB_BAG.replace("<responseProcessing>", f"<responseProcessing>{rules}", 1)

    made = score(scoring(text), answer)

    assert UNEXPECTED not in made.needs_staff
    assert (made.score is None) is bool(made.needs_staff)


def _mangle(root: Any, chance: random.Random) -> None:
    """Change one thing somewhere in an item."""
    elements = [one for one in root.iter() if one is not root]
    one, other = chance.choice(elements), chance.choice(elements)
    match chance.randrange(6):
        case 0:
            one.getparent().remove(one)
        case 1:
            one.tag = other.tag
        case 2:
            one.text = chance.choice(["", "x", "9" * 400, "-1", "NaN", "A B C", "\N{BLACK SQUARE}"])
        case 3 if one.attrib:
            one.set(
                chance.choice(list(one.attrib)),
                chance.choice(["", "x", "-1", "1e99", "{T}", "MANY", "(", "a{99}"]),
            )
        case 4 if one.attrib:
            del one.attrib[chance.choice(list(one.attrib))]
        case _:
            one.addnext(etree.fromstring(etree.tostring(other, with_tail=False)))


@given(st.randoms(use_true_random=False), st.integers(1, 8), responses)
@settings(max_examples=300)
def test_mangled_rules_are_refused_or_scored_and_never_crash(
    chance: random.Random, times: int, answer: dict[str, list[str]]
) -> None:
    root = xml(GRAB_BAG)
    for _ in range(times):
        _mangle(root, chance)

    try:
        mangled = read_scoring(root)
    except CannotScore as refused:
        assert refused.reason  # noqa: PT017 - both ways are right
        return
    made = score(mangled, answer)

    assert UNEXPECTED not in made.needs_staff
    assert (made.score is None) is bool(made.needs_staff)


@pytest.mark.parametrize("answer", [{}, {"ONE": []}, {"ONE": [""]}])
def test_nothing_is_the_same_as_an_empty_answer(answer: dict[str, list[str]]) -> None:
    assert same(score(PLAIN, answer), score(PLAIN, {}))
