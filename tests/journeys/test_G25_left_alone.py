"""A shared computer that somebody walked away from, with the real programs: asked, locked, ended, whatever hangs."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.journeys.conftest import Portal, Start
from tests.journeys.taking import Keys, Lines
from tests.support.piped import Piped
from tests.support.sample import ADA
from tests.support.waiting import wait_until
from tmp_tui.screens.idling import HASTY

pytestmark = pytest.mark.journey

ASK, LOCK, END = 5.0, 10.0, 13.0  # seconds: a site may be as strict as it likes
GAVE_UP = 75
CLEARED = b"\x1b[3J"


@pytest.fixture
def site(environment: dict[str, str], tmp_path: Path) -> Path:
    """A site file that shortens the times."""
    path = tmp_path / "site" / "tmp-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f"shared = true\nlock_minutes = {LOCK / 60}\nend_minutes = {END / 60}\n")
    environment["XDG_CONFIG_DIRS"] = str(tmp_path / "site")
    return path


def test_G25_the_full_screen_asks_locks_and_goes_on_with_the_password(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address)
    Keys(app, Path(environment["HOME"])).sign_in()

    text = app.wait_for("Still there?")
    assert "Ada" not in text
    app.key("down")
    app.wait_for("Start Assessment")
    text = app.wait_for("Locked")
    assert "Ada" not in text
    app.type(ADA[1])
    app.key("enter")

    app.wait_for("Start Assessment")
    assert portal.open_sessions() == 1


def test_G25_in_an_assessment_what_is_typed_is_kept_and_the_end_leads_to_sign_in(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address)
    student = Keys(app, Path(environment["HOME"]))
    student.sign_in()
    student.find()
    student.start()
    student.jump(6)
    app.type("quince")
    app.wait_for("Still there?")

    text = app.wait_for("nobody used this computer")

    assert "Every answer is kept" in " ".join(text.split())
    wait_until(lambda: portal.open_sessions() == 0, 20)
    wait_until(lambda: CLEARED in app.raw, 20)
    time.sleep(2 * HASTY)  # what is typed sooner was meant for the page that is gone
    student.sign_in()
    student.find()
    student.go_on()
    student.jump(6)
    app.wait_for("Your answer: quince")


@pytest.mark.parametrize("hangs", ["terminal", "loop"])
def test_G26_what_hangs_cannot_keep_a_session_open(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str], hangs: str
) -> None:
    app = terminal("tmp_tui", "--server", portal.address)
    Keys(app, Path(environment["HOME"])).sign_in()
    app.stall()
    for _redraw in range(60 if hangs == "loop" else 1):  # more than the line and the queue before it hold
        app.key("ctrl+l")
        time.sleep(0.1)  # each a frame of its own

    since = time.monotonic()
    wait_until(lambda: portal.open_sessions() == 0, END + 10)

    assert time.monotonic() - since < END + 6
    if hangs == "loop":
        assert app.process.wait(10) == GAVE_UP
        assert app.echoes()


def test_G25_line_mode_asks_locks_and_goes_on_with_the_password(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address, "--line")
    student = Lines(app, Path(environment["HOME"]))
    student.sign_in()
    before = len(app.said())

    student.read("Still there? Press Enter", before)
    student.enter("", ", or ?:")
    student.read("Locked", before)
    assert CLEARED in app.raw
    student.enter("something else", "not the password")
    student.enter(ADA[1], "You can go on.")

    assert "Progress Reports" in student.enter("p", ", or ?:")
    assert "something else" not in app.said()


def test_G25_line_mode_ends_and_what_was_typed_is_in_no_other_prompt(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address, "--line")
    student = Lines(app, Path(environment["HOME"]))
    student.sign_in()
    before = len(app.said())
    app.type("half of a thought")

    student.read("nobody used this computer", before)

    wait_until(lambda: portal.open_sessions() == 0, 20)
    student.read("Enter keeps it", before)
    student.enter("", "Username or Email Address:")
    assert "half of a thought" not in app.said()[before + len("half of a thought") :]


def test_G25_behind_a_pipe_the_session_ends_too_and_nothing_is_cleared(
    portal: Portal, site: Path, pipe: Callable[..., Piped], environment: dict[str, str]
) -> None:
    program = pipe("tmp_tui", "--server", portal.address, "--line")
    student = Lines(program, Path(environment["HOME"]))
    student.sign_in()

    student.read("nobody used this computer")

    assert "\x1b" not in program.said()


def test_G25_a_line_that_nobody_reads_does_not_keep_line_mode_open(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address, "--line")
    Lines(app, Path(environment["HOME"])).sign_in()
    app.stall()
    app.type("?\r" * 200)

    wait_until(lambda: portal.open_sessions() == 0, END + 10)


def test_G25_a_computer_that_slept_wakes_up_locked(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address)
    Keys(app, Path(environment["HOME"])).sign_in()

    os.killpg(app.process.pid, signal.SIGSTOP)
    time.sleep(END)  # nothing can be waited for: it is stopped
    os.killpg(app.process.pid, signal.SIGCONT)
    app.type("5")

    text = app.wait_for("nobody used this computer")
    assert "Account Settings" not in text


def test_an_idle_guard_costs_next_to_nothing(
    portal: Portal, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address)
    Keys(app, Path(environment["HOME"])).sign_in()
    app.rest(1)
    program, written = psutil.Process(app.process.pid), len(app.raw)

    used = sum(program.cpu_times()[:2])
    time.sleep(10)

    assert sum(program.cpu_times()[:2]) - used < 0.2
    assert len(app.raw) == written


def test_G25_a_terminal_that_was_stopped_shows_the_lock_in_line_mode_too(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    """Ctrl+S is what saves elsewhere: nothing more is written then, and what was read would stay for whoever goes on."""
    app = terminal("tmp_tui", "--server", portal.address, "--line")
    student = Lines(app, Path(environment["HOME"]))
    student.sign_in()
    app.type("\x13")

    student.read("Password, or o to sign out")

    assert CLEARED in app.raw


def test_G25_who_leaves_line_mode_at_the_password_leaves_nothing_there(
    portal: Portal, site: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--server", portal.address, "--line")
    student = Lines(app, Path(environment["HOME"]))
    student.read("Enter keeps it")
    student.enter("", "Username or Email Address:")
    student.enter("grace", "Password:")
    app.type("half of a pass")

    student.read("Nobody typed anything for a while.")

    assert "grace" not in app.said().rpartition(CLEARED.decode())[2]
    assert app.echoes()
    assert "You are signed in." in student.sign_in()
