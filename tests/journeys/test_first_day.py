"""A school sets its portal up, and a new student walks through all of it."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.conftest import Portal, Start
from tests.support.terminal import Terminal
from tmp_portal.demo.roster import DATA, write_roster

pytestmark = pytest.mark.journey

CLASS = "Mathematics 7"
PASSWORD = "three calm grey horses"


@pytest.fixture
def password(tmp_path: Path, staff: Callable[..., str]) -> str:
    """A portal with a roster and a framework; Ada's temporary password."""
    write_roster(tmp_path / "roster", date(2026, 3, 16))
    staff("init")
    assert "180" not in staff("import", "roster", str(tmp_path / "roster"), "--account", "HL-O-1=4821")
    staff("import", "standards", str(DATA / "frameworks" / "mathematics.case.json"), "--class", CLASS)
    assert CLASS in staff("classes")
    rows = csv.DictReader(io.StringIO(staff("credentials", CLASS, "--csv", "--student", "ada")))
    return next(row["password"] for row in rows)


def sign_in(app: Terminal, password: str, account: str = "4821") -> None:
    app.wait_for("Account")
    if account:  # else it is known already, and the keys go to the username
        app.type(account)
        app.key("tab")
    app.type("ada")
    app.key("tab")
    app.type(password)
    app.key("enter")


def test_from_a_roster_to_a_students_screen_and_out_again(
    password: str, serve: Callable[..., Portal], terminal: Start, tmp_path: Path
) -> None:
    portal = serve()
    app = terminal("tmp_tui", "--server", portal.address)

    sign_in(app, "not the password")
    app.wait_for("incorrect")
    app.type(password)
    app.key("enter")
    app.wait_for("Profile Setup")
    app.type("short")
    app.key("tab")
    app.type("short")
    app.key("enter")
    app.wait_for("eight")
    app.close()

    app = terminal("tmp_tui", "--server", portal.address)
    sign_in(app, password, account="")
    app.wait_for("Profile Setup")
    app.type(PASSWORD)
    app.key("tab")
    app.type(PASSWORD)
    app.key("enter")
    app.wait_for("Test ID")

    app.key("f3")
    app.wait_for("Current Classes")
    app.wait_for(CLASS)
    app.key("]")
    app.wait_for("Mathematics 6")
    app.key("[")
    app.wait_for(CLASS)
    open_named(app, CLASS)
    app.wait_for("Activity")
    app.key("]")
    app.wait_for("To-Do")
    app.key("]")
    app.wait_for("Playlists")
    app.key("]")
    app.wait_for("Not assessed")
    app.wait_for("HL.M.")
    app.key("f4")
    app.wait_for("Progress Reports")
    app.key("f5")
    app.wait_for("Account Settings")
    app.wait_for("4821")
    app.key("ctrl+o")
    app.wait_for("Password")
    app.key("ctrl+q")

    assert app.wait() == 0
    left = b"".join(path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert b"Byron" not in left
    assert PASSWORD.encode() not in left


def open_named(app: Terminal, name: str) -> None:
    """Open a row by its number."""
    found = re.search(rf"(\d+)\W+{re.escape(name)}", app.text())
    assert found, app.text()
    app.type(found[1])
    if name in app.text() and "Open " in app.text():
        app.key("enter")


def test_G03_killed_and_begun_anew_it_shows_what_was_there(
    password: str, serve: Callable[..., Portal], terminal: Start
) -> None:
    portal = serve()
    app = terminal("tmp_tui", "--server", portal.address)
    sign_in(app, password)
    app.wait_for("Profile Setup")
    app.type(PASSWORD)
    app.key("tab")
    app.type(PASSWORD)
    app.key("enter")
    app.wait_for("Test ID")
    app.close()  # kill -9

    again = terminal("tmp_tui", "--server", portal.address)
    sign_in(again, PASSWORD, account="")
    again.wait_for("Test ID")


def test_with_the_portal_stopped_everything_can_still_be_read(
    password: str, serve: Callable[..., Portal], terminal: Start
) -> None:
    portal = serve()
    app = terminal("tmp_tui", "--server", portal.address, columns=40)
    sign_in(app, password)
    app.wait_for("Profile Setup")
    app.type(PASSWORD)
    app.key("tab")
    app.type(PASSWORD)
    app.key("enter")
    app.wait_for("Test ID")
    app.key("f3")
    app.wait_for(CLASS)

    portal.stop()
    app.key("ctrl+r")
    app.wait_for("As of")
    open_named(app, CLASS)
    app.key("]", "]", "]")
    app.wait_for("HL.M.")

    again = serve(portal.port)
    assert again.address == portal.address
    app.wait_for("Up to date", seconds=40)
