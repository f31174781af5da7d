"""How long an answer takes to be on this computer's disk, one attempt's first and after a thousand others.

The journal stands under the current folder, for a temporary one may be in memory.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.exam import percentile
from benchmarks.figures import Figure
from tmp_tui.store.journal import Journal

ANSWERS, QUESTIONS, TAIL = 1000, 20, 200


def measure() -> Iterator[Figure]:
    """A thousand answers to twenty questions that nobody acknowledges, and the journal opened again."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = Path(folder) / "student.journal"
        journal = Journal(path, b"k" * 32)
        seconds = [_answer(journal, number) for number in range(ANSWERS)]
        assert not journal.trouble
        journal.close()
        began = time.perf_counter()
        again = Journal(path, b"k" * 32)
        opened = time.perf_counter() - began
        assert len(again.pending()) == ANSWERS
        size = path.stat().st_size
        again.close()
        disk = percentile([_synced(Path(folder) / "plain") for _ in range(TAIL)], 50)
    first, last = percentile(seconds[:TAIL], 50), percentile(seconds[-TAIL:], 50)
    yield Figure(
        "answer to journalled, 99th percentile",
        percentile(seconds) * 1e3,
        "ms",
        50,
        detail=f"median {percentile(seconds, 50) * 1e3:.2f} ms; a write and fsync of 4 KB on this disk {disk * 1e3:.2f} ms",
    )
    yield Figure(
        "answer to journalled after 1,000 others",
        last / first,
        "x the first",
        detail=f"{last * 1e3:.2f} ms, the first {first * 1e3:.2f} ms (medians of {TAIL}); opened again in {opened * 1e3:.0f} ms, {size / 1024:.0f} KB",
    )


def _answer(journal: Journal, number: int) -> float:
    began = time.perf_counter()
    journal.answer("attempt", f"question {number % QUESTIONS}", {"RESPONSE": [f"answer {number}"]}, number)
    return time.perf_counter() - began


def _synced(path: Path) -> float:
    began = time.perf_counter()
    with path.open("ab") as stream:
        stream.write(b"x" * 4096)
        stream.flush()
        os.fsync(stream.fileno())
    return time.perf_counter() - began
