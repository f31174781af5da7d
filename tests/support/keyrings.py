"""Keyrings for tests: a real one of a Linux desktop, in a world of its own, and one that is a file."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import jeepney  # type: ignore[import-untyped]  # it has no types
import pytest
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]  # the same

from tmp_tui.vault.stores import Where

NAME = "org.freedesktop.secrets"
PASSWORD = "of the keyring"
NOT_OURS = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL")


@contextlib.contextmanager
def desktop(home: Path, *, unlock: bool = True) -> Iterator[tuple[dict[str, str], subprocess.Popen[bytes]]]:
    """A session bus with gnome-keyring on it; yields the environment that leads there, and the daemon."""
    for program in ("dbus-daemon", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"there is no {program}")
    run = home / "run"
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    world = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    world |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(run), "XDG_DATA_HOME": str(home / "data")}
    bus = ["dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address=1"]
    with contextlib.ExitStack() as ending:
        first = subprocess.Popen(bus, env=world, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        ending.callback(_end, first)
        assert first.stdout is not None
        world["DBUS_SESSION_BUS_ADDRESS"] = first.stdout.readline().decode().strip()
        keyring = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        second = subprocess.Popen(
            [*keyring, "--unlock"] if unlock else keyring,
            env=world,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ending.callback(_end, second)
        ending.callback(_end, first)  # before it: else it starts another keyring for whoever still asks
        assert second.stdin is not None
        second.stdin.write(PASSWORD.encode() if unlock else b"")
        second.stdin.close()
        _wait_for(world["DBUS_SESSION_BUS_ADDRESS"])
        yield world, second


def lock(address: str) -> None:
    """Lock it, as a screen saver does."""
    service = jeepney.DBusAddress("/org/freedesktop/secrets", NAME, "org.freedesktop.Secret.Service")
    paths = ["/org/freedesktop/secrets/aliases/default"]
    with contextlib.closing(open_dbus_connection(address)) as connection:
        connection.send_and_get_reply(jeepney.new_method_call(service, "Lock", "ao", (paths,)), timeout=5)


def _wait_for(address: str) -> None:
    end = time.monotonic() + 10
    with contextlib.closing(open_dbus_connection(address)) as connection:
        while not _is_there(connection):
            assert time.monotonic() < end, "the keyring did not start"
            time.sleep(0.02)


def _is_there(connection: DBusConnection) -> bool:
    asked = jeepney.new_method_call(jeepney.DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus"), "NameHasOwner", "s", (NAME,))  # fmt: skip
    return bool(connection.send_and_get_reply(asked, timeout=2).body[0])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGCONT)  # a test may have stopped it
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
    if process.stdout is not None:
        process.stdout.close()


class FileStore:
    """A store that several processes share: one file a name. For tests only: it is what the app must never do."""

    where: Where = "keyring"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / name.replace("/", "_")

    def read(self, name: str) -> bytes | None:
        """What is in the file."""
        path = self._path(name)
        return path.read_bytes() if path.exists() else None

    def write(self, name: str, item: bytes, seconds: int) -> None:
        """Replace the file at once."""
        beside = self._path(name).with_suffix(f".{os.getpid()}")
        beside.write_bytes(item)
        beside.replace(self._path(name))

    def delete(self, name: str) -> None:
        """Remove the file."""
        self._path(name).unlink(missing_ok=True)
