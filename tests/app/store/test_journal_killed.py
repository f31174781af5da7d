"""The journal of a program that is killed at any moment: nothing once shown is missing, and it always opens."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tmp_tui.store.journal import Journal
from tmp_tui.store.journal_rows import Given

KEY = b"k" * 32
LONGEST = 0.06  # seconds from the first answer to the kill


def answer_until_killed(path: Path, seed: int, how: signal.Signals) -> list[str]:
    """The lines that the program printed until `how` ended it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.support.answering", str(path), str(seed)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(random.Random(seed).uniform(0, LONGEST))
        child.send_signal(how)
        out = child.stdout.read().decode()
    assert child.returncode == -how
    return [line for line in out.splitlines(keepends=False) if line]


def check(path: Path, lines: list[str]) -> int:
    """How many answers were shown; each is in the journal, unless it was acknowledged."""
    journal = Journal(path, KEY)
    assert (journal.trouble, journal.unreadable) == ("", 0)
    assert not list(path.parent.glob("*damaged*"))
    kept = {
        (entry.item, entry.version): entry.values for entry in journal.pending() if isinstance(entry, Given)
    }
    acked = {tuple(line.split()[1:3]) for line in lines if line.startswith("acked")}
    given = [line.split() for line in lines if line.startswith("given") and len(line.split()) == 5]
    for _, item, version, seed, count in given:
        values = kept.get((item, int(version)))
        assert values is not None or (item, version) in acked
        assert values is None or values["r"][0].rstrip("x") == f"{seed} {count}"
    journal.close()
    return len(given)


def kill_many(tmp_path: Path, seeds: range, how: signal.Signals) -> None:
    shown = 0
    for seed in seeds:
        path = tmp_path / f"copies-{seed}" / "one.journal"
        print(f"seed {seed}, {how.name}")
        shown += check(path, answer_until_killed(path, seed, how))
    assert shown > len(seeds)


@pytest.mark.slow
def test_G01_nothing_shown_is_missing_after_kill_9_at_50_points(tmp_path: Path) -> None:
    kill_many(tmp_path, range(50), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.skipif("TMP_SLOW" not in os.environ, reason="takes a minute: TMP_SLOW=1")
def test_G01_nothing_shown_is_missing_after_kill_9_at_200_points(tmp_path: Path) -> None:
    kill_many(tmp_path, range(1000, 1200), signal.SIGKILL)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_G01_G26_nothing_shown_is_missing_after_a_signal(tmp_path: Path, how: signal.Signals) -> None:
    kill_many(tmp_path, range(3), how)


def test_G01_killed_again_and_again_on_one_journal(tmp_path: Path) -> None:
    path, lines = tmp_path / "copies" / "one.journal", []

    for seed in range(5):
        print(f"seed {seed}")
        lines += answer_until_killed(path, seed, signal.SIGKILL)
        check(path, lines)
