"""The portal as a whole: health, its own description, and how it says no."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.school import School
from tmp_portal.db import metadata
from tmp_portal.db.engine import Database
from tmp_portal.db.migrate import is_current, upgrade
from tmp_portal.settings import Settings, SettingsError


async def test_it_says_that_it_is_alive_and_whether_it_is_ready(school: School) -> None:
    async with school.http() as http:
        alive, before = await http.get("/healthz"), await http.get("/readyz")
        school.stamp()
        after = await http.get("/readyz")

    assert (alive.status_code, before.status_code, after.status_code) == (200, 503, 200)


async def test_it_describes_itself(school: School) -> None:
    async with school.http() as http:
        answer = await http.get("/openapi.json")

    described = answer.json()
    assert described["openapi"].startswith("3.1")
    assert {"/v1/sessions", "/v1/sync", "/v1/classes/{class_id}", "/v1/classes/{class_id}/mine"} <= set(
        described["paths"]
    )


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/nope", 404, "not-found"), ("GET", "/v1/sync", 405, "method-not-allowed"), ("PUT", "/v1/sessions", 405, "method-not-allowed")],
)  # fmt: skip
async def test_every_no_is_a_problem(school: School, method: str, path: str, status: int, code: str) -> None:
    async with school.http() as http:
        answer = await http.request(method, path)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_S07_a_fault_of_ours_tells_nothing(school: School, caplog: pytest.LogCaptureFixture) -> None:
    school.person("ada")
    token = await school.token("ada")
    school.write(lambda c: c.execute(text("drop table documents")))

    async with school.http(token) as http:
        answer = await http.post("/v1/sync", json={})

    assert (answer.status_code, answer.json()["code"]) == (500, "portal-failed")
    assert "documents" not in answer.text
    assert token not in caplog.text
    assert "OperationalError (SQLITE_ERROR) at" in caplog.text


async def test_a_body_that_is_too_large_is_refused(school: School) -> None:
    async with school.http() as http:
        answer = await http.post(
            "/v1/sessions", content=b" " * 1_100_000, headers={"content-type": "application/json"}
        )

    assert answer.status_code == 413


def test_migrations_make_the_tables_that_the_code_has(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'portal.db'}")

    upgrade(database.engine)

    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert is_current(database.engine)
    database.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [("database = 5", "must be text"), ("datbase = 'x'", "unknown setting 'datbase'"), ("= 5", "line 1")],
)
def test_bad_settings_are_named(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "portal.toml").write_text(content)

    with pytest.raises(SettingsError, match=says):
        Settings.load(tmp_path)


def test_the_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "portal.toml").write_text("url = 'https://one.example'")
    monkeypatch.setenv("TMP_PORTAL_URL", "https://two.example")

    assert Settings.load(tmp_path).url == "https://two.example"
