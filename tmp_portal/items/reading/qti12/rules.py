"""How an item of QTI 1.2 is scored, as declarations, a key and response processing of QTI 2.

Canvas scores in percent and says beside it what a question is worth, other programs score in points: whatever the most is
that the conditions give, it is scaled to what the question is worth.
"""

from typing import NamedTuple

from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.qti12.body import variant
from tmp_portal.items.reading.qti12.build import group, make, value, variable
from tmp_portal.items.reading.qti12.conditions import Conditions
from tmp_portal.items.reading.qti12.question import PAIRS, Question, decimal
from tmp_portal.items.reading.xml import Element, child, children, descendants, text_of

_TYPES = {
    "one": ("single", "identifier"),
    "many": ("multiple", "identifier"),
    "order": ("ordered", "identifier"),
    "text": ("single", "string"),
    "blank": ("single", "string"),
    "number": ("single", "float"),
}
MOST = 200  # conditions
_BY_HAND = ("essay", "upload", "passage", "hotspot")


class Award(NamedTuple):
    """A condition and what it does to the score; `last`: when it is met, those after it are not looked at."""

    condition: Element
    action: str
    amount: float
    last: bool


def write_rules(question: Question, item: Element, notes: list[str]) -> None:
    """Add declarations and response processing to an `assessmentItem`."""
    if question.kind in _BY_HAND:
        _declare_by_hand(question, item)
    elif question.kind == "calculated":
        _declare_calculated(question, item)
    else:
        _declare_scored(question, item, notes)


def _declare_by_hand(question: Question, item: Element) -> None:
    base = "file" if question.kind == "upload" else "string"
    for ident in question.responses or ["RESPONSE"]:
        make("responseDeclaration", item, identifier=ident, cardinality="single", baseType=base)
    _declare_score(item, question.points)


def _declare_score(item: Element, points: float | None) -> None:
    score = make("outcomeDeclaration", item, identifier="SCORE", cardinality="single", baseType="float")
    if points is not None and points > 0:
        score.set("normalMinimum", "0")
        score.set("normalMaximum", f"{points:.10g}")


def _declare_calculated(question: Question, item: Element) -> None:
    """A number within a tolerance, which is absolute or in percent."""
    answer = text_of(child(variant(question), "answer"))
    given = text_of(next(descendants(question.element, "answer_tolerance"), None))
    tolerance = decimal(given.removesuffix("%"))
    points = question.points or 1.0
    for response in question.responses.values():
        _declare(item, response.ident, response.shape, [answer])
    _declare_score(item, points)
    mode = "exact" if not tolerance else "relative" if given.endswith("%") else "absolute"
    for ident in question.responses:
        equal = make("equal", toleranceMode=mode, tolerance=tolerance or "")
        equal.extend((value("float", answer), variable(ident)))
        _processing(item).append(_condition([(equal, [_set(value("float", points))])]))


def _declare_scored(question: Question, item: Element, notes: list[str]) -> None:
    conditions = Conditions(question, notes)
    awards = _awards(question)
    key = _key(question, conditions, awards)
    most = _most(conditions, awards)
    is_percent = most == 0 or abs(most - 100) < 1
    points = question.points or (1.0 if is_percent else most)
    shapes = {PAIRS: "pairs"} if _is_paired(question) else {}
    shapes |= {one.ident: one.shape for one in question.responses.values() if one.shape != "pairs"}
    for ident, shape in shapes.items():
        _declare(item, ident, shape, key.get(ident, []))
    _declare_score(item, points)
    if most > 0:
        processing = _processing(item)
        processing.extend(_rules(awards, conditions))
        if question.metadata.get("scoring_algorithm") == "AllOrNothing":
            processing.append(_all_or_nothing(most))
        processing.append(_scaled(points / most))


def _is_paired(question: Question) -> bool:
    return question.kind in ("matching", "categorization")


def _declare(item: Element, ident: str, shape: str, key: list[str]) -> None:
    cardinality, base = _TYPES.get(shape, ("multiple", "directedPair"))
    declared = make("responseDeclaration", item, identifier=ident, cardinality=cardinality, baseType=base)
    if key:
        correct = make("correctResponse", declared)
        for one in key:
            make("value", correct, one)


def _processing(item: Element) -> Element:
    found = child(item, "responseProcessing")
    return make("responseProcessing", item) if found is None else found


def _awards(question: Question) -> list[Award]:
    """The conditions that change the score; of several scores the one that is called so, else the first."""
    found = []
    for condition in descendants(question.element, "respcondition"):
        tested = child(condition, "conditionvar")
        last = condition.get("continue", "").lower() == "no"
        for change in children(condition, "setvar"):
            amount = decimal(text_of(change))
            if tested is not None and amount is not None:
                award = Award(tested, (change.get("action") or "Set").lower(), amount, last)
                found.append((change.get("varname", ""), award))
    names = [name for name, _ in found]
    if len(found) > MOST:
        raise NotTaken(f"has more than {MOST} conditions")
    chosen = next((name for name in names if name.lower() == "score"), names[0] if names else "")
    return [award for name, award in found if name == chosen]


def _key(question: Question, conditions: Conditions, awards: list[Award]) -> dict[str, list[str]]:
    """The responses that give most: those of the best condition that sets the score, or of all that add to it."""
    sets = [award for award in awards if award.action == "set" and award.amount > 0]
    if sets:
        return conditions.key(max(sets, key=lambda award: award.amount).condition)
    key: dict[str, list[str]] = {}
    adds = [award for award in awards if award.action == "add" and award.amount > 0]
    for award in sorted(adds, key=lambda award: -award.amount):
        for ident, values in conditions.key(award.condition).items():
            if ident not in key or conditions.is_many(ident):
                key[ident] = key.get(ident, []) + values
    return key


def _most(conditions: Conditions, awards: list[Award]) -> float:
    """The most that the conditions give."""
    sets = [award.amount for award in awards if award.action == "set" and award.amount > 0]
    if sets:
        return max(sets)
    by_response: dict[str, list[float]] = {}
    for award in awards:
        if award.action == "add" and award.amount > 0:
            by_response.setdefault(conditions.first(award.condition), []).append(award.amount)
    return sum(
        sum(amounts) if conditions.is_many(ident) else max(amounts) for ident, amounts in by_response.items()
    )


def _rules(awards: list[Award], conditions: Conditions) -> list[Element]:
    """The conditions as rules: those that end the processing are alternatives, the rest stand in their `else`."""
    rules: list[Element] = []
    for at, award in enumerate(awards):
        if award.last:
            upto = next((i for i, one in enumerate(awards) if i > at and not one.last), len(awards))
            branches = [(conditions.expression(one.condition), [_change(one)]) for one in awards[at:upto]]
            return [*rules, _condition(branches, _rules(awards[upto:], conditions))]
        rules.append(_condition([(conditions.expression(award.condition), [_change(award)])]))
    return rules


def _change(award: Award) -> Element:
    amount = value("float", award.amount)
    operators = {"add": "sum", "subtract": "subtract", "multiply": "product", "divide": "divide"}
    if award.action == "set":
        return _set(amount)
    if award.action not in operators:
        raise NotTaken(f"changes its score in a way that is not known ({award.action[:40]})")
    return _set(group(operators[award.action], variable("SCORE"), amount))


def _set(expression: Element) -> Element:
    rule = make("setOutcomeValue", identifier="SCORE")
    rule.append(expression)
    return rule


def _condition(
    branches: list[tuple[Element, list[Element]]], otherwise: list[Element] | None = None
) -> Element:
    condition = make("responseCondition")
    for at, (when, then) in enumerate(branches):
        condition.append(group("responseElseIf" if at else "responseIf", when, *then))
    if otherwise:
        condition.append(group("responseElse", *otherwise))
    return condition


def _scaled(factor: float) -> Element:
    rounded = make("roundTo", roundingMode="decimalPlaces", figures="6")
    rounded.append(group("product", variable("SCORE"), value("float", factor)))
    return _set(rounded)


def _all_or_nothing(most: float) -> Element:
    less = group("lt", variable("SCORE"), value("float", most - 0.001 * most))
    return _condition([(less, [_set(value("float", 0.0))])])
