"""The lines of a question as they are drawn in a given width."""

from collections.abc import Sequence

from tmp_tui.player.blocks import Said, header_and_value
from tmp_tui.player.sheet import Line
from tmp_tui.player.words import option_words, place_words
from tmp_tui.text import cell_len, fill
from tmp_tui.widgets.lines import tidy, wrapped

INDENT = 2  # cells for each depth
BETWEEN = "  "  # columns of a table


def line_lines(line: Line, width: int, after: Line | None) -> list[str]:
    """A line of the question as lines of at most `width` cells, with air before what comes `after` where it wants some."""
    air = [""] if after is not None and _wants_air(line, after) else []
    if line.said is not None:
        return [*_said(line.said, width), *air]
    assert line.place is not None  # noqa: S101  (what is not read is a place)
    if line.option is not None:
        words = option_words(line.place, line.option, struck=line.struck)
        sign = len(words) - len(words.split(") ", 1 if line.place.how != "one" else 2)[-1])
        return [*_hanging(words, width, INDENT if line.place.name else 0, sign), *air]
    return [*_hanging(place_words(line.place), width, 0, INDENT), *air]


def _wants_air(line: Line, after: Line) -> bool:
    """Whether an empty line helps: not within a list, nor among places and their options."""
    if line.said is None:
        return after.said is not None and after.said.indent == 0
    if after.said is None:
        return after.option is None
    listed = line.said.indent > 0 or line.said.words.startswith("- ")
    return not (listed or after.said.indent > 0) or (
        listed and after.said.indent == 0 and not after.said.words.startswith("- ")
    )


def _said(said: Said, width: int) -> list[str]:
    indent = INDENT * said.indent
    if said.look == "table":
        return (
            _indented([*wrapped(said.words, width - indent), *_table(said, width - indent)], indent)
            if said.words
            else _indented(_table(said, width - indent), indent)
        )
    if said.look == "code":
        return _indented(
            [part for line in tidy(said.words).split("\n") for part in _cut(line, width - indent)], indent
        )
    return _hanging(said.words, width, indent, _sign(said.words))


def _sign(words: str) -> int:
    """By how much the further lines of a list's item stand in."""
    head, _space, rest = words.partition(" ")
    is_sign = head == "-" or (head[:-1].isalnum() and head[-1:] in (".", ")") and len(head) < 4)
    return len(head) + 1 if rest and is_sign else 0


def _hanging(text: str, width: int, indent: int, hang: int) -> list[str]:
    """The text wrapped, its further lines standing in by `hang` more cells where there is room."""
    hang = hang if width - indent - hang >= width // 2 else 0
    first, *rest = tidy(text).split("\n")
    lines = wrapped(first, max(1, width - indent))
    if len(lines) > 1:
        taken = len(lines[0])
        lines = [lines[0], *wrapped(first[taken:].lstrip(" "), max(1, width - indent - hang))]
    more = [line for part in rest for line in wrapped(part, max(1, width - indent - hang))]
    return [" " * indent + lines[0], *(" " * (indent + hang) + line for line in (*lines[1:], *more))]


def _cut(line: str, width: int) -> list[str]:
    return wrapped(line, max(1, width)) if cell_len(line) > width else [line]


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line for line in lines]


def _table(said: Said, width: int) -> list[str]:
    """In columns where they fit, else a line for each row with its headers said (A13)."""
    rows = [[tidy(cell) for cell in row] for row in said.cells]
    count = max((len(row) for row in rows), default=0)
    rows = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max((cell_len(row[at]) for row in rows), default=0) for at in range(count)]
    if sum(widths) + len(BETWEEN) * max(0, count - 1) > width:
        return [line for row in header_and_value(said) for line in _hanging(row, width, 0, INDENT)]
    lines = [
        BETWEEN.join(fill(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    if said.head and lines:
        lines.insert(1, BETWEEN.join("-" * w for w in widths))
    return lines
