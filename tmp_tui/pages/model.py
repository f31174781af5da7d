"""What a page is, as plain data: the same for the full screen, line mode and `--json`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

if TYPE_CHECKING:
    from tmp_tui.store.freshness import Freshness
    from tmp_tui.store.work import Work
    from tmp_tui.wire import ClassDocument, Me, MineDocument
    from tmp_tui.wire.accounts import AccountSettings
    from tmp_tui.wire.review import Review

State = Literal["loading", "empty", "error", "loaded"]


class Route(msgspec.Struct, frozen=True):
    """Where a page is: `page` names it, `id` the class, `item` an assessment's number, `tab` and `filter` what of the
    page is shown; the tab and the filter that come first are the empty ones. `test_id` is what led to an assessment.

    `take` is not a page: it is taking the assessment. Nor is `act`: it is something to do, which `item` names."""

    page: str
    id: str = ""
    item: str = ""
    tab: str = ""
    filter: str = ""
    test_id: str = ""


TAKE = "take"
ACT = "act"


class Here(msgspec.Struct, frozen=True):
    """What this program knows of itself: in which colours it draws, whether single letters are keys, whether that is
    remembered here; where the session lives, in words; bytes sent and received, and kept in files."""

    theme: str = ""
    letters: bool = True
    remembered: bool = True
    keeping: str = ""
    sent: int = 0
    received: int = 0
    copies: int = 0
    journals: int = 0


class View(msgspec.Struct, frozen=True):
    """What the reader did to a page: the keys of the rows that were turned from folded to open, or back.

    `everything` opens all of them, whatever was turned: for programs. `here` is what the program does in its own way.
    """

    turned: frozenset[str] = frozenset()
    everything: bool = False
    here: Here = Here()


class Fact(msgspec.Struct, frozen=True):
    """One thing said about a row: `key` is stable and for programs, `name` and `value` are words.

    `code` says the value to programs where words would not do: a level or state by its stable name, a time as ISO 8601.
    `alone` is whether the value is understood without the name; it may be long, and then wants lines of its own.
    """

    key: str
    name: str
    value: str
    code: str = ""
    alone: bool = True

    @property
    def short(self) -> str:
        """The value, after the name where it needs one: "Mastery", "Closes Mar 3 14:00"."""
        return self.value if self.alone else f"{self.name} {self.value}"


class Row(msgspec.Struct, frozen=True):
    """A line of a list or tree, and what it opens.

    `folds` is None for a row that has nothing beneath it, else whether what is beneath is hidden. `lines` caps how
    many lines the text takes on a full screen while the row is folded (0: no cap); opening it shows all of it.
    A `heading` is read, not chosen. A row whose `text` is the name of its only fact is a label and its value.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    go: Route | None = None
    key: str = ""
    depth: int = 0
    folds: bool | None = None
    lines: int = 0
    heading: bool = False

    @property
    def opens(self) -> bool:
        """Whether choosing the row does something; only these are numbered."""
        return self.go is not None or self.folds is not None


class Tab(msgspec.Struct, frozen=True):
    """A neighbour of the page, or the page itself."""

    name: str
    go: Route
    current: bool = False


class Field(msgspec.Struct, frozen=True):
    """Something to type on a page, and the name of the button that sends it."""

    key: str
    name: str
    button: str
    hint: str = ""


class Page(msgspec.Struct, frozen=True):
    """One page: its title, where it belongs, its tabs, its rows. `message` says why there are no rows.

    `place` is teacher and class, or school; `intro` are sentences before the rows; `filters` are tabs within a tab.
    """

    route: Route
    title: str
    state: State = "loaded"
    place: str = ""
    tabs: tuple[Tab, ...] = ()
    filters: tuple[Tab, ...] = ()
    intro: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    message: str = ""
    field: Field | None = None


class Copy(Protocol):
    """The local copy, as pages read it: whole documents, or None where none has come yet."""

    @property
    def freshness(self) -> "Freshness": ...

    def me(self) -> "Me | None": ...

    def class_(self, class_id: str) -> "ClassDocument | None": ...

    def mine(self, class_id: str) -> "MineDocument | None": ...

    def now(self) -> float:
        """Seconds since 1970 by the portal's clock."""
        ...

    def work(self) -> "Sequence[Work]":
        """What I am taking, or have handed in at this computer."""
        ...

    def review(self, attempt: str) -> "Review | None":
        """What is released of an attempt, if it was asked for."""
        ...

    def settings(self) -> "AccountSettings | None":
        """What of my account the documents do not say, if it was asked for."""
        ...
