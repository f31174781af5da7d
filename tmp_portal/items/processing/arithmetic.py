"""QTI's operators on numbers; NULL where an operand is NULL or there is no finite result (QTI 2.2, section 16.4)."""

import math
import statistics
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce

from tmp_portal.items.processing.errors import Unscorable
from tmp_portal.items.processing.expressions import Rounding
from tmp_portal.items.values import LARGEST, NULL, Value, number, numbers, numeric

Number = int | float
Values = Sequence[Value]

_PRECISE = Context(prec=400)  # digits, more than a float of the size that we take has


def _are_integers(given: Sequence[Number]) -> bool:
    return all(isinstance(one, int) for one in given)


def total(of: Values) -> Value:
    """The sum, exact whatever the order."""
    given = numbers(of)
    if given is None:
        return NULL
    return numeric(sum(given) if _are_integers(given) else math.fsum(given))


def product(of: Values) -> Value:
    """The product."""
    given = numbers(of)
    return NULL if given is None else reduce(_times, (numeric(one) for one in given), numeric(1))


def _times(one: Value, other: Value) -> Value:
    factors = numbers((one, other))  # NULL once the product is too large, and from there on
    return NULL if factors is None else numeric(factors[0] * factors[1])


def smallest(of: Values) -> Value:
    """The least of all."""
    given = numbers(of)
    return numeric(min(given)) if given else NULL


def largest(of: Values) -> Value:
    """The greatest of all."""
    given = numbers(of)
    return numeric(max(given)) if given else NULL


def _two(of: Values) -> tuple[Number, Number] | None:
    one, other = number(of[0]), number(of[1])
    return None if one is None or other is None else (one, other)


def subtract(of: Values) -> Value:
    """The difference."""
    two = _two(of)
    return NULL if two is None else numeric(two[0] - two[1])


def divide(of: Values) -> Value:
    """The quotient, a float; NULL by zero."""
    two = _two(of)
    return NULL if two is None or two[1] == 0 else numeric(float(two[0]) / float(two[1]))


def power(of: Values) -> Value:
    """The power, a float; NULL where it is not real or too large."""
    two = _two(of)
    if two is None:
        return NULL
    try:
        return numeric(math.pow(*two))
    except (ValueError, OverflowError):
        return NULL


def _two_integers(of: Values) -> tuple[int, int] | None:
    two = _two(of)
    return None if two is None else (_integer(two[0]), _integer(two[1]))


def _integer(one: Number) -> int:
    if one != int(one):
        raise Unscorable("its rules use a number that is not whole where that is wanted")
    return int(one)


def integer_divide(of: Values) -> Value:
    """The quotient, rounded down; NULL by zero."""
    two = _two_integers(of)
    return NULL if two is None or two[1] == 0 else numeric(two[0] // two[1])


def integer_modulus(of: Values) -> Value:
    """What `integer_divide` leaves."""
    two = _two_integers(of)
    return NULL if two is None or two[1] == 0 else numeric(two[0] % two[1])


def truncate(of: Values) -> Value:
    """The whole number towards zero."""
    one = number(of[0])
    return NULL if one is None else numeric(math.trunc(one))


def round_half_up(of: Values) -> Value:
    """The nearest whole number, 6.5 to 7 and -1.5 to -1."""
    one = number(of[0])
    if one is None:
        return NULL
    below = math.floor(one)
    return numeric(below + (one - below >= 0.5))


def integer_to_float(of: Values) -> Value:
    """The same number as a float."""
    one = number(of[0])
    return NULL if one is None else numeric(float(one))


def gcd(of: Values) -> Value:
    """The greatest common divisor."""
    given = numbers(of)
    return NULL if given is None else numeric(math.gcd(*(_integer(one) for one in given)))


def lcm(of: Values) -> Value:
    """The least common multiple."""
    given = numbers(of)
    if given is None:
        return NULL
    found = 1
    for one in given:
        found = math.lcm(found, _integer(one))
        if found >= LARGEST:
            return NULL
    return numeric(found)


def rounded(one: Number, rounding: Rounding, figures: int) -> float | None:
    """A number to so many significant figures or decimal places, halves away from zero; None where that is senseless.

    It starts from the decimal digits that the number is written with: 3.175 becomes 3.18.
    """
    if not (1 if rounding == "significantFigures" else 0) <= figures <= 30 or not math.isfinite(one):
        return None
    exact = Decimal(repr(one))
    places = figures if rounding == "decimalPlaces" else figures - 1 - exact.adjusted()
    if places > 400 or exact == 0:
        return float(one)
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _PRECISE))


def _reciprocal(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda one: 1 / function(one)


def _of_reciprocal(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda one: function(1 / one)


FUNCTIONS: dict[str, Callable[[float], Number]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sec": _reciprocal(math.cos),
    "csc": _reciprocal(math.sin),
    "cot": _reciprocal(math.tan),
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "asec": _of_reciprocal(math.acos),
    "acsc": _of_reciprocal(math.asin),
    "acot": lambda one: math.atan(1 / one) if one else math.pi / 2,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "sech": _reciprocal(math.cosh),
    "csch": _reciprocal(math.sinh),
    "coth": _reciprocal(math.tanh),
    "log": math.log10,
    "ln": math.log,
    "exp": math.exp,
    "abs": abs,
    "signum": lambda one: (one > 0) - (one < 0),
    "floor": math.floor,
    "ceil": math.ceil,
    "toDegrees": math.degrees,
    "toRadians": math.radians,
}
ATAN2 = "atan2"


def function(name: str, of: Values) -> Value:
    """A mathOperator's value; NULL where the function has none."""
    given = [number(value) for value in of]
    operands = [one for one in given if one is not None]
    if len(operands) < len(given):
        return NULL
    try:
        return numeric(math.atan2(*operands) if name == ATAN2 else FUNCTIONS[name](*operands))
    except (ValueError, ArithmeticError):
        return NULL


STATISTICS: dict[
    str, tuple[int, Callable[[Sequence[float]], float]]
] = {  # with the fewest numbers that it takes
    "mean": (1, statistics.fmean),
    "sampleVariance": (2, statistics.variance),
    "sampleSD": (2, statistics.stdev),
    "popVariance": (1, statistics.pvariance),
    "popSD": (1, statistics.pstdev),
}


def statistic(name: str, of: Value) -> Value:
    """A statsOperator's value; NULL for too few numbers."""
    fewest, measure = STATISTICS[name]
    given = numbers([of])
    return NULL if given is None or len(given) < fewest else numeric(measure([float(one) for one in given]))
