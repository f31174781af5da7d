"""The keyring of a Linux desktop: a real gnome-keyring, open, locked, absent, hanging."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen
from typing import Protocol

import pytest

from tests.support import keyrings
from tmp_tui.vault import secret_service
from tmp_tui.vault.choosing import choose
from tmp_tui.vault.limited import limited
from tmp_tui.vault.secret_service import SecretService, Unusable
from tmp_tui.vault.vault import Vault
from tmp_tui.wire import Session

pytestmark = [pytest.mark.keyring, pytest.mark.slow]

PORTAL = "https://portal.example"
SESSION = Session("tmpa_a", "tmpr_r", 600, "u1", "a2V5", idle=1_209_600)


class Start(Protocol):
    def __call__(self, *, unlock: bool = True) -> "Popen[bytes]": ...


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a desktop's bus and keyring, where our process finds them; its files are there the next time."""
    with ExitStack() as ending:

        def start(*, unlock: bool = True) -> "Popen[bytes]":
            ending.pop_all().close()
            world, daemon = ending.enter_context(keyrings.desktop(tmp_path / "desk", unlock=unlock))
            for name in keyrings.NOT_OURS:
                monkeypatch.delenv(name, raising=False)
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", world["DBUS_SESSION_BUS_ADDRESS"])
            return daemon

        yield start


async def test_an_open_keyring_keeps_the_session_for_the_next_start(desk: Start) -> None:
    desk()
    vault = Vault(PORTAL, lambda: choose(remote=False))

    await vault.decide(own=True)
    await vault.keep(SESSION)

    again = await Vault(PORTAL, lambda: choose(remote=False)).find()
    assert vault.keeping.where == "keyring"
    assert again is not None
    assert (again.user_id, again.refresh_token, again.seal_key) == ("u1", "tmpr_r", "a2V5")


async def test_signing_out_leaves_nothing_in_it(desk: Start) -> None:
    desk()
    vault = Vault(PORTAL, lambda: choose(remote=False))
    await vault.decide(own=True)
    await vault.keep(SESSION)

    assert await vault.forget()

    assert SecretService().read(PORTAL) is None


async def test_it_survives_the_keyrings_own_restart(desk: Start) -> None:
    desk()
    SecretService().write(PORTAL, b"item", 0)

    desk()

    assert SecretService().read(PORTAL) == b"item"


async def test_a_locked_one_is_not_unlocked_and_the_words_say_so(desk: Start) -> None:
    desk()
    SecretService().write(PORTAL, b"item", 0)
    desk(unlock=False)
    began = time.monotonic()

    vault = Vault(PORTAL, lambda: choose(remote=True))
    await vault.decide(own=True)
    await vault.keep(SESSION)

    assert time.monotonic() - began < 10
    assert (vault.keeping.where, vault.keeping.why) == ("memory", "locked")
    assert "locked" in vault.keeping.words
    assert secret_service.probe() == "locked"


async def test_one_that_locks_itself_later_is_an_item_that_was_not_written(desk: Start) -> None:
    desk()
    vault = Vault(PORTAL, lambda: choose(remote=False))
    await vault.decide(own=True)

    keyrings.lock(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    await vault.keep(SESSION)

    assert vault.keeping.why == "unwritten"
    with pytest.raises(Unusable):
        SecretService().read(PORTAL)


async def test_one_that_was_never_used_is_not_created(desk: Start) -> None:
    desk(unlock=False)

    assert secret_service.probe() == "absent"
    assert (await choose(remote=False)).why == "absent"


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all"])
async def test_without_a_bus_there_is_none(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    began = time.monotonic()

    choice = await choose(remote=False)

    assert time.monotonic() - began < 10
    assert choice.store is None
    assert choice.why in ("absent", "broken")


async def test_one_that_hangs_costs_two_seconds_and_no_session(desk: Start) -> None:
    daemon = desk()
    daemon.send_signal(signal.SIGSTOP)
    began = time.monotonic()

    choice = await choose(remote=False)

    assert time.monotonic() - began < 10
    assert (choice.store, choice.why) == (None, "broken")
    daemon.send_signal(signal.SIGCONT)
    assert await limited(secret_service.probe) == "ready"


async def test_one_that_hangs_after_the_sign_in_leaves_the_session_in_memory(desk: Start) -> None:
    daemon = desk()
    vault = Vault(PORTAL, lambda: choose(remote=False))
    await vault.decide(own=True)
    daemon.send_signal(signal.SIGSTOP)
    began = time.monotonic()

    await vault.keep(SESSION)

    assert time.monotonic() - began < 10
    assert (vault.keeping.where, vault.keeping.why) == ("memory", "unwritten")
    assert not await vault.forget()  # it cannot be seen to be gone, and the student is told
    daemon.send_signal(signal.SIGCONT)
