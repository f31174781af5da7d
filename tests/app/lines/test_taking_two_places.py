"""Taking an assessment in line mode at two places."""

from pathlib import Path

import pytest

from tests.app.lines.taking import START, after, doing, once, walk
from tests.app.lines.unlucky import Lines, at_another_place, down, kept, three
from tests.support.school import Group, School
from tests.support.typist import Typist
from tmp_tui.wire.attempts import Kept

pytestmark = pytest.mark.usefixtures("hurry")


def test_G08_a_second_place_is_told_and_reads_only_until_it_takes_over(
    school: School, algebra: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tmp_tui.working.place_name", lambda: "lab-12")
    three(school, algebra)
    others: list[Typist] = []

    def elsewhere(*lines: str) -> None:
        others.append(at_another_place(school, tmp_path / "other", *START, *lines))

    here = walk(
        school, *START, "b", doing(lambda: elsewhere("", "c", "/flag", "/leave"), ""),
        doing(lambda: elsewhere("take", "/1", "c", "/leave"), "d"), "/r", "a", "/take", "b", "/leave",
    )  # fmt: skip

    reading, writing = others
    assert any(
        line.startswith("This assessment is open at lab-12 since today 15:0") for line in reading.written
    )
    read_only = "You can only read here. /take takes it over."
    assert sum(line.endswith(read_only) for line in reading.written) == 2
    assert "You answer here now. The other place can only read." in writing.written
    assert "Saved." in writing.written
    assert sum(line.endswith(read_only) for line in here.written) == 2
    assert kept(school) == {"q1": ["C"], "q2": ["B"]}


def test_G07_two_answers_are_both_shown_and_the_student_decides(
    school: School, algebra: Group, tmp_path: Path
) -> None:
    three(school, algebra)
    ours = Lines(school)

    def elsewhere() -> None:
        at_another_place(school, tmp_path / "other", *START, "take", "c", "", "d", "/leave")
        down(ours.line, is_down=False)

    def conflicts() -> int:
        journal = ours.session.journal
        return len(journal.refusals(journal.attempts()[0])) if journal is not None else 0

    def held() -> bool:
        return ours.session.journal is not None and bool(ours.session.journal._held)

    away = (doing(lambda: down(ours.line), "a"), "", "b", doing(elsewhere, "/1"))
    back = (once(held), "/take", once(lambda: conflicts() == 2))
    decided = ("/submit", "theirs", "/2", "mine", "/submit", "submit")
    typist = walk(school, *START, *away, *back, *decided, session=ours.session)

    assert after(typist, "There are two answers to this question.")[:3] == [
        "Mine, given here: a) Option A",
        "Theirs, on the portal from another place: c) Option C",
        "Type mine or theirs.",
    ]
    assert "First decide which of two answers holds: question 1, 2. /1 goes there." in typist.written
    assert kept(school) == {"q1": ["C"], "q2": ["B"]}
    assert "Submitted." in typist.written


def test_G07_nothing_goes_over_an_answer_that_the_student_has_not_seen(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)
    seen: list[object] = []

    def refuse() -> None:
        journal = ours.session.journal
        assert journal is not None
        (attempt,) = journal.attempts()
        paper = journal.paper(attempt)
        assert paper is not None
        item = paper.items[0].id
        journal.refused(attempt, item, 1, "conflict", Kept(item, 1, {"RESPONSE": ["C"]}, paper.now))
        seen.append(lambda: journal.values(attempt, item))

    def look() -> None:
        ask = seen[0]
        assert callable(ask)
        seen.append(ask())

    typed = (doing(lambda: down(ours.line), "a"), doing(refuse, "b"), doing(look, "b"), doing(look), "/leave")
    typist = walk(school, *START, *typed, "q", "yes", session=ours.session)

    assert typist.written.count("There are two answers to this question.") == 1
    assert seen[1:] == [{"RESPONSE": ["A"]}, {"RESPONSE": ["B"]}]


@pytest.mark.parametrize(
    ("theirs", "decided", "held_there"),
    [
        (("/2", "d"), (), {"q1": ["A"], "q2": ["D"]}),
        (("/1", "c"), ("/submit", "mine"), {"q1": ["A"]}),
        (("/1", "c"), ("theirs",), {"q1": ["C"]}),
    ],
)
def test_G02_a_submit_that_waits_for_the_student_is_not_said_to_be_sent_by_itself(
    school: School,
    algebra: Group,
    tmp_path: Path,
    theirs: tuple[str, ...],
    decided: tuple[str, ...],
    held_there: dict[str, list[str]],
) -> None:
    three(school, algebra)
    ours = Lines(school)

    def elsewhere() -> None:
        at_another_place(school, tmp_path / "other", *START, "take", *theirs, "/leave")
        down(ours.line, is_down=False)

    def held() -> bool:
        journal = ours.session.journal
        return journal is not None and bool(journal.held(journal.attempts()[0]))

    typist = walk(
        school, *START, doing(lambda: down(ours.line), "a"), "/submit", "submit", doing(elsewhere, "r"),
        once(held, "r"), "/take", *decided, session=ours.session,
    )  # fmt: skip

    told = typist.after(
        "Submitted on this computer, and not sent: it is open at another place. Submit it there, or take it over."
    )
    assert [line for line in told if "sent by itself" in line or "nothing is lost" in line] == []
    assert "It is submitted. Nothing can be changed." not in told
    assert ("There are two answers to this question." in told) == bool(decided)
    assert "Submitted." in told
    assert kept(school) == held_there


def test_G02_an_answer_that_waits_for_a_decision_is_spoken_of_before_the_session_ends(
    school: School, algebra: Group, tmp_path: Path
) -> None:
    three(school, algebra)
    ours = Lines(school)

    def elsewhere() -> None:
        at_another_place(school, tmp_path / "other", *START, "take", "c", "/leave")
        down(ours.line, is_down=False)

    def held() -> bool:
        journal = ours.session.journal
        return journal is not None and bool(journal.held(journal.attempts()[0]))

    def undecided() -> bool:
        return ours.session.undecided == 1

    typist = walk(
        school, *START, doing(lambda: down(ours.line), "a"), doing(elsewhere), once(held, "/take"),
        once(undecided, "/leave"), "o", "no", session=ours.session,
    )  # fmt: skip

    assert typist.after(
        "Another place answered 1 question too: your answer here does not count before you decide which one holds."
    )[0].startswith("Type yes to end the session")
