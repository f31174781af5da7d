"""Whatever is asked of any route, the answer is one that the description tells, and never a fault of ours."""

import asyncio
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from tests.support.school import School
from tmp_portal.accounts import recovery, throttle

EXAMPLES = 10
# What a rule refuses (a password that is too short) is well-formed all the same; and a token that goes with every request
# cannot be left away by a check: whoever has none is tried by the other half of the test, and by S1.
LEFT_OUT = [checks.positive_data_acceptance, checks.ignored_auth]
QUICKLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def portal(school: School, monkeypatch: pytest.MonkeyPatch) -> School:
    """A school with one student, and no waits; the client that walks it starts and ends the portal."""
    monkeypatch.setattr(recovery, "PACE", 0)
    monkeypatch.setattr(throttle, "ADDRESS_DELAY", 0)
    load_all_checks()
    school.class_("Algebra", {school.person("ada"): "student"})
    school.stamp()
    return school


@pytest.mark.parametrize("who", ["", "ada"])
def test_S10_every_answer_is_described_and_none_is_a_fault(portal: School, who: str) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", portal.app)
    token = asyncio.run(portal.token(who)) if who else ""
    tried = 0

    for found in described.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # what cannot be read raises
        if who and "/sessions" in operation.path:
            continue  # it would end the session that the others need

        @QUICKLY
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            headers = {"authorization": f"Bearer {token}"} if token else None
            case.call_and_validate(headers=headers, excluded_checks=LEFT_OUT)

        one()
        tried += 1

    assert tried >= 15
