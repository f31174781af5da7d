"""The journal: durable before it returns, nothing over what was not seen, nothing dropped."""

from pathlib import Path

import msgspec
import pytest

from tests.support.journals import AT, KEY, A, B, full, paper
from tmp_tui.store.journal import Journal
from tmp_tui.store.journal_rows import Given
from tmp_tui.store.seal import Seal
from tmp_tui.wire.attempts import Kept, Marks, Receipt


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "one.journal"


def test_G01_an_answer_is_in_the_file_when_the_call_returns(path: Path) -> None:
    journal = Journal(path, KEY)

    assert journal.answer("t", "q1", A, AT) == 1

    assert Journal(path, KEY).values("t", "q1") == A


def test_G01_every_commit_is_synced(path: Path) -> None:
    journal = Journal(path, KEY)

    assert journal._file._open().execute("pragma synchronous").fetchone() == (2,)


def test_G02_saved_only_after_the_acknowledgement_of_that_very_version(path: Path) -> None:
    journal = Journal(path, KEY)
    assert journal.state("t", "q1") is None
    journal.answer("t", "q1", A, AT)
    journal.answer("t", "q1", B, AT)

    assert journal.acknowledge("t", "q1", 1)
    assert journal.state("t", "q1") == "on-this-computer"
    assert not journal.acknowledge("t", "q1", 3)
    assert not journal.acknowledge("t", "q2", 2)
    assert not journal.acknowledge("t", "q1", 2, "another key")
    assert journal.state("t", "q1") == "on-this-computer"
    assert journal.acknowledge("t", "q1", 2)

    assert journal.state("t", "q1") == "saved"
    assert Journal(path, KEY).state("t", "q1") == "saved"
    assert Journal(path, KEY).values("t", "q1") == B


def test_G03_everything_is_there_after_a_restart(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper(Kept("q2", 4, B, AT)))
    journal.answer("t", "q1", A, AT)
    journal.mark("t", Marks(flagged=["q1"], notes={"q1": "look again"}))
    journal.submit("t", AT)

    again = Journal(path, KEY)

    assert again.pending() == journal.pending()
    assert again.paper("t") == journal.paper("t")
    assert again.marks("t") == journal.marks("t")
    assert (again.state("t", "q2"), again.values("t", "q2")) == ("saved", B)
    assert again.answer("t", "q2", A, AT) == 5


def test_the_same_answer_again_is_no_new_version(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)

    assert journal.answer("t", "q1", A, AT + 5) == 1
    journal.acknowledge("t", "q1", 1)
    assert journal.answer("t", "q1", A, AT + 9) == 1
    assert journal.pending() == []


def test_clearing_is_an_answer_and_undo_brings_back(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.answer("t", "q1", {}, AT)

    assert journal.values("t", "q1") == {}
    assert journal.previous("t", "q1") == A
    assert journal.undo("t", "q1", AT) == 3
    assert journal.values("t", "q1") == A
    assert journal.undo("t", "q1", AT) == 4
    assert journal.values("t", "q1") == {}
    assert journal.undo("t", "q1", AT) is None


def test_undo_goes_back_over_a_restart(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.answer("t", "q1", B, AT)

    again = Journal(path, KEY)
    again.undo("t", "q1", AT)

    assert again.values("t", "q1") == A


def test_G07_a_conflict_keeps_both_and_nothing_goes_over_the_unseen(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.answer("t", "q1", B, AT)
    theirs = Kept("q1", 1, {"r": ["c"]}, AT)

    journal.refused("t", "q1", 1, "conflict", theirs)

    mine = Journal(path, KEY).conflict("t", "q1")
    assert mine is not None
    assert (mine.values, mine.theirs) == (B, theirs)
    assert journal.due() == []
    assert journal.state("t", "q1") == "on-this-computer"


def test_G07_answering_after_a_conflict_goes_on_top_of_what_was_seen(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.refused("t", "q1", 1, "conflict", Kept("q1", 7, B, AT))

    assert journal.answer("t", "q1", A, AT) == 8

    (given,) = journal.due()
    assert given.base == 7  # type: ignore[union-attr]
    assert journal.conflict("t", "q1") is None
    assert [old.values for old in journal.refusals("t")] == [A]


def test_G07_taking_theirs_settles_a_conflict(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.refused("t", "q1", 1, "conflict", Kept("q1", 7, B, AT))

    assert journal.answer("t", "q1", B, AT) == 7

    assert (journal.state("t", "q1"), journal.values("t", "q1")) == ("saved", B)
    assert [old.values for old in Journal(path, KEY).refusals("t")] == [A]


def test_G06_a_late_answer_stays_with_its_reason(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)

    journal.refused("t", "q1", 1, "past-deadline")

    (kept,) = Journal(path, KEY).refusals("t")
    assert (kept.code, kept.values) == ("past-deadline", A)
    assert journal.pending() == []
    assert not journal.forget("t")


def test_what_follows_a_refused_version_goes_on_top_of_what_that_was_to(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.answer("t", "q1", B, AT)

    journal.refused("t", "q1", 1, "bad-answer")

    (given,) = Journal(path, KEY).due()
    assert (given.version, given.base) == (2, 0)  # type: ignore[union-attr]


def test_a_submit_waits_for_every_answer_of_its_attempt(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.answer("other", "q1", A, AT)
    journal.submit("t", AT)
    key = journal.submission("t").key  # type: ignore[union-attr]

    assert [type(entry).__name__ for entry in journal.due()] == ["Given", "Given"]
    journal.acknowledge("t", "q1", 1)
    assert [type(entry).__name__ for entry in journal.due()] == ["Given", "HandedIn"]
    journal.handed_in("t", key, Receipt("CODE", AT, 1, 1))

    assert Journal(path, KEY).submission("t").receipt == Receipt("CODE", AT, 1, 1)  # type: ignore[union-attr]


def test_a_submit_waits_for_a_conflict_to_be_seen(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.submit("t", AT)

    journal.refused("t", "q1", 1, "conflict", Kept("q1", 1, B, AT))
    assert journal.due() == []

    journal.answer("t", "q1", B, AT)
    assert len(journal.due()) == 1


def test_G08_a_place_that_may_only_read_keeps_its_answers_and_sends_none(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)

    journal.keep_paper(paper(writer=""))
    assert (journal.due(), len(journal.pending())) == ([], 1)

    journal.keep_paper(paper(writer="again"))
    assert len(journal.due()) == 1


def test_G17_a_start_keeps_its_key_until_it_is_answered(path: Path) -> None:
    form = Journal(path, KEY).start("c 1", "room 5")

    again = Journal(path, KEY)
    assert again.start("c 1", "room 5") == form
    again.started("c 1", paper())

    assert again.start("c 1").key != form.key
    assert Journal(path, KEY).paper("t") == paper()


def test_G16_marks_of_another_place_come_with_the_paper_unless_newer_ones_wait(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper(marks=Marks(flagged=["q3"])))
    assert journal.marks("t") == Marks(flagged=["q3"])

    journal.mark("t", Marks(flagged=["q4"]))
    journal.keep_paper(paper(marks=Marks(flagged=["q3"])))

    assert journal.marks("t") == Marks(flagged=["q4"])


def test_an_attempt_wholly_on_the_portal_can_be_forgotten(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper(Kept("q1", 1, A, AT)))
    journal.answer("t", "q1", B, AT)
    assert not journal.forget("t")

    journal.acknowledge("t", "q1", 2)

    assert journal.forget("t")
    assert Journal(path, KEY).attempts() == []


def test_G23_the_receipt_of_a_forgotten_attempt_can_still_be_read_in_the_same_sitting(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper())
    journal.submit("t", AT)
    wish = journal.submission("t")
    assert wish is not None
    receipt = Receipt("CODE", AT, 0, 1)
    journal.handed_in("t", wish.key, receipt)

    assert journal.forget("t")

    again = journal.submission("t")
    assert again is not None
    assert again.receipt == receipt
    assert Journal(path, KEY).submission("t") is None


def test_G22_an_export_has_what_the_portal_may_not_have_and_is_sealed(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper(Kept("q0", 1, B, AT)))
    journal.answer("t", "q1", {"r": ["Paris"]}, AT)
    full(journal, True)
    journal.answer("t", "q2", {"r": ["x" * 20_000]}, AT)

    exported = journal.export()

    assert b"Paris" not in exported
    entries = msgspec.json.decode(exported, type=Exported).entries
    opened = [msgspec.json.decode(Seal(KEY).open(body, name), type=Given) for name, body in entries]
    assert [(given.item, given.version) for given in opened] == [("q1", 1), ("q2", 1)]


class Exported(msgspec.Struct):
    """An export, as whoever imports it reads it."""

    journal: int
    entries: list[tuple[str, bytes]]


def test_G02_what_was_answered_on_top_of_an_answer_that_is_refused_is_the_students_answer(
    path: Path,
) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper())
    first, second = journal.answer("t", "q1", A, AT), journal.answer("t", "q1", B, AT)

    journal.refused("t", "q1", first, "bad-answer")
    journal.acknowledge("t", "q1", second)

    assert (journal.values("t", "q1"), journal.state("t", "q1")) == (B, "saved")
    (refused,) = Journal(path, KEY).refusals("t")
    assert (refused.values, refused.settled) == (A, True)
