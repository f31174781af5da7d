"""What staff are told where the database cannot be used: what, where, what next, and never a traceback."""

from argparse import Namespace
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import IntegrityError

from tests.portal.mail.support import SECRET
from tests.portal.staff.conftest import Command, refused, staff
from tests.support.school import School
from tmp_portal.commands.opened import opened
from tmp_portal.db.mail import outbox
from tmp_portal.errors import NotDone

__all__ = ["refused", "staff"]
EVERY = pytest.mark.parametrize(
    "command", [["init"], ["settings"], ["mail", "list"], ["serve", "--port", "0"]]
)


@EVERY
@pytest.mark.parametrize("url", ["nonsense", "foo://here/portal", "mssql://here/portal"])
def test_a_setting_that_names_no_database_is_said(
    refused: Command, monkeypatch: pytest.MonkeyPatch, command: list[str], url: str
) -> None:
    monkeypatch.setenv("TMP_PORTAL_DATABASE", url)

    said = refused(*command)

    assert said.startswith("tmp-portal: database, or TMP_PORTAL_DATABASE, names no database")
    assert "postgresql+psycopg://" in said


def test_an_empty_setting_is_none(refused: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMP_PORTAL_DATABASE", "")

    assert "no message has the id" in refused("mail", "show", "x")


@EVERY
@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite:////nowhere/portal.db", "unable to open database file"),
        ("postgresql+psycopg://portal:secret@127.0.0.1:1/portal", "127.0.0.1"),
    ],
)
def test_a_database_that_does_not_answer_is_said_without_its_password(
    refused: Command, monkeypatch: pytest.MonkeyPatch, command: list[str], url: str, why: str
) -> None:
    monkeypatch.setenv("TMP_PORTAL_DATABASE", url)

    said = refused(*command)

    assert said.startswith("tmp-portal: the database cannot be used: ")
    assert why in said
    assert url.replace("secret", "***") in said
    assert "secret" not in said


def test_a_file_that_is_no_database_is_said(
    refused: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "roster.zip").write_bytes(b"PK" * 2000)
    monkeypatch.setenv("TMP_PORTAL_DATABASE", f"sqlite:///{tmp_path / 'roster.zip'}")

    assert "file is not a database" in refused("mail", "list")


def test_a_disk_that_is_full_is_said(school: School) -> None:
    """SQLite's own limit on a file's pages answers as a full disk does."""
    school.stamp()

    def fill(connection: Connection) -> None:
        connection.execute(text("PRAGMA max_page_count=1"))
        connection.execute(text("create table filled as select zeroblob(1000000)"))

    with (
        pytest.raises(NotDone, match=r"database or disk is full.*portal\.db; see that the disk has room"),
        opened(Namespace(data=school.folder)) as database,
    ):
        database.write_now(fill)


def test_S07_what_goes_wrong_with_a_mail_tells_nothing_of_it(school: School) -> None:
    with pytest.raises(IntegrityError) as error:
        school.write(
            lambda connection: connection.execute(insert(outbox).values(tenant="t", id="x", text=SECRET))
        )

    assert SECRET not in str(error.value)
