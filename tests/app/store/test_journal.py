"""The journal: durable before it returns, sealed, never empty-handed on a bad disk, and nothing dropped."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from tmp_tui.store.journal import Journal
from tmp_tui.store.journal_rows import Given
from tmp_tui.store.seal import Seal
from tmp_tui.wire.attempts import Kept, Marks, Paper, Receipt

KEY = b"k" * 32
AT = 1_773_673_200
A = {"r": ["a"]}
B = {"r": ["b"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "one.journal"


def paper(*answers: Kept, writer: str = "here", marks: Marks | None = None) -> Paper:
    return Paper(
        "t", "c", 1, "Quiz", "started", AT, AT, answers=list(answers), writer=writer, marks=marks or Marks()
    )


def full(journal: Journal, is_full: bool) -> None:
    """Let SQLite find no more room in the file, or room again."""
    connection = journal._file._open()
    pages = connection.execute("pragma page_count").fetchone()[0] if is_full else 1_000_000
    connection.execute(f"pragma max_page_count={pages}")


def contents(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


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


def test_G28_moving_leaves_the_file_byte_for_byte_the_same(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper())
    journal.answer("t", "q1", A, AT)
    before = contents(path)

    for position in range(1, 20):
        journal.move("t", position)
        for entry in journal.due():
            if not hasattr(entry, "values"):
                journal.marked(entry)  # type: ignore[arg-type]

    assert contents(path) == before
    assert journal.marks("t").position == 19


def test_G25_nothing_readable_lies_on_disk(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.keep_paper(paper(Kept("capital-question", 1, {"r": ["Lisbon"]}, AT)))
    journal.answer("t", "capital-question", {"r": ["Paris is the capital"]}, AT)
    journal.mark("t", Marks(notes={"capital-question": "ask Ada"}))

    content = contents(path)

    for word in (b"Paris", b"Lisbon", b"capital", b"Quiz", b"ask Ada"):
        assert word not in content
    assert all(file.stat().st_mode & 0o077 == 0 for file in path.parent.iterdir())


def test_G25_another_students_key_sees_nothing_and_harms_nothing(path: Path) -> None:
    Journal(path, KEY).answer("t", "q1", A, AT)

    other = Journal(path, b"x" * 32)
    assert (other.state("t", "q1"), other.pending(), other.unreadable) == (None, [], 1)
    other.answer("t", "q1", B, AT)
    other.acknowledge("t", "q1", 1)

    assert Journal(path, KEY).values("t", "q1") == A
    assert Journal(path, KEY).state("t", "q1") == "on-this-computer"


def test_a_row_put_in_anothers_place_is_not_believed(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.answer("t", "q2", B, AT)
    journal.close()
    with sqlite3.connect(path) as connection:
        connection.execute("update entries set body = (select body from entries where number = 2)")
    connection.close()

    again = Journal(path, KEY)

    assert (again.values("t", "q1"), again.values("t", "q2"), again.unreadable) == ({}, B, 1)


def test_a_full_disk_is_said_and_the_answer_kept_until_there_is_room(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    full(journal, True)
    long = {"r": ["x" * 20_000]}

    journal.answer("t", "q2", long, AT)

    assert "full" in journal.trouble
    assert (journal.state("t", "q1"), journal.state("t", "q2")) == ("on-this-computer", "not-saved")
    assert journal.values("t", "q2") == long
    assert Journal(path, KEY).values("t", "q2") == {}
    full(journal, False)
    assert journal.retry()
    assert journal.state("t", "q2") == "on-this-computer"
    assert Journal(path, KEY).values("t", "q2") == long


def test_every_call_tries_again_what_the_disk_refused(path: Path) -> None:
    journal = Journal(path, KEY)
    full(journal, True)
    journal.answer("t", "q1", {"r": ["x" * 20_000]}, AT)
    assert journal.state("t", "q1") == "not-saved"
    full(journal, False)

    journal.answer("t", "q2", A, AT)

    assert journal.state("t", "q1") == "on-this-computer"
    assert len(Journal(path, KEY).pending()) == 2


def test_G02_what_the_disk_refused_and_the_portal_took_is_saved(path: Path) -> None:
    journal = Journal(path, KEY)
    full(journal, True)
    journal.answer("t", "q1", {"r": ["x" * 20_000]}, AT)

    journal.acknowledge("t", "q1", 1)

    assert journal.state("t", "q1") == "saved"


def test_a_folder_that_cannot_be_made_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("in the way")
    journal = Journal(tmp_path / "copies" / "one.journal", KEY)
    journal.answer("t", "q1", A, AT)
    assert journal.state("t", "q1") == "not-saved"

    (tmp_path / "copies").unlink()

    assert journal.retry()
    assert Journal(tmp_path / "copies" / "one.journal", KEY).values("t", "q1") == A


def test_a_journal_that_was_busy_when_opened_is_read_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Journal(path, KEY).answer("t", "q1", A, AT)
    with monkeypatch.context() as patch:
        patch.setattr("tmp_tui.store.journal_file.private", _fail)
        journal = Journal(path, KEY)
        journal.answer("t", "q2", B, AT)
    assert (journal.state("t", "q1"), journal.state("t", "q2")) == (None, "not-saved")

    journal.retry()

    assert (journal.state("t", "q1"), journal.state("t", "q2")) == ("on-this-computer", "on-this-computer")


def _fail(_: Path) -> None:
    raise PermissionError("no")


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 400])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(path: Path, damage: bytes) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    journal.close()
    path.write_bytes(damage)
    path.with_name("one.journal-wal").write_bytes(b"x" * 100)

    again = Journal(path, KEY)
    again.answer("t", "q2", B, AT)

    assert path.with_name("one.journal.damaged-1").read_bytes() == damage
    assert Journal(path, KEY).values("t", "q2") == B


def test_what_can_still_be_read_of_a_damaged_file_is_carried_over(path: Path) -> None:
    journal = Journal(path, KEY)
    for number in range(40):
        journal.answer("t", f"q{number}", {"r": ["x" * 1500, str(number)]}, AT)
    journal.close()
    content = bytearray(path.read_bytes())
    content[4096 * 10 : 4096 * 11] = b"\xff" * 4096
    path.write_bytes(content)

    again = Journal(path, KEY)

    read = [
        number for number in range(40) if again.values("t", f"q{number}").get("r", [""])[-1] == str(number)
    ]
    assert 30 <= len(read) < 40
    assert path.with_name("one.journal.damaged-1").exists()
    assert len(Journal(path, KEY).pending()) == len(read)


def test_a_file_taken_away_under_the_app_is_written_anew(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    for file in path.parent.iterdir():
        file.unlink()

    journal.answer("t", "q2", B, AT)

    assert journal.state("t", "q2") == "on-this-computer"
    again = Journal(path, KEY)
    assert (again.values("t", "q1"), again.values("t", "q2")) == (A, B)


def test_two_programs_of_one_student_do_not_harm_each_other(path: Path) -> None:
    first, second = Journal(path, KEY), Journal(path, KEY)

    first.answer("t", "q1", A, AT)
    second.answer("t", "q1", B, AT)
    first.acknowledge("t", "q1", 1)

    again = Journal(path, KEY)
    assert [entry.values for entry in again.pending()] == [B]  # type: ignore[union-attr]


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
