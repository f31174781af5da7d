"""Whether numbers are equal: exactly, or within a tolerance (QTI 2.2, equal); NULL where one is missing."""

import math
from collections.abc import Sequence

from tmp_portal.items.processing.errors import Unscorable
from tmp_portal.items.values import NULL, Value, boolean, number, same


def equal(one: Value, other: Value) -> Value:
    """Two numbers are equal; two values of another type, which QTI leaves open, as `match` has it."""
    if one.is_null or other.is_null:
        return NULL
    if not (_is_numeric(one) or _is_numeric(other)):
        return boolean(same(one, other))
    first, second = number(one), number(other)
    return NULL if first is None or second is None else boolean(first == second)


def near(
    one: Value, other: Value, tolerance: Sequence[Value], include: tuple[bool, bool], *, relative: bool
) -> Value:
    """The other number is within the tolerance of the first; `include` says whether the bounds belong to it.

    The tolerance is one or two numbers, below and above, in percent if `relative`; raises Unscorable if it is not.
    """
    first, second = number(one), number(other)
    if first is None or second is None:
        return NULL
    below, above = _widths(tolerance)
    if relative:
        below, above = abs(first) * below / 100, abs(first) * above / 100
    lowest, highest = first - below, first + above
    is_lowest, is_highest = _touches(lowest, second), _touches(highest, second)
    if is_lowest or is_highest:
        return boolean((include[0] or not is_lowest) and (include[1] or not is_highest))
    return boolean(lowest < second < highest)


def _widths(tolerance: Sequence[Value]) -> tuple[float, float]:
    given = [number(value) for value in tolerance]
    widths = [width for width in given if width is not None and width >= 0]
    if not widths or len(widths) < len(given):
        raise Unscorable("its rules use a tolerance that is not a number of at least 0")
    return widths[0], widths[-1]


def _is_numeric(value: Value) -> bool:
    return all(isinstance(item, int | float) and not isinstance(item, bool) for item in value.items)


def _touches(bound: float, number: float) -> bool:
    """Equal but for the error of binary fractions: 0.3 is the upper bound of 0.2 with a tolerance of 0.1."""
    return math.isclose(bound, number, rel_tol=1e-12, abs_tol=1e-15)
