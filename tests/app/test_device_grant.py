"""The app waits for a browser: it asks no more often than it may, and a bad line is no reason to begin anew."""

import asyncio
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.support.faults import Faulty
from tests.support.school import School
from tmp_portal.accounts import device
from tmp_portal.clock import now
from tmp_tui import entrance
from tmp_tui.api.errors import ApiError, NotThere
from tmp_tui.session import Session
from tmp_tui.wire.accounts import DeviceGrant

GRANT = DeviceGrant("device", "BCDF-GHJK", "https://portal.example/d", "", 600, 5)
SIGNED_IN = httpx.Response(
    200,
    json={
        "access_token": "tmpa_x",
        "refresh_token": "tmpr_x",
        "expires_in": 300,
        "user_id": "u1",
        "seal_key": "a" * 43 + "=",
        "token_type": "Bearer",
    },
)


def no(error: str, status: int = 400) -> httpx.Response:
    return httpx.Response(status, json={"error": error})


class Line(httpx.AsyncBaseTransport):
    """A portal that gives prepared answers; an error among them is a line that fails."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers: Iterator[httpx.Response | Exception] = iter(answers)
        self.asked: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The next answer."""
        self.asked.append(request)
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the app waited before each question; nobody waits in a test."""
    kept: list[float] = []
    sleep = asyncio.sleep

    async def pause(seconds: float) -> None:
        kept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", pause)
    return kept


async def wait(line: Line, folder: Path, grant: DeviceGrant = GRANT) -> bool:
    session = Session("https://portal.example", folder, transport=line)
    return await session.entrance.await_device(grant)


async def test_the_app_waits_as_long_as_it_is_told_and_five_seconds_more_for_ever_when_it_hurries(
    tmp_path: Path, pauses: list[float]
) -> None:
    pending, hurry = no("authorization_pending"), no("slow_down")

    setup = await wait(Line(pending, hurry, pending, hurry, SIGNED_IN), tmp_path)

    assert setup is False
    assert pauses[:5] == [5, 5, 10, 10, 15]


@pytest.mark.parametrize(
    "fault",
    [
        httpx.ConnectError("no"),
        httpx.ReadTimeout("no"),
        httpx.Response(503, json={"title": "Busy.", "status": 503, "code": "busy"}),
        httpx.Response(500),
        httpx.Response(200, content=b"<html>a login page of the network</html>"),
        httpx.Response(429, json={"title": "Too many.", "status": 429, "code": "too-many", "retry_after": 9}),
    ],
)
async def test_a_bad_line_is_waited_out(
    tmp_path: Path, pauses: list[float], fault: httpx.Response | Exception
) -> None:
    assert await wait(Line(fault, fault, SIGNED_IN), tmp_path) is False


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        ("access_denied", "access-denied", "refused in the browser"),
        ("expired_token", "expired-code", "Ask for a new one"),
        ("invalid_grant", "sign-in-over", "Ask for a new code"),
    ],
)
async def test_each_end_has_its_words(
    tmp_path: Path, pauses: list[float], error: str, code: str, words: str
) -> None:
    with pytest.raises(ApiError) as raised:
        await wait(Line(no(error)), tmp_path)

    assert raised.value.code == code
    assert words in raised.value.words


async def test_after_ten_minutes_without_a_line_the_code_has_expired(
    tmp_path: Path, pauses: list[float]
) -> None:
    with pytest.raises(ApiError) as raised:
        await wait(Line(), tmp_path, msgspec.structs.replace(GRANT, expires_in=0))

    assert raised.value.code == "expired-code"


@pytest.mark.parametrize(("interval", "waited"), [(0, 1), (-5, 1), (10**9, 60)])
async def test_a_portal_cannot_make_the_app_hurry_or_sleep(
    tmp_path: Path, pauses: list[float], interval: int, waited: int
) -> None:
    await wait(Line(SIGNED_IN), tmp_path, msgspec.structs.replace(GRANT, interval=interval))

    assert pauses[0] == waited


async def test_S10_the_code_that_asks_is_in_no_address(tmp_path: Path, pauses: list[float]) -> None:
    line = Line(SIGNED_IN)

    await wait(line, tmp_path)

    assert str(line.asked[0].url) == "https://portal.example/oauth/token"
    assert b"device_code=device" in line.asked[0].content


async def test_a_student_is_signed_in_at_a_real_portal_once_a_browser_approves(
    school: School, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    monkeypatch.setattr(entrance, "place_name", lambda: "lab-pc-12")
    monkeypatch.setattr(device, "INTERVAL", 0)
    school.settings = dataclasses.replace(school.settings, url="https://portal.example")
    ada = school.person("ada")
    line = Faulty(school.transport(), drops=lambda sent: sent == 2)
    session = school.session(line)

    grant = await session.entrance.begin_device(own=True)
    school.write(lambda c: device.approve(c, grant.user_code, (school.tenant, ada), "google", now()))
    setup = await session.entrance.await_device(grant)
    await session.sync()

    assert setup is False
    assert session.copy is not None
    me = session.copy.me()
    assert me is not None
    assert me.username == "ada"
    await session.sign_out()


async def test_a_portal_without_an_address_offers_none(school: School) -> None:
    with pytest.raises(NotThere):
        await school.session().entrance.begin_device()
