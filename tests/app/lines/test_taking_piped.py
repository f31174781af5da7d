"""The real program behind a pipe takes an assessment, is killed in the middle of a text, and goes on."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.lines.taking import ADA, on_portal
from tests.conftest import NOW
from tests.journeys.conftest import Portal
from tests.portal.attempts.support import give
from tests.support.papers import of_every_kind
from tests.support.piped import Piped
from tests.support.school import School

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def program(address: str, environment: dict[str, str]) -> Piped:
    """`tmp-tui --line`; lines are typed one after the other as its prompts come."""
    return Piped([sys.executable, "-m", "tmp_tui", "--server", address, "--line"], environment)


@pytest.fixture
def portal(school: School, tmp_path: Path) -> Iterator[Portal]:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, of_every_kind(), attempts=0)
    school.stamp()
    made = Portal(tmp_path / "portal", world(tmp_path), 0)
    yield made
    made.stop()


def world(tmp_path: Path) -> dict[str, str]:
    """What the programs see."""
    home = tmp_path / "its-home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VIRTUAL_ENV")}
    return kept | {"HOME": str(home), "TZ": "UTC", "LC_ALL": "C.UTF-8", "TMP_PORTAL_NOW": NOW}


def test_G01_kill_9_in_the_middle_of_a_text_loses_at_most_the_line_being_typed(
    school: School, portal: Portal, tmp_path: Path
) -> None:
    first = program(portal.address, world(tmp_path))
    first.type(*ADA, "1", "1", "b", "/11", "/w", "one", "two")
    first.wait_for("Line 3:")
    portal.stop()
    first.type("three")
    first.wait_for("Line 4:")
    first.kill()
    assert b"three" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*.journal*"))

    again = Portal(tmp_path / "portal", world(tmp_path), portal.port)
    second = program(again.address, world(tmp_path))
    second.type(*ADA, "1", "1", "/11", "/w", "four", ".", "/submit", "submit", "q")
    second.wait_for("Goodbye.")
    status = second.end()
    again.stop()

    assert status == 0
    assert b"3: three" in second.bytes
    assert b"Answered: 2 of 14." in second.bytes
    assert b"one\\ntwo\\nthree\\nfour" in on_portal(school)["extended_text"]


def test_A01_what_comes_out_of_the_pipe_has_no_escape_sequences(portal: Portal, tmp_path: Path) -> None:
    piped = program(portal.address, world(tmp_path))

    answers = [line for number in range(1, 15) for line in (f"/{number}", "b", "1 b", "3", "/f", "/m", "?")]
    piped.type(*ADA, "1", "1", *answers, ".", "/time", "/leave", "q", "yes")
    piped.wait_for("Goodbye.")

    assert piped.end() == 0
    assert not [byte for byte in piped.bytes if byte < 32 and byte != 10]
    assert b"\x9b" not in piped.bytes.decode().encode("latin-1", "ignore")
