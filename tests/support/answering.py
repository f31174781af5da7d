"""A program that answers and answers, and prints each answer once the journal has it: to be killed."""

import random
import signal
import sys
from pathlib import Path

from tmp_tui.store.journal import Journal


def main(path: str, seed: str) -> None:
    """Answer until killed; a line of what was journalled goes out after the call returned."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    dice = random.Random(seed)
    journal = Journal(Path(path), b"k" * 32)
    print("ready", flush=True)
    count = 0
    while True:
        count += 1
        item = f"q{dice.randrange(20)}"
        version = journal.answer("t", item, {"r": [f"{seed} {count}" + "x" * dice.randrange(3000)]}, 1)
        print(f"given {item} {version} {seed} {count}", flush=True)
        if dice.random() < 0.3:
            print(f"acked {item} {version}", flush=True)
            journal.acknowledge("t", item, version)


if __name__ == "__main__":
    main(*sys.argv[1:])
