"""The app is killed while an assessment is taken, begun again, and gone on with: nothing that was said to be kept is missing."""

import os
import random
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Portal, Start
from tests.journeys.taking import SAVED, Keys, home_with_plan
from tests.support.sample import SCALES, in_any_order, on_portal, wanted
from tests.support.terminal import Terminal

pytestmark = pytest.mark.journey

LONGEST = 0.5  # seconds from when a question is on the screen to the kill; to answer it takes about as long
HERE = "On this computer, not sent yet."
CHOSEN = re.compile(
    r"\(x\) .*|\[(?:x|\d)\] .*|(?:Blank \d|\d+ cm(?: by \d+ cm)?|Your answer): (?!____|type ).*"
)


def begun(start: Start, portal: Portal, home: Path) -> Keys:
    """The app, with Ada at the page of the assessment."""
    student = Keys(start("tmp_tui", "--server", portal.address), home)
    student.sign_in()
    student.find()
    return student


def answered(app: Terminal) -> set[str]:
    """What the screen shows as answered."""
    return set(CHOSEN.findall("\n".join(app.lines()[:-1])))


def claims(app: Terminal) -> set[str]:
    """The same, where the screen says that it is kept."""
    text = app.text()
    return answered(app) if SAVED in text or HERE in text else set()


def take_while_killed(start: Start, portal: Portal, home: Path, seed: int, kills: int) -> str:
    """Take all of it, killed at so many questions; returns the receipt's screen."""
    dice = random.Random(seed)
    killed_at = sorted(dice.sample(range(1, len(SCALES) + 1), kills))
    print(f"seed {seed}, killed at {killed_at}")
    student = begun(start, portal, home)
    student.start()
    for number, given in enumerate(SCALES, 1):
        if number > 1:
            student.next(number)
        if number in killed_at:
            seen = kill_while(student, lambda: student.give(given), dice.uniform(0, LONGEST))  # noqa: B023
            student = begun(start, portal, home)
            student.go_on()
            student.jump(number)
            student.app.wait_for(lambda _: seen <= answered(student.app))  # noqa: B023
        student.give(given)
    return student.submit()


def kill_while(student: Keys, act: Callable[[], None], after: float) -> set[str]:
    """Kill the app so many seconds after it is begun to act; what its screen claimed last."""
    killer = threading.Timer(after, student.app.process.kill)
    killer.start()
    try:
        act()
    except (AssertionError, OSError):
        assert student.app.process.poll() is not None
    killer.join()
    student.app.wait()
    seen = claims(student.app)
    student.app.close()
    return seen


def test_G01_G03_killed_at_three_points_nothing_kept_is_missing(
    away: Path, serve: Callable[..., Portal], terminal: Start, environment: dict[str, str]
) -> None:
    receipt = take_while_killed(terminal, serve(), home_with_plan(environment), 3, 3)

    assert "20 of 20" in receipt
    assert in_any_order(on_portal(away)) == in_any_order(wanted(SCALES))


@pytest.mark.slow
@pytest.mark.skipif("TMP_SLOW" not in os.environ, reason="takes a minute: TMP_SLOW=1")
def test_G01_G03_killed_at_every_question_nothing_kept_is_missing(
    away: Path, serve: Callable[..., Portal], terminal: Start, environment: dict[str, str]
) -> None:
    receipt = take_while_killed(terminal, serve(), home_with_plan(environment), 20, 20)

    assert "20 of 20" in receipt
    assert in_any_order(on_portal(away)) == in_any_order(wanted(SCALES))
