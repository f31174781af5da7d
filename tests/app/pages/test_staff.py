"""Teachers and administrators are told plainly what is for students, and where their own commands are."""

import pytest
from msgspec.structs import replace

from tests.support.accounts import account_session
from tests.support.copies import ADA, MemoryCopy, Typist, school_copy
from tmp_tui.lines import run
from tmp_tui.pages import show
from tmp_tui.pages.model import Page, Route


def home(role: str, *, classes: bool = False) -> Page:
    copy = school_copy() if classes else MemoryCopy()
    person = replace(ADA, role=role) if classes else replace(ADA, role=role, classes=[], reports=[])
    copy.documents = (person, *copy.documents[1:])
    return show(copy, Route("home"))


@pytest.mark.parametrize(("role", "word"), [("teacher", "Teacher"), ("administrator", "Administrator")])
@pytest.mark.parametrize("classes", [False, True])
def test_staff_read_first_what_these_pages_are_and_where_theirs_are(
    role: str, word: str, classes: bool
) -> None:
    page = home(role, classes=classes)

    assert page.state == "loaded"
    assert page.intro[0] == f"You are signed in as: {word}."
    assert "for students" in page.intro[1]
    assert "tmp-portal --help" in page.intro[2]
    assert bool(page.rows) == classes


@pytest.mark.parametrize("role", ["student", "", "guardian"])
def test_others_read_nothing_of_it(role: str) -> None:
    assert home(role, classes=True).intro == ()


def test_line_mode_says_it_too() -> None:
    teacher = MemoryCopy(replace(ADA, role="teacher", classes=[], reports=[]))
    typist = Typist("d12", "tea", "three quiet green lamps", "q")

    run(
        account_session(copy=teacher),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        patience=0,
    )

    assert "You are signed in as: Teacher." in typist.written
