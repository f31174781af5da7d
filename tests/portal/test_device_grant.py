"""A terminal asks, a browser answers: codes that are good once and for ten minutes, and the errors of RFC 8628."""

import dataclasses
from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import text

from tests.support.school import School
from tmp_portal.accounts import device, throttle
from tmp_portal.accounts.device import Approved, Codes, Wanted
from tmp_portal.clock import now
from tmp_portal.problems import CodeExpired, CodeUnknown, CodeUsed

START = 1_000_000.0
TERMINAL = Wanted("", "shared", "lab-pc-12", "10.0.0.7")
GRANT = "urn:ietf:params:oauth:grant-type:device_code"


def begun(school: School) -> Codes:
    return school.write(lambda connection: device.begin(connection, TERMINAL, START))


def polled(school: School, codes: Codes, after: float) -> Approved | str:
    return school.write(lambda connection: device.poll(connection, codes.device, START + after))


def approved(school: School, code: str, after: float = 1) -> None:
    who = (school.tenant, school.person("ada"))
    school.write(lambda connection: device.approve(connection, code, who, "password", START + after))


def test_S10_a_terminal_waits_until_somebody_approves_and_then_comes_in_once(school: School) -> None:
    codes = begun(school)

    before = polled(school, codes, 5)
    approved(school, codes.user, 7)
    after = polled(school, codes, 10)

    assert before == "authorization_pending"
    assert after == Approved(school.tenant, "school-ada", "shared", "lab-pc-12", "password")
    assert polled(school, codes, 15) == "invalid_grant"


def test_S10_in_minute_eleven_a_code_is_good_for_nothing(school: School) -> None:
    codes = begun(school)

    with pytest.raises(CodeExpired):
        approved(school, codes.user, 600)

    assert polled(school, codes, 599) == "authorization_pending"
    assert polled(school, codes, 600) == "expired_token"


def test_S10_what_was_approved_in_time_and_fetched_too_late_is_not_given(school: School) -> None:
    codes = begun(school)
    approved(school, codes.user, 599)

    assert polled(school, codes, 601) == "expired_token"


def test_S10_a_code_is_answered_once(school: School) -> None:
    codes = begun(school)
    approved(school, codes.user)

    with pytest.raises(CodeUsed):
        school.write(lambda c: device.approve(c, codes.user, (school.tenant, "eve"), "password", START + 2))

    assert isinstance(polled(school, codes, 5), Approved)


def test_a_terminal_is_told_of_a_no(school: School) -> None:
    codes = begun(school)

    school.write(lambda connection: device.deny(connection, codes.user, START + 1))

    assert polled(school, codes, 5) == "access_denied"
    with pytest.raises(CodeUsed):
        approved(school, codes.user, 2)


def test_who_asks_too_soon_waits_five_seconds_more_for_ever(school: School) -> None:
    codes = begun(school)

    said = [polled(school, codes, after) for after in (5, 7, 13, 28, 43, 59)]

    wait = "authorization_pending"
    assert said == [wait, "slow_down", "slow_down", wait, wait, wait]


@pytest.mark.parametrize(
    "change", [str.lower, lambda c: c.replace("-", ""), lambda c: f"  {c[:3]} {c[3:]}\n"]
)
def test_a_code_is_the_same_however_it_is_typed(school: School, change: Callable[[str], str]) -> None:
    codes = begun(school)

    found = school.write(lambda connection: device.find(connection, change(codes.user), START + 1))

    assert found.place_name == "lab-pc-12"


@pytest.mark.parametrize("typed", ["", "BCDF", "BCDF-GHJA", "BCDF-GHJK-L", "B" * 5_000, "\ud800", "ÄÖÜ"])
def test_what_is_no_code_is_unknown(school: School, typed: str) -> None:
    begun(school)

    with pytest.raises(CodeUnknown):
        school.write(lambda connection: device.find(connection, typed, START + 1))


def test_S10_codes_are_random_hashed_and_apart(school: School) -> None:
    made = [begun(school) for _ in range(20)]

    content = b"".join(path.read_bytes() for path in school.folder.glob("portal.db*"))
    kept = school.write(lambda c: c.execute(text("select length(user_code_hash) from device_grants")).all())

    assert len({codes.user for codes in made}) == len({codes.device for codes in made}) == 20
    assert {len(codes.device) for codes in made} == {43}  # 256 bits
    assert {row[0] for row in kept} == {32}
    for codes in made:
        assert codes.device.encode() not in content
        assert device.letters(codes.user).encode() not in content


@pytest.fixture
def reachable(school: School) -> School:
    """A portal that knows its address."""
    school.settings = dataclasses.replace(school.settings, url="https://portal.example/")
    return school


async def post(school: School, path: str, **fields: str) -> httpx.Response:
    async with school.http() as http:
        return await http.post(f"/oauth/{path}", data={"client_id": "tmp-tui"} | fields)


async def test_the_codes_come_as_the_rfc_says(reachable: School) -> None:
    answer = await post(reachable, "device_authorization", place="personal", place_name="\x1b[31mlab")

    given = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert given["verification_uri"] == "https://portal.example/d"
    assert (
        given["verification_uri_complete"]
        == f"HTTPS://PORTAL.EXAMPLE/D/{given['user_code'].replace('-', '')}"
    )
    assert (given["expires_in"], len(given["user_code"]), "\x1b" in str(given)) == (600, 9, False)


async def test_S10_the_address_to_go_to_is_never_the_hosts_word(reachable: School) -> None:
    async with reachable.http() as http:
        answer = await http.post(
            "/oauth/device_authorization", data={"client_id": "tmp-tui"}, headers={"host": "evil.example"}
        )

    assert "evil" not in answer.text


async def test_a_portal_without_an_address_has_no_device_grant(school: School) -> None:
    assert (await post(school, "device_authorization")).status_code == 404


@pytest.mark.parametrize(
    ("path", "fields", "error"),
    [
        ("device_authorization", {"client_id": "other"}, "invalid_client"),
        ("device_authorization", {"place": "moon"}, "invalid_request"),
        ("device_authorization", {"provider": "google"}, "invalid_request"),
        ("token", {"grant_type": "password", "device_code": "x"}, "unsupported_grant_type"),
        ("token", {"grant_type": GRANT, "device_code": "x"}, "invalid_grant"),
        ("token", {"grant_type": GRANT, "device_code": "\ud7ff"}, "invalid_grant"),
        ("token", {"client_id": "other", "grant_type": GRANT}, "invalid_client"),
    ],
)
async def test_errors_are_oauths_own(
    reachable: School, path: str, fields: dict[str, str], error: str
) -> None:
    answer = await post(reachable, path, **fields)

    assert (answer.status_code, answer.json()["error"]) == (401 if error == "invalid_client" else 400, error)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("body", [b"client_id=tmp-tui&client_id=x", b"\xff=%ff", b"{}", b""])
async def test_what_is_no_form_is_refused_as_oauth_says(reachable: School, body: bytes) -> None:
    async with reachable.http() as http:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = await http.post("/oauth/token", content=body, headers=kind)

    assert answer.status_code in (400, 401)
    assert answer.json()["error"] in ("invalid_request", "invalid_client")


async def test_a_session_comes_of_an_approved_code_and_works(reachable: School) -> None:
    ada = reachable.person("ada")
    given = (await post(reachable, "device_authorization", place_name="lab-pc-12")).json()
    reachable.write(lambda c: device.approve(c, given["user_code"], (reachable.tenant, ada), "google", now()))

    answer = await post(reachable, "token", grant_type=GRANT, device_code=given["device_code"])

    assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")
    assert answer.headers["cache-control"] == "no-store"
    async with reachable.http(answer.json()["access_token"]) as http:
        assert (await http.post("/v1/sync", json={})).status_code == 200
    families = reachable.write(lambda c: c.execute(text("select place_name, how from token_families")).all())
    assert families == [("lab-pc-12", "google")]


async def test_who_left_the_school_since_is_not_let_in(reachable: School) -> None:
    ada = reachable.person("ada")
    given = (await post(reachable, "device_authorization")).json()
    reachable.write(lambda c: device.approve(c, given["user_code"], (reachable.tenant, ada), "google", now()))
    reachable.write(lambda c: c.execute(text("update users set enabled = false")))

    answer = await post(reachable, "token", grant_type=GRANT, device_code=given["device_code"])

    assert answer.json()["error"] == "access_denied"


@pytest.mark.parametrize("how", ["google", "password"])
async def test_a_temporary_password_leads_to_profile_setup_and_a_provider_does_not(
    reachable: School, how: str
) -> None:
    grace = reachable.person("grace", temporary=True)
    given = (await post(reachable, "device_authorization")).json()
    reachable.write(lambda c: device.approve(c, given["user_code"], (reachable.tenant, grace), how, now()))

    answer = await post(reachable, "token", grant_type=GRANT, device_code=given["device_code"])

    assert answer.json().get("setup", False) is (how == "password")


async def test_S02_an_address_that_begins_very_many_is_answered_late_and_nobody_is_refused(
    reachable: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("tmp_portal.accounts.device_service.asyncio.sleep", sleep)
    monkeypatch.setattr(throttle, "ADDRESS_FREE", 3)

    answers = [await post(reachable, "device_authorization") for _ in range(5)]

    assert {answer.status_code for answer in answers} == {200}
    assert slept == [throttle.ADDRESS_DELAY] * 2


@pytest.mark.parametrize("how", ["google", "password"])
async def test_a_renewed_session_is_good_for_what_the_first_was(reachable: School, how: str) -> None:
    grace = reachable.person("grace", temporary=True)
    given = (await post(reachable, "device_authorization")).json()
    reachable.write(lambda c: device.approve(c, given["user_code"], (reachable.tenant, grace), how, now()))
    session = (await post(reachable, "token", grant_type=GRANT, device_code=given["device_code"])).json()

    async with reachable.http() as http:
        renewed = await http.post("/v1/sessions/refresh", json={"refresh_token": session["refresh_token"]})

    assert renewed.json().get("setup", False) is (how == "password")
