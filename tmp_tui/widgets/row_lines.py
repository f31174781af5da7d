"""A row of a page as lines of a given width: text to the left, facts to the right of it or below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tmp_tui.text import cell_len, cut, fill
from tmp_tui.widgets.lines import tidy, wrapped

if TYPE_CHECKING:
    from tmp_tui.pages.model import Row

BETWEEN = " · "
GAP = 2  # cells at least between text and facts
LEAST = 16  # cells that text keeps, however deep a row is


def row_lines(row: "Row", number: str, width: int, *, step: int, folds: bool) -> list[str]:
    """The row's lines, each of at most `width` cells.

    `number` comes before the text, padded by the caller; `step` is how far each depth is indented; `folds` is whether
    room is kept for the sign of a row that folds, so that rows with and without one stand in line.
    """
    sign = {None: "  " if folds else "", True: "+ ", False: "- "}[row.folds]
    indent = min(row.depth * step, max(0, width - cell_len(number) - len(sign) - LEAST))
    head = f"{number}{' ' * indent}{sign}"
    room = max(1, width - cell_len(head))
    label = len(row.facts) == 1 and row.facts[0].name == row.text
    words, facts = (f"{row.text}: {row.facts[0].value}", ()) if label else (row.text, row.facts)
    text = _capped(wrapped(words, room), row.lines if row.folds else 0, room)
    lines = _with_facts(text, [tidy(fact.short) for fact in facts if fact.value], room)
    return [head + lines[0], *(" " * cell_len(head) + line for line in lines[1:])]


def _capped(lines: list[str], cap: int, room: int) -> list[str]:
    """At most `cap` lines (0: all), the last one ending in an ellipsis where something is left out."""
    if not cap or len(lines) <= cap:
        return lines
    last = lines[cap - 1]
    return [*lines[: cap - 1], last + "…" if cell_len(last) < room else cut(last + " …", room)]


def _with_facts(text: list[str], values: Sequence[str], room: int) -> list[str]:
    """The text with its facts: at the right of its last line if both fit there, else on lines below."""
    joined = BETWEEN.join(" ".join(value.split("\n")) for value in values)
    if not joined:
        return text
    if cell_len(text[-1]) + GAP + cell_len(joined) <= room:
        return [*text[:-1], fill(text[-1], room - cell_len(joined)) + joined]
    indent = GAP if room > LEAST else 0
    return [*text, *(" " * indent + line for line in _packed(values, room - indent))]


def _packed(values: Sequence[str], room: int) -> list[str]:
    """Values with dots between, broken between values where a line is full, and within one only if it must be."""
    lines: list[str] = []
    for value in values:
        first, *more = wrapped(value, room)
        if lines and not more and cell_len(lines[-1]) + len(BETWEEN) + cell_len(first) <= room:
            lines[-1] += BETWEEN + first
        else:
            lines += [first, *more]
    return lines
