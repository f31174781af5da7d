"""Every operator of QTI: what it makes of its operands, and of NULL."""

import pytest

from tests.support.qti import evaluated, response, value, variable

NULL = "<null/>"
TRUE, FALSE = value("true", "boolean"), value("false", "boolean")


def integers(*numbers: int, ordered: bool = True) -> str:
    """A container of whole numbers."""
    kind = "ordered" if ordered else "multiple"
    return f"<{kind}>{''.join(value(number) for number in numbers)}</{kind}>"


def words(*names: str, ordered: bool = True) -> str:
    """A container of identifiers."""
    kind = "ordered" if ordered else "multiple"
    return f"<{kind}>{''.join(value(name, 'identifier') for name in names)}</{kind}>"


def of(element: str, /, *operands: str, **attributes: object) -> str:
    """An operator with its operands."""
    written = "".join(f' {name}="{given}"' for name, given in attributes.items())
    return f"<{element}{written}>{''.join(operands)}</{element}>"


def number(given: float) -> str:
    """A float."""
    return value(given, "float")


def text(given: str) -> str:
    """A string."""
    return value(given, "string")


A, B = value("A", "identifier"), value("B", "identifier")

LOGIC = [
    (of("and", TRUE, TRUE), "true"), (of("and", TRUE, FALSE, NULL), "false"), (of("and", TRUE, NULL), None),
    (of("or", FALSE, FALSE), "false"), (of("or", NULL, TRUE), "true"), (of("or", FALSE, NULL), None),
    (of("not", FALSE), "true"), (of("not", NULL), None),
    (of("anyN", TRUE, TRUE, FALSE, min=2, max=2), "true"), (of("anyN", TRUE, FALSE, NULL, min=2, max=3), None),
    (of("anyN", TRUE, NULL, NULL, min=1, max=3), "true"), (of("anyN", FALSE, FALSE, NULL, min=2, max=3), "false"),
    (of("isNull", NULL), "true"), (of("isNull", text("")), "true"), (of("isNull", text("x")), "false"),
    (of("isNull", "<multiple/>"), "true"),
]  # fmt: skip
COMPARING = [
    (of("match", A, A), "true"), (of("match", A, B), "false"), (of("match", A, NULL), None),
    (of("match", words("A", "B"), words("B", "A")), "false"),
    (of("match", words("A", "B", ordered=False), words("B", "A", ordered=False)), "true"),
    (of("lt", value(1), value(2)), "true"), (of("gt", value(1), value(2)), "false"),
    (of("lte", value(2), value(2)), "true"), (of("gte", value(1), number(1.5)), "false"), (of("lt", value(1), NULL), None),
    (of("durationLT", value("PT1S", "duration"), value("PT2S", "duration")), "true"),
    (of("durationGTE", value("PT1M", "duration"), value("60", "duration")), "true"),
    (of("equal", value(3), number(3.0)), "true"), (of("equal", value(3), NULL), None),
    (of("equal", TRUE, TRUE), "true"), (of("equal", A, B), "false"),
    (of("equal", number(10), number(9.5), toleranceMode="absolute", tolerance="0.5"), "true"),
    (of("equal", number(10), number(9.5), toleranceMode="absolute", tolerance="0.5", includeLowerBound="false"), "false"),
    (of("equal", number(0.2), number(0.3), toleranceMode="absolute", tolerance="0.1"), "true"),
    (of("equal", number(0.2), number(0.3), toleranceMode="absolute", tolerance="0.1", includeUpperBound="false"), "false"),
    (of("equal", number(10), number(11.5), toleranceMode="absolute", tolerance="0.5 1.5"), "true"),
    (of("equal", number(20), number(18), toleranceMode="relative", tolerance="10"), "true"),
    (of("equal", number(20), number(17.9), toleranceMode="relative", tolerance="10"), "false"),
    (of("equal", number(-20), number(-22), toleranceMode="relative", tolerance="10"), "true"),
    (of("equalRounded", number(3.175), number(3.183), roundingMode="significantFigures", figures=3), "true"),
    (of("equalRounded", number(3.1749), number(3.183), roundingMode="significantFigures", figures=3), "false"),
    (of("equalRounded", number(1.234), number(1.23), roundingMode="decimalPlaces", figures=2), "true"),
    (of("stringMatch", text("York"), text("york"), caseSensitive="true"), "false"),
    (of("stringMatch", text("York"), text("york"), caseSensitive="false"), "true"),
    (of("stringMatch", text("New York"), text("York"), caseSensitive="true", substring="true"), "true"),
    (of("substring", text("York"), text("New York"), caseSensitive="true"), "true"),
    (of("substring", text("york"), text("New York"), caseSensitive="true"), "false"),
    (of("patternMatch", text("AB12"), pattern="[A-Z]{2}[0-9]+"), "true"),
    (of("patternMatch", text("xAB12"), pattern="[A-Z]{2}[0-9]+"), "false"), (of("patternMatch", NULL, pattern="a"), None),
]  # fmt: skip
CONTAINERS = [
    (of("multiple", A, NULL, words("B", "A")), "A B A"), (of("multiple", NULL), None), ("<ordered/>", None),
    (of("containerSize", integers(1, 2, 3)), "3"), (of("containerSize", NULL), "0"),
    (of("member", A, words("B", "A")), "true"), (of("member", A, words("B")), "false"), (of("member", A, NULL), None),
    (of("contains", words("A", "B", "B", ordered=False), words("B", "A", ordered=False)), "true"),
    (of("contains", words("A", "B", ordered=False), words("B", "B", ordered=False)), "false"),
    (of("contains", words("A", "B", "C"), words("B", "C")), "true"),
    (of("contains", words("A", "B", "C"), words("A", "C")), "false"),
    (of("delete", A, words("B", "A", "C", "A")), "B C"), (of("delete", words("B", "A"), A), "B"),
    (of("delete", A, words("A")), None), (of("delete", NULL, words("A")), None),
    (of("index", words("A", "B"), n=2), "B"), (of("index", words("A", "B"), n=3), None), (of("index", words("A"), n=0), None),
    (of("repeat", A, B, numberRepeats=2), "A B A B"), (of("repeat", A, numberRepeats=0), None),
]  # fmt: skip
NUMBERS = [
    (of("sum", value(1), integers(2, 3)), "6"), (of("sum", value(1), NULL), None),
    (of("sum", *[number(0.1)] * 10), "1"), (of("sum", text("2.5"), value(1)), "3.5"),
    (of("product", value(2), number(2.5)), "5"), (of("subtract", value(1), value(3)), "-2"),
    (of("divide", value(1), value(4)), "0.25"), (of("divide", value(1), value(0)), None),
    (of("power", value(2), value(10)), "1024"), (of("power", value(-8), number(0.5)), None),
    (of("power", value(10), value(400)), None),
    (of("integerDivide", value(-7), value(2)), "-4"), (of("integerModulus", value(-7), value(2)), "1"),
    (of("integerDivide", value(7), value(0)), None), (of("integerModulus", value(7), value(0)), None),
    (of("truncate", number(-6.8)), "-6"), (of("round", number(6.5)), "7"), (of("round", number(-1.5)), "-1"),
    (of("round", number(0.49999999999999994)), "0"), (of("integerToFloat", value(3)), "3"),
    (of("min", value(3), integers(5, 1)), "1"), (of("max", value(3), number(5.5)), "5.5"), (of("max", value(3), NULL), None),
    (of("gcd", value(8), value(12)), "4"), (of("lcm", value(4), value(6)), "12"), (of("lcm", value(4), value(0)), "0"),
    (of("roundTo", number(1234.5), roundingMode="significantFigures", figures=2), "1200"),
    (of("roundTo", number(2.345), roundingMode="decimalPlaces", figures=2), "2.35"),
    (of("roundTo", number(2.345), roundingMode="significantFigures", figures=0), None),
    ('<mathConstant name="pi"/>', "3.141592653589793"), ('<mathConstant name="e"/>', "2.718281828459045"),
]  # fmt: skip
FUNCTIONS = [
    ("sin", 0, "0"), ("cos", 0, "1"), ("tan", 0, "0"), ("sec", 0, "1"), ("csc", 0, None), ("cot", 0, None),
    ("asin", 2, None), ("acos", 1, "0"), ("atan", 0, "0"), ("asec", 1, "0"), ("acsc", 0, None),
    ("acot", 0, "1.5707963267948966"), ("sinh", 0, "0"), ("cosh", 0, "1"), ("tanh", 0, "0"), ("sech", 0, "1"),
    ("csch", 0, None), ("coth", 0, None), ("log", 1000, "3"), ("log", 0, None), ("ln", 1, "0"), ("exp", 0, "1"),
    ("exp", 1000, None), ("abs", -2, "2"), ("signum", -3, "-1"), ("floor", -1.5, "-2"), ("ceil", 1.1, "2"),
    ("toDegrees", 0, "0"), ("toRadians", 180, "3.141592653589793"),
]  # fmt: skip
STATISTICS = [
    ("mean", (1, 2, 3, 4), "2.5"), ("sampleVariance", (1, 2, 3), "1"), ("sampleSD", (1, 2, 3), "1"),
    ("popVariance", (2, 4), "1"), ("popSD", (2, 4), "1"), ("sampleSD", (1,), None), ("mean", (), None),
]  # fmt: skip
NOT_OF_THE_STANDARD: list[tuple[str, str | None]] = [
    (of("notEqual", value(1), value(2)), "true"), (of("isNotNull", NULL), "false"),
    (of("allN", TRUE, FALSE, max=1), "true"),
    (
        of("lookupTable", value(5), '<interpolationTable interpolationMethod="linear">'
           '<interpolationTableEntry sourceValue="0" targetValue="0"/>'
           '<interpolationTableEntry sourceValue="10" targetValue="100"/></interpolationTable>'), "50",
    ),
    (
        of("fieldValue", of("record", of("fieldValue", value(7), fieldIdentifier="a")), fieldIdentifier="a"), "7",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "result"), LOGIC + COMPARING + CONTAINERS + NUMBERS + NOT_OF_THE_STANDARD
)
def test_an_operator_gives(expression: str, result: str | None) -> None:
    assert evaluated(expression) == ([] if result is None else result.split())


@pytest.mark.parametrize(("name", "operand", "result"), FUNCTIONS)
def test_a_function_gives(name: str, operand: float, result: str | None) -> None:
    assert evaluated(of("mathOperator", number(operand), name=name)) == ([] if result is None else [result])


def test_the_angle_of_a_point_takes_two_numbers() -> None:
    assert evaluated(of("mathOperator", number(0), number(1), name="atan2")) == ["0"]


@pytest.mark.parametrize(("name", "operands", "result"), STATISTICS)
def test_a_statistic_gives(name: str, operands: tuple[int, ...], result: str | None) -> None:
    made = evaluated(of("statsOperator", integers(*operands), name=name))

    assert made == ([] if result is None else [result])


def test_an_attribute_may_name_a_variable() -> None:
    n = response("N", "integer")

    assert evaluated(of("index", words("A", "B"), n="N"), n, N=["2"]) == ["B"]
    assert evaluated(
        of("roundTo", number(2.345), roundingMode="decimalPlaces", figures="{N}"), n, N=["1"]
    ) == ["2.3"]


def test_a_records_field_is_read() -> None:
    typed = response("TYPED", "", "record")

    assert evaluated(of("fieldValue", variable("TYPED"), fieldIdentifier="ndp"), typed, TYPED=["3.50"]) == [
        "2"
    ]
    assert (
        evaluated(of("fieldValue", variable("TYPED"), fieldIdentifier="other"), typed, TYPED=["3.50"]) == []
    )


def test_chance_stays_within_its_range_and_is_the_same_for_the_same_seed() -> None:
    draws = [evaluated('<randomInteger min="2" max="11" step="3"/>', seed=seed) for seed in range(40)]
    floats = [evaluated('<randomFloat min="0.5" max="1.5"/>', seed=seed)[0] for seed in range(40)]
    picks = {evaluated(of("random", words("A", "B")), seed=seed)[0] for seed in range(40)}

    assert {draw[0] for draw in draws} == {"2", "5", "8", "11"}
    assert all(0.5 <= float(drawn) < 1.5 for drawn in floats)
    assert picks == {"A", "B"}
    assert draws == [evaluated('<randomInteger min="2" max="11" step="3"/>', seed=seed) for seed in range(40)]


def test_chance_is_the_same_on_every_python() -> None:
    assert [evaluated('<randomInteger min="0" max="999"/>', seed=seed)[0] for seed in range(4)] == [
        "595",
        "597",
        "205",
        "162",
    ]


def test_several_values_where_one_is_wanted_need_staff() -> None:
    assert evaluated(of("gt", integers(1, 2), value(1))) == "its rules use several values where one is wanted"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (of("gcd", number(1.5)), "its rules use a number that is not whole where that is wanted"),
        (of("index", words("A"), n="NONE"), "its rules use a variable that it does not declare, 'NONE'"),
        ('<randomInteger min="3" max="2"/>', "its rules want a random number from an empty range"),
        (of("patternMatch", text("a"), text("(")), "it compares with a pattern that is not understood, '('"),
        (
            of("equal", number(1), number(1), toleranceMode="absolute", tolerance="-1"),
            "its rules use a tolerance that is not a number of at least 0",
        ),
        (of("sum", TRUE), "its rules calculate with a value that is not a number"),
    ],
)
def test_what_has_no_meaning_needs_staff(expression: str, reason: str) -> None:
    assert evaluated(expression) == reason
