"""Scores that others published: Citolab's qti-scoring-engine (MIT) and pie-qti's conformance fixtures (ISC)."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from tests.support.qti import REAL, xml
from tmp_portal.items.scoring import CannotScore, Outcomes, read_scoring, score

CITOLAB = REAL / "citolab-scoring-vectors"
PIE = REAL / "pie-qti-conformance" / "fixtures"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not REAL.is_dir(), reason=f"there are no QTI vectors in {REAL}"),
]

_POINT = "it scores a point on a picture, which needs a graphical browser"
_NOT_QTI = "the element is none of QTI's"

CITOLAB_REFUSED = {"PositionObjectInteractionTests": 3, "SelectPointTests": 2}  # points on pictures

# What does not pass: whole fixtures, or one case of a fixture.
# (responseProcessing_random_lookupOutcomeValue wants one of three by their random generator; ours happens to agree.)
PIE_DIFFERS = {
    "positionObject_coordinateSystem_aspectRatio": _POINT,
    "positionObject_mapResponsePoint_scoring": _POINT,
    "positionObject_mapResponse_wrong": _POINT,
    "responseProcessing_mapResponsePoint_basic": _POINT,
    "responseProcessing_template_map_response_point": _POINT,
    "responseProcessing_inside_duration_statsOperator": _POINT + " (inside)",
    "responseProcessing_customOperator": "an unknown operator is refused here, and not taken for NULL",
    "responseProcessing_misc_math_string_stats": _NOT_QTI + " (mod, mean, isTypeOf, substring of three)",
    "responseProcessing_preCondition": _NOT_QTI + " among expressions (preCondition)",
    "mapResponse_bounds_default_duplicates/duplicate responses are counted (and then clamped)": (
        "QTI 2.2, mapResponse: a value that is there several times is counted once only"
    ),
    "templateProcessing_templateConstraint": "the numbers are those of their random generator",
}


def _citolab() -> list[Any]:
    found: list[Any] = json.loads((CITOLAB / "vectors.json").read_text()) if CITOLAB.is_dir() else []
    return [pytest.param(one, id=one["test"]) for one in found]


@pytest.mark.parametrize("vector", _citolab())
def test_citolabs_vectors(vector: dict[str, Any]) -> None:
    element = xml((CITOLAB / vector["item"]).read_bytes())
    given = {one["identifier"]: one["values"] for one in vector["responses"]}

    if vector["test"].partition(".")[0] in CITOLAB_REFUSED:
        with pytest.raises(CannotScore, match="point on a picture"):
            read_scoring(element)
    else:
        assert score(read_scoring(element), given).score == pytest.approx(float(vector["expected"]))


def _cases() -> list[Any]:
    folders = sorted(PIE.iterdir()) if PIE.is_dir() else []
    return [
        pytest.param(folder, fixture, case, id=f"{folder.name}/{case['name']}")
        for folder in folders
        for fixture in [json.loads((folder / "cases.json").read_text())]
        for case in fixture["cases"]
    ]


@pytest.mark.parametrize(("folder", "fixture", "case"), _cases())
def test_pies_conformance_cases(folder: Path, fixture: dict[str, Any], case: dict[str, Any]) -> None:
    differs = PIE_DIFFERS.get(folder.name) or PIE_DIFFERS.get(f"{folder.name}/{case['name']}")

    passes = _passes(folder, fixture, case)

    assert passes is (differs is None), differs


def test_at_least_230_of_pies_267_cases_pass() -> None:
    passing = [_passes(*case.values) for case in _cases()]

    assert (passing.count(True), len(passing)) == (234, 267)


def _passes(folder: Path, fixture: dict[str, Any], case: dict[str, Any]) -> bool:
    """Whether the outcomes are as expected; a case marked xfail expects that the item is refused."""
    try:
        scoring = read_scoring(xml((folder / "item.xml").read_bytes()))
    except CannotScore:
        return "xfail" in case
    made = score(
        scoring, {name: _strings(one) for name, one in case["responses"].items()}, seed=fixture.get("seed", 0)
    )
    return "xfail" not in case and all(
        _is(made.values.get(name, ["missing"]), wanted) for name, wanted in _expected(case, made).items()
    )


def _expected(case: dict[str, Any], made: Outcomes) -> dict[str, Any]:
    """The outcomes that a case expects; a score without an outcome to hold it is their player's."""
    expect = case["expect"]
    named = {"SCORE": expect.get("score"), "MAXSCORE": expect.get("maxScore")}
    declared = {name: one for name, one in named.items() if one is not None and name in made.values}
    given = {name: one for name, one in expect.get("outcomes", {}).items() if name != "score"}
    return declared | given


def _strings(given: Any) -> list[str]:
    if given is None:
        return []
    return [
        str(one).lower() if isinstance(one, bool) else str(one)
        for one in (given if isinstance(given, list) else [given])
    ]


def _is(made: list[str], wanted: Any) -> bool:
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return len(made) == 1 and math.isclose(float(made[0]), wanted, rel_tol=1e-9, abs_tol=1e-9)
    return made == _strings(wanted)
