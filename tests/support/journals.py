"""A journal of one student, its file, and a disk without room."""

from pathlib import Path

from tmp_tui.store.journal import Journal
from tmp_tui.wire.attempts import Kept, Marks, Paper

KEY = b"k" * 32
AT = 1_773_673_200
A = {"r": ["a"]}
B = {"r": ["b"]}


def paper(*answers: Kept, writer: str = "here", marks: Marks | None = None) -> Paper:
    """The attempt `t` as the portal gives it."""
    return Paper(
        "t", "c", 1, "Quiz", "started", AT, AT, answers=list(answers), writer=writer, marks=marks or Marks()
    )


def full(journal: Journal, is_full: bool) -> None:
    """Let SQLite find no more room in the file, or room again."""
    connection = journal._file._open()
    pages = connection.execute("pragma page_count").fetchone()[0] if is_full else 1_000_000
    connection.execute(f"pragma max_page_count={pages}")


def contents(path: Path) -> bytes:
    """Everything that lies in the folder."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))
