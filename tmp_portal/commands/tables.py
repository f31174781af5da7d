"""Rows as a table on a terminal."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from tmp_portal.commands.opened import print_json
from tmp_tui.text import cell_len, fill, safe_text

T = TypeVar("T")
Row = dict[str, Any]
WIDEST = 36  # cells of a column


def table(rows: list[Row]) -> str:
    """Rows under their names, in columns no wider than need be."""
    lines = [list(rows[0]), *([safe_text(str(value)) for value in row.values()] for row in rows)]
    widths = [min(WIDEST, max(map(cell_len, column))) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(fill, line, widths)).rstrip() for line in lines)


def show(args: argparse.Namespace, lines: Sequence[T], cells: Callable[[T], Row], none: str) -> int:
    """Lines as JSON where that is asked for, else as a table, or what is said where there are none; the exit status is 0."""
    if args.json:
        print_json(lines)
    else:
        print(table([cells(line) for line in lines]) if lines else none)
    return 0
