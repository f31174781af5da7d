"""Line mode where this computer's disk takes nothing: what is only in the program is never said to be kept (G2)."""

import pytest

from tests.app.lines.taking import START, doing, walk
from tests.app.lines.unlucky import Lines, down, three
from tests.support.school import Group, School
from tests.support.typist import Typist

pytestmark = pytest.mark.usefixtures("hurry")
LOST = "Not saved: this computer's disk does not take it (the disk is full). Keep the program open."


def without_disk_and_line(ours: Lines) -> None:
    """From now on an answer is in this program alone."""
    journal = ours.session.journal
    assert journal is not None
    down(ours.line)
    journal._write = lambda: setattr(journal, "trouble", "the disk is full")  # type: ignore[method-assign]


def said_to_be_kept(typist: Typist) -> list[str]:
    """What says so, but for the page's own line about what happens when the line drops."""
    kept = [
        line
        for line in typist.written
        if "kept on this computer" in line or "nothing is lost" in line.lower()
    ]
    return [line for line in kept if not line.startswith("If the line drops")]


def test_G02_leaving_an_assessment_does_not_say_that_everything_is_kept(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)

    typist = walk(
        school, *START, doing(lambda: without_disk_and_line(ours), "b"), "/leave", "q", "yes",
        session=ours.session,
    )  # fmt: skip

    assert "Everything is kept. Continue leads back here." not in typist.written
    assert said_to_be_kept(typist) == []
    assert "It stays on this computer, sealed, and is sent when you sign in here again." not in typist.written
    assert typist.written.count(LOST) == 2


def test_G02_signing_out_of_an_assessment_does_not_say_that_every_answer_is_kept(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)

    typist = walk(
        school, *START, doing(lambda: without_disk_and_line(ours), "b"), "/out", "no", session=ours.session
    )

    assert "Every answer is kept: sign in again to go on." not in typist.written
    assert LOST in typist.written


def test_G02_a_submit_that_waits_in_the_program_alone_is_not_said_to_be_kept(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)

    typist = walk(
        school, *START, doing(lambda: without_disk_and_line(ours), "b"), "/submit", "submit", "",
        session=ours.session,
    )  # fmt: skip

    assert "Submitting. Waiting for the portal." in typist.written
    assert said_to_be_kept(typist) == []
    assert LOST in typist.written
