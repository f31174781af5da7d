"""The same rules on PostgreSQL, where several transactions write at once."""

import asyncio
import json

from tests.portal.attempts.support import code, give, taking
from tests.portal.test_postgres import on_postgres, pytestmark
from tests.support.school import School
from tmp_portal.attempts import staff

__all__ = ["on_postgres", "pytestmark"]  # the fixture and the mark of every test on PostgreSQL


async def test_G04_on_postgres_everything_is_done_once(on_postgres: School) -> None:
    school = on_postgres
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, minutes=5)

    async with taking(school, group) as one, taking(school, group) as two:
        starts = await asyncio.gather(*[(one, two)[n % 2].start(f"key-{n % 3}") for n in range(6)])
        await one.take_over("take")
        saves = await asyncio.gather(*[one.save("B") for _ in range(5)], two.save("C"))
        await one.look()
        receipts = await asyncio.gather(*[one.submit() for _ in range(5)])

    assert len({start.json()["id"] for start in starts}) == 1
    assert [code(save) for save in saves] == ["ok"] * 5 + ["not-the-writer"]
    assert one.answers() == {"q0": "B"}
    assert len({json.dumps(receipt.json()) for receipt in receipts}) == 1
    assert school.database.read_now(lambda c: staff.verify(c, school.tenant, receipts[0].json()["code"]))
    assert staff.finalise_due(school.database) == 0
