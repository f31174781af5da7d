"""Rows as a table on a terminal."""

from typing import Any

from tmp_tui.text import cell_len, fill, safe_text

Row = dict[str, Any]
WIDEST = 36  # cells of a column


def table(rows: list[Row]) -> str:
    """Rows under their names, in columns no wider than need be."""
    lines = [list(rows[0]), *([safe_text(str(value)) for value in row.values()] for row in rows)]
    widths = [min(WIDEST, max(map(cell_len, column))) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(fill, line, widths)).rstrip() for line in lines)
