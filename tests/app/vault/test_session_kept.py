"""A session that outlives the program, against the real portal; and one that does not."""

import asyncio
import threading

import httpx
import pytest
from sqlalchemy import select

from tests.support.faults import Faulty
from tests.support.keyrings import FileStore
from tests.support.school import PASSWORD, Group, School
from tests.support.waiting import until
from tmp_portal.accounts import service
from tmp_portal.db.people import token_families
from tmp_tui import staying
from tmp_tui.session import Session
from tmp_tui.vault.choosing import Choice
from tmp_tui.vault.vault import Vault

PORTAL = "http://portal"


class Own:
    """The student's own computer: what is kept on it, what was asked of its keyring, what was noted in the settings."""

    def __init__(self, school: School) -> None:
        self.school, self.store = school, FileStore(school.folder / "store")
        self.choice = Choice(self.store)
        self.chosen = 0
        self.noted: list[bool] = []
        self.go_on = threading.Event()

    def session(self, line: httpx.AsyncBaseTransport | None = None) -> Session:
        """Another program of it."""
        vault = Vault(PORTAL, self._choose, lambda *, kept: self.noted.append(kept))
        return Session(PORTAL, self.school.folder / "copies", transport=line or self.school.transport(), vault=vault)  # fmt: skip

    async def _choose(self) -> Choice:
        self.chosen += 1
        return self.choice

    @property
    def item(self) -> bytes:
        """What is kept here."""
        return self.store.read(PORTAL) or b""

    def open_sessions(self) -> int:
        """How many sessions the portal knows."""
        query = select(token_families.c.id).where(token_families.c.revoked_at.is_(None))
        return len(self.school.database.read_now(lambda connection: connection.execute(query).all()))


@pytest.fixture
def own(school: School) -> Own:
    return Own(school)


async def test_on_my_own_computer_the_next_program_asks_for_nothing(own: Own, algebra: Group) -> None:
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()

    again = own.session()
    resumed = await again.resume()

    assert resumed
    assert again.copy is not None
    assert [entry.title for entry in again.copy.me().classes] == ["Algebra"]  # type: ignore[union-attr]
    assert (again.place, again.keeping.where, own.noted) == ("personal", "keyring", [True])
    assert own.open_sessions() == 1


async def test_on_a_shared_computer_no_keyring_is_looked_for_and_leaving_ends_the_session(
    own: Own, algebra: Group
) -> None:
    session = own.session()
    await session.sign_in("4821", "ada", PASSWORD)
    assert (session.keeping.where, session.keeping.why) == ("memory", "shared")

    await session.leave()

    assert (own.chosen, own.item, own.noted, own.open_sessions()) == (0, b"", [], 0)


async def test_where_the_site_says_shared_nothing_is_kept_and_nothing_goes_on(
    own: Own, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()
    monkeypatch.setenv("TMP_TUI_SHARED", "1")
    own.chosen = 0

    again = own.session()

    assert not await again.resume()
    await again.sign_in("4821", "ada", PASSWORD, own=True)
    assert (again.place, again.keeping.where, own.chosen) == ("shared", "memory", 0)
    await again.leave()
    assert own.open_sessions() == 1  # the one that was kept before


async def test_without_a_store_the_session_ends_with_the_program_and_says_why(
    own: Own, algebra: Group
) -> None:
    own.choice = Choice(why="locked")
    session = own.session()
    await session.sign_in("4821", "ada", PASSWORD, own=True)
    assert "locked" in session.keeping.words

    await session.leave()

    again = own.session()
    assert own.open_sessions() == 0
    assert not await again.resume()
    assert "locked" in again.refusal


async def test_a_store_that_fails_after_the_sign_in_costs_nothing_but_the_next_start(
    own: Own, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(name: str, item: bytes, seconds: int) -> None:
        raise RuntimeError("the prompt was dismissed")

    monkeypatch.setattr(own.store, "write", refuses)
    session = own.session()

    await session.sign_in("4821", "ada", PASSWORD, own=True)
    await session.sync()

    assert session.copy is not None
    assert session.copy.freshness.trouble == ""
    assert session.keeping.why == "unwritten"
    await session.leave()
    assert own.open_sessions() == 0


async def test_G03_without_the_portal_the_copy_opens_and_what_waits_is_sent_once_it_is_back(
    own: Own, algebra: Group
) -> None:
    line = Faulty(own.school.transport())
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.sync()
    await first.leave()
    line.down = True

    again = own.session(line)
    assert await again.resume()
    assert again.copy is not None
    assert again.copy.me() is not None
    assert again.copy.freshness.trouble == "no-network"
    beside = asyncio.get_running_loop().create_task(again.keep_in_sync(lambda: None))
    line.down = False

    await until(lambda: again.copy is not None and not again.copy.freshness.trouble)  # by itself
    beside.cancel()
    assert again.keeping.kept


async def test_G20_a_portal_that_is_looked_after_signs_nobody_out(own: Own, algebra: Group) -> None:
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()
    busy = httpx.MockTransport(lambda request: httpx.Response(503, content=b"<html>busy</html>"))

    again = own.session(busy)

    assert await again.resume()
    assert again.copy is not None
    assert again.copy.freshness.trouble == "maintenance"
    assert own.item


async def test_a_session_that_the_portal_ended_is_removed_and_sign_in_says_why(
    own: Own, algebra: Group
) -> None:
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()
    own.school.write(
        lambda c: service.give_password(c, "school", "school-ada", "another one", temporary=True)
    )

    again = own.session()

    assert not await again.resume()
    assert again.refusal == "Your session has ended. Sign in again."
    assert (own.item, own.noted, again.copy) == (b"", [True, False], None)


async def test_signing_out_ends_it_at_the_portal_and_leaves_no_item(own: Own, algebra: Group) -> None:
    session = own.session()
    await session.sign_in("4821", "ada", PASSWORD, own=True)

    said = await session.sign_out()

    assert (said, own.item, own.open_sessions(), session.copy) == ("", b"", 0, None)
    assert not await own.session().resume()


async def test_without_the_portal_signing_out_says_that_it_was_not_told(own: Own, algebra: Group) -> None:
    line = Faulty(own.school.transport())
    session = own.session(line)
    await session.sign_in("4821", "ada", PASSWORD, own=True)
    line.down = True

    said = await session.sign_out()

    assert said.startswith("Signed out here. The portal was not reached; it ends the session by ")
    assert "by itself" not in said  # but by a time
    assert own.item == b""


async def test_the_access_token_is_never_kept(own: Own, algebra: Group) -> None:
    session = own.session()
    await session.sign_in("4821", "ada", PASSWORD, own=True)
    assert session._auth is not None

    access, refresh = session._auth.tokens

    assert refresh.encode() in own.item
    assert access.encode() not in own.item
    assert b"tmpa_" not in own.item
    assert len(own.item) < 1_280


async def test_an_item_that_somebody_spoilt_is_none(own: Own, algebra: Group) -> None:
    for spoilt in (b"", b"\xff", b"{}", b'{"user_id":"u","refresh_token":"r","seal_key":"short"}'):
        own.store.write(PORTAL, spoilt, 0)

        assert not await own.session().resume()


async def test_after_profile_setup_it_is_kept_and_not_before(own: Own, school: School) -> None:
    school.person("ben", temporary=True)
    session = own.session()

    assert await session.sign_in("4821", "ben", PASSWORD, own=True)
    assert own.item == b""
    await session.set_up("a new one of my own")

    assert own.item != b""
    assert session.keeping.kept


async def test_leaving_in_the_middle_of_a_renewal_loses_no_token(own: Own, algebra: Group) -> None:
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    slow = Faulty(own.school.transport(), delay=0.1)
    await first.leave()
    again = own.session(slow)
    looking = asyncio.get_running_loop().create_task(again.resume())
    await until(lambda: slow.sent == 1)

    looking.cancel()
    await again.leave()

    assert await own.session().resume()


async def test_S08_a_token_does_not_follow_to_another_host(own: Own, algebra: Group) -> None:
    asked: list[httpx.Request] = []

    def elsewhere(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(307, headers={"location": "https://elsewhere.example/v1/sync"})

    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()
    again = own.session(httpx.MockTransport(elsewhere))
    await again.resume()

    assert {request.url.host for request in asked} == {"portal"}
    assert own.item


async def test_a_sign_in_that_is_stopped_while_its_session_is_being_kept_leaves_none(
    own: Own, algebra: Group
) -> None:
    kept = asyncio.Event()
    keep = own.store.write

    def write(name: str, item: bytes, seconds: int) -> None:
        keep(name, item, seconds)
        loop.call_soon_threadsafe(kept.set)
        own.go_on.wait(10)

    loop, own.store.write = asyncio.get_running_loop(), write  # type: ignore[method-assign]
    session = own.session()
    entering = asyncio.create_task(session.sign_in("4821", "ada", PASSWORD, own=True))
    await asyncio.wait_for(kept.wait(), 10)

    entering.cancel()
    own.go_on.set()
    await asyncio.wait([entering])

    assert entering.cancelled()
    assert session.copy is None
    assert (own.item, own.open_sessions()) == (b"", 0)


async def test_what_the_keyring_takes_late_is_not_left_in_it_by_a_sign_in_that_is_stopped(
    own: Own, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, writing = own.store.write, threading.Event()

    def late(name: str, item: bytes, seconds: int) -> None:
        writing.set()
        own.go_on.wait(1)
        write(name, item, seconds)
        written.set()

    written = threading.Event()
    monkeypatch.setattr(own.store, "write", late)
    session = own.session()
    entering = asyncio.create_task(session.sign_in("4821", "ada", PASSWORD, own=True))
    await until(writing.is_set)

    entering.cancel()
    asyncio.get_running_loop().call_later(0.1, own.go_on.set)  # as late as a keyring may be
    await asyncio.wait([entering])
    await until(written.is_set)

    assert (own.item, own.open_sessions()) == (b"", 0)


async def test_a_keyring_that_cannot_be_read_is_not_taken_for_an_empty_one(
    own: Own, algebra: Group, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()

    def refuses(name: str) -> bytes:
        raise RuntimeError("locked meanwhile")

    monkeypatch.setattr(own.store, "read", refuses)
    session = own.session()
    assert not await session.resume()
    assert session.refusal == "This computer's keyring does not answer. Sign in here."

    status = await asyncio.to_thread(staying.logout, own.session(), everywhere=False)

    said = capsys.readouterr()
    assert (status, said.out) == (1, "")
    assert "the session may still be in it" in said.err


async def test_logout_with_a_locked_keyring_does_not_say_that_all_is_well(
    own: Own, algebra: Group, capsys: pytest.CaptureFixture[str]
) -> None:
    first = own.session()
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()
    own.choice = Choice(why="locked")

    status = await asyncio.to_thread(staying.logout, own.session(), everywhere=False)

    said = capsys.readouterr()
    assert (status, said.out) == (1, "")
    assert "Unlock it" in said.err
    assert "sign in here" not in said.err
