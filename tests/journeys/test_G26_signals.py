"""Told to end from outside, with an answer half typed: it is kept, the terminal is as it was, and all that within 3 s."""

import base64
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Portal, Start
from tests.journeys.taking import Keys, Lines
from tests.support.piped import Piped
from tests.support.sample import TEST_ID
from tests.support.terminal import Terminal
from tmp_tui.store.journal import Journal

pytestmark = pytest.mark.journey

ENDINGS = [signal.SIGTERM, signal.SIGHUP]
WITHIN = 3.0  # seconds
TYPED = "Half of a thought"


def journalled(tmp_path: Path) -> list[str]:
    """Every text that waits in the journal of Ada."""
    with sqlite3.connect(f"file:{tmp_path / 'portal' / 'portal.db'}?mode=ro", uri=True) as connection:
        (key,) = connection.execute(
            "select c.seal_key from credentials c join users u on u.id = c.user_id where u.username = 'ada'"
        ).fetchone()
    connection.close()
    (path,) = (tmp_path / "home").rglob("*.journal")
    journal = Journal(path, key if isinstance(key, bytes) else base64.b64decode(key))
    (attempt,) = journal.attempts()
    paper = journal.paper(attempt)
    assert paper is not None
    found = [
        text for item in paper.items for texts in journal.values(attempt, item.id).values() for text in texts
    ]
    journal.close()
    return found


def half_typed(portal: Portal, terminal: Start, environment: dict[str, str]) -> Terminal:
    """The full screen at a question with something typed that is not kept yet."""
    app = terminal("tmp_tui", "--server", portal.address)
    student = Keys(app, Path(environment["HOME"]))
    student.sign_in()
    student.find()
    student.start()
    app.type("8")
    student.at(8)
    app.key("enter")
    app.wait_for("type your text")
    portal.stop()
    app.type(TYPED)
    app.wait_for(lambda text: TYPED in text)
    return app


def gone(process: "subprocess.Popen[bytes]", since: float) -> int:
    """The exit status; it must not take longer than allowed."""
    status = process.wait(WITHIN + 5)
    assert time.monotonic() - since < WITHIN
    return status


@pytest.mark.parametrize("how", ENDINGS, ids=lambda how: how.name)
def test_G26_a_signal_keeps_what_is_typed_and_restores_the_terminal(
    portal: Portal, terminal: Start, environment: dict[str, str], tmp_path: Path, how: signal.Signals
) -> None:
    app = half_typed(portal, terminal, environment)
    assert not app.echoes()

    since = time.monotonic()
    app.process.send_signal(how)

    assert gone(app.process, since) == 128 + how
    assert journalled(tmp_path) == [TYPED]
    app.wait()
    assert app.raw.rindex(b"\x1b[?1049l") > app.raw.rindex(b"\x1b[?1049h")
    assert app.raw.rindex(b"\x1b[?25h") > app.raw.rfind(b"\x1b[?25l")
    assert app.echoes()


def test_G26_a_terminal_that_is_closed_ends_the_app(
    portal: Portal, terminal: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    app = half_typed(portal, terminal, environment)

    since = time.monotonic()
    app.hang_up()

    assert gone(app.process, since) == 128 + signal.SIGHUP
    assert journalled(tmp_path) == [TYPED]


@pytest.mark.parametrize("redraws", [0, 200], ids=["idle", "full"])
def test_G26_a_terminal_that_nobody_reads_holds_nothing_up(
    portal: Portal, terminal: Start, environment: dict[str, str], tmp_path: Path, redraws: int
) -> None:
    app = half_typed(portal, terminal, environment)
    app.stall()
    app.type("\x0c" * redraws)  # more than the line between them holds
    app.rest()

    since = time.monotonic()
    app.process.send_signal(signal.SIGTERM)

    assert gone(app.process, since) == 128 + signal.SIGTERM
    assert journalled(tmp_path) == [TYPED]
    assert app.echoes()


def test_G26_a_terminal_that_nobody_reads_does_not_keep_a_shared_session_open(
    portal: Portal, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address)
    Keys(app, Path(environment["HOME"])).sign_in()
    assert portal.open_sessions() == 1
    app.stall()
    for _frame in range(60):  # more than the line and the queue before it hold
        app.key("ctrl+l")
        time.sleep(0.1)

    since = time.monotonic()
    app.process.send_signal(signal.SIGTERM)

    assert gone(app.process, since) == 128 + signal.SIGTERM
    assert portal.open_sessions() == 0
    assert app.echoes()


def in_lines(student: Lines) -> None:
    student.sign_in()
    student.find(TEST_ID)
    student.start()
    student.go(8)
    student.enter("/w", "Line 1:")


@pytest.mark.parametrize("how", ENDINGS, ids=lambda how: how.name)
def test_G26_a_signal_ends_line_mode(
    portal: Portal, terminal: Start, environment: dict[str, str], tmp_path: Path, how: signal.Signals
) -> None:
    app = terminal("tmp_tui", "--server", portal.address, "--line")
    in_lines(student_of(app, environment))
    portal.stop()
    student_of(app, environment).enter(TYPED, "Line 2:")
    app.type("half of the next")

    since = time.monotonic()
    app.process.send_signal(how)

    assert gone(app.process, since) == 128 + how
    assert journalled(tmp_path) == [TYPED]
    assert app.echoes()
    assert "Traceback" not in app.said()


def test_G26_ctrl_backslash_leaves_nothing_of_line_mode_on_a_shared_computer(
    portal: Portal, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address, "--line", "--shared")
    student = student_of(app, environment)
    student.sign_in()
    assert portal.open_sessions() == 1

    app.type("\x1c")

    assert app.wait() == 128 + signal.SIGQUIT
    assert app.raw.count(b"\x1b[3J") == 1
    assert portal.open_sessions() == 0
    assert app.echoes()


def test_G26_line_mode_ends_with_its_terminal(
    portal: Portal, terminal: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    app = terminal("tmp_tui", "--server", portal.address, "--line")
    in_lines(student_of(app, environment))
    student_of(app, environment).enter(TYPED, "Line 2:")

    since = time.monotonic()
    app.hang_up()

    assert gone(app.process, since) == 128 + signal.SIGHUP


def test_G26_a_signal_ends_line_mode_behind_a_pipe(
    portal: Portal, pipe: Callable[..., Piped], environment: dict[str, str], tmp_path: Path
) -> None:
    program = pipe("tmp_tui", "--server", portal.address, "--line")
    student = Lines(program, Path(environment["HOME"]))
    in_lines(student)
    portal.stop()
    student.enter(TYPED, "Line 2:")

    since = time.monotonic()
    program.process.send_signal(signal.SIGTERM)

    assert gone(program.process, since) == 128 + signal.SIGTERM
    assert journalled(tmp_path) == [TYPED]
    assert "Traceback" not in program.said()


def student_of(app: Terminal, environment: dict[str, str]) -> Lines:
    """Who types into this terminal; the settings know the account number."""
    return Lines(app, Path(environment["HOME"]))
