"""Links and codes: good once, for their time, and the newest only; a new password ends all other sessions."""

import asyncio
import hashlib
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from tests.portal.accounts.support import NEW, events, link, mails, post, sign_in
from tests.support.school import PASSWORD, School
from tmp_portal.accounts import links, service, throttle
from tmp_portal.db.getting_in import links as table
from tmp_portal.db.people import users


async def look(school: School, word: str) -> httpx.Response:
    return await post(school, "/v1/links/look", {"word": word})


async def use(school: School, word: str, password: str = NEW, **more: Any) -> httpx.Response:
    return await post(school, "/v1/links/use", {"word": word, "password": password, **more})


async def test_S04_an_address_that_was_mistyped_is_not_told_with_what_to_sign_in(school: School) -> None:
    made = link(school, school.person("ada"), "email")

    looked = await look(school, made.token)
    confirmed = await post(school, "/v1/links/confirm", {"word": made.token})

    assert looked.json() == {"kind": "email", "name": "Ada Hill", "email": "a@b.example"}
    assert "4821" not in confirmed.text


async def test_S04_looking_uses_nothing_up_and_using_does(school: School) -> None:
    made = link(school, school.person("ada"))

    looked = [await look(school, word) for word in (made.token, made.code, made.token)]
    used = await use(school, made.token)

    assert {answer.status_code for answer in looked} == {200}
    assert looked[0].json() == {
        "kind": "reset",
        "name": "Ada Hill",
        "account": "4821",
        "username": "ada",
        "email": "ada@hill.example",
    }
    assert used.status_code == 201
    assert (await look(school, made.code)).json()["code"] == "link-used"
    assert (await use(school, made.code)).json()["code"] == "link-used"


async def test_S04_a_link_begins_a_session_that_says_how_and_where(school: School) -> None:
    made = link(school, school.person("ada"))

    used = await use(school, made.code, place="ssh", place_name="lab-12")

    session = used.json()
    assert (session["idle"], session["lasts"]) == (8 * 3600, 24 * 3600)
    async with school.http(session["access_token"]) as http:
        assert (await http.post("/v1/sync", json={})).status_code == 200


async def test_S04_the_new_password_ends_all_other_sessions_and_is_told_by_mail(school: School) -> None:
    made = link(school, school.person("ada"))
    before = await school.token("ada")

    await use(school, made.token)

    async with school.http(before) as http:
        assert (await http.post("/v1/sync", json={})).status_code == 401
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 401
    [mail] = mails(school)
    assert (mail.kind, mail.recipient) == ("password-changed", "ada@hill.example")
    assert NEW not in mail.text


async def test_S04_the_newest_wins(school: School) -> None:
    ada = school.person("ada")
    old, new = link(school, ada), link(school, ada)

    assert (await use(school, old.token)).json()["code"] == "link-replaced"
    assert (await use(school, new.token)).status_code == 201


async def test_S04_a_password_makes_every_other_way_to_one_useless(school: School) -> None:
    ada = school.person("ada")
    invited, reset = link(school, ada, "activate"), link(school, ada)

    await use(school, reset.token)

    assert (await look(school, invited.token)).json()["code"] == "link-used"


async def test_S04_a_password_that_staff_give_ends_a_reset_and_leaves_an_invitation(school: School) -> None:
    ada = school.person("ada")
    invited, reset = link(school, ada, "activate"), link(school, ada)

    school.write(lambda c: service.give_password(c, school.tenant, ada, "new-pass-word", temporary=True))

    assert (await look(school, reset.token)).json()["code"] == "link-used"
    assert (await look(school, invited.token)).status_code == 200


@pytest.mark.parametrize(
    ("kind", "good", "late"),
    [
        ("reset", "2026-03-16T15:29:30", "2026-03-16T15:30:30"),
        ("activate", "2026-03-30T14:59:00", "2026-03-30T15:01:00"),
        ("email", "2026-03-17T14:59:00", "2026-03-17T15:01:00"),
    ],
)
async def test_S04_a_link_is_good_for_its_time(
    school: School, monkeypatch: pytest.MonkeyPatch, kind: links.Kind, good: str, late: str
) -> None:
    made = link(school, school.person("ada"), kind)

    monkeypatch.setenv("TMP_PORTAL_NOW", f"{good}+00:00")
    in_time = await look(school, made.code)
    monkeypatch.setenv("TMP_PORTAL_NOW", f"{late}+00:00")
    too_late = await look(school, made.code)

    assert in_time.status_code == 200
    assert (too_late.status_code, too_late.json()["code"]) == (410, "link-expired")


async def test_S04_of_two_at_once_one_wins(school: School) -> None:
    made = link(school, school.person("ada"))

    answers = await asyncio.gather(
        use(school, made.token, "three quiet green lamps"), use(school, made.code, "four loud red drums")
    )

    assert sorted(answer.status_code for answer in answers) == [201, 410]


async def test_S04_a_password_that_does_not_do_uses_nothing_up(school: School) -> None:
    made = link(school, school.person("ada"))

    refused = await use(school, made.token, "seven77")

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "password")
    assert (await use(school, made.token)).status_code == 201


async def test_S04_a_link_that_confirms_an_address_gives_no_password_and_the_other_way_round(
    school: School,
) -> None:
    ada = school.person("ada")
    confirming, resetting = link(school, ada, "email"), link(school, ada)

    assert (await use(school, confirming.token)).json()["code"] == "link-unknown"
    answer = await post(school, "/v1/links/confirm", {"word": resetting.token})
    assert answer.json()["code"] == "link-unknown"
    assert (await look(school, resetting.token)).status_code == 200


async def test_S04_the_link_of_who_is_no_longer_here_is_none(school: School) -> None:
    ada = school.person("ada")
    made = link(school, ada)
    school.write(lambda c: c.execute(update(users).where(users.c.id == ada).values(active=False)))

    assert (await use(school, made.token)).json()["code"] == "link-unknown"


@pytest.mark.parametrize("kind", ["activate", "reset"])
async def test_S04_a_link_in_a_mailbox_that_is_no_longer_theirs_opens_nothing(
    school: School, kind: links.Kind
) -> None:
    """The school had another's address for her, and put it right: an activation would be good for two weeks."""
    ada = school.person("ada")
    made = link(school, ada, kind, "another@hill.example")

    answers = [await look(school, made.token), await use(school, made.code)]

    assert [answer.json()["code"] for answer in answers] == ["link-expired"] * 2
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 201


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("", "link-unknown"),
        ("BCDF-GHJK-LMNP", "link-unknown"),
        ("BCDF-GHJK", "link-truncated"),
        ("https://portal.example/l/tmpl_abc", "link-truncated"),
        ("tmpl_" + "a" * 43, "link-unknown"),
        ("\x1b]0;x\x07\ud7ff'; drop table links", "link-unknown"),
    ],
)
async def test_what_is_no_link_has_words_of_its_own(school: School, word: str, code: str) -> None:
    answer = await look(school, word)

    assert answer.json()["code"] == code
    assert answer.json()["title"]


async def test_S04_guesses_are_answered_late_and_counted_and_nobody_is_locked_out(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = link(school, school.person("ada"))
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("tmp_portal.accounts.recovery.asyncio.sleep", sleep)
    guesses = [await look(school, "BCDF-GHJK-LMNP") for _ in range(throttle.GUESSES_FREE + 2)]

    assert {answer.status_code for answer in guesses} == {404}
    assert waited == [throttle.ADDRESS_DELAY] * 2
    assert ("throttled", "") in events(school)
    assert (await use(school, made.code)).status_code == 201
    assert len(waited) == 2


def test_S04_a_link_has_256_bits_and_is_stored_as_a_hash(school: School) -> None:
    made = link(school, school.person("ada"))

    row = school.write(lambda c: c.execute(select(table)).one())

    assert len(made.token.removeprefix(links.PREFIX)) == 43  # 256 bits in base64
    assert row.token_hash == hashlib.sha256(made.token.encode()).digest()
    content = b"".join(path.read_bytes() for path in school.folder.glob("portal.db*"))
    assert made.token.encode() not in content
    assert made.code.replace("-", "").encode() not in content
