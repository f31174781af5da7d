"""A session with the real portal, over lines that fail."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.faults import Answers, Faulty, lossy
from tests.support.school import PASSWORD, Group, School
from tests.support.waiting import until
from tmp_portal.accounts import tokens
from tmp_tui.api import errors
from tmp_tui.session import Session
from tmp_tui.store import sync


async def signed_in(school: School, transport: httpx.AsyncBaseTransport | None = None) -> Session:
    session = school.session(transport)
    await session.sign_in("48 21", "ada", PASSWORD)
    return session


async def test_one_round_trip_brings_everything(school: School, algebra: Group) -> None:
    line = Faulty(school.transport())
    session = await signed_in(school, line)
    before = line.sent

    await session.sync()

    assert line.sent == before + 1
    assert session.copy is not None
    me, document = session.copy.me(), session.copy.class_(algebra.id)
    assert me is not None
    assert document is not None
    assert [entry.title for entry in me.classes] == ["Algebra"]
    assert (document.teachers, document.assessments[0].title) == (["Tea Hill"], "Quiz")
    assert session.copy.mine(algebra.id) is not None


async def test_a_score_changes_my_part_and_nothing_else(school: School, algebra: Group) -> None:
    session = await signed_in(school)
    await session.sync()
    assert session.copy is not None
    have = session.copy.have()

    school.score(algebra, "school-ada", 3)
    await session.sync()

    now = session.copy.have()
    assert (now["me"], now[algebra.id][:8]) == (have["me"], have[algebra.id][:8])
    assert now[algebra.id][8:] != have[algebra.id][8:]
    mine = session.copy.mine(algebra.id)
    assert mine is not None
    assert {(level.level, level.percent) for level in mine.levels} == {(2, 75)}


async def test_G03_an_app_begun_anew_shows_at_once_what_the_last_one_saw(
    school: School, algebra: Group
) -> None:
    await (await signed_in(school)).sync()

    again = await signed_in(school)

    assert again.copy is not None
    assert again.copy.class_(algebra.id) is not None


async def test_G03_killed_between_any_two_writes_the_copy_is_whole(school: School, algebra: Group) -> None:
    session = await signed_in(school)
    await session.sync()
    school.note(algebra, "Bring a ruler")
    assert session.copy is not None
    session.copy._connect().execute("begin immediate")  # a transaction that never ends: as if killed in it

    again = await signed_in(school)

    assert again.copy is not None
    assert again.copy.class_(algebra.id) is not None


async def test_with_the_portal_stopped_everything_last_seen_is_there(school: School, algebra: Group) -> None:
    line = Faulty(school.transport())
    session = await signed_in(school, line)
    await session.sync()

    line.down = True
    await session.sync()

    assert session.copy is not None
    assert session.copy.class_(algebra.id) is not None
    assert session.copy.freshness.trouble == "no-network"
    assert session.copy.freshness.at > 0


async def test_G20_one_success_clears_every_trouble(school: School, algebra: Group) -> None:
    line = Faulty(school.transport())
    session = await signed_in(school, line)
    assert session.copy is not None
    for _ in range(100):
        line.down = not line.down
        await session.sync()

    line.down = False
    await session.sync()

    assert (session.copy.freshness.trouble, session.copy.freshness.failures) == ("", 0)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("after", [False, True])
async def test_G20_a_line_that_loses_a_fifth_still_brings_everything(
    school: School, algebra: Group, seed: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "FIRST_RETRY", 0.001)
    session = await signed_in(school)
    session = school.session(Faulty(school.transport(), lossy(0.2, seed), after=after))
    while session.copy is None:
        try:
            await session.sign_in("4821", "ada", PASSWORD)
        except errors.NoNetwork:
            continue
    copy = session.copy

    keeping = asyncio.create_task(session.keep_in_sync(lambda: None))
    await until(lambda: copy.class_(algebra.id) is not None)
    keeping.cancel()

    assert copy.freshness.trouble == ""


async def test_G20_a_slow_answer_is_no_trouble(school: School, algebra: Group) -> None:
    line = Faulty(school.transport())
    session = await signed_in(school, line)
    line.delay = 2

    asking = asyncio.create_task(session.sync())
    await asyncio.sleep(0.1)

    assert session.copy is not None
    assert (session.copy.freshness.asking, session.copy.freshness.trouble) == (True, "")
    await asking
    assert session.copy.class_(algebra.id) is not None


@pytest.mark.parametrize(
    ("transport", "code"),
    [
        (Faulty(Answers(200, b""), lambda _: True), "no-network"),
        (Answers(500, b"oops"), "portal-failed"),
        (Answers(200, b"<html>"), "portal-failed"),
        (Answers(503, b'{"title":"Busy","status":503,"code":"busy"}'), "busy"),
        (Answers(404, b"<html>captive portal</html>"), "portal-failed"),
        (Answers(200, b"{}", {"content-encoding": "br"}), "portal-failed"),
        (Answers(418, b'{"title":"Teapot","status":418,"code":"teapot"}'), "teapot"),
    ],
)  # fmt: skip
async def test_each_trouble_has_its_own_code(
    school: School, transport: httpx.AsyncBaseTransport, code: str
) -> None:
    with pytest.raises(errors.ApiError) as caught:
        await school.session(transport).sign_in("4821", "ada", PASSWORD)

    assert caught.value.code == code
    assert caught.value.words


async def test_an_access_token_that_ran_out_is_renewed_unseen(
    school: School, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await signed_in(school)
    await session.sync()

    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:06:00+00:00")
    await asyncio.gather(*(session.sync() for _ in range(5)))

    assert session.copy is not None
    assert session.copy.freshness.trouble == ""


async def test_a_session_that_ended_says_so(school: School, algebra: Group) -> None:
    session = await signed_in(school)
    school.write(lambda connection: tokens.revoke_user(connection, school.tenant, "school-ada", "test", 0))

    await session.sync()

    assert session.copy is not None
    assert session.copy.freshness.trouble == "signed-out"


async def test_after_sign_out_nothing_is_left_in_memory(school: School, algebra: Group) -> None:
    session = await signed_in(school)
    await session.sync()

    await session.sign_out()

    assert session.copy is None
    with pytest.raises(errors.SignedOut):
        await session.look_up("246813")


async def test_profile_setup_opens_the_copy(school: School) -> None:
    school.person("grace", temporary=True)
    session = school.session()

    assert await session.sign_in("4821", "grace", PASSWORD) is True
    assert session.copy is None
    with pytest.raises(errors.Refused):
        await session.set_up("short")
    await session.set_up("a longer password")

    assert session.copy is not None


@pytest.fixture(autouse=True)
async def quiet() -> AsyncIterator[None]:
    """Connections are closed before the loop is."""
    yield
    await asyncio.sleep(0)


async def test_a_night_without_the_portal_is_not_the_end(
    school: School, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "EVERY", 0.0)
    line = Faulty(school.transport())
    session = await signed_in(school, line)
    line.down = True
    copy = session.copy
    assert copy is not None

    keeping = asyncio.create_task(session.keep_in_sync(lambda: None))
    await until(lambda: copy.freshness.failures > 1100)

    assert not keeping.done()
    keeping.cancel()
