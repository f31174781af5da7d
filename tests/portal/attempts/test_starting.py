"""Beginning an attempt, once."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.portal.attempts.support import choice, code, give, later, taking
from tests.support.faults import Faulty
from tests.support.school import DAY, Group, School
from tmp_portal.attempts import staff
from tmp_portal.clock import now


async def test_G04_five_replays_of_a_start_at_once_are_one_attempt(school: School, group: Group) -> None:
    give(school, group)

    async with taking(school, group) as ada:
        replies = await asyncio.gather(*[ada.start() for _ in range(5)])

    papers = [reply.json() for reply in replies]
    assert {reply.status_code for reply in replies} == {200}
    assert len({(paper["id"], paper["writer"]) for paper in papers}) == 1


async def test_G17_a_lost_start_reply_uses_no_attempt_and_no_time(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=30)
    async with taking(school, group) as ada:
        line = Faulty(school.transport(), lambda n: n == 1, after=True)
        ada.http = httpx.AsyncClient(transport=line, base_url="http://portal", headers=ada.http.headers)
        with pytest.raises(httpx.ReadError):
            await ada.start()
        begun = int(now())

        later(monkeypatch, 120)
        again = await ada.start()
        other = await ada.start("another-key")

    assert again.json()["started_at"] == pytest.approx(begun, abs=1)
    assert again.json()["writer"]
    assert other.json()["id"] == again.json()["id"]
    assert "writer" not in other.json()


async def test_G17_a_key_gets_its_own_attempt_even_when_another_is_running(
    school: School, group: Group
) -> None:
    give(school, group, attempts=2)

    async with taking(school, group) as ada:
        first = (await ada.start("one")).json()["id"]
        await ada.submit()
        second = (await ada.start("two")).json()["id"]
        replayed = (await ada.start("one")).json()
        none_left = await ada.start("three")

    assert second != first
    assert (replayed["id"], replayed["state"]) == (first, "scored")
    assert none_left.json()["id"] == second


@pytest.mark.parametrize(
    ("terms", "asked", "expected"),
    [
        ({"opens_at": DAY}, {}, "not-open-yet"),
        ({"closes_at": -1}, {}, "closed"),
        ({"in_portal": False}, {}, "not-here"),
        ({"in_portal": False, "test_id": "246813"}, {"test_id": "246814"}, "not-here"),
        ({"in_portal": False, "test_id": "246813"}, {"test_id": "246813"}, "ok"),
        (
            {"in_portal": False, "test_id": "246813", "test_id_expires_at": -1},
            {"test_id": "246813"},
            "test-id-expired",
        ),
    ],
)
async def test_a_start_that_is_not_allowed_says_why(
    school: School, group: Group, terms: dict[str, Any], asked: dict[str, Any], expected: str
) -> None:
    moments = {name: int(now()) + value if name.endswith("_at") else value for name, value in terms.items()}
    give(school, group, **moments)

    async with taking(school, group) as ada:
        assert code(await ada.start(**asked)) == expected


async def test_G17_the_key_of_a_start_with_a_wrong_test_id_begins_one_with_the_right(
    school: School, group: Group
) -> None:
    give(school, group, in_portal=False, test_id="246813")

    async with taking(school, group) as ada:
        wrong, none = await ada.start(test_id="246814"), await ada.start()
        right = await ada.start(test_id="246813")
        replayed = await ada.start(test_id="246813")

    assert [code(one) for one in (wrong, none, right)] == ["not-here", "not-here", "ok"]
    assert right.json()["writer"] == replayed.json()["writer"]


async def test_attempts_are_counted_and_a_delivery_without_questions_says_so(
    school: School, group: Group
) -> None:
    ada_id, delivery = "school-ada", give(school, group)
    school.assessment(group, "Empty")

    async with taking(school, group) as ada:
        empty = await ada.start("e", number=2)
        await ada.start("one")
        await ada.submit()
        used = await ada.start("two")
        school.write(lambda c: staff.accommodate(c, school.tenant, delivery, ada_id, more_attempts=1))
        more = await ada.start("two")

    assert [code(empty), code(used), code(more)] == ["no-items", "no-attempts-left", "ok"]


async def test_G16_items_and_options_have_the_same_order_on_any_machine(school: School, group: Group) -> None:
    ada_id = "school-ada"
    delivery = give(school, group, [choice(f"q{n}", shuffle=True) for n in range(8)], attempts=0)
    school.write(lambda c: staff.accommodate(c, school.tenant, delivery, ada_id, shuffle=True))
    async with taking(school, group) as here, taking(school, group) as there:
        await here.start()
        marks = {"position": 3, "flagged": [here.paper.items[2].id], "writer": here.paper.writer}
        await here.http.put(f"/v1/attempts/{here.paper.id}/marks", json=marks)
        await here.save("C", nth=3)
        await here.look()

        await there.start("elsewhere")

        assert there.paper.items == here.paper.items
        assert there.paper.marks == here.paper.marks
        assert (there.paper.marks.position, there.answers()) == (3, here.answers())
        assert [item.title for item in here.paper.items] != [f"q{n}" for n in range(8)]
        assert len({str(item.body) for item in here.paper.items}) > 1


@pytest.mark.parametrize("number", ["2", "0", "abc", "-1", "99999999999999999999", "%D9%A1"])
async def test_an_assessment_that_is_not_there_is_not_found(
    school: School, group: Group, number: str
) -> None:
    give(school, group)

    async with taking(school, group) as ada:
        reply = await ada.http.post(
            f"/v1/classes/{group.id}/assessments/{number}/attempts", json={"key": "k"}
        )

    assert (reply.status_code, code(reply)) == (404, "not-found")
