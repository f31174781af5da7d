"""Taking an assessment in line mode while lines drop, places change, time runs out and teachers change things."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update

from tests.app.lines.taking import ADA, START, after, doing, on_portal, once, walk
from tests.portal.attempts.support import choice, give, later
from tests.support.copies import Typist
from tests.support.faults import Faulty
from tests.support.papers import of_every_kind
from tests.support.school import DAY, PASSWORD, Group, School
from tmp_portal.accounts import tokens
from tmp_portal.attempts import staff
from tmp_portal.clock import now
from tmp_portal.db.students_work import deliveries
from tmp_tui.lines import giving, handing_in, run
from tmp_tui.pages.when import at_time
from tmp_tui.session import Session
from tmp_tui.store import sending
from tmp_tui.wire.attempts import Kept

NOT_SENT = "On this computer, not sent."


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for is waited for shortly."""
    monkeypatch.setattr(sending, "FIRST_RETRY", 0.02)
    monkeypatch.setattr(giving, "SAVED_WITHIN", 0.3)
    monkeypatch.setattr(handing_in, "SOON", 0.3)
    monkeypatch.setattr(handing_in, "LATER", 0.3)
    monkeypatch.setattr(handing_in, "EVERY", 0.05)


@pytest.fixture
def algebra(school: School) -> Group:
    return school.class_("Algebra", {school.person("ada"): "student"})


def three(school: School, group: Group, **terms: object) -> str:
    """Three questions of one choice each, given to the class."""
    return give(school, group, [choice(f"q{n}") for n in (1, 2, 3)], **({"attempts": 0} | terms))


def kept(school: School) -> dict[str, list[str]]:
    """What the portal has of the answers, by question."""
    return {
        name: msgspec.json.decode(answer).get("RESPONSE", []) for name, answer in on_portal(school).items()
    }


def down(line: Faulty, *, is_down: bool = True) -> None:
    """The portal goes away, or comes back."""
    line.down = is_down


class Lines:
    """A session over a line that can fail, and what a test does to both between two typed lines."""

    def __init__(self, school: School) -> None:
        self.line = Faulty(school.transport())
        self.session = school.session(self.line)

    def sent(self) -> bool:
        """Whether nothing waits."""
        return self.session.unsent == 0


def test_G02_while_the_portal_is_away_answers_are_said_to_be_here_and_later_to_be_saved(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)
    typist = walk(
        school, *START, "b", doing(lambda: down(ours.line), ""), "c", "", "d",
        doing(lambda: down(ours.line, is_down=False), "/r"), once(ours.sent), "/r", session=ours.session,
    )  # fmt: skip

    assert after(typist, "Question 2 of 3. Answer")[:2] == ["Your answer: c) Option C", NOT_SENT]
    assert after(typist, "Question 3 of 3. Answer")[:2] == ["Your answer: d) Option D", NOT_SENT]
    assert typist.written.count("All your answers are saved.") == 1
    assert kept(school) == {"q1": ["B"], "q2": ["C"], "q3": ["D"]}


def test_G03_what_was_left_unsent_is_sent_after_the_next_sign_in_without_a_key_press(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)
    first = walk(
        school, *START, doing(lambda: down(ours.line), "b"), "/2", "c", "/leave", "q", "n", "o", "no", "q", "yes",
        session=ours.session,
    )  # fmt: skip
    assert kept(school) == {}

    again = Lines(school)
    second = walk(school, once(lambda: again.session.journal is not None and again.sent(), "1"), "1",
                  session=again.session)  # fmt: skip

    assert first.written.count("2 answers are not sent yet.") == 3
    assert kept(school) == {"q1": ["B"], "q2": ["C"]}
    assert "Saved." in after(second, "Question 1 of 3, answered")


def test_an_attempt_that_runs_is_gone_on_with_while_the_portal_is_away_and_handed_in_when_it_is_back(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)
    typist = walk(
        school, *START, "b", doing(lambda: down(ours.line), "/leave"), "1", "c", "/submit", "submit", "",
        "1", doing(lambda: down(ours.line, is_down=False), "r"), once(ours.sent, "r"), session=ours.session,
    )  # fmt: skip

    assert "1. Continue the assessment; Answered: 1 of 3" in typist.written
    waits = "The portal does not have it yet. It is kept on this computer and sent by itself; you may leave."
    assert typist.written.count(waits) >= 2
    assert any(line.startswith("1. See what is sent") for line in typist.written)
    assert "Answered: 1 of 3." in typist.written
    assert kept(school)["q1"] == ["C"]


@pytest.mark.parametrize(
    ("minutes", "closes_in", "asked"),
    [
        (0, 0, ""),
        (0, 4 * DAY, "None, but it closes {when}"),
        (40, 4 * DAY, "40 minutes"),
        (40, 1_230, "40 minutes, but it closes {when}: you would have 20 minutes"),
        (0, 1_230, "None, but it closes {when}: you would have 20 minutes"),
    ],
)
def test_G12_the_time_that_begins_is_told_as_the_window_cuts_it(
    school: School, algebra: Group, minutes: int, closes_in: int, asked: str
) -> None:
    closes_at = int(now()) + closes_in if closes_in else 0
    three(school, algebra, minutes=minutes, closes_at=closes_at)

    typist = walk(school, *START, "")

    starts = [line for line in typist.written if line.startswith("Start now?")]
    time = asked.format(when=at_time(closes_at, now()))
    begins = "Your time begins when you start. " if minutes else ""
    said = f"Start now? {begins}Time limit: {time}. Type yes: "
    assert starts == ([said] if asked else [])


def test_G18_a_start_without_a_network_says_so_and_leads_back_to_the_page(
    school: School, algebra: Group
) -> None:
    three(school, algebra, attempts=1)
    ours = Lines(school)

    typist = walk(school, "1", doing(lambda: down(ours.line), "1"), "yes", session=ours.session)

    at = typist.written.index("Nothing is used up. Try again when the portal answers.")
    assert typist.written[at - 1] == "The portal does not answer. Check the network, or wait a moment."
    assert typist.written[at + 1] == "1, or ?: "


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens_at": int(DAY)}, "not open yet"),
        ({"closes_at": -int(DAY)}, "closed"),
        ({"in_portal": False}, "This assessment starts with its Test ID. Ask your teacher for it."),
    ],
)
def test_G18_a_start_that_the_teacher_just_took_back_is_refused_in_words(
    school: School, algebra: Group, changes: dict[str, int | bool], words: str
) -> None:
    three(school, algebra)
    values = {name: int(now()) + value if value is not False else False for name, value in changes.items()}

    def change() -> None:
        school.write(lambda c: c.execute(update(deliveries).values(**values)))

    typist = walk(school, "1", doing(change, "1"))

    told = after(typist, "1, or ?: ")
    assert words.casefold() in told[0].casefold()
    assert len(told) == 1


def test_a_test_id_leads_to_the_page_and_from_there_into_the_assessment(
    school: School, algebra: Group
) -> None:
    three(school, algebra, in_portal=False, test_id="246813")

    typist = walk(school, "i 246 813", "1", "b", "/leave", "b", "999999")

    assert "1. Start Assessment" in typist.written
    assert kept(school) == {"q1": ["B"]}


def test_G18_an_expired_test_id_is_refused_at_the_start(school: School, algebra: Group) -> None:
    three(school, algebra, in_portal=False, test_id="246813")

    def expire() -> None:
        school.write(lambda c: c.execute(update(deliveries).values(test_id_expires_at=int(now()) - 9)))

    typist = walk(school, "i 246813", doing(expire, "1"))

    assert "Test ID" in after(typist, "1, or ?: ", nth=2)[0]


def at_another_place(school: School, folder: Path, *lines: str) -> Typist:
    """What the same student is told at another computer."""
    typist = Typist("4821", "ada", PASSWORD, *lines)
    session = Session("http://portal", folder, transport=school.transport())
    assert run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=5) == 0
    return typist


def test_G08_a_second_place_is_told_and_reads_only_until_it_takes_over(
    school: School, algebra: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tmp_tui.session.place_name", lambda: "lab-12")
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


def test_a_full_disk_is_said_and_the_answer_still_reaches_the_portal(
    school: School, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(school, algebra)
    ours = Lines(school)

    def full() -> None:
        journal = ours.session.journal
        assert journal is not None
        down(ours.line)
        monkeypatch.setattr(journal, "_write", lambda: setattr(journal, "trouble", "the disk is full"))

    typist = walk(
        school, *START, doing(full, "b"),
        doing(lambda: down(ours.line, is_down=False), "/r"), once(ours.sent, "/leave"), session=ours.session,
    )  # fmt: skip

    assert "Not saved: the disk is full. Keep this program open, and tell your teacher." in typist.written
    assert kept(school) == {"q1": ["B"]}


def test_G19_a_session_that_ended_is_said_and_the_answers_wait_for_the_next_sign_in(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)

    def end() -> None:
        school.write(lambda c: tokens.revoke_user(c, school.tenant, "school-ada", "test", 0))

    def is_ended() -> bool:
        copy = ours.session.copy
        return copy is not None and copy.freshness.trouble == "signed-out"

    again = (*ADA, once(lambda: ours.session.journal is not None and ours.sent(), "q"))
    typist = walk(
        school, *START, doing(end, "b"), once(is_ended), "/leave", "o", "yes", *again, session=ours.session
    )

    ended = "Your session has ended. Sign in again. Your answers are kept on this computer. Sign in again, and they are sent."
    assert ended in typist.written
    assert "1 answer is not sent yet." in typist.written
    assert kept(school) == {"q1": ["B"]}


def test_an_answer_after_it_was_handed_in_elsewhere_is_refused_and_the_receipt_is_shown(
    school: School, algebra: Group, tmp_path: Path
) -> None:
    three(school, algebra)

    def elsewhere() -> None:
        at_another_place(school, tmp_path / "other", *START, "take", "/submit", "submit")

    typist = walk(school, *START, "b", "", doing(elsewhere, "c"), "q")

    assert "This assessment was submitted at another place." in typist.written
    assert "Answered: 1 of 3." in typist.written


def test_the_end_of_input_in_the_middle_of_a_text_keeps_every_line_of_it(
    school: School, algebra: Group
) -> None:
    give(school, algebra, of_every_kind(), attempts=0)

    walk(school, *START, "/11", "/w", "one", "two")

    assert msgspec.json.decode(on_portal(school)["extended_text"]) == {"R": ["one\ntwo"]}
