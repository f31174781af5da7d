"""What a Test ID stands for, and the words for when it does not."""

from dataclasses import replace
from typing import Any

import pytest

from tests.support.school import DAY, School
from tmp_portal.assessments.service import Terms
from tmp_portal.clock import now


@pytest.mark.parametrize(
    ("terms", "status", "code"),
    [
        ({}, 200, None),
        ({"test_id_expires_at": -1}, 410, "test-id-expired"),
        ({"opens_at": DAY}, 409, "not-open-yet"),
        ({"closes_at": -1}, 409, "closed"),
        ({"opens_at": -1, "closes_at": DAY}, 200, None),
    ],
)
async def test_each_case_has_its_own_code(
    school: School, terms: dict[str, int], status: int, code: str | None
) -> None:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    moments: dict[str, Any] = {name: int(now()) + offset for name, offset in terms.items()}
    school.assessment(group, "Quiz", replace(Terms(given_at=int(now()), test_id="246813"), **moments))

    async with school.http(await school.token("ada")) as http:
        answer = await http.get("/v1/test-ids/246813")

    assert (answer.status_code, answer.json().get("code")) == (status, code)
    if code is None:
        assert answer.json() == {"class_id": group.id, "assessment": 1, "title": "Quiz"}


@pytest.mark.parametrize("test_id", ["000000", "24681", "2468135", "abcdef", "%00", "24 681"])
async def test_an_unknown_test_id_is_said_to_be_unknown(school: School, test_id: str) -> None:
    school.person("ada")

    async with school.http(await school.token("ada")) as http:
        answer = await http.get(f"/v1/test-ids/{test_id}")

    assert answer.json()["code"] == "test-id-unknown"
