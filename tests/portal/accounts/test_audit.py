"""What happened to whose way in is written down, once and without a secret."""

import logging
import re
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import Connection, select

from tests.portal.accounts.support import NEW, codes, events, link, mails, post, sign_in
from tests.portal.staff.conftest import Command
from tests.support.school import PASSWORD, School
from tmp_portal.accounts import throttle, tokens
from tmp_portal.accounts.audit import note
from tmp_portal.clock import now
from tmp_portal.db.getting_in import audit, feedback
from tmp_portal.db.mail import outbox
from tmp_portal.db.people import token_families

SECRETS = ["tmpr_school" + "A" * 43, "tmpl_" + "B" * 43, "opensesame12", "\x1b[2Jx", "a\nsigned-in\nb"]


def of_ada(school: School) -> list[str]:
    return [event for event, who in events(school) if who == "school-ada"]


async def test_S10_every_act_at_the_door_is_written_down_once(school: School) -> None:
    school.person("ada")

    await sign_in(school, "ada", "wrong password")
    session = (await sign_in(school, "ada", PASSWORD)).json()
    async with school.http(session["access_token"]) as http:
        await http.put("/v1/me/password", json={"current": PASSWORD, "password": NEW})
        await http.put("/v1/me/email", json={"current": NEW, "email": "ada@home.example"})
    await post(school, "/v1/links/confirm", {"word": codes(mails(school)[-1].text)[0]})
    async with school.http(session["access_token"]) as http:
        await http.put("/v1/me/email", json={"current": NEW, "email": ""})
        await http.delete("/v1/sessions/current")
    await post(school, "/v1/recovery/password", {"email": "ada@hill.example"})
    await post(school, "/v1/links/use", {"word": codes(mails(school)[-1].text)[0], "password": PASSWORD})

    assert of_ada(school) == [
        "sign-in-failed",
        "signed-in",
        "password-changed",
        "link-made",
        "link-used",
        "email-added",
        "email-removed",
        "signed-out",
        "recovery-asked",
        "link-made",
        "link-used",
        "password-recovered",
        "signed-in",
    ]


async def test_S10_the_first_password_an_invitation_and_a_stolen_token_are_written_down(
    school: School,
) -> None:
    ada = school.person("ada", temporary=True)
    async with school.http(await school.token("ada")) as http:
        session = (await http.post("/v1/me/setup", json={"password": NEW})).json()
    await post(school, "/v1/links/use", {"word": link(school, ada, "activate").code, "password": PASSWORD})
    pair = school.write(lambda c: tokens.open_family(c, "school", ada, "personal", now()))
    second = school.write(lambda c: tokens.rotate(c, pair.refresh, now()))
    assert second is not None
    school.write(lambda c: tokens.rotate(c, second[2].refresh, now()))

    await post(school, "/v1/sessions/refresh", {"refresh_token": pair.refresh})

    assert session["access_token"]
    assert of_ada(school).count("password-chosen") == 2
    assert of_ada(school)[-1] == "token-reused"


async def test_S10_a_person_who_is_guessed_at_is_seen_to_be(school: School) -> None:
    school.person("ada")

    for _ in range(throttle.FREE):
        await sign_in(school, "ada", "wrong password")
    await sign_in(school, "nobody", "wrong password")

    assert of_ada(school) == ["sign-in-failed"] * throttle.FREE + ["throttled"]
    assert events(school)[-1] == ("sign-in-failed", "")


def written(connection: Connection) -> str:
    """Everything that staff or a log may show of what came from outside."""
    rows: list[Any] = [
        *connection.execute(select(audit)),
        *connection.execute(select(outbox.c.trouble, outbox.c.kind)),
        *connection.execute(select(token_families)),
        *connection.execute(select(feedback)),
    ]
    return repr([[str(value) for value in row] for row in rows])


@pytest.mark.parametrize("secret", SECRETS)
async def test_S10_no_secret_that_is_put_anywhere_is_written_down(
    school: School, caplog: pytest.LogCaptureFixture, secret: str
) -> None:
    caplog.set_level(logging.DEBUG)
    school.person("ada")
    token = await school.token("ada")
    form = {"account": "4821", "username": "ada", "password": PASSWORD}

    for field in form:
        await post(school, "/v1/sessions", form | {field: secret})
    for path in ("recovery/password", "recovery/account-number"):
        await post(school, f"/v1/{path}", {"email": secret})
    for path in ("links/look", "links/use", "links/confirm"):
        await post(school, f"/v1/{path}", {"word": secret, "password": secret})
    await post(school, "/v1/sessions/refresh", {"refresh_token": secret})
    async with school.http(token) as http:
        await http.put("/v1/me/password", json={"current": secret, "password": secret})
        await http.put("/v1/me/email", json={"current": secret, "email": secret})
        await http.put("/v1/me/preferences", json={"time_zone": secret})
        await http.delete(f"/v1/me/devices/{quote(secret)}")

    # The client's own log names the addresses that this test asks for.
    logged = [record.getMessage() for record in caplog.records if record.name != "httpx"]
    kept = school.write(written) + repr(logged)
    assert secret not in kept
    assert repr(secret)[1:-1] not in kept
    assert "sign-in-failed" in kept


async def test_S10_a_place_with_escapes_in_its_name_is_stored_as_plain_text(school: School) -> None:
    school.person("ada")
    form = {"account": "4821", "username": "ada", "password": PASSWORD, "place_name": "\x1b]0;x\x07lab\n12"}

    await post(school, "/v1/sessions", form)

    name = school.write(lambda c: c.scalar(select(token_families.c.place_name)))
    assert name == "lab 12"


async def test_S10_what_happened_says_when_who_from_where_and_what(
    school: School, words: Command, staff: Command
) -> None:
    """Moments are seconds of UTC, and read with their distance from it."""
    school.person("ada")
    await sign_in(school, "ada", "wrong password")

    [row] = staff("audit", "--user", "ada")
    said = words("audit", "--user", "ada")

    assert row == {
        "at": int(now()),
        "event": "sign-in-failed",
        "username": "ada",
        "detail": "1 in a row, from 127.0.0.1",
    }
    assert re.search(r"2026-03-16 \d\d:00:\d\d [+-]\d{4}", said)


async def test_staff_list_what_happened(school: School, words: Command) -> None:
    school.person("ada")
    await sign_in(school, "ada", "wrong password")
    await sign_in(school, "ada", PASSWORD)

    said = words("audit", "--user", "ADA")
    as_json = words("audit", "--event", "signed-in", "--json")

    assert "1 in a row" in said
    assert '"event": "signed-in"' in as_json
    assert '"detail": "password, shared"' in as_json
    assert "sign-in-failed" not in as_json


def test_nobody_of_this_name_is_said(school: School, refused: Command) -> None:
    assert "nobody has the username eve" in refused("audit", "--user", "eve")
    assert "account number 1" in refused("audit", "--account", "1")


async def test_S10_two_districts_people_of_one_name_are_not_taken_for_one(
    school: School, staff: Command, refused: Command
) -> None:
    school.person("ada")
    school.elsewhere().person("ada")
    await sign_in(school, "ada", PASSWORD)

    said = refused("audit", "--user", "ada")

    assert "--account" in said
    assert [row["event"] for row in staff("audit", "--user", "ada", "--account", "4821")] == ["signed-in"]
    assert staff("audit", "--user", "ada", "--account", "9999") == []


def test_what_happened_in_one_second_is_listed_in_its_order(school: School, words: Command) -> None:
    events = [f"event-{number:02}" for number in range(20)]
    at = now()

    def work(connection: Connection) -> None:
        for event in events:
            note(connection, school.tenant, event, at)

    school.write(work)

    said = words("audit")

    assert re.findall(r"event-\d\d", said) == events
    assert re.search(r"\d\d:\d\d:\d\d [+-]\d{4}", said)


async def test_an_event_that_there_is_none_of_is_not_said_to_be_nothing(
    school: School, words: Command
) -> None:
    assert words("audit", "--event", "foo") == "Nothing happened yet.\n"
    school.person("ada")
    await sign_in(school, "ada", PASSWORD)

    said = words("audit", "--event", "foo")

    assert said == "No event 'foo' was ever written down here. There are: signed-in.\n"
