"""Who is no student is told plainly what is for students, and where their own commands are."""

import msgspec
import pytest

from tests.support.copies import MemoryCopy, school_copy
from tests.support.documents import ADA
from tmp_portal.cli import main
from tmp_tui.pages.model import Copy, Route
from tmp_tui.pages.showing import show
from tmp_tui.pages.staff import STAFF


def copy_of(role: str, *, classes: bool) -> Copy:
    me = msgspec.structs.replace(ADA, role=role, classes=ADA.classes if classes else [])
    known = school_copy().documents
    return MemoryCopy(me, known[1], known[2]) if classes else MemoryCopy(me)


@pytest.mark.parametrize("classes", [True, False])
@pytest.mark.parametrize("role", ["teacher", "administrator"])
def test_home_says_who_they_are_and_leads_to_their_commands(role: str, classes: bool) -> None:
    page = show(copy_of(role, classes=classes), Route("home"))

    assert role in page.intro[0]
    assert "for students" in page.intro[1]
    assert page.rows[0].go == STAFF
    assert page.state == "loaded"


def test_a_student_is_told_nothing_of_it() -> None:
    page = show(copy_of("student", classes=True), Route("home"))

    assert page.intro == ()
    assert all(row.go != STAFF for row in page.rows)


def test_the_commands_are_said_by_what_they_do() -> None:
    page = show(copy_of("teacher", classes=True), STAFF)

    commands = [fact.value for row in page.rows for fact in row.facts]
    assert "tmp-portal credentials CLASS --mail" in commands
    assert all(command.startswith("tmp-portal ") for command in commands)
    assert "--help" in " ".join(page.intro)


def test_every_command_that_is_named_is_one_of_the_portals(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    known = capsys.readouterr().out.split()

    for row in show(copy_of("teacher", classes=True), STAFF).rows:
        assert row.facts[0].value.split()[1] in known
