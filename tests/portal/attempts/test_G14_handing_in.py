"""The portal hands in by itself what time has run out for."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.portal.attempts.support import Taker, give, later, taking
from tests.support.school import DAY, Group, School
from tests.support.waiting import until
from tmp_portal.attempts import staff
from tmp_portal.attempts.standing import all_timed, running_at
from tmp_portal.clock import now
from tmp_portal.db.students_work import attempts
from tmp_portal.regularly import Regularly

MINUTE = 60


async def ran_out(school: School, group: Group, monkeypatch: pytest.MonkeyPatch, count: int = 1) -> None:
    """Attempts whose student is gone and whose time and grace are over."""
    for _ in range(count):
        give(school, group, minutes=5)
    async with taking(school, group) as ada:
        for number in range(1, count + 1):
            await Taker(ada.http, group).start(f"start-{number}", number=number)
    later(monkeypatch, 11 * MINUTE)


def handing_in(school: School, faults: list[Exception]) -> Regularly:
    """What a portal does, without a pause."""
    return Regularly(
        "handing in", lambda: staff.finalise_due(school.database, faults.append), 0.001, faults.append
    )


def states(school: School) -> list[str]:
    """How the attempts stand."""
    return list(school.database.read_now(lambda c: c.scalars(select(attempts.c.state)).all()))


async def test_G14_a_running_portal_hands_in(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ran_out(school, group, monkeypatch)

    async with school.app.lifespan():
        await until(lambda: states(school) == ["scored"])


async def test_G14_several_workers_hand_in_once(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ran_out(school, group, monkeypatch, 3)
    faults: list[Exception] = []
    workers = [handing_in(school, faults) for _ in range(4)]

    for worker in workers:
        worker.start()
    await until(lambda: states(school) == ["scored"] * 3)
    for worker in workers:
        await asyncio.to_thread(worker.stop)

    assert faults == []


async def test_G14_a_fault_is_told_and_the_next_minute_tries_again(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ran_out(school, group, monkeypatch)
    faults: list[Exception] = []
    worker = handing_in(school, faults)
    work: Callable[..., int] = staff.finalise_due

    def failing(*args: Any) -> int:
        if len(faults) < 3:
            raise OSError("the disk is gone")
        return work(*args)

    monkeypatch.setattr(staff, "finalise_due", failing)
    worker.start()
    await until(lambda: states(school) == ["scored"])
    await asyncio.to_thread(worker.stop)

    assert [type(fault) for fault in faults] == [OSError] * 3


async def test_G14_an_attempt_that_cannot_be_handed_in_keeps_no_other_waiting(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ran_out(school, group, monkeypatch, 3)
    first = school.database.read_now(all_timed)[0].attempt_id
    work = staff._finalise
    faults: list[Exception] = []

    def failing(connection: Any, seen: Any) -> bool:
        if seen.attempt_id == first:
            raise ValueError("a broken item")
        return work(connection, seen)

    monkeypatch.setattr(staff, "_finalise", failing)

    assert staff.finalise_due(school.database, faults.append) == 2
    assert sorted(states(school)) == ["scored", "scored", "started"]
    assert len(faults) == 1


async def test_G14_only_attempts_that_may_run_out_are_read(school: School, group: Group) -> None:
    limited = give(school, group, minutes=5)
    windowed = give(school, group, closes_at=int(now()) + DAY)
    own_window, untimed, without_limit = (
        give(school, group),
        give(school, group),
        give(school, group, minutes=5),
    )
    school.write(
        lambda c: staff.accommodate(c, school.tenant, own_window, "school-ada", closes_at=int(now()) + DAY)
    )
    school.write(lambda c: staff.accommodate(c, school.tenant, without_limit, "school-ada", time_percent=0))
    async with taking(school, group) as ada:
        for number in range(1, 6):
            await ada.start(f"start-{number}", number=number)

    read = {one.delivery_id for one in school.database.read_now(all_timed)}
    at_it = school.database.read_now(lambda c: running_at(c, school.tenant, untimed))

    assert read == {limited, windowed, own_window}
    assert len(at_it) == 1
