"""A real district's roster and a real framework, to a real student's screen."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Portal, Start

SHARED = Path(__file__).parents[3] / "shared" / "data"
ROSTER = SHARED / "oneroster" / "classlink-sample-1.1" / "OneRoster-original.zip"
STANDARDS = SHARED / "case" / "ccss-math.case.json"

pytestmark = [
    pytest.mark.journey,
    pytest.mark.real_data,
    pytest.mark.skipif(not ROSTER.exists(), reason=f"{SHARED} is not here"),
]

CLASS = "34734"  # a class of the high school, by its sourcedId
IN_TERM, AFTER_TERM = "2019-03-01T12:00:00+00:00", "2019-06-22T12:00:00+00:00"


@pytest.fixture
def student(staff: Callable[..., str], environment: dict[str, str]) -> dict[str, str]:
    """A portal with the district in it, and a student of the class with a temporary password."""
    environment["TMP_PORTAL_NOW"] = IN_TERM
    staff("init")
    assert "users: 180 added" in staff("import", "roster", str(ROSTER))
    assert "703 added" in staff("import", "standards", str(STANDARDS), "--class", CLASS)
    first: dict[str, str] = json.loads(staff("credentials", CLASS, "--json"))[0]
    return first


def show(address: str, student: dict[str, str], environment: dict[str, str], *page: str) -> dict[str, Any]:
    """What `tmp-tui show PAGE --json` says."""
    command = [sys.executable, "-m", "tmp_tui", "--server", address, "show", *page, "--json"]
    names = ["--account", student["account"], "--username", student["username"]]
    done = subprocess.run(
        [*command, *names],
        env=environment,
        input=f"{student['password']}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page_shown: dict[str, Any] = json.loads(done.stdout)
    return page_shown


def test_current_classes_of_a_real_student_are_archived_when_their_term_ends(
    student: dict[str, str], serve: Callable[..., Portal], terminal: Start, environment: dict[str, str]
) -> None:
    portal = serve()
    app = terminal("tmp_tui", "--server", portal.address)
    app.wait_for("Account")
    app.type(f"{student['account']}\t{student['username']}\t{student['password']}\r")
    app.wait_for("Profile Setup")
    app.type("four plain garden words\tfour plain garden words\r")
    app.wait_for("Test ID")
    app.key("f3")
    app.wait_for("1 ")
    student["password"] = "four plain garden words"
    during = show(portal.address, student, environment, "classes")
    portal.stop()

    environment["TMP_PORTAL_NOW"] = AFTER_TERM
    after = show(serve().address, student, environment, "classes")

    assert during["rows"]
    assert after["rows"] == []


def test_the_whole_of_common_core_mathematics_opens_as_a_tree(
    student: dict[str, str], serve: Callable[..., Portal], terminal: Start, environment: dict[str, str]
) -> None:
    portal = serve()
    app = terminal("tmp_tui", "--server", portal.address, columns=40)
    app.wait_for("Account")
    app.type(f"{student['account']}\t{student['username']}\t{student['password']}\r")
    app.wait_for("Profile Setup")
    app.type("four plain garden words\tfour plain garden words\r")
    app.wait_for("Test ID")
    student["password"] = "four plain garden words"

    title = show(portal.address, student, environment, "classes")["rows"][0]["text"]
    tree = show(portal.address, student, environment, "progress", title)
    app.key("f3")
    app.wait_for("1 ")
    app.type("1")
    app.wait_for("Activity")
    app.key("[")
    app.wait_for("Not assessed")
    app.key("end")
    app.wait_for("CCSS.Math.Content.HSS")

    assert len([row for row in tree["rows"] if "level" in row.get("codes", {})]) == 703
    assert max(row["depth"] for row in tree["rows"]) == 4
