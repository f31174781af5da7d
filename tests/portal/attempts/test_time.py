"""Deadlines, extensions, grace, and what becomes of an attempt whose time is up."""

import pytest
from sqlalchemy import update

from tests.portal.attempts.support import code, give, later, taking
from tests.support.school import DAY, Group, School
from tmp_portal.attempts import queries, staff
from tmp_portal.attempts.standing import standing_of
from tmp_portal.attempts.timing import time_of
from tmp_portal.clock import now
from tmp_portal.db.students_work import deliveries

MINUTE = 60


@pytest.mark.parametrize(
    ("minutes", "percent", "closes_at", "expected"),
    [
        (30, None, None, (2_800, "limit")),
        (30, 150, None, (3_700, "limit")),
        (30, 0, None, (0, "")),
        (30, None, 2_000, (2_000, "window")),
        (30, 150, 2_900, (2_900, "window")),
        (30, 0, 2_900, (2_900, "window")),
        (0, None, None, (0, "")),
        (0, 200, 5_000, (5_000, "window")),
    ],
)
def test_G12_the_time_is_the_shorter_of_limit_and_window(
    minutes: int, percent: int | None, closes_at: int | None, expected: tuple[int, str]
) -> None:
    assert time_of(1_000, minutes, percent, closes_at) == expected


async def test_G12_the_paper_says_the_time_and_what_cut_it(school: School, group: Group) -> None:
    delivery = give(school, group, minutes=30, attempts=0)
    give(school, group, minutes=30, closes_at=int(now()) + 10 * MINUTE)
    school.write(lambda c: staff.accommodate(c, school.tenant, delivery, "school-ada", time_percent=150))

    async with taking(school, group) as ada:
        long = (await ada.start()).json()
        cut = (await ada.start("two", number=2)).json()

    assert (long["deadline"] - long["started_at"], long["cut_by"]) == (45 * MINUTE, "limit")
    assert (cut["deadline"] - cut["started_at"], cut["cut_by"]) == (pytest.approx(600, abs=1), "window")


async def test_G13_more_time_reaches_a_running_attempt(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=1)
    async with taking(school, group) as ada:
        before = (await ada.start()).json()["deadline"]
        school.write(lambda c: staff.extend(c, school.tenant, ada.paper.id, 10 * MINUTE))
        saved = (await ada.save("B")).json()
        later(monkeypatch, 4 * MINUTE)
        still = await ada.save("C", version=2)

    assert saved["deadline"] == before + 10 * MINUTE
    assert code(still) == "ok"


async def test_G13_more_time_for_all_reaches_each_and_keeps_their_accommodations(
    school: School, group: Group
) -> None:
    delivery = give(school, group, minutes=10)
    async with taking(school, group) as ada:
        await ada.start()
        school.write(lambda c: staff.accommodate(c, school.tenant, delivery, "school-ada", time_percent=150))
        school.write(lambda c: staff.accommodate(c, school.tenant, delivery, "school-ada", more_attempts=1))
        reached = school.write(lambda c: staff.extend_all(c, school.tenant, delivery, 5 * MINUTE))
        paper = await ada.look()

    assert reached == 1
    assert paper.deadline - paper.started_at == 20 * MINUTE


async def test_G14_answers_from_before_the_deadline_count_within_the_grace(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=5)
    async with taking(school, group) as ada:
        await ada.start()
        paper, in_time = ada.paper, ada.paper.started_at + 4 * MINUTE
    later(monkeypatch, 5 * MINUTE + 200)
    async with taking(school, group) as ada:
        ada.paper = paper
        journalled = await ada.save("B", at=in_time)
        given_late = await ada.save("B", nth=1)
    later(monkeypatch, 200)
    async with taking(school, group) as ada:
        ada.paper = paper
        too_late = await ada.save("B", nth=2, at=in_time)
        await ada.look()
        receipt = (await ada.submit()).json()

    assert [code(one) for one in (journalled, given_late, too_late)] == [
        "ok",
        "past-deadline",
        "past-deadline",
    ]
    assert (ada.paper.state, receipt["answered"], receipt["at"]) == ("scored", 1, paper.deadline)
    refused = school.database.read_now(lambda c: queries.refused(c, school.tenant, paper.id))
    assert [row.reason for row in refused] == ["past-deadline"] * 2


async def test_G14_an_attempt_whose_student_is_gone_is_handed_in_with_what_was_saved(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=5)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        paper = ada.paper
    later(monkeypatch, 5 * MINUTE + 100)
    in_grace = staff.finalise_due(school.database)
    later(monkeypatch, 300)

    handed_in = [staff.finalise_due(school.database) for _ in range(2)]

    standing = school.database.read_now(lambda c: standing_of(c, school.tenant, paper.id))
    assert (in_grace, handed_in) == (0, [1, 0])
    assert standing is not None
    assert standing.state == "scored"


async def test_G10_a_closed_window_or_a_new_test_id_takes_nothing_away(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, in_portal=False, test_id="246813", closes_at=int(now()) + DAY)
    async with taking(school, group) as ada:
        await ada.start(test_id="246813")
        await ada.save("B")
        expired = update(deliveries).values(test_id="111111", test_id_expires_at=1)
        school.write(lambda c: c.execute(expired))
        again = await ada.start()
        still = await ada.save("C", version=2)
        school.write(lambda c: c.execute(update(deliveries).values(closes_at=int(now()) - 1)))
        in_time = await ada.save("D", version=3, at=int(now()) - 1)
    later(monkeypatch, 400)
    async with taking(school, group) as ada:
        await ada.start()
        row = school.database.read_now(lambda c: queries.latest_answers(c, school.tenant, ada.paper.id))

    assert [code(one) for one in (again, still, in_time)] == ["ok"] * 3
    assert ada.paper.state == "scored"
    assert [one.version for one in row.values()] == [3]
