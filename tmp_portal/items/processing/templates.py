"""The standard response processing templates, as rules (QTI 2.2, appendix; QTI 3.0 and Common Cartridge variants).

Items name a template by address, in many spellings; the last part of it says which one is meant.
"""

from tmp_portal.items.processing.errors import CannotScore
from tmp_portal.items.processing.expressions import (
    BaseValue,
    Correct,
    Equal,
    Expression,
    MapResponse,
    Operator,
    Variable,
)
from tmp_portal.items.processing.rules import Branch, Condition, Rule, SetValue

_RESPONSE = Variable("RESPONSE")
_IS_CORRECT = Operator("match", (_RESPONSE, Correct("RESPONSE")))
_IS_NULL = Operator("isNull", (_RESPONSE,))
_HAS_FULL_SCORE = Equal((Variable("MAXSCORE"), Variable("SCORE")))
_ONE, _ZERO = BaseValue("float", "1"), BaseValue("float", "0")


def _score(when: Expression, then: Expression, otherwise: Expression) -> Condition:
    branch = Branch(when, (SetValue("SCORE", then),))
    return Condition((branch,), (SetValue("SCORE", otherwise),))


def _feedback(outcome: str, when: Expression) -> Condition:
    right, wrong = (SetValue(outcome, BaseValue("identifier", text)) for text in ("correct", "incorrect"))
    return Condition((Branch(when, (right,)),), (wrong,))


_MATCH = (_score(_IS_CORRECT, _ONE, _ZERO),)
_MAP = (_score(_IS_NULL, _ZERO, MapResponse("RESPONSE")),)
_FULL_IF_CORRECT = Condition((Branch(_IS_CORRECT, (SetValue("SCORE", Variable("MAXSCORE")),)),))

TEMPLATES: dict[str, tuple[Rule, ...]] = {
    "match_correct": _MATCH,
    "map_response": _MAP,
    "match_nothing": (_score(_IS_NULL, _ONE, _ZERO),),  # not QTI's, but players know it
    "CC2_match": _MATCH,
    "CC2_match_basic": (_FULL_IF_CORRECT, _feedback("FEEDBACKBASIC", _IS_CORRECT)),
    "CC2_map_response": (*_MAP, _feedback("FEEDBACK", _HAS_FULL_SCORE)),
}


def template(address: str) -> tuple[Rule, ...]:
    """The rules of the template at that address; raises CannotScore for one that is not known."""
    name = address.strip().rstrip("/").rpartition("/")[2].removesuffix(".xml")
    if name.startswith("map_response_point"):
        raise CannotScore("scores a point on a picture, which needs a graphical browser")
    if name not in TEMPLATES:
        raise CannotScore(f"is scored by a template that is not standard, {name!r:.80}")
    return TEMPLATES[name]
