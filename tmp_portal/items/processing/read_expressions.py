"""Reading expressions from XML, QTI 2.x and 3.0 alike; raises CannotScore for what is not supported."""

from collections.abc import Callable
from typing import get_args

from tmp_portal.items.processing import expressions as made
from tmp_portal.items.processing.arithmetic import ATAN2, FUNCTIONS, STATISTICS
from tmp_portal.items.processing.errors import CannotScore
from tmp_portal.items.processing.expressions import Expression
from tmp_portal.items.processing.operators import OPERATORS
from tmp_portal.items.processing.patterns import pattern
from tmp_portal.items.processing.read_declarations import base_type_of, read_table
from tmp_portal.items.processing.xml import (
    Element,
    attributes,
    children,
    content,
    flag,
    identifier,
    kind,
    named,
    only,
    shown,
    wanted,
)
from tmp_portal.items.values import BaseType, read_scalar

DEEPEST = 40  # elements within one another
MOST_ELEMENTS = 5_000  # in the rules of one item

_OPERATORS = {name.lower(): name for name in OPERATORS}
_FUNCTIONS = {name.lower(): name for name in (*FUNCTIONS, ATAN2)}
_STATISTICS = {name.lower(): name for name in STATISTICS}
_ROUNDINGS = {name.lower().rstrip("s"): name for name in get_args(made.Rounding)}
_REFUSED = {
    "inside": "scores a point on a picture, which needs a graphical browser",
    "mapresponsepoint": "scores a point on a picture, which needs a graphical browser",
    "customoperator": "uses a custom operator, which only the system that it was made for knows",
    "include": "keeps rules in another file",
} | dict.fromkeys(
    ("testvariables", "outcomeminimum", "outcomemaximum", "numbercorrect", "numberincorrect", "numberpresented",
     "numberresponded", "numberselected"),
    "uses an expression that is only for whole tests",
)  # fmt: skip


class ExpressionReader:
    """Reads the expressions in one item's rules, and counts what is read."""

    def __init__(self) -> None:
        self._left = MOST_ELEMENTS

    def enter(self, depth: int) -> None:
        """Count an element at that depth; raises CannotScore if there are too many."""
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise CannotScore("has rules that are nested too deeply or are too many")

    def within(self, element: Element, depth: int) -> Expression:
        """The one expression within an element."""
        return self.expression(only(element, children(element)), depth + 1)

    def _operands(self, element: Element, depth: int, least: int, most: int) -> tuple[Expression, ...]:
        within = children(element)
        if not least <= len(within) <= most:
            raise CannotScore(f"has {shown(element)} of {len(within)} operands, which it does not take")
        return tuple(self.expression(operand, depth + 1) for operand in within)

    def _two(self, element: Element, depth: int) -> tuple[Expression, Expression]:
        one, other = self._operands(element, depth, 2, 2)
        return one, other

    def expression(self, element: Element, depth: int) -> Expression:
        """One expression, with those within it."""
        self.enter(depth)
        name, given = kind(element), attributes(element)
        if name in _OPERATORS:
            plain = OPERATORS[_OPERATORS[name]]
            return made.Operator(_OPERATORS[name], self._operands(element, depth, plain.least, plain.most))
        if name in _SIMPLE:
            return _SIMPLE[name](element, given)
        if name in _READERS:
            return _READERS[name](self, element, given, depth)
        raise refused(element, "an operator")

    def math(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        name = _FUNCTIONS.get(wanted(element, given, "name").lower())
        if name is None:
            raise refused(element, "a function", given["name"])
        takes = 2 if name == ATAN2 else 1
        return made.MathOperator(name, self._operands(element, depth, takes, takes))

    def statistics(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        name = _STATISTICS.get(wanted(element, given, "name").lower())
        if name is None:
            raise refused(element, "a statistic", given["name"])
        return made.StatsOperator(name, self.within(element, depth))

    def equal(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        of, tolerance = self._two(element, depth), given.get("tolerance", "").split()
        lower, upper = flag(given, "includelowerbound"), flag(given, "includeupperbound")
        match given.get("tolerancemode", "exact"):
            case "exact":
                return made.Equal(of)
            case ("absolute" | "relative") as mode if 1 <= len(tolerance) <= 2:
                return made.Equal(of, mode, tuple(_number(one, "float") for one in tolerance), lower, upper)
        raise CannotScore(f"has {shown(element)} with a tolerance that is not understood")

    def equal_rounded(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        return made.EqualRounded(self._two(element, depth), *_rounding(element, given))

    def round_to(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        return made.RoundTo(self.within(element, depth), *_rounding(element, given))

    def string_match(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        case_sensitive, substring = flag(given, "casesensitive"), flag(given, "substring", default=False)
        return made.StringMatch(self._two(element, depth), case_sensitive, substring)

    def substring(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        part, whole = self._two(element, depth)
        return made.StringMatch((whole, part), flag(given, "casesensitive"), substring=True)

    def pattern_match(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        case_sensitive = flag(given, "casesensitive")
        if "pattern" not in given:
            return made.PatternMatch(*self._two(element, depth), case_sensitive)
        source = given["pattern"]
        if source.startswith("{") and source.endswith("}"):
            return made.PatternMatch(self.within(element, depth), _reference(source), case_sensitive)
        pattern(source, case_sensitive)
        return made.PatternMatch(
            self.within(element, depth), made.BaseValue("string", source), case_sensitive
        )

    def index(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        if "n" in given:
            return made.Index(self.within(element, depth), _number(given["n"], "integer"))
        return made.Index(*self._two(element, depth))

    def repeat(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        times = _number(wanted(element, given, "numberRepeats"), "integer")
        return made.Repeat(self._operands(element, depth, 1, MOST_ELEMENTS), times)

    def any_n(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        least = _number(wanted(element, given, "min"), "integer")
        most = _number(wanted(element, given, "max"), "integer")
        return made.AnyN(self._operands(element, depth, 1, MOST_ELEMENTS), least, most)

    def all_n(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        return self.any_n(element, given | {"min": "0"}, depth)

    def field(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        return made.FieldValue(self.within(element, depth), wanted(element, given, "fieldIdentifier"))

    def record(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        names = [
            wanted(field, attributes(field), "fieldIdentifier") for field in children(element, "fieldvalue")
        ]
        values = [self.within(field, depth) for field in children(element, "fieldvalue")]
        return made.Record(tuple(map(made.RecordField, names, values)))

    def random(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        return made.Random(self.within(element, depth))

    def look_up(self, element: Element, given: dict[str, str], depth: int) -> Expression:
        table = read_table(element)
        if table is None:
            raise refused(element, "a table")
        operands = [
            child for child in children(element) if kind(child) not in ("matchtable", "interpolationtable")
        ]
        return made.LookUp(self.expression(only(element, operands), depth + 1), table)


def refused(element: Element, what: str, name: str = "") -> CannotScore:
    """Why an element is not supported."""
    return CannotScore(
        _REFUSED.get(kind(element)) or f"uses {what} that is not known, {name or shown(element)!r:.60}"
    )


def _reference(text: str) -> Expression:
    return made.Variable(text.strip("{} "))


def _number(text: str, base_type: BaseType) -> Expression:
    """A number, or the variable that holds it, with or without braces (QTI 2.2, integerOrVariableRef)."""
    return _reference(text) if read_scalar(text, base_type) is None else made.BaseValue(base_type, text)


def _rounding(element: Element, given: dict[str, str]) -> tuple[made.Rounding, Expression]:
    mode = _ROUNDINGS.get(given.get("roundingmode", "significantFigures").lower().rstrip("s"))
    if mode is None:
        raise refused(element, "a rounding", given["roundingmode"])
    return mode, _number(wanted(element, given, "figures"), "integer")


def _base_value(element: Element, given: dict[str, str]) -> Expression:
    base_type, text = base_type_of(element, given), content(element)
    if base_type is None:
        raise CannotScore(f"has {named(element)} without its type")
    if text and read_scalar(text, base_type) is None:
        raise CannotScore(f"has {named(element)} that is no {base_type}, {text!r:.80}")
    return made.BaseValue(base_type, text)


def _math_constant(element: Element, given: dict[str, str]) -> Expression:
    match given.get("name"):
        case "pi" | "e" as name:
            return made.MathConstant(name)
    raise refused(element, "a constant", given.get("name", ""))


def _random_integer(element: Element, given: dict[str, str]) -> Expression:
    low, high, step = given.get("min", "0"), wanted(element, given, "max"), given.get("step", "1")
    return made.RandomInteger(_number(low, "integer"), _number(high, "integer"), _number(step, "integer"))


def _random_float(element: Element, given: dict[str, str]) -> Expression:
    low, high = given.get("min", "0"), wanted(element, given, "max")
    return made.RandomFloat(_number(low, "float"), _number(high, "float"))


_SIMPLE: dict[str, Callable[[Element, dict[str, str]], Expression]] = {
    "null": lambda element, given: made.Null(),
    "basevalue": _base_value,
    "variable": lambda element, given: made.Variable(identifier(element, given)),
    "correct": lambda element, given: made.Correct(identifier(element, given)),
    "default": lambda element, given: made.Default(identifier(element, given)),
    "mapresponse": lambda element, given: made.MapResponse(identifier(element, given)),
    "mapoutcome": lambda element, given: made.MapOutcome(identifier(element, given)),
    "mathconstant": _math_constant,
    "randominteger": _random_integer,
    "randomfloat": _random_float,
}
_READERS: dict[str, Callable[[ExpressionReader, Element, dict[str, str], int], Expression]] = {
    "mathoperator": ExpressionReader.math,
    "statsoperator": ExpressionReader.statistics,
    "equal": ExpressionReader.equal,
    "equalrounded": ExpressionReader.equal_rounded,
    "roundto": ExpressionReader.round_to,
    "stringmatch": ExpressionReader.string_match,
    "substring": ExpressionReader.substring,
    "patternmatch": ExpressionReader.pattern_match,
    "index": ExpressionReader.index,
    "repeat": ExpressionReader.repeat,
    "anyn": ExpressionReader.any_n,
    "alln": ExpressionReader.all_n,
    "fieldvalue": ExpressionReader.field,
    "record": ExpressionReader.record,
    "random": ExpressionReader.random,
    "lookuptable": ExpressionReader.look_up,
}
