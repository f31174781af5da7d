"""The same rules on PostgreSQL, where several processes write at once."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support.school import School
from tmp_portal.db import metadata
from tmp_portal.db.engine import Database

URL = os.environ.get("TMP_TEST_POSTGRES", "")

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not URL, reason="TMP_TEST_POSTGRES names no server"),
]


@pytest.fixture
def on_postgres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    """A school in a database of its own."""
    name = f"tmp_{os.getpid()}_{tmp_path.name}".lower()[:60]
    server = create_engine(URL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'create database "{name}"'))
    url = server.url.set(database=name).render_as_string(hide_password=False)
    monkeypatch.setenv("TMP_PORTAL_DATABASE", url)
    database = Database(url)
    metadata.create_all(database.engine)
    school = School(tmp_path / "portal", database=database)
    yield school
    school.close()
    database.close()
    with server.connect() as connection:
        connection.execute(text(f'drop database "{name}" with (force)'))
    server.dispose()


async def test_a_student_signs_in_and_syncs(on_postgres: School) -> None:
    ada = on_postgres.person("ada")
    group = on_postgres.class_("Algebra", {ada: "student"})
    on_postgres.assessment(group, "Quiz")
    on_postgres.score(group, ada, 3)

    session = on_postgres.session()
    await session.sign_in("4821", "ada", "correct horse battery")
    await session.sync()

    assert session.copy is not None
    mine = session.copy.mine(group.id)
    assert mine is not None
    assert {(level.level, level.percent) for level in mine.levels} == {(2, 75)}


async def test_many_readers_of_an_outdated_document_write_it_once_or_again_and_all_get_it(
    on_postgres: School,
) -> None:
    ada = on_postgres.person("ada")
    group = on_postgres.class_("Algebra", {ada: "student"})
    token = await on_postgres.token("ada")

    async with on_postgres.http(token) as http:
        for _ in range(3):
            on_postgres.note(group, "Bring a ruler")
            answers = await asyncio.gather(*(http.post("/v1/sync", json={}) for _ in range(12)))

            assert {answer.status_code for answer in answers} == {200}
            assert len({answer.content for answer in answers}) <= 2  # but for the second that it is


async def test_a_whole_class_reads_at_once_what_has_just_changed(on_postgres: School) -> None:
    students = [on_postgres.person(f"student{number}") for number in range(30)]
    group = on_postgres.class_("Algebra", dict.fromkeys(students, "student"))
    on_postgres.assessment(group, "Quiz")
    tokens = await asyncio.gather(*(on_postgres.token(f"student{number}") for number in range(30)))

    async with on_postgres.http() as http:
        answers = await asyncio.gather(
            *(
                http.post("/v1/sync", json={}, headers={"authorization": f"Bearer {token}"})
                for token in tokens
            )
        )

    assert {answer.status_code for answer in answers} == {200}
