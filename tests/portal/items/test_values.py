"""QTI's values: what strings stand for, and when two values are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmp_portal.items.processing.errors import Unscorable
from tmp_portal.items.values import (
    NULL,
    BaseType,
    Cardinality,
    Value,
    number,
    numeric,
    read_scalar,
    read_value,
    same,
    text_of,
    texts,
    truth,
)


@pytest.mark.parametrize(
    ("text", "base_type", "scalar"),
    [
        ("42", "integer", 42),
        (" 007 ", "integer", 7),
        ("3.0", "integer", 3),
        ("\N{MINUS SIGN}5", "integer", -5),
        ("3.5", "integer", None),
        ("9" * 50, "integer", None),
        (".5", "float", 0.5),
        ("5.", "float", 5.0),
        ("1e3", "float", 1000.0),
        ("+0.50", "float", 0.5),
        ("1e999", "float", None),
        ("1_000", "float", None),
        ("3,5", "float", None),
        ("nan", "float", None),
        ("", "float", None),
        ("\u0663", "float", None),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("yes", "boolean", None),
        ("B  A", "pair", ("A", "B")),
        ("B  A", "directedPair", ("B", "A")),
        ("A", "pair", None),
        ("10 20", "point", (10.0, 20.0)),
        ("10", "point", None),
        ("PT1H", "duration", 3600.0),
        ("P1DT2M0.5S", "duration", 86_520.5),
        ("90", "duration", 90.0),
        ("P", "duration", None),
        ("  York ", "string", "York"),
        ("e\u0301te\u0301", "string", "\u00e9t\u00e9"),
        ("  ", "string", None),
        ("A", None, "A"),
    ],
)
def test_a_string_is_read_by_its_base_type_or_not_at_all(
    text: str, base_type: BaseType | None, scalar: object
) -> None:
    assert read_scalar(text, base_type) == scalar


def test_what_is_not_of_its_type_is_left_out_and_nothing_is_null() -> None:
    assert read_value(["1", "x", "3"], "integer", "multiple").items == (1, 3)
    assert read_value([], "integer", "multiple").is_null
    assert read_value([""], "string", "single").is_null


def test_several_strings_are_no_single_value() -> None:
    with pytest.raises(Unscorable, match="several answers"):
        read_value(["A", "B"], "identifier", "single")


@pytest.mark.parametrize(
    ("one", "other", "cardinality", "are"),
    [
        (["A", "B"], ["B", "A"], "multiple", True),
        (["A", "B"], ["B", "A"], "ordered", False),
        (["A", "B"], ["A", "B"], "ordered", True),
        (["A", "A"], ["A"], "multiple", False),
        (["A", "A", "B"], ["A", "B", "B"], "multiple", False),
    ],
)
def test_containers_compare_by_their_cardinality(
    one: list[str], other: list[str], cardinality: Cardinality, are: bool
) -> None:
    first, second = (read_value(texts, "identifier", cardinality) for texts in (one, other))

    assert same(first, second) is are


def test_numbers_compare_as_numbers_and_with_other_types_as_text() -> None:
    assert same(numeric(3), numeric(3.0))
    assert same(numeric(3), Value("single", "string", ("3",)))
    assert not same(numeric(1), Value("single", "boolean", (True,)))


def test_a_number_that_is_typed_can_be_a_record_of_how_it_was_typed() -> None:
    record = read_value(["-1.50e2"], None, "record")

    assert texts(record) == [
        "stringValue -1.50e2",
        "floatValue -150",
        "leftDigits 1",
        "rightDigits 2",
        "ndp 0",
        "nsf 3",
        "exponent 2",
    ]
    assert read_value(["three"], None, "record").is_null


def test_operands_of_the_wrong_type_need_staff() -> None:
    pair = Value("single", "pair", (("A", "B"),))

    with pytest.raises(Unscorable, match="not a number"):
        number(pair)
    with pytest.raises(Unscorable, match="not true or false"):
        truth(pair)
    with pytest.raises(Unscorable, match="several values"):
        number(Value("multiple", "integer", (1, 2)))


def test_a_text_that_is_a_number_can_be_calculated_with_and_another_is_null() -> None:
    assert number(Value("single", "string", ("3.5",))) == 3.5
    assert number(Value("single", "string", ("three",))) is None


@pytest.mark.parametrize("beyond", [2**63, float("inf"), float("nan"), None])
def test_what_no_number_of_64_bits_holds_is_null(beyond: float | None) -> None:
    assert numeric(beyond) == NULL


@given(st.text() | st.from_regex(r"[-+]?[0-9]{0,4}\.?[0-9]{0,4}(e[0-9]{1,4})?", fullmatch=True))
def test_every_text_is_read_to_the_same_scalar_again(text: str) -> None:
    types: list[BaseType] = [
        "boolean",
        "directedPair",
        "duration",
        "float",
        "integer",
        "pair",
        "point",
        "string",
    ]
    for base_type in types:
        scalar = read_scalar(text, base_type)

        assert scalar is None or read_scalar(text_of(scalar), base_type) == scalar
