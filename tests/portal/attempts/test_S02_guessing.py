"""Guessing Test IDs, where they are looked up and where an attempt starts."""

import asyncio

import pytest

from tests.portal.accounts.support import events
from tests.portal.attempts.support import code, give, later, taking
from tests.support.school import DAY, Group, School
from tmp_portal.accounts.throttle import FREE
from tmp_portal.clock import now


async def test_S02_who_guesses_at_the_look_up_has_to_wait_and_others_have_not(
    school: School, group: Group
) -> None:
    give(school, group, in_portal=False, test_id="246813")
    other = school.class_("Biology", {school.person("cyd"): "student"})
    give(school, other, in_portal=False, test_id="135792")

    async with taking(school, group) as ada, taking(school, other, "cyd") as cyd:
        guesses = await asyncio.gather(*[ada.http.get(f"/v1/test-ids/{n:06}") for n in range(20)])
        right = await ada.http.get("/v1/test-ids/246813")
        begun = await ada.start(test_id="246813")
        cyds = await cyd.http.get("/v1/test-ids/135792")

    assert sorted(map(code, guesses)) == ["test-id-unknown"] * FREE + ["too-many"] * (20 - FREE)
    assert [code(one) for one in (right, begun)] == ["too-many"] * 2
    assert int(right.headers["retry-after"]) > 0
    assert code(cyds) == "ok"


async def test_S02_guesses_at_the_start_count_with_the_others_and_are_forgotten(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, in_portal=False, test_id="246813")

    async with taking(school, group) as ada:
        looked_up = [await ada.http.get(f"/v1/test-ids/{n:06}") for n in range(2)]
        guesses = await asyncio.gather(*[ada.start(f"k{n}", test_id=f"{n:06}") for n in range(10)])
        later(monkeypatch, 120)
        begun = await ada.start(test_id="246813")

    assert {code(one) for one in looked_up} == {"test-id-unknown"}
    assert sorted(map(code, guesses)) == ["not-here"] * (FREE - 2) + ["too-many"] * (12 - FREE)
    assert code(begun) == "ok"


async def test_S02_who_guesses_test_ids_is_seen_by_staff(school: School, group: Group) -> None:
    give(school, group, in_portal=False, test_id="246813")

    async with taking(school, group) as ada:
        for number in range(FREE - 1):
            await ada.http.get(f"/v1/test-ids/{number:06}")
        before = events(school)
        await ada.start(test_id="000009")

    assert ("throttled", "school-ada") not in before
    assert events(school)[-1] == ("throttled", "school-ada")


async def test_no_test_id_at_all_is_no_guess(school: School, group: Group) -> None:
    give(school, group, in_portal=False, test_id="246813")

    async with taking(school, group) as ada:
        answers = [await ada.start(f"k{n}") for n in range(FREE + 2)]
        begun = await ada.start(test_id="246813")

    assert {code(one) for one in answers} == {"not-here"}
    assert code(begun) == "ok"


async def test_what_is_not_open_yet_says_when_it_opens(school: School, group: Group) -> None:
    opens_at = int(now()) + DAY
    give(school, group, test_id="246813", opens_at=opens_at)

    async with taking(school, group) as ada:
        answers = [await ada.start(), await ada.http.get("/v1/test-ids/246813")]

    assert [(code(one), one.json()["opens_at"]) for one in answers] == [("not-open-yet", opens_at)] * 2
