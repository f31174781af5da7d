"""What `status` and `logout` say of the answers that wait, where this computer does not let them be read (G2)."""

import asyncio
import sqlite3
from collections.abc import Iterator

import pytest

from tests.app.vault.test_session_kept import Own
from tests.support.school import PASSWORD, School
from tmp_tui import staying

LOCKED = "What waits on this computer to be sent cannot be read: database is locked."


@pytest.fixture
def own(school: School) -> Iterator[Own]:
    """Ada stays signed in, an answer of hers waits, and another program holds the file with it."""
    made = Own(school)
    school.class_("Algebra", {school.person("ada"): "student"})

    async def leave_an_answer() -> None:
        session = made.session()
        await session.sign_in("4821", "ada", PASSWORD, own=True)
        assert session.journal is not None
        session.journal.answer("t", "q1", {"R": ["a"]}, 1)
        await session.leave()

    asyncio.run(leave_an_answer())
    (journal,) = (school.folder / "copies").glob("*.journal")
    other = sqlite3.connect(journal, isolation_level=None)
    other.execute("pragma locking_mode=exclusive")
    other.execute("begin exclusive")
    other.execute("insert into entries(name, body) values ('other', x'00')")
    yield made
    other.close()


def test_G02_status_does_not_say_that_nothing_waits(own: Own, capsys: pytest.CaptureFixture[str]) -> None:
    staying.status(own.session(), as_json=False)

    said = capsys.readouterr().out.splitlines()
    assert LOCKED in said
    assert "Answers not sent yet: 0" not in said


def test_G02_logout_says_that_it_is_not_known_what_waits(
    own: Own, capsys: pytest.CaptureFixture[str]
) -> None:
    staying.logout(own.session(), everywhere=False)

    assert capsys.readouterr().out.splitlines() == ["You are signed out.", LOCKED]
