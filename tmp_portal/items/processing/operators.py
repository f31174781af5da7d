"""QTI's operators that have operands only: logic, comparison and containers (QTI 2.2, section 16).

Three-valued where QTI is: NULL in, NULL out, unless the answer is the same whatever the NULL stood for.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tmp_portal.items.processing import arithmetic
from tmp_portal.items.processing.errors import Unscorable
from tmp_portal.items.values import (
    NULL,
    BaseType,
    Cardinality,
    Scalar,
    Value,
    boolean,
    keys,
    number,
    numeric,
    same,
    truth,
)

Values = Sequence[Value]


def _and(of: Values) -> Value:
    answers = [truth(value) for value in of]
    return boolean(False if False in answers else None if None in answers else True)


def _or(of: Values) -> Value:
    answers = [truth(value) for value in of]
    return boolean(True if True in answers else None if None in answers else False)


def _not(of: Values) -> Value:
    answer = truth(of[0])
    return boolean(None if answer is None else not answer)


def _is_null(of: Values) -> Value:
    return boolean(of[0].is_null)


def _is_not_null(of: Values) -> Value:
    return boolean(not of[0].is_null)


def _match(of: Values) -> Value:
    return NULL if of[0].is_null or of[1].is_null else boolean(same(of[0], of[1]))


def _not_equal(of: Values) -> Value:
    return _not([_match(of)])


def _comparing(test: Callable[[float, float], bool]) -> Callable[[Values], Value]:
    def compare(of: Values) -> Value:
        one, other = number(of[0]), number(of[1])
        return NULL if one is None or other is None else boolean(test(one, other))

    return compare


def _gathering(cardinality: Cardinality) -> Callable[[Values], Value]:
    def gather(of: Values) -> Value:
        return container(cardinality, of)

    return gather


def container(cardinality: Cardinality, of: Values) -> Value:
    """A container of the items of all the operands, where NULL adds nothing."""
    items: list[Scalar] = []
    base_type: BaseType | None = None
    for value in of:
        items += value.items
        base_type = base_type or value.base_type
    return Value(cardinality, base_type, tuple(items))


def _container_size(of: Values) -> Value:
    return numeric(len(of[0].items))


def _member(of: Values) -> Value:
    if of[0].is_null or of[1].is_null:
        return NULL
    (wanted, *others), there = keys(*of)
    if others:
        raise Unscorable("its rules look for several values where one is wanted")
    return boolean(wanted in there)


def _contains(of: Values) -> Value:
    """The first container has all the items of the second, as often; in the same order without gaps if ordered."""
    if of[0].is_null or of[1].is_null:
        return NULL
    whole, part = keys(*of)
    if of[0].cardinality == of[1].cardinality == "ordered":
        starts = range(len(whole) - len(part) + 1)
        return boolean(any(whole[at : at + len(part)] == part for at in starts))
    return boolean(Counter(part) <= Counter(whole))


def _delete(of: Values) -> Value:
    """The container without an item; the operands are also taken the other way round, as some players write them."""
    unwanted, whole = of if of[1].is_container or not of[0].is_container else reversed(of)
    if unwanted.is_null or whole.is_null:
        return NULL
    out, there = keys(unwanted, whole)
    kept = [item for item, key in zip(whole.items, there, strict=True) if key not in out]
    return Value(whole.cardinality, whole.base_type, tuple(kept))


class Plain(NamedTuple):
    """An operator: how many operands it takes, and what it makes of them."""

    least: int
    most: int
    run: Callable[[Values], Value]


_MANY = 10_000
_LESS: Callable[[float, float], bool] = lambda one, other: one < other  # noqa: E731 - a table of tests
_AT_LEAST: Callable[[float, float], bool] = lambda one, other: one >= other  # noqa: E731 - the same

OPERATORS: dict[str, Plain] = {
    "and": Plain(1, _MANY, _and),
    "or": Plain(1, _MANY, _or),
    "not": Plain(1, 1, _not),
    "isNull": Plain(1, 1, _is_null),
    "isNotNull": Plain(1, 1, _is_not_null),  # not QTI, but players read it; `notEqual` and `allN` likewise
    "match": Plain(2, 2, _match),
    "notEqual": Plain(2, 2, _not_equal),
    "lt": Plain(2, 2, _comparing(_LESS)),
    "gt": Plain(2, 2, _comparing(lambda one, other: one > other)),
    "lte": Plain(2, 2, _comparing(lambda one, other: one <= other)),
    "gte": Plain(2, 2, _comparing(_AT_LEAST)),
    "durationLT": Plain(2, 2, _comparing(_LESS)),
    "durationGTE": Plain(2, 2, _comparing(_AT_LEAST)),
    "multiple": Plain(0, _MANY, _gathering("multiple")),
    "ordered": Plain(0, _MANY, _gathering("ordered")),
    "containerSize": Plain(1, 1, _container_size),
    "member": Plain(2, 2, _member),
    "contains": Plain(2, 2, _contains),
    "delete": Plain(2, 2, _delete),
    "sum": Plain(1, _MANY, arithmetic.total),
    "product": Plain(1, _MANY, arithmetic.product),
    "subtract": Plain(2, 2, arithmetic.subtract),
    "divide": Plain(2, 2, arithmetic.divide),
    "power": Plain(2, 2, arithmetic.power),
    "integerDivide": Plain(2, 2, arithmetic.integer_divide),
    "integerModulus": Plain(2, 2, arithmetic.integer_modulus),
    "truncate": Plain(1, 1, arithmetic.truncate),
    "round": Plain(1, 1, arithmetic.round_half_up),
    "integerToFloat": Plain(1, 1, arithmetic.integer_to_float),
    "min": Plain(1, _MANY, arithmetic.smallest),
    "max": Plain(1, _MANY, arithmetic.largest),
    "gcd": Plain(1, _MANY, arithmetic.gcd),
    "lcm": Plain(1, _MANY, arithmetic.lcm),
}
