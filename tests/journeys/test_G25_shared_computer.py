"""On a computer that others use too: whoever looks through the disk after a student finds no name, no answer and no token."""

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Portal, Start
from tests.journeys.taking import SAVED, Keys, Lines, home_with_plan
from tests.support.piped import Piped
from tests.support.proxy import BEFORE, Proxy
from tests.support.sample import ADA, SCALES
from tests.support.terminal import Terminal

pytestmark = pytest.mark.journey

STARTED = time.time()
WORDS = "quince marmalade"
NAMES = [b"Byron", b"Reyes", b"Marisol", b"Vance", b"Mathematics 7", b"boathouse", b"Boat hall"]
SECRETS = [WORDS.encode(), ADA[1].encode()]


@pytest.fixture
def folders(away: Path, environment: dict[str, str], tmp_path: Path) -> Path:
    """Every folder in which a program may leave something, all in one."""
    here = tmp_path / "home"
    for name, place in {"TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config"}.items():  # fmt: skip
        (here / place).mkdir(mode=0o700)
        environment[name] = str(here / place)
    shutil.copytree(here / ".config", here / "config", dirs_exist_ok=True)
    return here


@pytest.fixture
def proxy(away: Path, serve: Callable[..., Portal]) -> Iterator[Proxy]:
    """A good line, that remembers which tokens went over it."""
    made = Proxy(serve().address, lambda _method, _path: "")
    yield made
    made.close()


def look_through(folder: Path, tokens: set[str]) -> None:
    """Every file, its name too, and the memory that programs share."""
    assert tokens
    wanted = [*NAMES, *SECRETS, *(token.encode() for token in tokens)]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".journal" for path in files)
    for path in [*files, *mine_in(Path("/dev/shm"))]:
        content = path.read_bytes() + path.name.encode()
        assert [word for word in wanted if word in content] == [], path


def mine_in(folder: Path) -> list[Path]:
    """Files that were made since this test began, as far as they can be read."""
    return [path for path in folder.rglob("*") if path.is_file() and path.stat().st_mtime > STARTED]


def left_in(app: Terminal) -> bytes:
    """What is written to the terminal after the last time that all that was in it was cleared."""
    return app.raw.rpartition(b"\x1b[3J")[2]


def nothing_left_in(app: Terminal) -> None:
    """No name, no answer: not on the screen, not scrolled away."""
    assert b"\x1b[3J" in app.raw
    assert [word for word in [*NAMES, *SECRETS] if word in left_in(app)] == []


def answer_some(app: Keys, said: str = SAVED) -> None:
    """Answers of several kinds; one is being typed."""
    app.sign_in()
    app.find()
    app.start()
    app.give(SCALES[0], said)
    app.jump(6)
    app.app.type(WORDS)
    app.app.wait_for(lambda text: f"Your answer: {WORDS}" in text)  # kept


def test_G25_after_sign_out(
    proxy: Proxy, folders: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", proxy.address)
    answer_some(Keys(app, folders))

    app.key("enter")
    app.key("esc")
    app.wait_for("Everything is kept")
    app.key("ctrl+o")
    app.wait_for("You are signed out.")
    look_through(folders, proxy.tokens)
    app.key("ctrl+q")
    assert app.wait() == 0

    look_through(folders, proxy.tokens)
    nothing_left_in(app)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
@pytest.mark.parametrize("face", ["full screen", "lines"])
def test_G25_after_a_signal(
    proxy: Proxy, folders: Path, terminal: Start, environment: dict[str, str], how: signal.Signals, face: str
) -> None:
    app = terminal("tmp_tui", "--server", proxy.address, *(["--line"] if face == "lines" else []))
    if face == "lines":
        student = Lines(app, home_with_plan(environment))
        student.sign_in()
        student.find()
        student.start()
        student.give(1, SCALES[0])
    else:
        answer_some(Keys(app, folders))

    app.process.send_signal(how)

    assert app.wait() == 128 + how
    look_through(folders, proxy.tokens)
    nothing_left_in(app)
    assert ("DELETE", "/v1/sessions/current") in [(method, path) for method, path, _why in proxy.seen]


def test_G25_after_line_mode_signed_out(
    proxy: Proxy, folders: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", proxy.address, "--line")
    student = Lines(app, home_with_plan(environment))
    student.sign_in()
    student.enter("p", ", or ?:")

    student.enter("o", "Enter keeps it")

    nothing_left_in(app)
    assert b"You are signed out." in left_in(app)


def test_G25_after_kill_9(proxy: Proxy, folders: Path, terminal: Start, environment: dict[str, str]) -> None:
    app = terminal("tmp_tui", "--server", proxy.address)
    proxy.choose = lambda _method, path: BEFORE if "/answers/" in path else ""
    answer_some(Keys(app, folders), "not sent yet")

    app.close()

    look_through(folders, proxy.tokens)


def test_G25_after_line_mode_was_killed(
    proxy: Proxy, folders: Path, pipe: Callable[..., Piped], environment: dict[str, str]
) -> None:
    program = pipe("tmp_tui", "--server", proxy.address, "--line")
    student = Lines(program, home_with_plan(environment))
    student.sign_in()
    student.find()
    student.start()
    student.go(8)
    student.enter("/w", "Line 1:")
    student.enter(WORDS, "Line 2:")

    program.kill()

    look_through(folders, proxy.tokens)
