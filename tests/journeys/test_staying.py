"""On a computer of their own: signed in once, there at the next start, and gone without a trace when they say so."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Portal, Start
from tests.support import keyrings
from tests.support.piped import Piped
from tests.support.proxy import Proxy
from tests.support.sample import ADA

pytestmark = [pytest.mark.journey, pytest.mark.keyring]

Pipe = Callable[..., Piped]


@pytest.fixture
def desk(tmp_path: Path, environment: dict[str, str]) -> Iterator[None]:
    """The programs run on a desktop whose keyring is open."""
    with keyrings.desktop(tmp_path / "desk") as (world, _daemon):
        environment["DBUS_SESSION_BUS_ADDRESS"] = world["DBUS_SESSION_BUS_ADDRESS"]
        environment["XDG_RUNTIME_DIR"] = world["XDG_RUNTIME_DIR"]
        yield


@pytest.fixture
def proxy(away: Path, serve: Callable[..., Portal], environment: dict[str, str]) -> Iterator[Proxy]:
    """A good line, that remembers which tokens went over it; the programs know the portal by it."""
    made = Proxy(serve().address, lambda _method, _path: "")
    environment["TMP_TUI_SERVER"] = made.address
    yield made
    made.close()


def run(pipe: Pipe, *words: str, typed: str = "") -> tuple[int, str]:
    """One command; its exit status and what it said."""
    program = pipe("tmp_tui", *words)
    if typed:
        program.type(typed)
    return program.end(), program.said()


def login(pipe: Pipe) -> tuple[int, str]:
    return run(pipe, "login", "--own", "--account", "4821", "--username", ADA[0], typed=ADA[1])


def look_through(tmp_path: Path, tokens: set[str]) -> None:
    """Every file of every folder, the keyring's too: no token is readable in any."""
    assert tokens
    for path in (path for path in tmp_path.rglob("*") if path.is_file() and path.name != "portal.db"):
        content = path.read_bytes()
        assert not [token for token in tokens if token.encode() in content], path


def test_signed_in_once_the_app_opens_at_home_until_signed_out(
    desk: None, proxy: Proxy, pipe: Pipe, terminal: Start, tmp_path: Path
) -> None:
    status, said = login(pipe)
    assert status == 0, said
    assert "Signed in as Ada" in said
    assert "keyring" in said

    for _start in range(2):
        app = terminal("tmp_tui")
        app.wait_for("Mathematics 7")
        app.key("ctrl+q")
        assert app.wait() == 0
    status, said = run(pipe, "show", "classes")
    assert (status, "Mathematics 7" in said) == (0, True), said
    status, said = run(pipe, "status", "--json")
    told = json.loads(said)
    assert (status, told["kept_in"], told["unsent"], told["place"]) == (0, "keyring", 0, "personal")
    assert "Unused, it ends after 14 days." in run(pipe, "status")[1]
    look_through(tmp_path, proxy.tokens)

    app = terminal("tmp_tui")
    app.wait_for("Mathematics 7")
    app.key("ctrl+o")
    app.wait_for("You are signed out.")
    app.key("ctrl+q")
    assert app.wait() == 0
    assert run(pipe, "status")[0] == 4
    look_through(tmp_path, proxy.tokens)


def test_a_closed_terminal_keeps_it_and_logout_ends_it(
    desk: None, proxy: Proxy, pipe: Pipe, terminal: Start
) -> None:
    assert login(pipe)[0] == 0
    app = terminal("tmp_tui")
    app.wait_for("Mathematics 7")

    os.kill(app.process.pid, signal.SIGHUP)

    assert app.wait() == 128 + signal.SIGHUP
    assert run(pipe, "status")[0] == 0
    status, said = run(pipe, "logout", "--everywhere")
    assert "You are signed out." in said or status != 0
    assert run(pipe, "status")[0] == 4


def test_without_the_portal_there_is_the_copy(desk: None, proxy: Proxy, pipe: Pipe, terminal: Start) -> None:
    assert login(pipe)[0] == 0
    proxy.close()

    status, said = run(pipe, "--line", typed="q")

    assert (status, "Signed in as Ada" in said, "Mathematics 7" in said) == (0, True, True), said
    assert run(pipe, "status")[0] == 5
    status, said = run(pipe, "logout")
    assert (status, "The portal was not reached" in said) == (5, True), said


def test_on_a_shared_computer_login_says_what_to_do_instead(proxy: Proxy, pipe: Pipe) -> None:
    status, said = run(pipe, "--shared", "login", "--own", "--account", "4821", "--username", ADA[0])
    without = run(pipe, "login", "--own", "--account", "4821", "--username", ADA[0])

    assert (status, "shared computer" in said) == (4, True), said
    assert (without[0], "no keyring" in without[1]) == (4, True), without[1]
    assert proxy.seen == []


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's keyring")
def test_over_ssh_it_lasts_as_long_as_the_login(
    proxy: Proxy, environment: dict[str, str], tmp_path: Path
) -> None:
    program = f"{sys.executable} -m tmp_tui"
    script = f"echo {ADA[1]} | {program} login --own --account 4821 --username ada; echo $?; {program} status; echo $?"
    world = environment | {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}

    def shell(commands: str) -> list[str]:
        done = subprocess.run(["keyctl", "session", "-", "sh", "-c", commands], env=world, capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
        if "not permitted" in done.stderr:
            pytest.skip(done.stderr)
        return done.stdout.splitlines()

    said = shell(script)
    assert [line for line in said if line in ("0", "4")] == ["0", "0"], said
    assert any("for this login" in line for line in said)

    look_through(tmp_path, proxy.tokens)
    assert shell(f"{program} status; echo $?")[-1] == "4"
