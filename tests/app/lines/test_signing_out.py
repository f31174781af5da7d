"""Signing out in line mode, also out of an assessment; and a shared computer that is left in Profile Setup."""

import time

from tests.app.lines.taking import ADA, START, after, walk
from tests.portal.attempts.support import give
from tests.support.copies import Typist
from tests.support.faults import Faulty
from tests.support.school import PASSWORD, School
from tmp_tui.idle import Limits
from tmp_tui.lines import run

GONE = "You were signed out, for nobody used this computer"


def test_in_an_assessment_it_is_asked_once_and_says_that_the_time_goes_on(school: School) -> None:
    give(school, school.class_("Algebra", {school.person("ada"): "student"}), minutes=45)

    typist = walk(school, *START, "yes", "/out", "no", "/out", "yes", "q")

    asked = [line for line in typist.written if line.startswith("Sign out? ")]
    assert len(asked) == 2
    assert any(line.startswith("The time goes on: ") for line in typist.written)
    assert "You are signed out." in typist.written


def test_a_portal_that_was_not_told_is_spoken_of_on_leaving(school: School) -> None:
    school.class_("Algebra", {school.person("ada"): "student"})
    line = Faulty(school.transport())

    def drops() -> str:
        line.down = True
        return "q"

    typist = walk(school, drops, transport=line)

    assert any(said.startswith("Signed out here. The portal was not reached") for said in typist.written)


def test_the_lock_says_that_the_time_of_an_assessment_goes_on(school: School) -> None:
    give(school, school.class_("Algebra", {school.person("ada"): "student"}), minutes=45)

    def stays_away() -> str:
        time.sleep(0.6)  # what is tested is that nothing is typed for so long
        return ""

    typist = Typist(*ADA, *START, "yes", stays_away, PASSWORD, "/leave", "q")
    run(
        school.session(),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        limits=Limits(0.3, 0.5, 60),
    )

    assert "The time of the assessment goes on." in after(typist, "Locked")
    assert any(line.startswith("You can go on.") for line in typist.written)


def test_G25_profile_setup_that_was_left_alone_ends_at_the_portal(school: School) -> None:
    school.person("ben", temporary=True)
    session = school.session()

    def stays_away() -> str:
        time.sleep(0.5)  # what is tested is that nothing is typed for so long
        return "boathouse"

    typist = Typist("4821", "ben", PASSWORD, stays_away, stays_away, "q")
    run(
        session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        limits=Limits(0.1, 0.2, 0.4),
    )

    assert any(line.startswith(GONE) for line in typist.written)
    assert session._client is None
