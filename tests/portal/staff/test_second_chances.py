"""`tmp-portal reopen`, `extend` and `accommodate`: what staff give one student, or everyone who is at it."""

import pytest

from tests.portal.attempts.support import code, give, later, taking
from tests.portal.staff.conftest import Command
from tests.support.school import DAY, Group, School
from tmp_portal.clock import now

MINUTE = 60


async def test_G10_one_student_gets_one_more_attempt_and_keeps_the_first(
    school: School, group: Group, staff: Command
) -> None:
    give(school, group)
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        for taker in (ada, bob):
            await taker.start()
            await taker.save("B")
            await taker.submit()
        spent = await ada.start("again")
        done = staff("reopen", "Algebra", "1", "ada")
        twice = staff("reopen", "Algebra", "1", "ada")
        mine = (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()
        again, bobs = await ada.start("again"), await bob.start("again")
        after = (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()

    assert code(spent) == "no-attempts-left"
    assert done["attempts_left"] == twice["attempts_left"] == 1
    assert mine["allowed"] == [[1, 0, 1, 0]]
    assert (code(again), code(bobs)) == ("ok", "no-attempts-left")
    assert [row[1:2] + row[3:5] for row in after["attempts"]] == [["scored", 2.0, 6.0], ["started", -1, -1]]


async def test_a_student_may_come_after_the_window_of_the_class(
    school: School, group: Group, staff: Command, refused: Command
) -> None:
    give(school, group, test_id="246813", closes_at=int(now()) - 5)
    assert "--until WHEN" in refused("reopen", "Algebra", "1", "ada")

    staff("reopen", "Algebra", "1", "ada", "--until", "+1d")

    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        found, not_found = [await one.http.get("/v1/test-ids/246813") for one in (ada, bob)]
        mine, closed = await ada.start(), await bob.start()
        allowed = (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()["allowed"]
    assert [code(one) for one in (found, mine)] == ["ok", "ok"]
    assert [code(one) for one in (not_found, closed)] == ["closed", "closed"]
    assert ada.paper.deadline == allowed[0][3] == pytest.approx(int(now()) + DAY, abs=5)


async def test_who_is_at_it_is_not_reopened(school: School, group: Group, refused: Command) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()

    assert "at it now. Give more time instead: tmp-portal extend" in refused("reopen", "Algebra", "1", "ada")


async def test_G13_more_time_for_everyone_or_for_one(school: School, group: Group, staff: Command) -> None:
    give(school, group, minutes=10)
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        for taker in (ada, bob):
            await taker.start()
        everyone = staff("extend", "Algebra", "1", "5")
        one = staff("extend", "Algebra", "1", "5", "--student", "Ada Hill")
        times = [(taker.paper.deadline, (await taker.look()).deadline) for taker in (ada, bob)]

    assert [row["username"] for row in everyone] == ["ada", "bob"]
    assert [row["deadline"] for row in one] == [times[0][1]]
    assert [after - before for before, after in times] == [10 * MINUTE, 5 * MINUTE]


def test_more_time_for_nobody_says_what_to_do_instead(school: School, group: Group, refused: Command) -> None:
    give(school, group)

    assert "nobody is at it now" in refused("extend", "Algebra", "1", "5")
    assert "'x' is not 1 to 10000 minutes" in refused("extend", "Algebra", "1", "x")


async def test_a_student_has_it_otherwise_than_the_class(
    school: School, group: Group, staff: Command, words: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=10)
    half_more = staff("accommodate", "Algebra", "1", "ada", "--extra-time", "50", "--shuffle")
    async with taking(school, group) as ada:
        await ada.start()
        before, allowed = ada.paper, (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()["allowed"]
        untimed = staff("accommodate", "Algebra", "1", "ada", "--untimed")
        later(monkeypatch, 20 * MINUTE)
        ada.paper = before
    async with taking(school, group) as ada:
        ada.paper = before
        after = await ada.look()

    assert (half_more["minutes"], half_more["shuffle"], allowed) == (15, True, [[1, 15, 0, 0]])
    assert before.deadline - before.started_at == 15 * MINUTE
    assert (untimed["minutes"], after.deadline, after.state) == (0, 0, "started")
    assert "Ada Hill has no time limit, questions shuffled" in words("accommodate", "Algebra", "1", "ada")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["accommodate", "Algebra", "1", "tea"], "no student of the class has the username or name 'tea'"),
        (["accommodate", "Algebra", "1", "ada", "--extra-time", "-1"], "is not 0 to 900 percent"),
        (["reopen", "Algebra", "2", "ada"], "Algebra has no assessment 2"),
        (["extend", "Latin", "1", "5"], "no class has the id"),
    ],
)
def test_what_cannot_be_done_is_said(
    school: School, group: Group, refused: Command, command: list[str], says: str
) -> None:
    give(school, group)

    assert says in " ".join(refused(*command).split())
