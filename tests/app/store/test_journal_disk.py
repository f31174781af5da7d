"""The journal's file: sealed, never empty-handed on a bad disk, not harmed by others."""

import sqlite3
from pathlib import Path

import pytest

from tests.support.journals import AT, KEY, A, B, contents, full, paper
from tmp_tui.store.journal import Journal
from tmp_tui.wire.attempts import Kept, Marks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "one.journal"


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


def test_a_journal_with_nothing_in_it_need_not_stay(path: Path) -> None:
    Journal(path, KEY).close(keep_empty=False)

    assert list(path.parent.iterdir()) == []


def test_a_journal_with_anything_in_it_stays(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)

    journal.close(keep_empty=False)

    assert Journal(path, KEY).values("t", "q1") == A


def test_an_empty_journal_that_another_program_has_open_stays(path: Path) -> None:
    here, there = Journal(path, KEY), Journal(path, KEY)

    here.close(keep_empty=False)
    there.answer("t", "q1", A, AT)

    assert there.state("t", "q1") == "on-this-computer"
    assert Journal(path, KEY).values("t", "q1") == A


def test_what_is_written_to_a_file_that_another_has_the_name_of_is_not_lost(path: Path) -> None:
    journal = Journal(path, KEY)
    journal.answer("t", "q1", A, AT)
    for file in path.parent.iterdir():
        file.unlink()
    other = Journal(path, KEY)

    journal.answer("t", "q2", B, AT)

    assert journal.state("t", "q2") == "on-this-computer"
    other.close()
    assert Journal(path, KEY).values("t", "q2") == B
