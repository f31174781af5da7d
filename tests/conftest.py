"""What every test stands on: no network but loopback, a home of its own, one clock and one zone."""

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support.school import School
from tmp_tui.text import use_zone

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

NOW = "2026-03-16T15:00:00+00:00"  # a Monday in the middle of a term


@pytest.fixture(autouse=True)
def its_own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary home, UTC, a portal clock that starts at NOW, and no settings from outside."""
    for name in [name for name in os.environ if name.startswith(("TMP_TUI_", "TMP_PORTAL_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name in ("DBUS_SESSION_BUS_ADDRESS", "SSH_CONNECTION"):  # a keyring that is somebody's own
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("tmp_tui.site.ALWAYS", tmp_path / "etc")
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TMP_PORTAL_NOW", NOW)
    monkeypatch.setattr("tmp_portal.clock._started", time.monotonic())  # however long the tests before took
    time.tzset()
    use_zone("")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting anywhere but to this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test wanted to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A small school in a database of its own, with a portal over it."""
    made = School(tmp_path / "portal")
    yield made
    made.close()
