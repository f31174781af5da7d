"""What is refused when an item is read, in words; and items made to hang or to crash, which do neither."""

import time

import pytest

from tests.support.qti import (
    condition,
    evaluated,
    item,
    outcome,
    outcomes,
    response,
    scoring,
    set_value,
    template_variable,
    value,
    variable,
    xml,
)
from tmp_portal.items.scoring import UNEXPECTED, CannotScore, read_scoring

POINT = "scores a point on a picture, which needs a graphical browser"
NESTED = "has rules that are nested too deeply or are too many"


def nested(expression: str, operator: str, times: int) -> str:
    """An operator of itself, so many times."""
    return f"<{operator}>" * times + expression + f"</{operator}>" * times


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ('<inside shape="rect" coords="0,0,1,1"><variable identifier="RESPONSE"/></inside>', POINT),
        ('<mapResponsePoint identifier="RESPONSE"/>', POINT),
        ("<customOperator/>", "uses a custom operator, which only the system that it was made for knows"),
        ("<testVariables/>", "uses an expression that is only for whole tests"),
        ("<sqrt/>", "uses an operator that is not known, 'sqrt'"),
        ('<mathOperator name="gamma"/>', "uses a function that is not known, 'gamma'"),
        ('<mathConstant name="tau"/>', "uses a constant that is not known, 'tau'"),
        ("<mathOperator/>", "has a mathOperator without its name"),
        ("<variable/>", "has a variable without its identifier"),
        ("<not/>", "has not of 0 operands, which it does not take"),
        (f"<divide>{value(1)}</divide>", "has divide of 1 operands, which it does not take"),
        (value("x"), "has a baseValue that is no integer, 'x'"),
        (value("x", "number"), "has a baseValue of a type that is not known, 'number'"),
        ("<baseValue>1</baseValue>", "has a baseValue without its type"),
        (
            f'<equal toleranceMode="absolute">{value(1)}{value(1)}</equal>',
            "has equal with a tolerance that is not understood",
        ),
        (
            f'<patternMatch pattern="(?=a)">{value("a", "string")}</patternMatch>',
            "compares with a pattern that is not understood, '(?=a)'",
        ),
        (nested(value(1), "sum", 100), NESTED),
        (f"<multiple>{value(1) * 6_000}</multiple>", NESTED),
    ],
)
def test_an_expression_is_refused(expression: str, reason: str) -> None:
    text = item(response(), outcome(), rules=set_value(expression))

    with pytest.raises(CannotScore) as refused:
        scoring(text)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item(response(), template="map_response_point"), POINT),
        (item(response(base_type="point", mapping="<areaMapping/>")), POINT),
        (item(response(), template="grade_me"), "is scored by a template that is not standard, 'grade_me'"),
        (item(adaptive="true"), "is adaptive: it is scored over several tries, each shown with its feedback"),
        (item(response(), response()), "declares a variable twice"),
        (item(response("")), "has a responseDeclaration without its identifier"),
        (item(response(cardinality="several")), "has a responseDeclaration of a cardinality that is not known"),
        (
            item(response(base_type="integer", correct=["four"])),
            "has a responseDeclaration with a value that is no integer, 'four'",
        ),
        (
            item(response(mapping='<mapping><mapEntry mapKey="A" mappedValue="lots"/></mapping>')),
            "has a mapEntry whose mappedValue is not a number, 'lots'",
        ),
        (item(response(mapping='<mapping><mapEntry mapKey="A"/></mapping>')), "has a mapEntry without its mappedValue"),
        (item(rules="<include/>"), "keeps rules in another file"),
        (item(rules="<shout/>"), "uses a rule that is not known, 'shout'"),
        (item(rules=set_value("")), "has a setOutcomeValue with 0 parts where one is wanted"),
        (
            item(rules="<responseCondition><responseIf/></responseCondition>"),
            "has a responseCondition whose responseIf is out of place or empty",
        ),
        (
            item(rules="<responseCondition><responseElse/><responseElse/></responseCondition>"),
            "has a responseCondition whose responseElse is out of place or empty",
        ),
        (item(rules=nested("", "responseProcessingFragment", 100)), NESTED),
    ],
)  # fmt: skip
def test_an_item_is_refused(text: str, reason: str) -> None:
    with pytest.raises(CannotScore) as refused:
        scoring(text)

    assert refused.value.reason == reason


def test_a_key_with_an_entity_is_refused_for_what_it_means_is_not_known() -> None:
    text = item(response(correct=["caf&eacute;"]), outcome(), template="match_correct")

    with pytest.raises(CannotScore, match="an entity that is not XML's own"):
        read_scoring(xml('<!DOCTYPE assessmentItem SYSTEM "entities.dtd">' + text))


MANY = f'<repeat numberRepeats="2000">{value(1)}</repeat>'
HUGE = [
    f'<repeat numberRepeats="999999999">{value(1)}</repeat>',
    f'<repeat numberRepeats="2000">{MANY}</repeat>',
    f"<multiple>{MANY}{MANY}</multiple>",
    f"<sum>{MANY * 400}</sum>",
    f"<and>{f'<contains>{MANY}{MANY}</contains>' * 400}</and>",
    f"<product>{value(2**62) * 3_000}</product>",
    f"<power>{value(10)}<power>{value(10)}{value(300)}</power></power>",
    f"<lcm>{''.join(value(number) for number in range(2, 3_000))}</lcm>",
    f'<roundTo roundingMode="decimalPlaces" figures="999999999">{value(1.5, "float")}</roundTo>',
    f"<statsOperator name='sampleVariance'>{MANY}</statsOperator>",
]


@pytest.mark.parametrize("expression", HUGE)
def test_work_without_end_is_cut_short(expression: str) -> None:
    started = time.monotonic()

    made = evaluated(expression)

    assert UNEXPECTED not in made
    assert time.monotonic() - started < 60


def test_a_constraint_that_never_holds_ends() -> None:
    never = f"<templateConstraint><and>{value('false', 'boolean') * 4_000}</and></templateConstraint>"
    started = time.monotonic()

    made = outcomes(item(template_variable("A"), outcome(), before=never))

    assert made.needs_staff == "its rules take too long"
    assert time.monotonic() - started < 60


def test_a_long_answer_is_not_compared_with_a_pattern() -> None:
    pattern = f'<patternMatch pattern=".*a.*b.*c">{variable()}</patternMatch>'

    made = evaluated(pattern, response(base_type="string"), RESPONSE=["x" * 3_000])

    assert made == "a response of more than 2,000 characters is compared with a pattern"


def test_an_error_of_ours_needs_staff_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr("tmp_portal.items.scoring.run", broken)

    made = outcomes(
        item(response(), outcome(), rules=condition(value("true", "boolean"), set_value(value(1))))
    )

    assert made.needs_staff == f"{UNEXPECTED} (KeyError)"
