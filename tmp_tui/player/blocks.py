"""Blocks of text as lines to read, from top to bottom."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from tmp_tui.player.inline import Told, inline_words, picture_words
from tmp_tui.text import _
from tmp_tui.wire.items import (
    Asked,
    Block,
    Cell,
    Heading,
    List,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Table,
)

Look = Literal["text", "heading", "code", "table"]


class Said(msgspec.Struct, frozen=True):
    """Something to read: words of one line or several, or the cells of a table, row by row.

    `indent` is how deep it stands; `head` whether the first row of a table names its columns.
    """

    words: str = ""
    look: Look = "text"
    indent: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    head: bool = False


def said(blocks: Sequence[Block], told: Told, indent: int = 0) -> Iterator[Said | Asked]:
    """The blocks as what is read, and between it the interactions that stand among them."""
    for block in blocks:
        match block:
            case Asked():
                yield block
            case Paragraph():
                yield Said(inline_words(block.content, told), indent=indent)
            case Heading():
                yield Said(inline_words(block.content, told), "heading", indent)
            case Preformatted():
                yield Said(block.text.expandtabs(4), "code", indent)
            case Picture():
                yield Said(picture_words(block), indent=indent)
            case Quote():
                yield from said(block.content, told, indent + 1)
            case List():
                yield from _list(block, told, indent)
            case Table():
                yield _table(block, told, indent)
                yield from (part for row in block.rows for cell in row for part in _asked(cell))


def words_of(blocks: Sequence[Block], told: Told) -> str:
    """The blocks as one text of some lines: an option, a cell."""
    parts = (part for part in said(blocks, told) if isinstance(part, Said))
    return "\n".join(part.words or _in_one_line(part) for part in parts)


def _list(block: List, told: Told, indent: int) -> Iterator[Said | Asked]:
    for number, item in enumerate(block.items, block.start):
        sign = f"{number}. " if block.ordered else "- "
        for at, part in enumerate(said(item, told, indent)):
            if isinstance(part, Asked):
                yield part
            elif at == 0 and not part.cells:
                yield msgspec.structs.replace(part, words=sign + part.words)
            else:
                yield msgspec.structs.replace(part, indent=part.indent + 1)


def _table(block: Table, told: Told, indent: int) -> Said:
    caption = inline_words(block.caption, told)
    rows = tuple(tuple(_cells(row, told)) for row in block.rows)
    head = bool(block.rows) and all(cell.header for cell in block.rows[0])
    return Said(caption, "table", indent, rows, head)


def _cells(row: Sequence[Cell], told: Told) -> Iterator[str]:
    """A cell that reaches over several columns stands in the first of them."""
    for cell in row:
        yield " ".join(words_of(cell.content, told).split("\n"))
        yield from [""] * (min(cell.columns, 100) - 1)


def _asked(cell: Cell) -> list[Asked]:
    return [block for block in cell.content if isinstance(block, Asked)]


def _in_one_line(table: Said) -> str:
    return "; ".join(", ".join(row) for row in table.cells)


def header_and_value(table: Said) -> list[str]:
    """A table as sentences, a line for each row: "Header: value; Header: value" (A13)."""
    if not table.head:
        return ["; ".join(cell for cell in row if cell) for row in table.cells]
    names, *rows = table.cells
    pair = _("{header}: {value}")
    lines = []
    for row in rows:
        pairs = zip((*names, *[""] * len(row)), row, strict=False)
        lines.append(
            "; ".join(
                pair.format(header=name, value=value) if name else value for name, value in pairs if value
            )
        )
    return lines or ["; ".join(names)]
