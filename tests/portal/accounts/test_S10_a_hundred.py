"""A hundred wrong passwords in a row, however slowly: then none is right until there is a new one."""

import httpx
import pytest

from tests.portal.accounts.support import NEW, codes, events, mails, post, sign_in
from tests.support.school import DAY, PASSWORD, School
from tmp_portal import clock
from tmp_portal.accounts import passwords, service, sweeping, throttle

EVERY_TEN_MINUTES = 601


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password is checked without argon2, which other tests try."""
    passwords.nobodys_hash()  # it is made once, and for the tests after this one
    monkeypatch.setattr(passwords, "hash_now", lambda password: f"hash of {password}")
    monkeypatch.setattr(
        passwords, "verify_now", lambda stored, given: given in (PASSWORD, stored.removeprefix("hash of "))
    )


async def slowly(school: School, monkeypatch: pytest.MonkeyPatch, tries: int) -> list[httpx.Response]:
    """Wrong passwords for Ada, each so late that nothing makes it wait."""
    began, answers = clock.now(), []
    for number in range(tries):
        at = began + number * EVERY_TEN_MINUTES
        monkeypatch.setattr("tmp_portal.accounts.proving.now", lambda at=at: at)
        answers.append(await sign_in(school, "ada", f"wrong {number}"))
    return answers


@pytest.fixture
async def guessed(school: School, monkeypatch: pytest.MonkeyPatch) -> School:
    """Somebody has tried a hundred at Ada's account."""
    school.person("ada")
    answers = await slowly(school, monkeypatch, throttle.MOST_IN_A_ROW)
    assert {answer.status_code for answer in answers} == {401}
    return school


async def test_S10_the_hundred_and_first_is_refused_though_it_is_right(guessed: School) -> None:
    guessed.person("bob")

    right = await sign_in(guessed, "ada", PASSWORD)
    wrong, of_bob = await sign_in(guessed, "ada", "wrong"), await sign_in(guessed, "bob", PASSWORD)

    assert right.status_code == 401
    assert right.content == wrong.content
    assert of_bob.status_code == 201


async def test_S10_the_hundredth_may_still_be_right(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    school.person("ada")
    await slowly(school, monkeypatch, throttle.MOST_IN_A_ROW - 1)

    assert (await sign_in(school, "ada", PASSWORD)).status_code == 201

    again = await slowly(school, monkeypatch, 2)
    assert [answer.status_code for answer in again] == [401, 401]
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 201


async def test_S10_no_time_takes_it_back(guessed: School, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + 300 * DAY
    for clocked in ("accounts.proving", "accounts.sweeping"):
        monkeypatch.setattr(f"tmp_portal.{clocked}.now", lambda: later)
    sweeping.sweep(guessed.database)

    assert (await sign_in(guessed, "ada", PASSWORD)).status_code == 401


async def test_S10_whose_it_is_is_told_once_and_staff_can_see_it(guessed: School) -> None:
    await sign_in(guessed, "ada", "wrong")

    [mail] = mails(guessed)
    assert (mail.kind, mail.recipient) == ("password-closed", "ada@hill.example")
    assert "Forgotten your password?" in mail.text
    assert events(guessed).count(("password-closed", "school-ada")) == 1


async def test_S10_a_new_password_by_mail_lets_in_again(guessed: School) -> None:
    await post(guessed, "/v1/recovery/password", {"email": "ada@hill.example"})
    [code] = codes(mails(guessed)[-1].text)

    used = await post(guessed, "/v1/links/use", {"word": code, "password": NEW})

    assert used.status_code == 201
    assert (await sign_in(guessed, "ada", NEW)).status_code == 201


async def test_S10_a_password_that_staff_give_lets_in_again(guessed: School) -> None:
    guessed.write(
        lambda c: service.give_password(c, "school", "school-ada", "abcd-efgh-jkmn", temporary=True)
    )

    assert (await sign_in(guessed, "ada", "abcd-efgh-jkmn")).status_code == 201


async def test_S10_a_session_that_is_open_stays_and_is_told_what_helps(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")
    token = await school.token("ada")
    await slowly(school, monkeypatch, throttle.MOST_IN_A_ROW)

    async with school.http(token) as http:
        synced = await http.post("/v1/sync", json={})
        refused = await http.put("/v1/me/password", json={"current": PASSWORD, "password": NEW})

    assert synced.status_code == 200
    [error] = refused.json()["errors"]
    assert (refused.status_code, error["field"]) == (422, "current")
    assert "Forgotten your password?" in error["message"]
