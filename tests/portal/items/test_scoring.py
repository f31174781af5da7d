"""Scoring an item: templates, general rules, mappings, tables, template variables, and what a person must do."""

import msgspec
import pytest

from tests.support.qti import (
    as_qti_3,
    condition,
    item,
    mapping,
    outcome,
    outcomes,
    response,
    scoring,
    set_value,
    template_variable,
    value,
    variable,
)
from tmp_portal.items.scoring import (
    Scoring,
    correct_response_scores_zero,
    correct_responses,
    normal_maximum,
    template_values,
)

IS_CORRECT = f'<match>{variable()}<correct identifier="RESPONSE"/></match>'
CHOICE = item(response(correct=["A"]), outcome(), template="match_correct")
POINTS = mapping({"A": 2, "B": 1, "C": -1}, 'defaultValue="-2" lowerBound="0" upperBound="2.5"')
MAPPED = item(response(cardinality="multiple", mapping=POINTS), outcome(), template="map_response")


def test_match_correct_gives_one_point_for_the_key_and_none_for_anything_else() -> None:
    assert outcomes(CHOICE, RESPONSE=["A"]).score == 1
    assert outcomes(CHOICE, RESPONSE=["B"]).score == 0
    assert outcomes(CHOICE).score == 0
    assert outcomes(CHOICE, RESPONSE=["A"]).maximum == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct",
        "https://www.imsglobal.org/question/qti_v3p0/rptemplates/match_correct.xml",
        "/templates/CC2_match.xml",
    ],
)
def test_a_template_is_known_by_the_last_part_of_its_address(address: str) -> None:
    text = item(response(correct=["A"]), outcome(), template="@").replace(
        "http://www.imsglobal.org/question/qti_v2p2/rptemplates/@", address
    )

    assert outcomes(text, RESPONSE=["A"]).score == 1


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        ([], 0), (["A"], 2), (["B"], 1), (["A", "B"], 2.5), (["A", "C"], 1), (["C"], 0),
        (["X", "A"], 0), (["B", "B"], 1),
    ],
)  # fmt: skip
def test_map_response_adds_up_within_its_bounds_and_counts_a_value_once(
    chosen: list[str], points: float
) -> None:
    made = outcomes(MAPPED, RESPONSE=chosen)

    assert (made.score, made.maximum) == (points, 2.5)


def test_map_entries_tell_upper_from_lower_case_where_they_say_so() -> None:
    entries = '<mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="yorks" mappedValue="2" caseSensitive="false"/>'
    text = item(
        response(base_type="string", mapping=f"<mapping>{entries}</mapping>"),
        outcome(),
        template="map_response",
    )

    assert [outcomes(text, RESPONSE=[typed]).score for typed in ("York", "york", "YORKS ")] == [1, 0, 2]


def test_common_cartridges_templates_give_the_full_score_and_a_feedback() -> None:
    most = outcome("MAXSCORE", default=["4"])
    basic = item(response(correct=["A"]), outcome(), most, template="CC2_match_basic")
    mapped = item(response(mapping=mapping({"A": 4})), outcome(), most, template="CC2_map_response")

    assert outcomes(basic, RESPONSE=["A"]).values["FEEDBACKBASIC"] == ["correct"]
    assert outcomes(basic, RESPONSE=["A"]).score == 4
    assert outcomes(mapped, RESPONSE=["A"]).values["FEEDBACK"] == ["correct"]
    assert outcomes(mapped, RESPONSE=["B"]).values == {
        "SCORE": ["0"],
        "MAXSCORE": ["4"],
        "FEEDBACK": ["incorrect"],
    }


def test_general_rules_take_the_first_branch_that_is_true() -> None:
    chain = (
        f"<responseCondition><responseIf><lt>{variable()}{value(0)}</lt>{set_value(value(1))}</responseIf>"
        f"<responseElseIf><lt>{variable()}{value(10)}</lt>{set_value(value(2))}</responseElseIf>"
        f"<responseElse>{set_value(value(3))}</responseElse></responseCondition>"
    )
    text = item(response(base_type="integer"), outcome(), rules=chain)

    assert [outcomes(text, RESPONSE=[typed]).score for typed in ("-1", "5", "10", "ten")] == [1, 2, 3, 3]


def test_exit_ends_the_processing_from_within_a_fragment() -> None:
    rules = (
        f"<responseProcessingFragment>{set_value(value(1))}<exitResponse/>{set_value(value(2))}"
        f"</responseProcessingFragment>{set_value(value(3))}"
    )

    assert outcomes(item(response(), outcome(), rules=rules)).score == 1


def test_a_number_without_default_starts_at_zero_and_other_outcomes_at_null() -> None:
    rules = set_value(f"<sum>{variable('SCORE')}{value(1)}</sum>")
    text = item(response(), outcome(), outcome("GRADE", "identifier"), rules=rules)

    assert outcomes(text).values == {"SCORE": ["1"], "GRADE": []}


def test_lookup_tables_turn_a_number_into_an_outcome() -> None:
    entries = [(10, "good"), (5, "fair"), (0, "poor")]
    rows = "".join(
        f'<interpolationTableEntry sourceValue="{at}" targetValue="{word}"/>' for at, word in entries
    )
    grade = outcome("GRADE", "identifier", within=f"<interpolationTable>{rows}</interpolationTable>")
    found = f'<lookupOutcomeValue identifier="GRADE">{variable()}</lookupOutcomeValue>'
    text = item(response(base_type="integer"), outcome(), grade, rules=found)

    grades = [outcomes(text, RESPONSE=[typed]).values["GRADE"] for typed in ("12", "5", "4", "-1")]

    assert grades == [["good"], ["fair"], ["poor"], []]


def test_the_score_is_truncated_to_its_normal_bounds_and_the_outcome_is_left_alone() -> None:
    bounds = 'normalMinimum="0" normalMaximum="2"'
    text = item(response(base_type="float"), outcome(attributes=bounds), rules=set_value(variable()))

    over, under = outcomes(text, RESPONSE=["5"]), outcomes(text, RESPONSE=["-5"])

    assert (over.score, over.maximum, over.values["SCORE"]) == (2, 2, ["5"])
    assert (under.score, under.values["SCORE"]) == (0, ["-5"])


def test_the_maximum_is_declared_or_what_the_best_responses_score() -> None:
    declared = item(
        response(correct=["A"]), outcome(), outcome("MAXSCORE", default=["3"]), template="match_correct"
    )
    constant = condition(f"<equal>{variable()}{value(3)}</equal>", set_value(value(2)), set_value(value(0)))

    assert normal_maximum(scoring(declared)) == 3
    assert normal_maximum(scoring(CHOICE)) == 1
    assert normal_maximum(scoring(MAPPED)) == 2.5
    assert normal_maximum(scoring(item(response(base_type="integer"), outcome(), rules=constant))) == 2
    assert normal_maximum(scoring(item(response(), outcome(), rules=set_value(variable())))) is None


def test_without_rules_that_set_a_score_a_person_scores() -> None:
    essay = item(response(base_type="string"), outcome())
    external = item(
        response(correct=["A"]), outcome(attributes='externalScored="human"'), template="match_correct"
    )

    assert outcomes(essay, RESPONSE=["Once"]).needs_staff == "it has no rules that set a score"
    assert outcomes(external, RESPONSE=["A"]).needs_staff == "a person scores it"
    assert outcomes(essay).score is outcomes(external).score is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item(response(), outcome(), template="match_correct"), "it has no correct response to compare with, 'RESPONSE'"),
        (item(response(), outcome(), template="map_response"), "it has no points for responses, 'RESPONSE'"),
        (item(outcome(), rules=set_value(variable("X"))), "its rules use a variable that it does not declare, 'X'"),
        (item(response(), outcome(), rules=set_value(variable())), "its rules leave the score open"),
        (
            item(response(cardinality="multiple"), outcome(), rules=set_value(f"<not>{variable()}</not>")),
            "its rules use a value that is not true or false where that is wanted",
        ),
    ],
)  # fmt: skip
def test_what_the_rules_leave_open_needs_staff_and_is_never_a_wrong_score(text: str, reason: str) -> None:
    made = outcomes(text, RESPONSE=["A"])

    assert made.needs_staff == reason
    assert made.score is None


def test_no_answer_where_the_rules_calculate_with_it_scores_zero() -> None:
    text = item(response(base_type="float"), outcome(), rules=set_value(variable()))

    assert (outcomes(text).score, outcomes(text).values) == (0, {"SCORE": []})


def test_an_exact_map_entry_comes_before_one_in_another_case() -> None:
    entries = '<mapEntry mapKey="york" mappedValue="1" caseSensitive="false"/><mapEntry mapKey="York" mappedValue="2"/>'
    declared = response(base_type="string", mapping=f"<mapping>{entries}</mapping>")

    assert outcomes(item(declared, outcome(), template="map_response"), RESPONSE=["York"]).score == 2


def test_a_maximum_that_is_no_number_is_none() -> None:
    text = item(outcome(), outcome("MAXSCORE", "pair", default=["A B"]), rules=set_value(variable("X")))

    assert outcomes(text).maximum is None


def test_several_answers_to_a_single_response_need_staff() -> None:
    assert (
        outcomes(CHOICE, RESPONSE=["A", "B"]).needs_staff == "there are several answers where one is wanted"
    )


def test_responses_that_are_not_declared_are_ignored() -> None:
    made = outcomes(CHOICE, RESPONSE=["A"], OTHER=["B"], SCORE=["100"], completionStatus=["completed"])

    assert (made.score, made.values) == (1, {"SCORE": ["1"]})


def test_an_item_whose_own_key_scores_nothing_is_told() -> None:
    faulty = item(
        response(correct=["A"]),
        outcome(),
        rules=condition(f"<match>{variable()}{value('B', 'identifier')}</match>", set_value(value(1))),
    )

    assert correct_response_scores_zero(scoring(faulty))
    assert not correct_response_scores_zero(scoring(CHOICE))
    assert not correct_response_scores_zero(scoring(item(response(), outcome(), template="match_correct")))


TEMPLATED = item(
    template_variable("A"),
    template_variable("B"),
    response(base_type="integer"),
    outcome(),
    before=set_value('<randomInteger min="1" max="9"/>', "A", "Template")
    + set_value('<randomInteger min="10" max="{TOP}"/>', "B", "Template").replace("{TOP}", "99")
    + f'<setCorrectResponse identifier="RESPONSE"><sum>{variable("A")}{variable("B")}</sum></setCorrectResponse>',
    template="match_correct",
)


@pytest.mark.parametrize("seed", range(5))
def test_template_variables_and_the_key_made_of_them_are_the_same_for_an_attempt(seed: int) -> None:
    made = template_values(scoring(TEMPLATED), seed=seed)
    key = correct_responses(scoring(TEMPLATED), seed=seed)

    assert key == {"RESPONSE": [str(int(made["A"][0]) + int(made["B"][0]))]}
    assert outcomes(TEMPLATED, seed, **key).score == 1
    assert made == template_values(scoring(TEMPLATED), seed=seed)


def test_template_variables_differ_from_attempt_to_attempt() -> None:
    assert len({str(template_values(scoring(TEMPLATED), seed=seed)) for seed in range(10)}) > 5


def test_a_constraint_makes_template_variables_again_and_gives_up_in_the_end() -> None:
    draw = set_value('<randomInteger min="1" max="6"/>', "A", "Template")
    differs = f"<templateConstraint><gt>{variable('A')}{value('{}')}</gt></templateConstraint>"
    some, none = (
        item(template_variable("A", default=["0"]), outcome(), before=draw + differs.replace("{}", bound))
        for bound in ("4", "6")
    )

    assert {template_values(scoring(some), seed=seed)["A"][0] for seed in range(20)} == {"5", "6"}
    assert template_values(scoring(none)) == {"A": ["0"]}


def test_a_default_can_be_set_before_the_attempt() -> None:
    most = (
        '<setDefaultValue identifier="MAXSCORE"><baseValue baseType="float">5</baseValue></setDefaultValue>'
    )
    text = item(
        response(correct=["A"]), outcome(), outcome("MAXSCORE"), before=most, template="match_correct"
    )

    assert outcomes(text, RESPONSE=["A"]).maximum == 5


def test_the_number_of_attempts_and_the_status_need_no_declaration_and_no_student_sets_them() -> None:
    rules = set_value(f"<sum>{variable('numAttempts')}{value(1)}</sum>") + set_value(
        value("completed", "identifier"), "completionStatus"
    )
    text = item(outcome(), rules=rules)

    assert outcomes(text).score == 2
    assert outcomes(text, numAttempts=["2"], duration=["1"]).score == 2


@pytest.mark.parametrize("text", [CHOICE, MAPPED, TEMPLATED])
def test_qti_3_says_the_same_in_other_words(text: str) -> None:
    assert scoring(as_qti_3(text)) == scoring(text)


@pytest.mark.parametrize("text", [CHOICE, MAPPED, TEMPLATED])
def test_a_scoring_is_stored_as_json(text: str) -> None:
    stored = msgspec.json.encode(scoring(text))

    assert msgspec.json.decode(stored, type=Scoring) == scoring(text)
