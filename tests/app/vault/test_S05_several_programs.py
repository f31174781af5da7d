"""One session, several programs at once: nobody is signed out by a race, and a token that is used again ends it all."""

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.journeys.conftest import Portal
from tests.support.faults import Faulty
from tests.support.keyrings import FileStore
from tests.support.school import PASSWORD, School
from tmp_portal.db.people import token_families
from tmp_tui.api.errors import SignedOut, Unreachable
from tmp_tui.session import Session
from tmp_tui.vault.choosing import Choice
from tmp_tui.vault.kept import Kept, unpacked
from tmp_tui.vault.vault import Vault
from tmp_tui.wire import Refresh

PROGRAMS, TURNS = 4, 6


def own(folder: Path, address: str, transport: httpx.AsyncBaseTransport | None = None) -> Session:
    """A session of a program that shares its store with others."""

    async def choose() -> Choice:
        return Choice(FileStore(folder / "store"))

    return Session(address, folder / "copies", transport=transport, vault=Vault(address, choose))


def kept(folder: Path, address: str) -> Kept:
    """What lies in the store."""
    item = FileStore(folder / "store").read(address)
    found = unpacked(item) if item is not None else None
    assert found is not None
    return found


@pytest.fixture
def address(school: School) -> Iterator[str]:
    """The school's portal, over real TCP."""
    school.stamp()
    school.class_("Algebra", {school.person("ada"): "student"})
    portal = Portal(school.folder, dict(os.environ), 0)
    yield portal.address
    portal.stop()


async def program(address: str, folder: Path) -> str:
    """Another program: what it says of how it went."""
    words = ("-m", "tests.app.vault.four", address, str(folder), str(TURNS))
    pipe = asyncio.subprocess.PIPE
    made = await asyncio.create_subprocess_exec(sys.executable, *words, stdin=pipe, stdout=pipe)
    assert made.stdout is not None
    assert await made.stdout.readline() == b"ready\n"
    said, _nothing = await asyncio.wait_for(made.communicate(b"go\n"), 60)
    return said.decode().strip()


@pytest.mark.slow
async def test_S05_four_programs_that_renew_at_once_stay_signed_in(address: str, tmp_path: Path) -> None:
    first = own(tmp_path, address)
    await first.sign_in("4821", "ada", PASSWORD, own=True)
    await first.leave()
    before = kept(tmp_path, address).refresh_token

    said = await asyncio.gather(*(program(address, tmp_path) for _one in range(PROGRAMS)))

    assert said == ["True"] * PROGRAMS
    assert kept(tmp_path, address).refresh_token != before
    last = own(tmp_path, address)
    assert await last.resume()
    await last.leave()


async def test_S05_a_lost_reply_signs_nobody_out(school: School, tmp_path: Path) -> None:
    school.person("ada")
    session = own(tmp_path, "http://portal", school.transport())
    await session.sign_in("4821", "ada", PASSWORD, own=True)
    await session.leave()
    line = Faulty(school.transport(), drops=lambda number: number == 1, after=True)

    again = own(tmp_path, "http://portal", line)
    resumed = await again.resume()  # the reply with the new tokens never comes
    await again.sync()

    assert resumed
    assert again.copy is not None
    assert again.copy.freshness.trouble == ""
    assert again.copy.me() is not None


async def test_S05_a_token_that_is_used_again_ends_the_session_and_leaves_no_item(
    school: School, tmp_path: Path
) -> None:
    school.person("ada")
    session = own(tmp_path, "http://portal", school.transport())
    await session.sign_in("4821", "ada", PASSWORD, own=True)
    stolen = kept(tmp_path, "http://portal").refresh_token
    await session.leave()
    again = own(tmp_path, "http://portal", school.transport())
    assert await again.resume()
    assert again._auth is not None
    again._auth._renew_at = 0
    await again.sync()  # the stolen one's successor is used, too
    await again.leave()

    async with school.http() as http:
        thief = await http.post(
            "/v1/sessions/refresh",
            content=msgspec.json.encode(Refresh(stolen)),
            headers={"content-type": "application/json"},
        )
    last = own(tmp_path, "http://portal", school.transport())

    assert thief.status_code == 401
    assert not await last.resume()
    assert last.refusal == SignedOut().words
    assert FileStore(tmp_path / "store").read("http://portal") is None


async def test_a_refused_token_is_not_the_end_where_another_program_has_a_newer_one(
    school: School, tmp_path: Path
) -> None:
    school.person("ada")
    one = own(tmp_path, "http://portal", school.transport())
    await one.sign_in("4821", "ada", PASSWORD, own=True)
    school.write(lambda c: c.execute(token_families.update().values(revoked_at=1)))
    other = own(tmp_path, "http://portal", school.transport())
    await other.sign_in("4821", "ada", PASSWORD, own=True)

    for session in (one, other):
        assert session._auth is not None
        session._auth._renew_at = 0
        await session.sync()
        assert session.copy is not None
        assert session.copy.freshness.trouble == ""


async def test_who_signs_out_in_one_window_is_signed_out_in_the_other(school: School, tmp_path: Path) -> None:
    school.person("ada")
    one = own(tmp_path, "http://portal", school.transport())
    await one.sign_in("4821", "ada", PASSWORD, own=True)
    other = own(tmp_path, "http://portal", school.transport())
    assert await other.resume()

    assert await one.sign_out() == ""
    await other.sync()

    assert other.copy is not None
    assert other.copy.freshness.trouble == SignedOut.code
    assert FileStore(tmp_path / "store").read("http://portal") is None


@pytest.mark.slow
async def test_where_the_site_says_shared_no_proxy_is_taken_from_the_environment(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The student before may have set one that listens."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(Unreachable):
        await own(tmp_path, address).sign_in("4821", "ada", PASSWORD)
    monkeypatch.setenv("TMP_TUI_SHARED", "1")

    session = own(tmp_path, address)
    await session.sign_in("4821", "ada", PASSWORD)

    assert session.copy is not None
    await session.leave()
