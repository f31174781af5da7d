"""A new student, from the mail to Home: on the full screen and in lines, and one who has forgotten everything."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.conftest import Portal, Start
from tests.support.piped import Piped
from tests.support.terminal import Terminal
from tmp_portal.demo.roster import write_roster

pytestmark = pytest.mark.journey

CLASS = "Mathematics 7"
PASSWORD = "three calm grey horses"


@pytest.fixture
def school(tmp_path: Path, staff: Callable[..., str]) -> Callable[..., str]:
    """A portal with a roster, nobody of which can sign in yet."""
    write_roster(tmp_path / "roster", date(2026, 3, 16))
    staff("init")
    staff("import", "roster", str(tmp_path / "roster"), "--account", "HL-O-1=4821")
    return staff


def newest_mail(staff: Callable[..., str]) -> str:
    """What staff read of the newest message."""
    listed = json.loads(staff("mail", "list", "--json"))
    newest = max(listed, key=lambda message: message["created_at"])
    return staff("mail", "show", newest["id"])


def code_in(mail: str) -> str:
    """The code that a mail brings."""
    found = re.search(r"\b[B-Z]{4}-[B-Z]{4}-[B-Z]{4}\b", mail)
    assert found, mail
    return found[0]


def choose(app: Terminal, way: str) -> None:
    """From the field where the keys go at first to one of the other ways in."""
    app.wait_for(lambda text: way in text and "\n>" in text)
    known = any("[4821" in line for line in app.still())
    app.key(*["tab"] * (4 if known else 5))  # a number that is known is passed by
    app.type("/" + way)
    app.key("enter", "enter")


def choose_password(app: Terminal) -> None:
    app.type(PASSWORD)
    app.key("enter")
    app.type(PASSWORD)
    app.key("enter")
    app.wait_for("Test ID")


@pytest.mark.parametrize("columns", [80, 40])
def test_from_the_mail_to_home_on_the_full_screen(
    school: Callable[..., str], serve: Callable[..., Portal], terminal: Start, columns: int
) -> None:
    portal = serve()
    school("credentials", CLASS, "--mail", "--student", "ada")
    app = terminal("tmp_tui", "--server", portal.address, columns=columns)

    choose(app, "I have a link or code")
    app.wait_for("Next")
    app.type(f"Code: {code_in(newest_mail(school))}")
    app.key("enter")
    app.wait_for("Profile Setup")
    app.wait_for("For Ada")
    choose_password(app)

    app.key("ctrl+q")
    assert app.wait() == 0


def test_from_the_mail_to_home_in_lines(
    school: Callable[..., str], serve: Callable[..., Portal], pipe: Callable[..., Piped]
) -> None:
    portal = serve()
    school("credentials", CLASS, "--mail", "--student", "ada")
    app = pipe("tmp_tui", "--line", "--server", portal.address)

    app.type("w", "1", code_in(newest_mail(school)), PASSWORD, PASSWORD)
    app.wait_for("You are signed in.")
    app.wait_for("Home")
    app.type("q")

    app.wait_for("Goodbye.")
    assert "Profile Setup" in app.said()


def test_whoever_has_forgotten_the_password_asks_for_a_mail_and_the_old_one_is_no_longer_good(
    school: Callable[..., str], serve: Callable[..., Portal], terminal: Start
) -> None:
    portal = serve()
    school("credentials", CLASS, "--mail", "--student", "ada")
    first = newest_mail(school)
    email = re.search(r"\S+@\S+", first)
    assert email
    app = terminal("tmp_tui", "--server", portal.address)
    choose(app, "I have a link or code")
    app.wait_for("Next")
    app.type(code_in(first))
    app.key("enter")
    app.wait_for("Profile Setup")
    choose_password(app)
    app.key("ctrl+o")

    choose(app, "Forgotten your password?")
    app.wait_for("Send")
    app.type(email[0].strip("<>,"))
    app.key("enter")
    app.wait_for("If that address is known")
    app.type("1")
    app.wait_for("Link or code")
    app.type(code_in(first))
    app.key("enter")
    app.wait_for("used already")
    app.key("ctrl+u")
    app.type(code_in(newest_mail(school)))
    app.key("enter")
    app.wait_for("Reset Password")
    choose_password(app)

    app.key("ctrl+q")
    assert app.wait() == 0
