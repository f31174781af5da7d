"""How time passes for a student in line mode."""

import pytest

from tests.app.lines.taking import START, doing, walk
from tests.app.lines.unlucky import Lines, down, kept, three
from tests.portal.attempts.support import later
from tests.support.school import Group, School
from tmp_portal.attempts import staff
from tmp_tui.player.taking import Taking

pytestmark = pytest.mark.usefixtures("hurry")


def test_time_is_announced_by_itself_and_can_be_hidden(school: School, algebra: Group) -> None:
    three(school, algebra, minutes=40)
    ours = Lines(school)

    def on(minutes: float) -> None:
        copy = ours.session.copy
        assert copy is not None
        copy.clock.heard(copy.now() + minutes * 60)

    typist = walk(
        school, *START, "yes", doing(lambda: on(20), ""), doing(lambda: on(10), "/time"), "/time hide",
        doing(lambda: on(5), ""), "/time show", doing(lambda: on(2.5), "/p"), "/leave", session=ours.session,
    )  # fmt: skip

    said = [line for line in typist.written if "left" in line and "Quiz." not in line]
    assert said == [
        "Half of your time is over: 20 minutes left.",
        "Time left: 10 minutes.",
        "10 minutes left.",
        "Time left: 5 minutes.",
    ]


def test_G13_more_time_is_announced(school: School, algebra: Group) -> None:
    delivery = three(school, algebra, minutes=40)

    def more() -> None:
        school.write(lambda c: staff.extend_all(c, school.tenant, delivery, 600))

    typist = walk(school, *START, "yes", doing(more, "b"), "/leave")

    assert "You have more time: 50 minutes left." in typist.written


def test_G14_when_the_time_is_up_it_is_said_answers_stop_and_it_is_handed_in_by_itself(
    school: School, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(school, algebra, minutes=2)
    ours = Lines(school)

    def over() -> None:
        later(monkeypatch, 125)
        copy = ours.session.copy
        assert copy is not None
        copy.clock.heard(copy.now() + 125)

    typist = walk(school, *START, "yes", "b", doing(over, "c"), "q", session=ours.session)

    assert "The time is up. Nothing can be changed; /leave goes back." in typist.written
    assert "The time is up. What you answered is submitted by itself." in typist.written
    assert "Answered: 1 of 3." in typist.written
    assert kept(school) == {"q1": ["B"]}


def test_G02_what_cannot_be_submitted_any_more_is_not_said_to_be(
    school: School, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(school, algebra)

    def offline() -> None:
        monkeypatch.setattr(Taking, "read_only", "offline")

    typist = walk(school, *START, "b", "/submit", doing(offline, "submit"), "/leave")

    assert "Submitted." not in typist.written
    assert "Submitting. Waiting for the portal." not in typist.written
    assert any("your teacher wants it to be" in line for line in typist.written)


def test_G14_a_submit_that_waits_says_until_when_it_counts(school: School, algebra: Group) -> None:
    three(school, algebra, minutes=40)
    ours = Lines(school)

    typist = walk(
        school,
        *START,
        "yes",
        doing(lambda: down(ours.line), "b"),
        "/submit",
        "submit",
        "",
        session=ours.session,
    )

    assert any("It counts if this computer reaches the portal by" in line for line in typist.written)
