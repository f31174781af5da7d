"""Rules: carried out in order on the variables of one item."""

from collections.abc import Sequence

from tmp_portal.items.declarations import look_up
from tmp_portal.items.processing.errors import Unscorable
from tmp_portal.items.processing.evaluate import evaluate, is_true
from tmp_portal.items.processing.rules import (
    Condition,
    Constraint,
    Exit,
    LookUpOutcome,
    Rule,
    SetCorrect,
    SetDefault,
    SetValue,
)
from tmp_portal.items.processing.state import State

MOST_RESTARTS = 100  # of the template rules, as QTI says (templateConstraint)


class _Exited(Exception):
    """An exit rule was met."""


class _Restarted(Exception):
    """A template constraint did not hold."""


def run(rules: Sequence[Rule], state: State) -> None:
    """Carry out the rules; raises Unscorable."""
    try:
        _run(rules, state)
    except _Exited:
        return
    except _Restarted:
        raise Unscorable("its rules have a template constraint outside of template processing") from None


def run_templates(rules: Sequence[Rule], state: State) -> None:
    """Make the template variables, again while a constraint does not hold; they keep their defaults if it never does."""
    for _ in range(MOST_RESTARTS + 1):
        try:
            return _run(rules, state)
        except _Exited:
            return None
        except _Restarted:
            state.restart_templates()
    return None


def _run(rules: Sequence[Rule], state: State) -> None:
    for rule in rules:
        state.spend(1)
        _carry_out(rule, state)


def _carry_out(rule: Rule, state: State) -> None:
    match rule:
        case SetValue():
            state.set(rule.identifier, evaluate(rule.value, state))
        case Condition():
            _run(_chosen(rule, state), state)
        case LookUpOutcome():
            _look_up(rule, state)
        case SetCorrect():
            _set_correct(rule, state)
        case SetDefault():
            _set_default(rule, state)
        case Constraint():
            if not is_true(rule.when, state):
                raise _Restarted
        case Exit():
            raise _Exited


def _chosen(rule: Condition, state: State) -> Sequence[Rule]:
    for branch in rule.branches:
        if is_true(branch.when, state):
            return branch.then
    return rule.otherwise


def _look_up(rule: LookUpOutcome, state: State) -> None:
    declared = state.outcomes.get(rule.identifier)
    if declared is None or declared.table is None:
        raise Unscorable(f"it has no lookup table for an outcome, {rule.identifier!r:.60}")
    state.set(rule.identifier, look_up(declared.table, evaluate(rule.value, state), declared))


def _set_correct(rule: SetCorrect, state: State) -> None:
    declared = state.responses.get(rule.identifier)
    if declared is None:
        raise Unscorable(f"its rules use a variable that it does not declare, {rule.identifier!r:.60}")
    state.keys[rule.identifier] = declared.cast(evaluate(rule.value, state))


def _set_default(rule: SetDefault, state: State) -> None:
    if rule.value is not None:
        state.defaults[rule.identifier] = evaluate(rule.value, state)
    state.set(rule.identifier, state.default(rule.identifier))
