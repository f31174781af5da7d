"""Saves in groups: each gets its own result, and one that fails takes none with it."""

import asyncio

from sqlalchemy import Connection, Engine, event, insert, text

from tests.portal.attempts.support import give, taking
from tests.support.school import Group, School
from tmp_portal.attempts.writing import write
from tmp_portal.db.people import orgs
from tmp_portal.problems import NotFound


def org(name: str) -> dict[str, str]:
    return {"tenant": "school", "id": name, "sourced_id": name, "name": name, "type": "school"}


async def test_what_fails_in_a_group_fails_alone(school: School) -> None:
    def good(connection: Connection, name: str) -> str:
        connection.execute(insert(orgs).values(**org(name)))
        return name

    def bad(connection: Connection) -> str:
        connection.execute(insert(orgs).values(**org("halfway")))
        connection.execute(text("select * from nowhere"))
        return "never"

    def refused(connection: Connection) -> str:
        raise NotFound

    works = [lambda c: good(c, "a"), bad, refused, lambda c: good(c, "b")]
    results = await asyncio.gather(*[write(school.database, work) for work in works], return_exceptions=True)

    names = school.database.read_now(lambda c: c.execute(text("select id from orgs")).scalars().all())
    assert (results[0], results[3]) == ("a", "b")
    assert type(results[1]).__name__ == "OperationalError"
    assert isinstance(results[2], NotFound)
    assert {"a", "b"} < set(names)
    assert "halfway" not in names


async def test_saves_at_once_take_few_commits_and_all_are_kept(school: School, group: Group) -> None:
    many = 60
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        commits: list[int] = []

        def count(_: Connection) -> None:
            commits.append(1)

        event.listen(Engine, "commit", count)
        replies = await asyncio.gather(*[ada.save("B", nth=n % 3, version=1 + n // 3) for n in range(many)])
        event.remove(Engine, "commit", count)

    assert {reply.status_code for reply in replies} == {200}
    assert 0 < len(commits) <= many / 4
