"""Answers that never reached the portal go there in a file, once; what the app sends afterwards changes nothing."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Portal, Start
from tests.journeys.taking import SAVED, Keys, Lines
from tests.support.piped import Piped
from tests.support.sample import SCALES, on_portal, wanted

pytestmark = pytest.mark.journey

GIVEN = [one for one in SCALES if one.name in ("boat-hall", "office", "same-scale")]


def rows(database: Path) -> list[Any]:
    """All that tells of answers."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = [
            connection.execute(f"select * from {table} order by 1, 2, 3, 4").fetchall()
            for table in ("attempt_answers", "refused_answers", "attempts")
        ]
    connection.close()
    return found


def taken_once(staff: Callable[..., str], home: Path, database: Path) -> None:
    """Staff import the file, and import it again."""
    (file,) = home.glob("track-my-progress-answers*")
    assert b"boat" not in file.read_bytes()
    (first,) = json.loads(staff("import", "answers", str(file), "--json"))["attempts"]
    after = rows(database)
    (second,) = json.loads(staff("import", "answers", str(file), "--json"))["attempts"]

    assert first["taken"] >= len(GIVEN)  # each of its versions counts
    assert second["taken"] == 0
    assert rows(database) == after
    assert on_portal(database) == wanted(GIVEN)


def test_G22_from_the_full_screen(
    away: Path,
    serve: Callable[..., Portal],
    staff: Callable[..., str],
    terminal: Start,
    environment: dict[str, str],
) -> None:
    portal, home = serve(), Path(environment["HOME"])
    app = terminal("tmp_tui", "--server", portal.address)
    student = Keys(app, home)
    student.sign_in()
    student.find()
    student.start()
    portal.stop()
    for number, given in enumerate(GIVEN, 1):
        if number > 1:
            student.next(number)
        student.give(given, "not sent yet")

    app.key("ctrl+p")
    app.wait_for("Type a part")
    app.type("Save unsent")
    app.wait_for("Save unsent answers")
    app.key("enter")
    app.wait_for("Written to")
    taken_once(staff, home, away)
    after = rows(away)
    serve(portal.port)
    app.wait_for(SAVED, seconds=60)
    student.jump(1)
    app.wait_for(SAVED, seconds=60)
    app.wait_for(lambda text: "not sent" not in text, seconds=60)

    assert rows(away) == after


def test_G22_from_line_mode(
    away: Path,
    serve: Callable[..., Portal],
    staff: Callable[..., str],
    pipe: Callable[..., Piped],
    environment: dict[str, str],
) -> None:
    portal, home = serve(), Path(environment["HOME"])
    program = pipe("tmp_tui", "--server", portal.address, "--line")
    student = Lines(program, home)
    student.sign_in()
    student.find()
    student.start()
    portal.stop()
    for number, given in enumerate(GIVEN, 1):
        if number > 1:
            student.go(number)
        student.give(number, given)

    assert "Written to" in student.enter("/export", student.prompt(3))
    taken_once(staff, home, away)
    after = rows(away)
    serve(portal.port)
    student.until_sent(3)

    assert rows(away) == after
