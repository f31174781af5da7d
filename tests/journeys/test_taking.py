"""The sample school's assessments, taken by keyboard alone from sign-in to receipt, and what the portal has of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import Start
from tests.journeys.taking import Console, Keys, Lines, answer_all, home_with_plan
from tests.support.piped import Piped
from tests.support.sample import SCALES, THEME, in_any_order, on_portal, wanted
from tests.support.terminal import Terminal

pytestmark = pytest.mark.journey


def test_every_kind_of_question_by_keyboard_in_the_full_screen(
    sample: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "demo")
    student = Keys(app, home_with_plan(environment))

    student.sign_in()
    student.find()
    student.start()
    answer_all(student, SCALES)
    receipt = student.submit()

    assert "20 of 20" in receipt
    assert in_any_order(on_portal(sample)) == in_any_order(wanted(SCALES))
    app.key("esc")
    app.wait_for("Attempts left")
    app.key("ctrl+q")
    assert app.wait() == 0


def in_lines(console: Console, environment: dict[str, str]) -> None:
    student = Lines(console, home_with_plan(environment))
    student.sign_in()
    assert "Questions: 20" in student.find()
    student.start()
    for number, given in enumerate(SCALES, 1):
        if number > 1:
            student.go(number)
        assert "\nSaved.\n" in student.give(number, given)
    assert "Answered: 20 of 20." in student.submit()
    student.enter("q", "Goodbye.")


def test_every_kind_of_question_in_line_mode_in_a_terminal(
    sample: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "--line", "demo")

    in_lines(app, environment)

    assert in_any_order(on_portal(sample)) == in_any_order(wanted(SCALES))
    assert app.wait() == 0


def test_A01_every_kind_of_question_through_a_pipe_without_an_escape(
    sample: Path, pipe: Callable[..., Piped], environment: dict[str, str]
) -> None:
    program = pipe("tmp_tui", "demo", "--line")

    in_lines(program, environment)

    assert program.end() == 0
    assert in_any_order(on_portal(sample)) == in_any_order(wanted(SCALES))
    assert not [byte for byte in program.bytes if byte < 32 and byte != 10]
    assert not re.search("[\x7f-\x9f]", program.said())


def test_start_assessment_from_home_at_40_columns_and_the_answers_read_afterwards(
    sample: Path, terminal: Start, environment: dict[str, str]
) -> None:
    app = terminal("tmp_tui", "demo", columns=40)
    student = Keys(app, home_with_plan(environment), count=len(THEME))

    student.sign_in()
    found = re.search(r"(\d+) Theme and evidence quiz", app.text())
    assert found, app.text()
    app.type(found[1])
    app.wait_for("1 Start Assessment")
    student.start()
    answer_all(student, THEME)
    student.submit()

    assert in_any_order(on_portal(sample)) == in_any_order(wanted(THEME))
    app.key("esc")
    row = re.search(r"(\d+) Your answers", app.wait_for("Your answers"))
    assert row
    app.type(row[1])
    app.wait_for("Question 1")
    review = read_through(app, "Silly at first")
    for words in (
        "silly",
        "ten minutes early",
        "He trusts her to ring the bell",
        "Silly at first; a way home",
    ):
        assert words in review
    assert review.count("Your answer") == len(THEME)


def read_through(app: Terminal, last: str) -> str:
    """A page from its beginning to what stands last on it, each line once, as one text without the ends of lines."""
    read: list[str] = []
    while last not in (text := " ".join(" ".join(read).split())):
        read += [line for line in (one.lstrip("> ") for one in app.lines()[4:-1]) if line not in read]
        if not any(last in line for line in app.lines()):
            before = app.text()
            app.key("pgdn")
            app.wait_for(lambda text, before=before: text != before)  # type: ignore[misc]
    return text
