"""A page as plain lines: title, place, what else it has, then its rows, one thought a line."""

from collections.abc import Iterator, Sequence

from tmp_tui.pages.model import Fact, Page, Row, Tab
from tmp_tui.text import _, cut

FOLDED_WIDTH = 80  # cells for each of a folded row's lines


def head_lines(page: Page) -> Iterator[str]:
    """Everything before the rows, in reading order."""
    yield page.title
    if page.place:
        yield page.place
    if page.tabs:
        yield _tabs(_("Tabs"), page.tabs)
    if page.filters:
        yield _tabs(_("Show"), page.filters)
    yield from page.intro
    if page.field is not None and page.field.key == "test_id":
        yield _("{field}: type i and the number, for example i 246813.").format(field=page.field.name)
    if page.message:
        yield page.message


def _tabs(name: str, tabs: Sequence[Tab]) -> str:
    here = _("{name} (here)")
    return f"{name}: " + ", ".join(here.format(name=tab.name) if tab.current else tab.name for tab in tabs)


def numbered(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """The rows, each with the number that opens it, 0 for those that open nothing."""
    numbers = iter(range(1, len(rows) + 1))
    return [(next(numbers) if row.opens else 0, row) for row in rows]


def row_lines(number: int, row: Row, *, whole: bool = False) -> list[str]:
    """A row as lines: number, text, facts by name; a folded one is cut unless `whole`, since it can be opened."""
    indent = "  " * min(row.depth, 6)
    label = is_label(row)
    text = "" if label else row.text
    if row.folds and row.lines and not whole:
        text = cut(text, FOLDED_WIDTH * row.lines)
    parts = [part for part in (text, *map(fact_words, row.facts)) if part]
    lines = "; ".join(parts).split("\n")
    first = f"{number}. {lines[0]}" if number else lines[0]
    return [indent + first, *(f"{indent}  {line}" for line in lines[1:])]


def fact_words(fact: Fact) -> str:
    """A fact as "Name: value"."""
    return f"{fact.name}: {fact.value}"


def is_label(row: Row) -> bool:
    """Whether the row's text only names its one fact."""
    return len(row.facts) == 1 and row.text == row.facts[0].name
