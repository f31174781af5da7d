"""What somebody who is signed in does with the account, and how each mistake is told beside its field."""

from typing import Any

import httpx
import pytest
from sqlalchemy import update

from tests.portal.accounts.support import NEW, codes, events, mails, post, sign_in
from tests.support.school import PASSWORD, School
from tmp_portal.accounts import throttle, tokens
from tmp_portal.db.people import users


async def put(school: School, path: str, body: dict[str, Any], token: str) -> httpx.Response:
    async with school.http(token) as http:
        return await http.put(f"/v1/me/{path}", json=body)


async def account(school: School, token: str) -> dict[str, Any]:
    async with school.http(token) as http:
        found: dict[str, Any] = (await http.get("/v1/me/account")).json()
    return found


async def me(school: School, token: str) -> dict[str, Any]:
    answer = await post(school, "/v1/sync", {}, token)
    return next(body for name, _, body in answer.json()["changed"] if name == "me")


def changed(current: str = PASSWORD, password: str = NEW) -> dict[str, str]:
    return {"current": current, "password": password}


async def own(school: School, token: str, email: str) -> None:
    """Add an address and confirm it."""
    await put(school, "email", {"email": email, "current": PASSWORD}, token)
    [code] = codes(mails(school)[-1].text)
    await post(school, "/v1/links/confirm", {"word": code})


async def test_S10_a_changed_password_ends_the_other_sessions_and_is_told_by_mail(school: School) -> None:
    school.person("ada")
    here, elsewhere = await school.token("ada"), await school.token("ada")

    answer = await put(school, "password", changed(), here)

    assert answer.status_code == 204
    assert len((await account(school, here))["devices"]) == 1
    assert (await post(school, "/v1/sync", {}, elsewhere)).status_code == 401
    assert [mail.kind for mail in mails(school)] == ["password-changed"]
    assert (await sign_in(school, "ada", NEW)).status_code == 201


async def test_S10_the_current_password_is_asked_for_and_every_mistake_is_beside_its_field(
    school: School,
) -> None:
    school.person("ada")
    token = await school.token("ada")

    answer = await put(school, "password", changed("not mine at all", "short"), token)

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["current", "password"]
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 201


async def test_S02_guessing_the_current_password_is_slowed_like_a_sign_in(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")

    answers = [await put(school, "password", changed("wrong"), token) for _ in range(throttle.FREE + 1)]

    assert [answer.status_code for answer in answers] == [422] * throttle.FREE + [429]


async def test_an_address_counts_once_it_is_confirmed(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")

    asked = await put(school, "email", {"email": " Ada@Home.example ", "current": PASSWORD}, token)
    [mail] = mails(school)
    waiting, early = await account(school, token), await sign_in(school, "ada@home.example", PASSWORD)
    await post(school, "/v1/links/confirm", {"word": codes(mail.text)[0]})

    assert (asked.status_code, mail.recipient) == (204, "Ada@Home.example")
    assert (waiting["pending_email"], waiting.get("own_email", "")) == ("Ada@Home.example", "")
    assert early.status_code == 401
    found = await account(school, token)
    assert (found["own_email"], found.get("pending_email", "")) == ("Ada@Home.example", "")
    assert (await me(school, token))["own_email"] == "Ada@Home.example"
    assert (await sign_in(school, "ada@home.example", PASSWORD)).status_code == 201
    assert [(mail.kind, mail.recipient) for mail in mails(school)][1:] == [
        ("email-changed", "ada@hill.example")
    ]


async def test_a_confirmed_address_recovers_and_a_removed_one_does_neither(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")
    await own(school, token, "ada@home.example")

    await post(school, "/v1/recovery/password", {"email": "ada@home.example"})
    recovering = mails(school)[-1]
    await put(school, "email", {"email": "", "current": PASSWORD}, token)
    await post(school, "/v1/recovery/password", {"email": "ada@home.example"})

    assert (recovering.kind, recovering.recipient) == ("reset", "ada@home.example")
    late = await post(school, "/v1/links/look", {"word": codes(recovering.text)[0]})
    assert late.json()["code"] == "link-expired"
    assert (await sign_in(school, "ada@home.example", PASSWORD)).status_code == 401
    assert "own_email" not in await me(school, token)
    assert sum(mail.kind == "reset" for mail in mails(school)) == 1


async def test_removing_takes_back_an_address_that_waits(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")
    await put(school, "email", {"email": "ada@home.example", "current": PASSWORD}, token)

    await put(school, "email", {"email": "", "current": PASSWORD}, token)

    assert "pending_email" not in await account(school, token)
    [code] = codes(mails(school)[0].text)
    assert (await post(school, "/v1/links/confirm", {"word": code})).json()["code"] == "link-expired"


async def test_S03_nobody_is_told_that_an_address_is_anothers(school: School) -> None:
    for name in ("ada", "bob"):
        school.person(name)
    token = await school.token("ada")

    answers = [
        await put(school, "email", {"email": email, "current": PASSWORD}, token)
        for email in ("bob@hill.example", "free@hill.example")
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {(204, b"")}
    assert [mail.kind for mail in mails(school)] == ["confirm-email"] * 2


async def test_S10_an_address_that_somebody_added_stands_between_nobody_and_their_account(
    school: School,
) -> None:
    school.person("ada")
    bob = school.person("bob")
    await own(school, await school.token("ada"), "bob@hill.example")

    signed_in = await sign_in(school, "bob@hill.example", PASSWORD)

    assert signed_in.json()["user_id"] == bob


async def test_an_address_that_two_people_added_signs_in_neither(school: School) -> None:
    for name in ("ada", "bob"):
        school.person(name)
        await own(school, await school.token(name), "parents@home.example")

    assert (await sign_in(school, "parents@home.example", PASSWORD)).status_code == 401
    assert (await sign_in(school, "bob", PASSWORD)).status_code == 201


async def test_an_own_address_signs_in_only_where_its_person_is(school: School) -> None:
    school.person("ada")
    school.elsewhere()
    await own(school, await school.token("ada"), "ada@home.example")

    assert (await sign_in(school, "ada@home.example", PASSWORD, "9999")).status_code == 401


async def test_a_bad_address_and_a_wrong_password_are_told_together(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")

    both = await put(school, "email", {"email": "home", "current": "wrong"}, token)
    one = await put(school, "email", {"email": "home", "current": PASSWORD}, token)

    assert [error["field"] for error in both.json()["errors"]] == ["current", "email"]
    assert (one.status_code, one.json()["errors"][0]["field"]) == (422, "email")
    assert mails(school) == []


async def test_mails_to_an_address_that_somebody_types_are_few(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")

    answers = [
        await put(school, "email", {"email": "victim@home.example", "current": PASSWORD}, token)
        for _ in range(throttle.ASKS + 1)
    ]

    assert [answer.status_code for answer in answers] == [204] * throttle.ASKS + [429]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Argentina/Ushuaia", ""])
async def test_a_time_zone_is_kept_and_comes_with_the_next_sync(school: School, zone: str) -> None:
    school.person("ada")
    token = await school.token("ada")
    await me(school, token)

    answer = await put(school, "preferences", {"time_zone": zone}, token)

    assert answer.status_code == 204
    assert (await me(school, token)).get("time_zone", "") == zone
    assert (await account(school, token)).get("time_zone", "") == zone


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "europe/berlin ", "\x1b[2J"])
async def test_a_time_zone_that_there_is_not_is_refused(school: School, zone: str) -> None:
    school.person("ada")

    answer = await put(school, "preferences", {"time_zone": zone}, await school.token("ada"))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "time_zone")


async def test_S10_preferences_set_a_time_zone_and_nothing_else_of_mine(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")
    before = await me(school, token)
    more = {"own_email": "eve@evil.example", "email": "eve@evil.example", "role": "teacher", "username": "eve", "tenant": "others", "user_id": "school-bob"}  # fmt: skip

    answer = await put(school, "preferences", {"time_zone": "Europe/Berlin"} | more, token)

    assert answer.status_code == 204
    assert await me(school, token) == before | {"time_zone": "Europe/Berlin"}


async def test_sessions_are_listed_with_how_and_where_and_each_can_be_ended(school: School) -> None:
    school.person("ada")
    form = {"account": "4821", "username": "ada", "password": PASSWORD}
    here, lab = await school.token("ada"), {**form, "place": "ssh", "place_name": "lab-12\x1b[2J\nx"}
    there = (await post(school, "/v1/sessions", lab)).json()["access_token"]

    devices = (await account(school, here))["devices"]
    other = next(device for device in devices if not device.get("current"))
    async with school.http(here) as http:
        ended = await http.delete(f"/v1/me/devices/{other['id']}")
        again = await http.delete(f"/v1/me/devices/{other['id']}")

    assert len(devices) == 2
    assert (other["place"], other["name"], other["how"]) == ("ssh", "lab-12 x", "password")
    assert (ended.status_code, again.status_code) == (204, 404)
    assert (await post(school, "/v1/sync", {}, there)).status_code == 401
    assert (await post(school, "/v1/sync", {}, here)).status_code == 200


async def test_all_sessions_end_at_once(school: School) -> None:
    school.person("ada")
    tokens_ = [await school.token("ada") for _ in range(3)]

    answer = await post(school, "/v1/me/devices/end", {}, tokens_[0])

    assert answer.json() == {"ended": 3}
    assert {(await post(school, "/v1/sync", {}, token)).status_code for token in tokens_} == {401}


async def test_S05_an_eleventh_session_ends_the_oldest(school: School) -> None:
    school.person("ada")
    opened = [await school.token("ada") for _ in range(tokens.MOST_SESSIONS + 1)]

    answers = [await post(school, "/v1/sync", {}, token) for token in opened]

    assert sorted(answer.status_code for answer in answers) == [200] * tokens.MOST_SESSIONS + [401]
    assert events(school).count(("session-ended", "school-ada")) == 1


async def test_S05_a_session_that_is_idle_too_long_is_no_device(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")
    await school.token("ada")
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:15:30+00:00")

    assert len((await account(school, await school.token("ada")))["devices"]) == 1


@pytest.mark.parametrize("column", ["enabled", "active"])
async def test_S05_a_disabled_account_is_out_at_once(school: School, column: str) -> None:
    ada = school.person("ada")
    session = (await sign_in(school, "ada", PASSWORD)).json()

    school.write(lambda c: c.execute(update(users).where(users.c.id == ada).values({column: False})))

    assert (await post(school, "/v1/sync", {}, session["access_token"])).status_code == 401
    renewal = await post(school, "/v1/sessions/refresh", {"refresh_token": session["refresh_token"]})
    assert renewal.status_code == 401
