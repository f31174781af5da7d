"""One own computer, two students or two portals: whose session is kept, whose goes on, and what a failed sign-in costs."""

import asyncio
import threading

import pytest

from tests.app.vault.test_session_kept import Own
from tests.support.faults import Faulty
from tests.support.school import PASSWORD, School
from tests.support.waiting import until
from tmp_tui import cli, config, staying
from tmp_tui.api.errors import Refused
from tmp_tui.vault.kept import unpacked


@pytest.fixture
def own(school: School) -> Own:
    made = Own(school)
    for name in ("ada", "ben"):
        school.class_("Class of " + name, {school.person(name): "student"})
    return made


def whose(own: Own) -> str:
    kept = unpacked(own.item)
    return kept.user_id if kept is not None else ""


async def kept_by(own: Own, name: str) -> None:
    session = own.session()
    await session.sign_in("4821", name, PASSWORD, own=True)
    await session.leave()


async def test_who_signs_in_as_on_a_shared_computer_leaves_anothers_kept_session_alone(own: Own) -> None:
    await kept_by(own, "ada")

    ben = own.session()
    await ben.sign_in("4821", "ben", PASSWORD)
    await ben.sign_out()

    assert whose(own) == "school-ada"
    again = own.session()
    assert await again.resume()
    assert again.copy is not None
    assert again.copy.me().given_name.lower().startswith("ada")  # type: ignore[union-attr]


async def test_S01_of_two_who_keep_a_session_the_last_is_kept_and_the_other_goes_on_in_memory(
    own: Own,
) -> None:
    await kept_by(own, "ada")
    ada, ben = own.session(), own.session()
    assert await ada.resume()

    await ben.sign_in("4821", "ben", PASSWORD, own=True)
    assert ada._auth is not None
    ada._auth._renew_at = 0
    await ada.sync()

    assert ada.copy is not None
    assert (ada.copy.freshness.trouble, ada.keeping.kept) == ("", False)
    await ada.leave()
    assert (whose(own), own.open_sessions()) == ("school-ben", 1)


async def test_a_sign_in_that_fails_while_a_kept_session_goes_on_costs_nothing(own: Own) -> None:
    await kept_by(own, "ada")
    session = own.session()
    assert await session.resume()

    with pytest.raises(Refused):
        await session.sign_in("4821", "ben", "wrong")

    assert session.keeping.kept
    assert session._auth is not None
    session._auth._renew_at = 0
    await session.sync()
    await session.leave()
    assert await own.session().resume()


async def test_S05_who_signs_in_by_hand_in_the_middle_of_a_renewal_loses_nobody_a_token(own: Own) -> None:
    await kept_by(own, "ada")
    before = own.item
    slow = Faulty(own.school.transport(), delay=0.2)
    session = own.session(slow)
    looking = asyncio.get_running_loop().create_task(session.resume())
    await until(lambda: slow.sent == 1)

    slow.delay = 0
    await session.sign_in("4821", "ben", PASSWORD)

    await looking
    await session.sync()
    assert session.copy is not None
    assert session.copy.me().id == "school-ben"  # type: ignore[union-attr]
    assert (session.place, session.keeping.kept) == ("shared", False)
    await session.leave()
    assert whose(own) == "school-ada"
    assert own.item != before  # the token that was on its way is not lost
    assert await own.session().resume()


async def test_S05_a_renewal_that_is_written_late_leaves_nothing_behind_a_sign_out(
    own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept_by(own, "ada")
    session = own.session()
    assert await session.resume()
    assert session._auth is not None
    write, writing = own.store.write, threading.Event()

    def slowly(name: str, item: bytes, seconds: int) -> None:
        writing.set()
        threading.Event().wait(0.2)
        write(name, item, seconds)

    monkeypatch.setattr(own.store, "write", slowly)
    session._auth._renew_at = 0
    renewing = asyncio.get_running_loop().create_task(session.sync())
    await until(writing.is_set)

    await session.sign_out()
    renewing.cancel()
    threading.Event().wait(0.3)

    assert (own.item, session.keeping.kept) == (b"", False)


async def test_where_the_site_says_shared_logout_still_ends_what_was_kept_before(
    own: Own, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await kept_by(own, "ada")
    monkeypatch.setenv("TMP_TUI_SHARED", "1")

    status = await asyncio.to_thread(staying.logout, own.session(), everywhere=False)

    assert (status, own.item, own.open_sessions()) == (0, b"", 0)
    assert "You are signed out." in capsys.readouterr().out


async def test_two_portals_keep_their_sessions_each_by_itself(own: Own) -> None:
    for server in ("https://one.example", "https://two.example"):
        config.note_kept(server, kept=True)

    config.note_kept("https://two.example", kept=False)  # signed out there

    assert config.load().kept_at == ["https://one.example"]
    assert cli._session("https://one.example")._vault._may_hold
    assert not cli._session("https://two.example")._vault._may_hold


async def test_S01_a_first_sign_in_beside_anothers_kept_session_has_nothing_of_it(own: Own) -> None:
    await kept_by(own, "ada")
    own.school.person("cleo", temporary=True)
    session = own.session()
    assert await session.resume()

    assert await session.sign_in("4821", "cleo", PASSWORD)
    assert session._auth is not None
    session._auth._renew_at = 0  # cleo thought about the new password for long

    await session.set_up("a new one of my own")
    assert session.copy is not None
    await session.sync()
    assert session.copy.me().id == "school-cleo"  # type: ignore[union-attr]
    await session.sign_out()
    assert (whose(own), own.open_sessions()) == ("school-ada", 1)
