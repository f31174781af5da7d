"""Expressions: what each comes to, given the variables. Raises Unscorable where QTI does not say, or a cap is met."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from tmp_portal.items.processing import arithmetic, comparing
from tmp_portal.items.processing import expressions as made
from tmp_portal.items.processing.automaton import MOST_TEXT
from tmp_portal.items.processing.errors import CannotScore, Unscorable
from tmp_portal.items.processing.expressions import Expression
from tmp_portal.items.processing.operators import OPERATORS, container
from tmp_portal.items.processing.patterns import pattern
from tmp_portal.items.processing.state import MOST_ITEMS, State, bounded
from tmp_portal.items.values import (
    NULL,
    Value,
    boolean,
    number,
    numeric,
    read_value,
    text_of,
    truth,
)

_CONSTANTS = {"pi": math.pi, "e": math.e}


def evaluate(expression: Expression, state: State) -> Value:
    """An expression's value."""
    value = _EVALUATE[type(expression)](expression, state)
    state.spend(1 + len(value.items))
    return bounded(value)


def is_true(expression: Expression, state: State) -> bool:
    """Whether a condition holds; NULL does not.

    QTI wants a boolean there. For other types it goes as in the players that authors try their items with:
    0 is false, every other value is true.
    """
    value = evaluate(expression, state)
    return any(item not in (0, False) for item in value.items) or bool(value.fields)


def _all(expressions: Sequence[Expression], state: State) -> list[Value]:
    return [evaluate(expression, state) for expression in expressions]


def _null(this: made.Null, state: State) -> Value:
    return NULL


def _base_value(this: made.BaseValue, state: State) -> Value:
    return read_value((this.text,), this.base_type, "single")


def _variable(this: made.Variable, state: State) -> Value:
    return state.value(this.identifier)


def _correct(this: made.Correct, state: State) -> Value:
    return state.correct(this.identifier)


def _default(this: made.Default, state: State) -> Value:
    return state.default(this.identifier)


def _map_response(this: made.MapResponse, state: State) -> Value:
    declared = state.responses.get(this.identifier)
    if declared is None or declared.mapping is None:
        raise Unscorable(f"it has no points for responses, {this.identifier!r:.60}")
    value = state.value(this.identifier)
    state.spend(len(value.items) * len(declared.mapping.entries) // 2)
    return numeric(declared.mapping.of(value))


def _map_outcome(this: made.MapOutcome, state: State) -> Value:
    declared = state.outcomes.get(this.identifier)
    if declared is None or declared.mapping is None:
        raise Unscorable(f"it has no mapping for an outcome, {this.identifier!r:.60}")
    return numeric(declared.mapping.of(state.value(this.identifier)))


def _look_up(this: made.LookUp, state: State) -> Value:
    found = this.table.look_up(number(evaluate(this.of, state)))
    return read_value((found,), "float", "single")


def _operator(this: made.Operator, state: State) -> Value:
    of = _all(this.of, state)
    plain = OPERATORS.get(this.name)
    if plain is None or not plain.least <= len(of) <= plain.most:
        raise Unscorable(f"its rules use an operator that is not known, {this.name!r:.60}")
    try:
        return plain.run(of)
    except ArithmeticError:
        return NULL


def _math_constant(this: made.MathConstant, state: State) -> Value:
    return numeric(_CONSTANTS[this.name])


def _math(this: made.MathOperator, state: State) -> Value:
    return arithmetic.function(this.name, _all(this.of, state))


def _statistics(this: made.StatsOperator, state: State) -> Value:
    return arithmetic.statistic(this.name, evaluate(this.of, state))


def _integer(expression: Expression, state: State) -> int:
    """An attribute that is a whole number or names a variable that holds one."""
    found = number(evaluate(expression, state))
    if found is None or found != int(found):
        raise Unscorable("its rules use something that is not a whole number where that is wanted")
    return int(found)


def _equal(this: made.Equal, state: State) -> Value:
    one, other = _all(this.of, state)
    if this.mode == "exact":
        return comparing.equal(one, other)
    bounds = (this.include_lower, this.include_upper)
    return comparing.near(one, other, _all(this.tolerance, state), bounds, relative=this.mode == "relative")


def _equal_rounded(this: made.EqualRounded, state: State) -> Value:
    one, other = (number(value) for value in _all(this.of, state))
    if one is None or other is None:
        return NULL
    figures = _integer(this.figures, state)
    first, second = (arithmetic.rounded(given, this.rounding, figures) for given in (one, other))
    return NULL if first is None or second is None else boolean(first == second)


def _round_to(this: made.RoundTo, state: State) -> Value:
    one = number(evaluate(this.of, state))
    if one is None:
        return NULL
    return numeric(arithmetic.rounded(one, this.rounding, _integer(this.figures, state)))


def _text(value: Value) -> str | None:
    item = value.only
    return None if item is None else text_of(item)


def _string_match(this: made.StringMatch, state: State) -> Value:
    one, other = (_text(value) for value in _all(this.of, state))
    if one is None or other is None:
        return NULL
    state.spend((len(one) + len(other)) // 100)
    if not this.case_sensitive:
        one, other = one.casefold(), other.casefold()
    return boolean(other in one if this.substring else one == other)


def _pattern_match(this: made.PatternMatch, state: State) -> Value:
    text, source = (_text(evaluate(part, state)) for part in (this.of, this.pattern))
    if text is None or source is None:
        return NULL
    if len(text) > MOST_TEXT:
        raise Unscorable(f"a response of more than {MOST_TEXT:,} characters is compared with a pattern")
    try:
        compiled = pattern(source, this.case_sensitive)
    except CannotScore as error:
        raise Unscorable(f"it {error.reason}") from error
    state.spend(compiled.size * len(text) // 20)
    return boolean(compiled.matches(text))


def _index(this: made.Index, state: State) -> Value:
    of, n = evaluate(this.of, state), _integer(this.n, state)
    return Value("single", of.base_type, of.items[n - 1 : n]) if n > 0 else NULL


def _repeat(this: made.Repeat, state: State) -> Value:
    times, once = _integer(this.times, state), container("ordered", _all(this.of, state))
    if times < 1:
        return NULL
    if times * len(once.items) > MOST_ITEMS:
        raise Unscorable(f"its rules make a container of more than {MOST_ITEMS:,} items")
    return Value("ordered", once.base_type, once.items * times)


def _any_n(this: made.AnyN, state: State) -> Value:
    least, most = _integer(this.least, state), _integer(this.most, state)
    answers = [truth(value) for value in _all(this.of, state)]
    surely = answers.count(True)
    perhaps = surely + answers.count(None)
    if least <= surely and perhaps <= most:
        return boolean(True)
    return boolean(None if surely <= most and perhaps >= least else False)


def _field(this: made.FieldValue, state: State) -> Value:
    return dict(evaluate(this.of, state).fields).get(this.field, NULL)


def _record(this: made.Record, state: State) -> Value:
    return Value("record", None, (), tuple((field.name, evaluate(field.of, state)) for field in this.fields))


def _random(this: made.Random, state: State) -> Value:
    of = evaluate(this.of, state)
    if of.is_null:
        return NULL
    return Value("single", of.base_type, (of.items[int(state.random() * len(of.items))],))


def _random_integer(this: made.RandomInteger, state: State) -> Value:
    low, high, step = (_integer(part, state) for part in (this.low, this.high, this.step))
    if high < low or step < 1:
        raise Unscorable("its rules want a random number from an empty range")
    return numeric(low + step * int(state.random() * ((high - low) // step + 1)))


def _random_float(this: made.RandomFloat, state: State) -> Value:
    low, high = (number(evaluate(part, state)) for part in (this.low, this.high))
    if low is None or high is None or high < low:
        raise Unscorable("its rules want a random number from an empty range")
    return numeric(low + state.random() * float(high - low))


_EVALUATE: dict[type[Any], Callable[[Any, State], Value]] = {
    made.Null: _null,
    made.BaseValue: _base_value,
    made.Variable: _variable,
    made.Correct: _correct,
    made.Default: _default,
    made.MapResponse: _map_response,
    made.MapOutcome: _map_outcome,
    made.LookUp: _look_up,
    made.Operator: _operator,
    made.MathConstant: _math_constant,
    made.MathOperator: _math,
    made.StatsOperator: _statistics,
    made.Equal: _equal,
    made.EqualRounded: _equal_rounded,
    made.RoundTo: _round_to,
    made.StringMatch: _string_match,
    made.PatternMatch: _pattern_match,
    made.Index: _index,
    made.Repeat: _repeat,
    made.AnyN: _any_n,
    made.FieldValue: _field,
    made.Record: _record,
    made.Random: _random,
    made.RandomInteger: _random_integer,
    made.RandomFloat: _random_float,
}
