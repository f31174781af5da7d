"""What has had its time is let go of; what still counts stays."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, select

from tests.portal.accounts.support import link, post, sign_in
from tests.support.school import PASSWORD, School
from tests.support.waiting import until
from tmp_portal.accounts import sweeping
from tmp_portal.db.getting_in import audit, feedback, links
from tmp_portal.db.people import access_tokens, refresh_tokens, throttles, token_families

TABLES = (links, access_tokens, refresh_tokens, token_families, throttles, audit)


def counted(school: School) -> dict[str, int]:
    def work(connection: Connection) -> dict[str, int]:
        return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in TABLES}

    return school.write(work)


async def filled(school: School) -> None:
    """One of everything."""
    link(school, school.person("ada"))
    await sign_in(school, "ada", PASSWORD)
    await sign_in(school, "nobody", "wrong password")


@pytest.mark.parametrize(
    ("later", "left"),
    [
        ("2026-03-16T15:04:00", {"links", "access_tokens", "refresh_tokens", "token_families", "throttles"}),
        ("2026-03-17T15:00:00", {"links", "refresh_tokens", "token_families"}),
        ("2026-05-01T15:00:00", set()),
    ],
)
async def test_what_is_over_is_swept(
    school: School, monkeypatch: pytest.MonkeyPatch, later: str, left: set[str]
) -> None:
    await filled(school)
    monkeypatch.setenv("TMP_PORTAL_NOW", f"{later}+00:00")

    sweeping.sweep(school.database)

    assert {name for name, rows in counted(school).items() if rows and name != "audit"} == left


async def test_the_audit_is_kept_for_a_year_and_what_is_nobodys_for_a_month(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(school)
    before = counted(school)["audit"]

    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-05-01T15:00:00+00:00")
    sweeping.sweep(school.database)
    after_a_month = counted(school)["audit"]
    monkeypatch.setenv("TMP_PORTAL_NOW", "2027-03-20T15:00:00+00:00")
    sweeping.sweep(school.database)

    assert 0 < after_a_month < before
    assert counted(school)["audit"] == 0


async def test_what_was_said_of_a_page_is_kept_for_a_year(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post(school, "/v1/feedback", {"page": "signing-in", "helpful": False, "words": "Which number?"})
    kept = []
    for time in ("2027-03-15T15:00:00+00:00", "2027-03-20T15:00:00+00:00"):
        monkeypatch.setenv("TMP_PORTAL_NOW", time)
        sweeping.sweep(school.database)
        kept.append(school.database.read_now(lambda c: c.scalar(select(func.count()).select_from(feedback))))

    assert kept == [1, 0]


async def test_a_running_portal_sweeps(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    await filled(school)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-05-01T15:00:00+00:00")

    async with school.app.lifespan():
        await until(lambda: not any(counted(school)[name] for name in ("links", "token_families")))


async def test_many_rows_go_in_several_transactions(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    school.person("ada")
    for _ in range(5):
        await post(school, "/v1/sessions", {"account": "4821", "username": "ada", "password": PASSWORD})
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-05-01T15:00:00+00:00")

    gone = sweeping.sweep(school.database)

    assert gone >= 15
    assert counted(school)["token_families"] == 0


async def test_S02_nobody_waits_while_it_is_looked_for(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write is of rows that were found before, by their keys; where there are none, nothing is written."""
    await filled(school)
    written: list[str] = []
    write = school.database.write_now

    def noted(work: Callable[[Connection], Any]) -> Any:
        def listening(connection: Connection) -> Any:
            event.listen(connection, "before_cursor_execute", lambda *said: written.append(said[2]))
            return work(connection)

        return write(listening)

    monkeypatch.setattr(school.database, "write_now", noted)
    assert (sweeping.sweep(school.database), written) == (0, [])

    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-05-01T15:00:00+00:00")
    sweeping.sweep(school.database)
    assert {statement.split()[0] for statement in written} == {"DELETE"}
