"""Reading rules from XML, QTI 2.x and 3.0 alike; raises CannotScore for what is not supported."""

from tmp_portal.items.processing.errors import CannotScore
from tmp_portal.items.processing.read_expressions import ExpressionReader, refused
from tmp_portal.items.processing.rules import (
    Branch,
    Condition,
    Constraint,
    Exit,
    LookUpOutcome,
    Rule,
    SetCorrect,
    SetDefault,
    SetValue,
)
from tmp_portal.items.processing.xml import Element, attributes, children, identifier, kind, named, shown


def read_rules(element: Element) -> tuple[Rule, ...]:
    """The rules within a processing element (response, outcome or template)."""
    return _Reader().rules(children(element), 0)


class _Reader:
    def __init__(self) -> None:
        self._expressions = ExpressionReader()

    def rules(self, elements: list[Element], depth: int) -> tuple[Rule, ...]:
        found: list[Rule] = []
        for element in elements:
            if kind(element).endswith("processingfragment"):
                self._expressions.enter(depth)
                found += self.rules(children(element), depth + 1)
            else:
                found.append(self._rule(element, depth))
        return tuple(found)

    def _rule(self, element: Element, depth: int) -> Rule:
        self._expressions.enter(depth)
        given = attributes(element)
        match kind(element):
            case "setoutcomevalue" | "settemplatevalue" | "setresponsevalue":
                return SetValue(identifier(element, given), self._expressions.within(element, depth))
            case "lookupoutcomevalue":
                return LookUpOutcome(identifier(element, given), self._expressions.within(element, depth))
            case "setcorrectresponse":
                return SetCorrect(identifier(element, given), self._expressions.within(element, depth))
            case "setdefaultvalue":
                value = self._expressions.within(element, depth) if children(element) else None
                return SetDefault(identifier(element, given), value)
            case "responsecondition" | "outcomecondition" | "templatecondition":
                return self._condition(element, depth)
            case "templateconstraint":
                return Constraint(self._expressions.within(element, depth))
            case "exitresponse" | "exittest" | "exittemplate":
                return Exit()
        raise refused(element, "a rule")

    def _condition(self, element: Element, depth: int) -> Condition:
        branches: list[Branch] = []
        otherwise: tuple[Rule, ...] | None = None
        for part in children(element):
            self._expressions.enter(depth)
            within = children(part)
            if kind(part).endswith("else") and otherwise is None:
                otherwise = self.rules(within, depth + 1)
            elif kind(part).endswith("if") and within and otherwise is None:
                when = self._expressions.expression(within[0], depth + 1)
                branches.append(Branch(when, self.rules(within[1:], depth + 1)))
            else:
                raise CannotScore(f"has {named(element)} whose {shown(part)} is out of place or empty")
        return Condition(tuple(branches), otherwise or ())
