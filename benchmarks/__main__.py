"""`python -m benchmarks [NAME ...]`: print the table."""

import platform
import sys
from importlib import import_module

import psutil

NAMES = (
    "screens",
    "bytes_on_the_line",
    "requests",
    "answers",
    "six_hundred",
    "sign_ins",
    "journal",
    "assessment_bytes",
    "item_import",
    "roster_import",
)


def main() -> int:
    """Measure what is named, or everything; exit status 1 where a goal is missed."""
    print(
        f"{platform.machine()}, {psutil.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}\n"
    )
    print("| what | measured | goal | reached | parts |\n| --- | --- | --- | --- | --- |")
    missed = 0
    for name in sys.argv[1:] or NAMES:
        for figure in import_module(f"benchmarks.{name}").measure():
            print(figure.row(), flush=True)
            missed += not figure.reached
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
