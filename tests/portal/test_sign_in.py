"""Signing in, the first password, and signing out."""

import asyncio
import threading
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from tests.support.school import PASSWORD, School
from tmp_portal.accounts import links, passwords, throttle
from tmp_portal.clock import now
from tmp_portal.db.people import credentials


async def sign_in(school: School, username: str, password: str, account: str = "4821") -> httpx.Response:
    async with school.http() as http:
        return await http.post(
            "/v1/sessions", json={"account": account, "username": username, "password": password}
        )


@pytest.mark.parametrize("name", ["ada", "ADA", " ada ", "ada@hill.example", "Ada@Hill.Example"])
async def test_a_student_signs_in_with_username_or_email(school: School, name: str) -> None:
    school.person("ada")

    answer = await sign_in(school, name, PASSWORD)

    assert answer.status_code == 201
    assert answer.json()["access_token"].startswith("tmpa_school")


async def test_a_password_is_case_sensitive(school: School) -> None:
    school.person("ada")

    answer = await sign_in(school, "ada", PASSWORD.upper())

    assert answer.json()["code"] == "sign-in-failed"


async def test_S03_every_failure_looks_alike_and_costs_one_hash(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")
    school.elsewhere().person("eve")
    hashed: list[str] = []

    def verify(stored: str, _: str) -> bool:
        hashed.append(stored)
        return False

    monkeypatch.setattr(passwords, "verify_now", verify)

    tries = [("4821", "ada"), ("4821", "nobody"), ("1234", "ada"), ("4821", "eve"), ("", "")]
    answers = [await sign_in(school, name, "wrong password", account) for account, name in tries]

    assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}
    assert len(hashed) == len(tries)


async def test_S02_guessing_one_person_is_slowed_down_and_nobody_else_is(school: School) -> None:
    school.person("ada")
    school.person("bob")
    for _ in range(throttle.FREE):
        assert (await sign_in(school, "ada", "wrong password")).status_code == 401

    refused = await sign_in(school, "ada", PASSWORD)

    assert refused.status_code == 429
    assert refused.json()["code"] == "too-many"
    assert int(refused.headers["retry-after"]) >= 1
    assert (await sign_in(school, "bob", PASSWORD)).status_code == 201


async def test_S02_a_school_signs_in_from_one_address(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "verify_now", lambda stored, password: password == PASSWORD)
    names = [f"student{number}" for number in range(600)]
    for name in names[:20]:
        school.person(name)

    answers = [await sign_in(school, names[number % 20], PASSWORD) for number in range(600)]

    assert {answer.status_code for answer in answers} == {201}


async def test_S02_others_are_answered_while_passwords_are_checked(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")
    token, go_on, checking = await school.token("ada"), threading.Event(), threading.Event()

    def verify(_stored: str, _password: str) -> bool:
        checking.set()
        return go_on.wait(30)

    monkeypatch.setattr(passwords, "verify_now", verify)
    try:
        async with asyncio.TaskGroup() as group, school.http(token) as http:
            waiting = [group.create_task(sign_in(school, f"student{n}", "wrong")) for n in range(20)]
            assert await asyncio.to_thread(checking.wait, 30)
            synced = await asyncio.wait_for(http.post("/v1/sync", json={}), 10)
            still = [task.done() for task in waiting]
            go_on.set()
    finally:
        go_on.set()

    assert synced.status_code == 200
    assert not any(still)
    assert {task.result().status_code for task in waiting} == {401}


async def test_S02_one_address_that_guesses_for_long_is_answered_late_and_nobody_is_refused(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")
    monkeypatch.setattr(passwords, "verify_now", lambda stored, password: password == PASSWORD)
    monkeypatch.setattr(throttle, "ADDRESS_FREE", 10)
    monkeypatch.setattr(throttle, "ADDRESS_DELAY", 0.0125)
    slept: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        slept.append(seconds)
        await sleep(seconds)

    monkeypatch.setattr(asyncio, "sleep", noted)

    prompt = [await sign_in(school, f"guess{number}", "wrong password") for number in range(10)]
    slept_before = slept.count(0.0125)
    late = [await sign_in(school, f"more{number}", "wrong password") for number in range(10)]

    assert {answer.status_code for answer in (*prompt, *late)} == {401}
    assert slept_before == 0
    assert slept.count(0.0125) == 10
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 201


@pytest.mark.parametrize("again", [" ada", "ADA", "ada@hill.example", "  ada  "])
async def test_S02_other_ways_to_write_a_name_are_the_same_person(school: School, again: str) -> None:
    school.person("ada")
    for _ in range(throttle.FREE):
        await sign_in(school, "ada", "wrong password")

    assert (await sign_in(school, again, "wrong password", " 48 21 ")).status_code == 429


async def test_S02_guesses_at_once_count_as_many(school: School) -> None:
    school.person("ada")

    answers = await asyncio.gather(*(sign_in(school, "ada", f"wrong password {n}") for n in range(30)))

    assert sum(answer.status_code == 401 for answer in answers) == throttle.FREE


async def test_getting_it_right_forgets_the_failures(school: School) -> None:
    school.person("ada")
    for _ in range(throttle.FREE - 1):
        await sign_in(school, "ada", "wrong password")

    await sign_in(school, "ada", PASSWORD)

    assert (await sign_in(school, "ada", "wrong password")).status_code == 401
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 201


async def test_a_temporary_password_reaches_nothing_but_profile_setup(school: School) -> None:
    school.person("grace", temporary=True)
    token = await school.token("grace")

    async with school.http(token) as http:
        refused = await http.post("/v1/sync", json={})
        short = await http.post("/v1/me/setup", json={"password": "seven77"})
        done = await http.post("/v1/me/setup", json={"password": "eight888 or more"})
        again = await http.post("/v1/me/setup", json={"password": "another password"})

    assert refused.json()["code"] == "profile-setup-first"
    assert short.json()["errors"][0]["field"] == "password"
    assert done.json()["access_token"] != token
    assert again.json()["code"] == "signed-out"
    assert (await sign_in(school, "grace", "eight888 or more")).json().get("setup", False) is False


async def test_S10_a_temporary_password_is_never_ones_own(school: School) -> None:
    grace = school.person("grace", temporary=True)
    made = school.write(lambda c: links.make(c, "school", grace, "activate", "grace@hill.example", now()))

    async with school.http(await school.token("grace")) as http:
        first = await http.post("/v1/me/setup", json={"password": PASSWORD})
        by_mail = await http.post("/v1/links/use", json={"word": made.code, "password": PASSWORD})
        other = await http.post("/v1/me/setup", json={"password": f"{PASSWORD}, my own"})

    for refused in (first, by_mail):
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "password")
        assert "Choose one of your own" in refused.text
    assert other.status_code == 200


async def test_an_expired_temporary_password_is_refused(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("grace", temporary=True)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-18T15:00:00+00:00")

    assert (await sign_in(school, "grace", PASSWORD)).json()["code"] == "sign-in-failed"


async def test_S04_a_session_begun_with_a_temporary_password_chooses_none_once_that_is_over(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    grace = school.person("grace", temporary=True)
    async with school.http(await school.token("grace")) as http:
        over = update(credentials).where(credentials.c.user_id == grace).values(expires_at=int(now()))
        school.write(lambda connection: connection.execute(over))

        answer = await http.post("/v1/me/setup", json={"password": "a longer one"})

    assert answer.json()["code"] == "signed-out"
    assert (await sign_in(school, "grace", "a longer one")).status_code == 401


async def test_signing_out_ends_the_session_at_once(school: School) -> None:
    school.person("ada")

    async with school.http(await school.token("ada")) as http:
        before = await http.post("/v1/sync", json={})
        await http.delete("/v1/sessions/current")
        after = await http.post("/v1/sync", json={})

    assert (before.status_code, after.status_code) == (200, 401)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"account": 5}', b'{"account":"4821","username":"a"}', b"\xff", b'{"x":' * 9_000],
)
async def test_a_bad_sign_in_form_is_refused_in_words(school: School, body: bytes) -> None:
    async with school.http() as http:
        answer = await http.post("/v1/sessions", content=body, headers={"content-type": "application/json"})

    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "bad-request")
    assert "Traceback" not in answer.text
