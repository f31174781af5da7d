"""How an import ends: its report, or why the file was refused."""

import sys
from dataclasses import asdict
from pathlib import Path

from tmp_portal.commands.opened import print_json
from tmp_portal.imports.report import ImportRefused, Report


def done(report: Report, *, as_json: bool) -> int:
    """Print the report; the exit status is 0."""
    if as_json:
        print_json(report)
    else:
        print("\n".join(report.lines()))
    return 0


def refused(file: Path, refusal: ImportRefused, *, as_json: bool) -> int:
    """Print the faults, in words to standard error; the exit status is 1."""
    if as_json:
        faults = [asdict(fault) for fault in refusal.faults]
        print_json({"refused": True, "count": refusal.count, "faults": faults})
        return 1
    print(
        f"tmp-portal: {file} is refused, and nothing was loaded. Where, what stands there, and what was expected:",
        file=sys.stderr,
    )
    for fault in refusal.faults:
        print(f"  {fault}", file=sys.stderr)
    if refusal.count > len(refusal.faults):
        print(f"  and {refusal.count - len(refusal.faults):,} more", file=sys.stderr)
    return 1
