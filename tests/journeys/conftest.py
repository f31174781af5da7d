"""The real programs, each in a world of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.support.piped import Piped
from tests.support.terminal import Terminal
from tmp_portal.db.engine import Database
from tmp_portal.demo import build

Start = Callable[..., Terminal]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What the programs see: a home of their own, UTC, UTF-8, the tests' clock."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "VIRTUAL_ENV")}
    return kept | {
        "HOME": str(home),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "TMP_PORTAL_NOW": NOW,
        "TERM": "xterm-256color",
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school, built once: every test takes a copy."""
    folder = tmp_path_factory.mktemp("built") / "demo"
    with pytest.MonkeyPatch.context() as world:
        world.setenv("TMP_PORTAL_NOW", NOW)
        build.make_room(folder)
        database = Database(f"sqlite:///{folder / 'portal.db'}")
        build.build(database, folder)
        database.close()
    return folder


@pytest.fixture
def sample(built: Path, environment: dict[str, str]) -> Path:
    """The sample school where `tmp-tui demo` looks for it; returns its database."""
    folder = Path(environment["HOME"]) / ".local" / "state" / "tmp-tui" / "demo"
    shutil.copytree(built, folder)
    return folder / "portal.db"


@pytest.fixture
def away(built: Path, tmp_path: Path, environment: dict[str, str]) -> Path:
    """The sample school where `serve` looks for the test's own portal, whose account number is known; its database."""
    shutil.copytree(built, tmp_path / "portal")
    settings = Path(environment["HOME"]) / ".config" / "tmp-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('account = "4821"\n')
    return tmp_path / "portal" / "portal.db"


@pytest.fixture
def terminal(environment: dict[str, str]) -> Iterator[Start]:
    """Starts `python -m` something in a terminal."""
    started: list[Terminal] = []

    def start(*words: str, columns: int = 80, rows: int = 24, **more: str) -> Terminal:
        started.append(
            Terminal([sys.executable, "-m", *words], environment | more, columns=columns, rows=rows)
        )
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def pipe(environment: dict[str, str]) -> Iterator[Callable[..., Piped]]:
    """Starts `python -m` something behind pipes."""
    started: list[Piped] = []

    def start(*words: str) -> Piped:
        started.append(Piped([sys.executable, "-m", *words], environment))
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.fixture
def staff(tmp_path: Path, environment: dict[str, str]) -> Callable[..., str]:
    """Runs a `tmp-portal` command on the test's own portal and returns what it printed."""

    def run(*words: str) -> str:
        command = [sys.executable, "-m", "tmp_portal", "--data", str(tmp_path / "portal"), *words]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    return run


@pytest.fixture
def serve(tmp_path: Path, environment: dict[str, str]) -> Iterator[Callable[..., "Portal"]]:
    """Starts the test's own portal."""
    started: list[Portal] = []

    def start(port: int = 0) -> Portal:
        started.append(Portal(tmp_path / "portal", environment, port))
        return started[-1]

    yield start
    for portal in started:
        portal.stop()


@pytest.fixture
def portal(away: Path, serve: Callable[..., "Portal"]) -> "Portal":
    """The sample school, served by a process that is not the app's child."""
    return serve()


class Portal:
    """A running `tmp-portal serve`."""

    def __init__(self, data: Path, environment: dict[str, str], port: int) -> None:
        command = [sys.executable, "-m", "tmp_portal", "--data", str(data), "serve", "--port", str(port)]
        self.database = data / "portal.db"
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().removeprefix("Serving on ").strip()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.rpartition(":")[2])

    def open_sessions(self) -> int:
        """How many sessions it would still let in."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute(
                "select count(*) from token_families where revoked_at is null"
            ).fetchone()
        return int(count)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._process.communicate(timeout=20)

    def stop(self) -> None:
        """End it and wait."""
        self._process.terminate()
        self._process.communicate(timeout=20)
