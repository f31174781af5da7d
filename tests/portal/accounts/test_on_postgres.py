"""The ways in on PostgreSQL, where several processes write at once."""

import asyncio

import pytest
from sqlalchemy import select

from tests.portal.accounts.support import NEW, codes, link, post, sign_in
from tests.portal.test_postgres import on_postgres, pytestmark
from tests.support.school import PASSWORD, School
from tmp_portal.accounts import sweeping, throttle, tokens
from tmp_portal.clock import now
from tmp_portal.db.mail import outbox

__all__ = ["on_postgres", "pytestmark"]


async def test_S04_of_many_at_once_with_a_link_one_wins(on_postgres: School) -> None:
    made = link(on_postgres, on_postgres.person("ada"))

    answers = await asyncio.gather(
        *(
            post(on_postgres, "/v1/links/use", {"word": word, "password": f"{NEW} {number}"})
            for number, word in enumerate([made.token, made.code] * 3)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201] + [410] * 5


async def test_a_forgotten_password_is_chosen_anew(on_postgres: School) -> None:
    on_postgres.person("ada")

    await post(on_postgres, "/v1/recovery/password", {"email": "ada@hill.example"})
    text = on_postgres.write(lambda c: c.scalar(select(outbox.c.text)))
    await post(on_postgres, "/v1/links/use", {"word": codes(str(text))[0], "password": NEW})

    assert (await sign_in(on_postgres, "ada", NEW)).status_code == 201
    assert (await sign_in(on_postgres, "ada", PASSWORD)).status_code == 401


async def test_S03_of_many_at_once_that_ask_three_are_heard(on_postgres: School) -> None:
    on_postgres.person("ada")

    answers = await asyncio.gather(
        *(post(on_postgres, "/v1/recovery/password", {"email": "ada@hill.example"}) for _ in range(6))
    )

    assert sorted(answer.status_code for answer in answers) == [202] * throttle.ASKS + [429] * 3


async def test_S05_many_at_once_with_one_refresh_token_stay_signed_in(on_postgres: School) -> None:
    """A lost reply and its repetition: the successor is bought again, and the last one lives."""
    ada = on_postgres.person("ada")
    first = on_postgres.write(lambda c: tokens.open_family(c, on_postgres.tenant, ada, "personal", now()))

    answers = await asyncio.gather(
        *(post(on_postgres, "/v1/sessions/refresh", {"refresh_token": first.refresh}) for _ in range(4))
    )

    assert {answer.status_code for answer in answers} == {200}
    assert len(on_postgres.write(lambda c: tokens.living(c, on_postgres.tenant, ada, now()))) == 1


async def test_account_export_and_sweeping_know_no_other_sql(
    on_postgres: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_postgres.person("ada")
    token = await on_postgres.token("ada")

    async with on_postgres.http(token) as http:
        answers = [
            await http.get("/v1/me/account"),
            await http.get("/v1/me/export"),
            await http.put("/v1/me/email", json={"email": "a@home.example", "current": PASSWORD}),
            await http.put("/v1/me/email", json={"email": "", "current": PASSWORD}),
            await http.put("/v1/me/preferences", json={"time_zone": "Europe/Berlin"}),
            await http.post("/v1/me/devices/end"),
        ]
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-05-01T15:00:00+00:00")

    assert [answer.status_code for answer in answers] == [200, 200, 204, 204, 204, 200]
    assert sweeping.sweep(on_postgres.database) > 0


async def test_S02_a_class_that_signs_in_at_once_comes_in(on_postgres: School) -> None:
    """Their tries count under one address: who is told to try again does, also in a prepared statement."""
    names = [f"student{number}" for number in range(40)]
    for name in names:
        on_postgres.person(name)

    answers = await asyncio.gather(*(sign_in(on_postgres, name, PASSWORD) for name in names))

    assert {answer.status_code for answer in answers} == {201}


async def test_S10_what_the_database_has_no_place_for_is_the_askers_fault(on_postgres: School) -> None:
    on_postgres.person("ada")

    answers = [await sign_in(on_postgres, "a\0da", PASSWORD), await sign_in(on_postgres, "ada", "", "4\0821")]

    assert [answer.status_code for answer in answers] == [400, 400]
