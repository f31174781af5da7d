"""What pages are told of the work that lies in the journal."""

from pathlib import Path

import pytest

from tmp_tui.store.journal import Journal
from tmp_tui.store.work import undecided_in, unsent_in, work_in
from tmp_tui.wire.attempts import Kept, Marks, Paper, Receipt
from tmp_tui.wire.items import Item

AT = 1_773_673_200
ITEMS = [Item(f"q{number}", f"q{number}", []) for number in range(3)]
A = {"R": ["a"]}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal(tmp_path / "one.journal", b"k" * 32)
    made.keep_paper(
        Paper(
            "t", "c", 4, "Quiz", "started", AT, AT, ITEMS, [Kept("q0", 1, A, AT)], Marks(position=1), AT + 60,
            writer="w",
        )
    )  # fmt: skip
    return made


def test_what_is_begun_says_where_the_student_is_and_what_is_not_sent(journal: Journal) -> None:
    journal.answer("t", "q1", A, AT)
    journal.answer("t", "q1", {"R": ["b"]}, AT)

    (work,) = work_in(journal)

    assert (work.class_id, work.assessment, work.title, work.state) == ("c", 4, "Quiz", "started")
    assert (work.question, work.questions, work.answered, work.unsent) == (2, 3, 2, 1)
    assert work.deadline == AT + 60
    assert unsent_in(journal) == 1


def test_G02_what_the_portal_refused_is_not_said_to_be_on_its_way(journal: Journal) -> None:
    journal.refused("t", "q1", journal.answer("t", "q1", A, AT), "bad-answer")

    (work,) = work_in(journal)

    assert (work.answered, work.unsent, work.refused) == (2, 0, 1)


def test_G02_an_answer_that_waits_for_a_decision_is_told_until_it_is_decided_or_over(
    journal: Journal,
) -> None:
    journal.refused("t", "q1", journal.answer("t", "q1", A, AT), "conflict", Kept("q1", 4, {"R": ["c"]}, AT))
    assert (unsent_in(journal), undecided_in(journal)) == (0, 1)

    journal.answer("t", "q1", A, AT)
    assert (unsent_in(journal), undecided_in(journal)) == (1, 0)


def test_handing_in_waits_and_then_is_done(journal: Journal) -> None:
    journal.submit("t", AT)
    assert (work_in(journal)[0].state, unsent_in(journal)) == ("handing-in", 1)

    submission = journal.submission("t")
    assert submission is not None
    journal.handed_in("t", submission.key, Receipt("ABCD", AT, 1, 3))

    assert (work_in(journal)[0].state, unsent_in(journal)) == ("handed-in", 0)


def test_a_refused_submit_is_told(journal: Journal) -> None:
    journal.submit("t", AT)
    submission = journal.submission("t")
    assert submission is not None
    journal.handed_in("t", submission.key, None, "already-submitted")

    assert work_in(journal)[0].state == "refused"


def test_what_the_portal_says_is_over_is_over(journal: Journal) -> None:
    journal.keep_paper(Paper("t", "c", 4, "Quiz", "scored", AT, AT, ITEMS))

    assert work_in(journal)[0].state == "handed-in"


def test_flags_and_moves_are_nothing_to_be_lost(journal: Journal) -> None:
    journal.mark("t", Marks(flagged=["q1"]))
    journal.move("t", 2)

    assert unsent_in(journal) == 0
