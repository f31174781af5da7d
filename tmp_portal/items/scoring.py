"""Scoring responses to an item by QTI response processing, on the portal only.

Responses are JSON, `dict[str, list[str]]`: a response's identifier, and its values as QTI strings: identifiers,
"A B" for a pair, numbers, text. A missing response or an empty list is NULL; a single value is a list of one.
Outcomes are written the same way.

An attempt's `seed` settles everything random, so that scoring again gives the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from tmp_portal.items.declarations import (
    OutcomeDeclaration,
    ResponseDeclaration,
    TemplateDeclaration,
)
from tmp_portal.items.processing.errors import CannotScore, Unscorable
from tmp_portal.items.processing.expressions import BaseValue, Expression
from tmp_portal.items.processing.read import read_rules
from tmp_portal.items.processing.read_declarations import (
    read_outcome,
    read_response,
    read_template_variable,
)
from tmp_portal.items.processing.rules import Condition, LookUpOutcome, Rule, SetValue
from tmp_portal.items.processing.run import run, run_templates
from tmp_portal.items.processing.state import State
from tmp_portal.items.processing.templates import template
from tmp_portal.items.processing.xml import Element, attributes, children, flag, identifier
from tmp_portal.items.values import NULL, number, read_scalar, texts

__all__ = [
    "CannotScore",
    "Outcomes",
    "Scoring",
    "correct_response_scores_zero",
    "correct_responses",
    "normal_maximum",
    "read_scoring",
    "score",
    "template_values",
]

SCORE, MAXSCORE = "SCORE", "MAXSCORE"
UNEXPECTED = "its rules could not be run"

Responses = Mapping[str, Sequence[str]]


class Scoring(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All that scoring an item takes, as it is stored with the item: declared variables and rules."""

    responses: dict[str, ResponseDeclaration] = {}
    outcomes: dict[str, OutcomeDeclaration] = {}
    templates: dict[str, TemplateDeclaration] = {}
    template_rules: tuple[Rule, ...] = ()
    rules: tuple[Rule, ...] = ()
    outcome_rules: tuple[Rule, ...] = ()  # of items that process outcomes too, as some players allow


class Outcomes(msgspec.Struct, frozen=True):
    """What responses come to.

    `score` is SCORE within the declared bounds (below zero where the item takes points off), `maximum` the most that it can be, where that is known.
    `needs_staff` says why a person is to score; it is empty, and `score` is there, where rules could.
    `values` are all outcomes as the rules left them, empty where the rules could not be run to their end.
    """

    score: float | None = None
    maximum: float | None = None
    needs_staff: str = ""
    values: dict[str, list[str]] = {}


def read_scoring(item: Element) -> Scoring:
    """The scoring of an `assessmentItem` of QTI 2.x or 3.0; raises CannotScore for what is not supported."""
    if flag(attributes(item), "adaptive", default=False):
        raise CannotScore("is adaptive: it is scored over several tries, each shown with its feedback")
    return Scoring(
        responses={name: read_response(one) for name, one in _declared(item, "responsedeclaration")},
        outcomes={name: read_outcome(one) for name, one in _declared(item, "outcomedeclaration")},
        templates={name: read_template_variable(one) for name, one in _declared(item, "templatedeclaration")},
        template_rules=_rules(item, "templateprocessing"),
        rules=_rules(item, "responseprocessing"),
        outcome_rules=_rules(item, "outcomeprocessing"),
    )


def _declared(item: Element, kind: str) -> list[tuple[str, Element]]:
    found = [(identifier(one, attributes(one)), one) for one in children(item, kind)]
    if len(dict(found)) < len(found):
        raise CannotScore("declares a variable twice")
    return found


def _rules(item: Element, kind: str) -> tuple[Rule, ...]:
    for processing in children(item, kind)[:1]:
        address = attributes(processing).get("template", "")
        return template(address) if address and not children(processing) else read_rules(processing)
    return ()


def score(scoring: Scoring, responses: Responses, *, seed: int = 0) -> Outcomes:
    """The outcomes of responses. It raises nothing: what rules cannot score needs staff."""
    outcomes = _outcomes(scoring, responses, seed)
    if outcomes.maximum is not None:
        return outcomes
    return msgspec.structs.replace(outcomes, maximum=normal_maximum(scoring, seed=seed))


def _outcomes(scoring: Scoring, responses: Responses, seed: int) -> Outcomes:
    """The outcomes, with a maximum only where the item declares one."""
    try:
        state = _started(scoring, seed)
        with _contained():
            state.chance("response")
            state.answer(responses)
            run(scoring.rules, state)
            run(scoring.outcome_rules, state)
            return _made(scoring, state)
    except Unscorable as error:
        return Outcomes(maximum=_declared_maximum(scoring), needs_staff=error.reason)


def _started(scoring: Scoring, seed: int) -> State:
    """The variables at the start of an attempt, template variables made; raises Unscorable."""
    with _contained():
        state = State(scoring.responses, scoring.outcomes, scoring.templates, seed)
        run_templates(scoring.template_rules, state)
        return state


@contextmanager
def _contained() -> Iterator[None]:
    """Whatever goes wrong within is Unscorable: an item must not keep an attempt from being handed in."""
    try:
        yield
    except Unscorable:
        raise
    except Exception as error:
        raise Unscorable(f"{UNEXPECTED} ({type(error).__name__})") from error


def _made(scoring: Scoring, state: State) -> Outcomes:
    names = [name for name in state.values if name in scoring.outcomes or name not in state.declared]
    values = {name: texts(state.values[name]) for name in names}
    declared = scoring.outcomes.get(SCORE)
    maximum = _declared_maximum(scoring, state)
    reached = number(state.values.get(SCORE, NULL))
    if declared and declared.external:
        return Outcomes(None, maximum, "a person scores it", values)
    if not any(True for _ in _score_settings(scoring)):
        return Outcomes(None, maximum, "it has no rules that set a score", values)
    if reached is None and state.is_blank:
        reached = 0.0  # NULL in, NULL out: who answers nothing gets nothing
    if reached is None:
        return Outcomes(None, maximum, "its rules leave the score open", values)
    return Outcomes(_within(float(reached), declared), maximum, "", values)


def _score_settings(scoring: Scoring) -> Iterator[Expression | None]:
    """What the rules set the score to, None for what a table says."""
    waiting: list[Rule] = [*scoring.rules, *scoring.outcome_rules]
    while waiting:
        match waiting.pop():
            case SetValue(identifier=identifier, value=value) if identifier == SCORE:
                yield value
            case LookUpOutcome(identifier=identifier) if identifier == SCORE:
                yield None
            case Condition(branches=branches, otherwise=otherwise):
                waiting += [*otherwise, *(rule for branch in branches for rule in branch.then)]


def _within(reached: float, declared: OutcomeDeclaration | None) -> float:
    """The score truncated to the normal minimum and maximum (QTI 2.2, outcomeDeclaration)."""
    if declared and declared.normal_maximum is not None:
        reached = min(reached, declared.normal_maximum)
    if declared and declared.normal_minimum is not None:
        reached = max(reached, declared.normal_minimum)
    return reached


def _declared_maximum(scoring: Scoring, state: State | None = None) -> float | None:
    """`normalMaximum` of SCORE, else what MAXSCORE holds, by default or at the end; None where neither is above 0."""
    declared, most = scoring.outcomes.get(SCORE), scoring.outcomes.get(MAXSCORE)
    if declared and declared.normal_maximum and declared.normal_maximum > 0:
        return declared.normal_maximum
    if most is None or most.cardinality != "single" or most.base_type not in ("integer", "float"):
        return None
    value = number(state.values[MAXSCORE] if state else most.value(most.default[:1]))
    return float(value) if value and value > 0 else None


def normal_maximum(scoring: Scoring, *, seed: int = 0) -> float | None:
    """The most that an item can score, None where that is not known.

    It is what the item declares; else what its best responses score, by key and by mapping; for an item with neither,
    the largest of the scores that stand in its rules, if they are all constants.
    """
    key = correct_responses(scoring, seed=seed)
    by_mapping = {
        name: response.mapping.best(response.cardinality)
        for name, response in scoring.responses.items()
        if response.mapping
    }
    tried = [_outcomes(scoring, responses, seed) for responses in (key, key | by_mapping)]
    declared = next((one.maximum for one in tried if one.maximum is not None), None)
    if declared is not None:
        return declared
    best = [one.score for one in tried if one.score is not None]
    if not key and not by_mapping:
        best += _constant_scores(scoring)
    return max((reached for reached in best if reached > 0), default=None)


def _constant_scores(scoring: Scoring) -> list[float]:
    """The scores that stand in the rules, none if one of them is not a constant."""
    found = [
        read_scalar(setting.text, "float") if isinstance(setting, BaseValue) else None
        for setting in _score_settings(scoring)
    ]
    whole = [reached for reached in found if isinstance(reached, float)]
    return whole if len(whole) == len(found) else []


def correct_responses(scoring: Scoring, *, seed: int = 0) -> dict[str, list[str]]:
    """The key of each response that has one, template processing done."""
    try:
        made = _started(scoring, seed).keys
    except Unscorable:
        made = {}
    declared = {name: list(one.correct) for name, one in scoring.responses.items() if one.correct}
    return declared | {name: texts(value) for name, value in made.items()}


def template_values(scoring: Scoring, *, seed: int = 0) -> dict[str, list[str]]:
    """The template variables of an attempt, to be printed in the item's body; empty where they cannot be made."""
    try:
        state = _started(scoring, seed)
    except Unscorable:
        return {}
    return {name: texts(state.values[name]) for name in scoring.templates}


def correct_response_scores_zero(scoring: Scoring, *, seed: int = 0) -> bool:
    """Whether an item has a key and gives no point for it, so that it is probably faulty."""
    key = correct_responses(scoring, seed=seed)
    reached = score(scoring, key, seed=seed).score
    return bool(key) and reached is not None and reached <= 0
