"""An attempt while it is taken: moving, undoing, marks, time, and where it can only be read."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.app.player.test_answers import answer_everywhere
from tests.support.papers import every_kind
from tmp_tui.player.taking import Refused, Taking
from tmp_tui.store.journal import Journal
from tmp_tui.wire.attempts import Kept, Paper, Receipt, Saved
from tmp_tui.wire.items import Item

MINUTE = 60
BEGUN = 1_773_673_200
PAPER = Paper("t", "c", 1, "Quiz", "started", BEGUN, BEGUN, every_kind(), writer="here")


class Clock:
    """The portal's time."""

    def __init__(self) -> None:
        self.now = float(BEGUN)

    def __call__(self) -> float:
        """Seconds since 1970."""
        return self.now


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal(tmp_path / "a.journal", b"k" * 32)
    made.keep_paper(PAPER)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def taking(journal: Journal, clock: Clock) -> Taking:
    return Taking(journal, "t", clock)


def digest(folder: Path) -> str:
    """What lies on the disk."""
    files = sorted(file for file in folder.iterdir() if not file.name.endswith("-shm"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@pytest.mark.parametrize("item", every_kind(), ids=lambda item: item.title)
def test_G28_moving_and_looking_leave_the_journal_byte_for_byte_the_same(
    tmp_path: Path, clock: Clock, item: Item
) -> None:
    journal = Journal(tmp_path / "a.journal", b"k" * 32)
    journal.keep_paper(Paper("t", "c", 1, "Quiz", "started", BEGUN, BEGUN, [item, item, item], writer="here"))
    taking = Taking(journal, "t", clock)
    taking.answer(answer_everywhere(item) if item.title != "graphical" else {})
    before = digest(tmp_path)

    for number in (2, 3, 1, 99, 0, -1, 2):
        taking.go(number)
        taking.lines(opened=[1, 2])
        taking.standings()
        assert taking.announcement() == ""

    assert digest(tmp_path) == before
    assert taking.number == 2


def test_what_the_portal_refused_is_looked_up_once_for_all_questions(
    taking: Taking, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking.answer({"R": ["A"]})
    version = journal.answer("t", PAPER.items[1].id, {"R": ["A"]}, BEGUN)
    journal.refused("t", PAPER.items[1].id, version, "past-deadline")
    looked: list[str] = []
    refusals = journal.refusals

    def look(attempt: str) -> Sequence[Refused]:
        looked.append(attempt)
        return refusals(attempt)

    monkeypatch.setattr(journal, "refusals", look)

    assert [standing.where for standing in taking.standings()][:3] == ["on-this-computer", "refused", None]
    assert taking.unsent == 1
    assert looked == ["t", "t"]


@pytest.mark.parametrize("number", range(1, len(every_kind())))
def test_undo_brings_every_answer_back_one_after_the_other(taking: Taking, number: int) -> None:
    taking.go(number)
    item = taking.item
    first = answer_everywhere(item)
    given = [first, {}, first]
    for values in given:
        taking.answer(values)

    seen = []
    while taking.undo():
        seen.append(taking.values)

    assert seen == [{}, first, {}]
    assert not taking.undo()


def test_G16_the_place_is_the_one_where_the_student_was(
    taking: Taking, journal: Journal, clock: Clock
) -> None:
    taking.go(5)

    assert Taking(journal, "t", clock).number == 5


def test_an_attempt_without_a_paper_is_none(journal: Journal, clock: Clock) -> None:
    with pytest.raises(KeyError):
        Taking(journal, "unknown", clock)


def test_marks_are_of_one_question_and_no_answer(taking: Taking) -> None:
    place = taking.places[0]
    assert taking.flag()
    taking.write_note("look again")
    assert taking.strike(place, place.options[1])
    struck = [line.option.letter for line in taking.lines() if line.struck and line.option]

    taking.go(2)
    assert (taking.flagged, taking.note, taking.values) == (False, "", {})
    taking.go(1)
    assert (taking.flagged, taking.note, struck) == (True, "look again", ["b"])
    assert not taking.strike(place, place.options[1])
    assert not taking.flag()


def test_G02_where_an_answer_is_follows_the_acknowledgement_of_that_very_version(
    taking: Taking, journal: Journal
) -> None:
    assert taking.where is None
    taking.answer({"R": ["A"]})
    taking.answer({"R": ["B"]})
    journal.acknowledge("t", taking.item.id, 1)
    assert {taking.where: taking.unsent} == {"on-this-computer": 1}

    journal.acknowledge("t", taking.item.id, 2)

    assert {taking.where: taking.unsent} == {"saved": 0}


def test_G07_a_conflict_is_settled_by_the_student(taking: Taking, journal: Journal) -> None:
    taking.answer({"R": ["A"]})
    journal.refused("t", taking.item.id, 1, "conflict", Kept(taking.item.id, 1, {"R": ["C"]}, BEGUN))
    assert (taking.conflicts(), taking.refusals()) == ([1], {})

    taking.settle(mine=False)

    assert (taking.conflict, taking.values, taking.where) == (None, {"R": ["C"]}, "saved")


def test_G06_an_answer_that_the_portal_does_not_take_says_why_until_it_is_answered_again(
    taking: Taking, journal: Journal
) -> None:
    taking.answer({"R": ["A"]})
    journal.refused("t", taking.item.id, 1, "bad-answer")
    assert taking.refusals() == {1: "bad-answer"}

    taking.answer({"R": ["B"]})

    assert taking.refusals() == {}


def test_G08_where_another_place_writes_it_can_only_be_read(taking: Taking, journal: Journal) -> None:
    assert not taking.read_only
    journal.hold("t", "not-the-writer")

    assert (taking.elsewhere, taking.read_only) == (True, "elsewhere")


def test_G06_what_is_handed_in_can_only_be_read(taking: Taking, journal: Journal) -> None:
    taking.submit()
    assert (taking.read_only, taking.receipt) == ("submitted", None)
    submission = journal.submission("t")
    assert submission is not None

    journal.handed_in("t", submission.key, Receipt("ABCD", BEGUN, 1, 14))

    assert taking.receipt is not None
    assert taking.receipt.code == "ABCD"


def timed(journal: Journal, clock: Clock, minutes: int) -> Taking:
    """The attempt with a time limit."""
    journal.keep_deadline("t", BEGUN + minutes * MINUTE, 10**12)
    return Taking(journal, "t", clock)


def test_G13_more_time_is_announced_even_where_the_time_was_looked_at_before(
    journal: Journal, clock: Clock
) -> None:
    taking = timed(journal, clock, 10)
    journal.keep_deadline("t", BEGUN + 20 * MINUTE, 10**12)

    assert (taking.left, taking.read_only) == (20 * MINUTE, "")
    assert taking.announcement() == "You have more time: 20 minutes left."
    assert taking.announcement() == ""


def test_the_end_of_the_time_ends_answering_and_more_time_begins_it_again(
    journal: Journal, clock: Clock
) -> None:
    taking = timed(journal, clock, 10)
    clock.now += 10 * MINUTE
    assert (taking.read_only, taking.announcement()) == ("time-up", "The time is up.")

    journal.keep_deadline("t", BEGUN + 15 * MINUTE, 10**12)

    assert (taking.read_only, taking.left) == ("", 5 * MINUTE)


def test_a_saved_answer_tells_nothing_of_another_end(taking: Taking) -> None:
    assert Saved("q", 1, 0, BEGUN).deadline == 0
    assert (taking.left, taking.announcement()) == (None, "")
