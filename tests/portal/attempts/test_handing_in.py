"""Submit: once, for good, with a receipt; then scores and levels."""

import asyncio

import httpx
import pytest
from sqlalchemy import select

from tests.portal.attempts.support import choice, code, essay, give, taking
from tests.support.faults import Faulty
from tests.support.school import Group, School
from tmp_portal.attempts import queries, staff
from tmp_portal.db.students_work import attempts, mastery, standard_scores


async def test_G04_five_replays_of_a_submit_at_once_are_one_receipt(school: School, group: Group) -> None:
    give(school, group)

    async with taking(school, group) as ada:
        await ada.start()
        replies = await asyncio.gather(*[ada.submit() for _ in range(5)])
        other = await ada.submit("another")

    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.content for reply in replies}) == 1
    assert code(other) == "already-submitted"
    assert other.json()["receipt"] == replies[0].json()


async def test_G05_after_a_lost_reply_the_retry_gets_the_same(school: School, group: Group) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        sound = ada.http
        line = Faulty(school.transport(), lambda n: n % 2 == 1, after=True)
        ada.http = httpx.AsyncClient(transport=line, base_url="http://portal", headers=sound.headers)
        with pytest.raises(httpx.ReadError):
            await ada.save("B")
        saved = await ada.save("B")
        with pytest.raises(httpx.ReadError):
            await ada.submit()
        receipt = await ada.submit()

    assert saved.json()["version"] == 1
    assert receipt.json()["answered"] == 1


async def test_G06_after_submit_nothing_changes_and_staff_see_what_came(school: School, group: Group) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        await ada.submit()
        late = [await ada.save("C", version=2) for _ in range(3)]
        marks = await ada.http.put(
            f"/v1/attempts/{ada.paper.id}/marks", json={"writer": ada.paper.writer, "position": 2}
        )
        replay = await ada.save("B")

    def seen(name: str) -> list[bytes]:
        rows = school.database.read_now(
            lambda c: (
                queries.refused(c, school.tenant, ada.paper.id)
                if name == "refused"
                else list(queries.latest_answers(c, school.tenant, ada.paper.id).values())
            )
        )
        return [row.content for row in rows]

    assert {code(one) for one in (*late, marks)} == {"already-submitted"}
    assert code(replay) == "ok"
    assert seen("taken") == [b'{"RESPONSE":["B"]}']
    assert seen("refused") == [b'{"RESPONSE":["C"]}']


async def test_G23_a_receipt_can_be_verified_later(school: School, group: Group) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("A")
        await ada.save("B", nth=1)
        await ada.save("", nth=1, version=2)
        receipt = (await ada.submit()).json()

    def verify(code: str) -> staff.Verified | None:
        return school.database.read_now(lambda c: staff.verify(c, school.tenant, code))

    written = receipt["code"].lower().replace("0", "o").replace("1", "l")
    found = verify(f"{written[:4]}-{written[4:]}")
    assert found is not None
    assert (found.student, found.receipt.answered, found.receipt.questions) == ("Ada Hill", 1, 3)
    assert (found.receipt.code, found.receipt.at) == (receipt["code"], receipt["at"])
    assert verify("00000000") is None
    assert verify("") is None


async def test_scores_and_levels_follow_in_the_same_transaction(school: School, group: Group) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        await ada.save("B", nth=1)
        await ada.save("C", nth=2)
        await ada.submit()

    scored, standard, level = school.database.read_now(
        lambda c: (
            c.execute(select(attempts.c.state, attempts.c.points, attempts.c.possible)).one(),
            c.execute(select(standard_scores.c.standard_id, standard_scores.c.points)).one(),
            c.execute(select(mastery.c.level, mastery.c.percent)).one(),
        )
    )
    assert tuple(scored) == ("scored", 4.0, 6.0)
    assert tuple(standard) == (group.standards[1], 4.0)
    assert tuple(level) == (2, pytest.approx(66.67, abs=0.01))


async def test_what_a_person_scores_waits_for_staff(school: School, group: Group) -> None:
    give(school, group, [choice("q0"), essay("e0"), essay("e1")])
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        await ada.save("My thoughts", nth=1)
        essay_name = ada.paper.items[1].id
        await ada.submit()
        await ada.look()
    waiting = school.database.read_now(lambda c: staff.waiting_for_staff(c, school.tenant))

    done = school.write(lambda c: staff.score_by_hand(c, school.tenant, ada.paper.id, essay_name, 1.5, "tea"))

    assert ada.paper.state == "submitted"
    assert [row.name for row in waiting] == [essay_name]
    assert done
    total = school.database.read_now(lambda c: c.execute(select(attempts.c.state, attempts.c.points)).one())
    assert tuple(total) == ("scored", 3.5)
