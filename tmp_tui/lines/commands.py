"""What a typed line means on a page. The grammar is small, and the same everywhere:

a number or a part of a name opens a row; the first letters of a tab's name choose it; a few letters do the rest.
"""

import msgspec

from tmp_tui.lines.writing import numbered
from tmp_tui.pages.model import Page, Route, Row, Tab
from tmp_tui.pages.names import folded, matching
from tmp_tui.text import _

LETTERS = frozenset(("b", "r", "m", "?", "??", "o", "q"))
PLACES = {"h": "home", "c": "classes", "p": "reports", "n": "account"}
WORDS = {"home": "h", "classes": "c", "reports": "p", "back": "b", "more": "m", "help": "?", "quit": "q"}
TEST_ID_DIGITS = 6
FEW = 5  # names that are told when several are meant


class Do(msgspec.Struct, frozen=True):
    """One of the letters: back, read again, more, help, sign out, quit."""

    letter: str


class GoTo(msgspec.Struct, frozen=True):
    """A place of the Global Navigation menu."""

    route: Route


class Turn(msgspec.Struct, frozen=True):
    """Another tab of this page."""

    route: Route


class Open(msgspec.Struct, frozen=True):
    """A row of this page."""

    row: Row


class LookUp(msgspec.Struct, frozen=True):
    """A Test ID; empty where none was typed."""

    test_id: str


class Unclear(msgspec.Struct, frozen=True):
    """Nothing that can be done, and why."""

    message: str


Command = Do | GoTo | Turn | Open | LookUp | Unclear


def understand(typed: str, page: Page) -> Command:
    """What the typed line means on this page."""
    typed = typed.strip()
    word = WORDS.get(typed.casefold(), typed.casefold())
    if not typed:
        return Do("m")
    if word in LETTERS:
        return Do(word)
    if word in PLACES:
        return GoTo(Route(PLACES[word]))
    first, _space, rest = word.partition(" ")
    test_id = "".join(character for character in rest if character.isalnum())
    if first == "i" or (first == "test" and test_id.isdigit()):
        return LookUp(test_id)
    if typed.isascii() and typed.isdigit():
        return _numbered(typed, page)
    return _named(typed, page)


def _numbered(typed: str, page: Page) -> Command:
    if len(typed) == TEST_ID_DIGITS and page.field is not None and page.field.key == "test_id":
        return LookUp(typed)
    wanted = int(typed[:9])
    row = next((row for number, row in numbered(page.rows) if number and number == wanted), None)
    return (
        Open(row)
        if row is not None
        else Unclear(_("There is no number {typed} here.").format(typed=typed[:20]))
    )


def _named(typed: str, page: Page) -> Command:
    tabs = _tabs(typed, (*page.tabs, *page.filters))
    if len(tabs) == 1:
        return Turn(tabs[0].go)
    if tabs:
        return _several([tab.name for tab in tabs])
    choices = [(number, row) for number, row in numbered(page.rows) if number]
    found = [choices[position] for position in matching([row.text for _number, row in choices], typed)]
    if len(found) == 1:
        return Open(found[0][1])
    if found:
        return _several([f"{number} {row.text[:60]}" for number, row in found])
    return Unclear(_("Nothing here is called {typed}. Type ? for help.").format(typed=typed[:40]))


def _tabs(typed: str, tabs: tuple[Tab, ...]) -> list[Tab]:
    """The tab of that name, or those whose names begin so."""
    wanted = folded(typed)
    exact = [tab for tab in tabs if folded(tab.name) == wanted]
    return exact or [tab for tab in tabs if wanted and folded(tab.name).startswith(wanted)]


def _several(names: list[str]) -> Unclear:
    told = "; ".join(names[:FEW])
    message = (
        _("{count} are called so: {names}.")
        if len(names) <= FEW
        else _("{count} are called so, first: {names}.")
    )
    return Unclear(message.format(count=len(names), names=told))
