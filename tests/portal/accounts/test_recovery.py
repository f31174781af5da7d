"""Asking for a mail: whoever asks gets the same answer in the same time, and who is known gets a mail."""

import asyncio
import time
from statistics import median

import httpx
import pytest
from sqlalchemy import update

from tests.portal.accounts.support import NEW, codes, events, mails, post, sign_in
from tests.support.school import PASSWORD, School
from tmp_portal.accounts import beside, throttle
from tmp_portal.db.people import users

ASKING = ["/v1/recovery/password", "/v1/recovery/account-number"]


async def ask(school: School, email: str, path: str = ASKING[0]) -> httpx.Response:
    return await post(school, path, {"email": email})


async def test_a_forgotten_password_is_chosen_anew_with_the_code_of_a_mail(school: School) -> None:
    school.person("ada")

    asked = await ask(school, " Ada@Hill.example ")
    [mail] = mails(school)
    used = await post(school, "/v1/links/use", {"word": codes(mail.text)[0], "password": NEW})

    assert (asked.status_code, asked.content) == (202, b"null")
    assert (mail.recipient, mail.kind) == ("ada@hill.example", "reset")
    assert used.status_code == 201
    assert (await sign_in(school, "ada", NEW)).status_code == 201
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 401


@pytest.mark.parametrize("path", ASKING)
async def test_S03_who_is_known_and_who_is_not_get_the_same_answer(school: School, path: str) -> None:
    school.person("ada")

    known, unknown = [await ask(school, f"{name}@hill.example", path) for name in ("ada", "nobody")]

    assert (known.status_code, known.content, known.headers) == (202, unknown.content, unknown.headers)
    assert [mail.recipient for mail in mails(school)] == ["ada@hill.example"]


@pytest.mark.slow
async def test_S03_who_is_known_and_who_is_not_wait_equally_long(school: School) -> None:
    for number in range(50):
        school.person(f"known{number}")
    took: dict[str, list[float]] = {"known": [], "nobody": []}

    async with school.http() as http:
        for number in range(50):
            for who, times in took.items():
                began = time.perf_counter()
                answer = await http.post(ASKING[0], json={"email": f"{who}{number}@hill.example"})
                times.append(time.perf_counter() - began)
                await beside.finished()

                assert answer.status_code == 202

    known, unknown = median(took["known"]), median(took["nobody"])
    assert abs(known - unknown) <= 0.2 * max(known, unknown)
    assert len(mails(school)) == 50


async def test_S03_the_fourth_mail_within_half_an_hour_is_refused_to_known_and_unknown_alike(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")

    answers = {
        name: [await ask(school, f"{name}@hill.example") for _ in range(throttle.ASKS + 1)]
        for name in ("ada", "nobody")
    }
    elsewhere = await ask(school, "ada@hill.example", ASKING[1])
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:30:05+00:00")

    for given in answers.values():
        assert [answer.status_code for answer in given] == [202, 202, 202, 429]
        assert 1700 < int(given[-1].headers["retry-after"]) <= 1801
    assert elsewhere.status_code == 202
    assert (await ask(school, "ada@hill.example")).status_code == 202


async def test_S02_who_asks_for_others_keeps_nobody_out(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another mail is refused, the link in the last one is good."""
    school.person("ada")
    for _ in range(throttle.ASKS):
        await ask(school, "ada@hill.example")
    [code] = codes(mails(school)[-1].text)

    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:29:50+00:00")
    good = await post(school, "/v1/links/look", {"word": code})
    refused = await ask(school, "ada@hill.example")
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:30:05+00:00")

    assert (good.status_code, refused.status_code) == (200, 429)
    assert (await ask(school, "ada@hill.example")).status_code == 202


async def test_S02_a_flood_of_addresses_that_nobody_has_fills_no_table(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "ADDRESS_FREE", 2)
    monkeypatch.setattr(throttle, "ADDRESS_DELAY", 0.0)

    for number in range(5):
        await ask(school, f"nobody{number}@hill.example")

    assert [event for event, _ in events(school)] == ["recovery-asked"] * 2


async def test_S03_a_room_that_asks_from_one_address_is_not_refused(school: School) -> None:
    answers = await asyncio.gather(*(ask(school, f"student{number}@hill.example") for number in range(100)))

    assert {answer.status_code for answer in answers} == {202}


async def test_an_address_of_several_people_gets_one_mail_with_all_of_them(school: School) -> None:
    for place, name in ((school, "ada"), (school, "bob"), (school.elsewhere(), "eve")):
        place.person(name)
    school.write(
        lambda c: c.execute(update(users).values(email="home@hill.example", email_key="home@hill.example"))
    )

    await ask(school, "home@hill.example")
    await ask(school, "home@hill.example", ASKING[1])

    reset, numbers = sorted(mails(school), key=lambda mail: mail.kind != "reset")
    assert len(set(codes(reset.text))) == 3
    assert all(word in numbers.text for word in ("4821", "9999", "ada", "bob", "eve"))
    assert numbers.tenant == ""  # no district's alone


async def test_who_has_only_a_temporary_password_gets_the_way_to_the_first(school: School) -> None:
    school.person("grace", temporary=True)

    await ask(school, "grace@hill.example")

    [mail] = mails(school)
    assert mail.kind == "activate"


async def test_mail_goes_to_the_address_that_is_stored_not_to_one_that_folds_alike(school: School) -> None:
    school.person("strasse")

    await ask(school, "stra\u00dfe@hill.example")

    assert [mail.recipient for mail in mails(school)] == ["strasse@hill.example"]


async def test_who_is_no_longer_here_gets_no_mail(school: School) -> None:
    ada = school.person("ada")
    school.write(lambda c: c.execute(update(users).where(users.c.id == ada).values(enabled=False)))

    await ask(school, "ada@hill.example")

    assert mails(school) == []
    assert events(school) == [("recovery-asked", "")]


@pytest.mark.parametrize(
    "email", ["", "ada", "ada@", "@hill.example", "a b@hill.example", "a@b\r\nBcc: x@y.example", "a" * 300]
)
async def test_what_is_no_address_is_said_beside_the_field(school: School, email: str) -> None:
    answer = await ask(school, email)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "email"
