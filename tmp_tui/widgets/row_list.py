"""The body of every page: sentences and rows, the rows opened by key, by number, by name or by mouse."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from textual.events import Blur, Click, Key, Paste
from textual.message import Message

from tmp_tui.text import _
from tmp_tui.widgets.cursor_list import NOWHERE, CursorList, Spot
from tmp_tui.widgets.lines import BOLD, tidy, wrapped
from tmp_tui.widgets.row_lines import row_lines
from tmp_tui.widgets.scroller import Place

if TYPE_CHECKING:
    from tmp_tui.pages.model import Row

NARROW = 60  # cells; below this, depth is shown by one cell, not two
BENEATH = 6  # rows that are brought into sight when a row is unfolded


class RowList(CursorList):
    """Rows with facts. Sentences and headings are read past; rows that open or fold have numbers."""

    class RowOpened(Message):
        """A row was chosen that leads somewhere."""

        def __init__(self, row: "Row") -> None:
            super().__init__()
            self.row = row

    class RowTurned(Message):
        """A row is to be folded or unfolded."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Said(Message):
        """What is being typed to the list, or why a key did nothing; empty when that is over."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._numbers: dict[int, int] = {}  # item: its number
        self._numbered: list[int] = []  # the items that have numbers, in order
        self._folds = False
        self._typed: str | None = None  # what is being typed, None while nothing is
        self._finding = False  # whether it is a part of a name, or a number
        self._found = ""
        self._complained = False

    def allow_focus(self) -> bool:
        """Always: keys have to go somewhere."""
        return True

    def show(self, texts: Sequence[str], rows: Sequence["Row"], spot: Spot | None = None) -> None:
        """Show these; the cursor goes to `spot`, or stays on the row where it is if that is still there."""
        spot = self.spot if spot is None else spot
        self.stop_typing()
        self.texts, self._rows = texts, rows
        self._numbered = [at for at, row in enumerate(rows, len(texts)) if row.opens and not row.heading]
        self._numbers = {at: number for number, at in enumerate(self._numbered, 1)}
        self._folds = any(row.folds is not None for row in rows)
        self.restore(spot)

    def reveal_beneath(self) -> None:
        """Scroll, if need be, so that what the row under the cursor has just unfolded is seen."""
        row, last = self.current, self.cursor
        if row is None or row.folds is not False:
            return
        while (
            last + 1 < self.count and last - self.cursor < BENEATH and self._row(last + 1).depth > row.depth
        ):
            last += 1
        self.fit()
        self.show_from(min(self._top_for(last), Place(self.cursor, 0)))

    @property
    def current(self) -> "Row | None":
        """The row under the cursor."""
        return None if self.cursor == NOWHERE else self._row(self.cursor)

    # What an item is

    @property
    def count(self) -> int:
        """Sentences and rows."""
        return len(self.texts) + len(self._rows)

    def wrapped(self, index: int, width: int) -> list[str]:
        """A sentence's or a row's lines, one cell left free for the cursor's sign."""
        room = max(1, width - 1)
        if index < len(self.texts):
            return wrapped(self.texts[index], room)
        row, digits = self._row(index), len(str(len(self._numbered)))
        number = "" if row.heading or not self._numbered else f"{self._numbers.get(index, ''):>{digits}} "
        step = 1 if width < NARROW else 2
        lines = row_lines(row, number, room, step=step, folds=self._folds and not row.heading)
        return ["", *lines] if row.heading else lines

    def style_of(self, index: int) -> Style:
        """Headings are bold."""
        bold = index >= len(self.texts) and self._row(index).heading
        return BOLD if bold else super().style_of(index)

    def selectable(self, index: int) -> bool:
        """Rows but for headings."""
        return len(self.texts) <= index < self.count and not self._row(index).heading

    def identity(self, index: int) -> Hashable:
        """A row's key, or where it leads, or its words."""
        row = self._row(index)
        return row.key or row.go or row.text

    # Opening

    def action_open(self) -> None:
        """Open the row under the cursor, or fold or unfold it."""
        row = self.current
        if row is None or not row.opens:
            self._complain(_("There is nothing to open here."))
        elif row.go is not None:
            self.post_message(self.RowOpened(row))
        else:
            self.post_message(self.RowTurned(row.key))

    def action_turn(self) -> None:
        """Fold or unfold the row under the cursor."""
        if (row := self.current) is not None and row.folds is not None:
            self.post_message(self.RowTurned(row.key))

    def action_unfold(self) -> None:
        """Unfold it, if it is folded."""
        if (row := self.current) is not None and row.folds:
            self.action_turn()

    def action_fold(self) -> None:
        """Fold it; a row that is folded, or has nothing beneath it, leads to the row that it is beneath."""
        if (row := self.current) is None:
            return
        if row.folds is False:
            self.action_turn()
            return
        before = range(self.cursor - 1, len(self.texts) - 1, -1)
        self.go_to(
            next((at for at in before if self.selectable(at) and self._row(at).depth < row.depth), NOWHERE)
        )

    def on_click(self, event: Click) -> None:
        """A click opens the row; one that opens nothing is only chosen."""
        if event.y < len(self.view) and self.selectable(index := self.view[event.y].item):
            self.stop_typing()
            self.go_to(index)
            if self._row(index).opens:
                self.action_open()

    # Typing a number, or a part of a name

    def action_find(self) -> None:
        """Begin to type what to look for."""
        self._typed, self._finding = "", True
        self._say_typed()

    def stop_typing(self) -> None:
        """What was typed is no longer wanted."""
        if self._typed is not None or self._complained:
            self._typed, self._complained = None, False
            self.post_message(self.Said(""))

    def on_key(self, event: Key) -> None:
        """Digits choose by number; while something is being typed, keys belong to it."""
        if self.hears(event.key, event.character):
            event.stop()
            event.prevent_default()

    def hears(self, key: str, character: str | None) -> bool:
        """A key, whoever has the focus; says whether it was used up."""
        if self._typed is None:
            self.stop_typing()
            if not _digits(character or "") or not self._numbered:
                return False
            self._typed, self._finding = "", False
        if self._take(key, character):
            return True
        self.stop_typing()
        return False

    def on_paste(self, event: Paste) -> None:
        """Paste into what is being looked for."""
        if self._typed is not None and self._finding:
            event.stop()
            self._find(self._typed + tidy(" ".join(event.text.split())))

    def on_blur(self, event: Blur) -> None:
        """What was being typed is given up."""
        self.stop_typing()

    def _take(self, key: str, character: str | None) -> bool:
        """A key while typing; says whether it was used up."""
        typed = self._typed or ""
        if key == "escape":
            self.stop_typing()
        elif key == "backspace":
            self._retype(typed[:-1])
        elif key == "enter":
            self._enter(typed)
        elif key in ("up", "down") and self._finding:
            self._find(typed, 1 if key == "down" else -1)
        elif character is not None and character.isprintable() and (self._finding or _digits(character)):
            self._retype(typed + character)
        else:
            return False
        return True

    def _retype(self, typed: str) -> None:
        if self._finding:
            self._find(typed)
        elif not typed:
            self.stop_typing()
        elif int(typed) * 10 > len(self._numbered):
            self._choose(int(typed))
        else:
            self._typed = typed
            self._say_typed()

    def _enter(self, typed: str) -> None:
        self.stop_typing()
        if not self._finding:
            self._choose(int(typed))
        elif typed:
            self._found = typed
        elif self._found and not self._go_to_words(self._found, 1):
            self._complain(_("Nothing here has “{words}”.").format(words=self._found))

    def _choose(self, number: int) -> None:
        self.stop_typing()
        if 1 <= number <= len(self._numbered):
            self.go_to(self._numbered[number - 1])
            self.action_open()
        else:
            self._complain(_("There is no {number} here.").format(number=number))

    def _find(self, typed: str, by: int = 0) -> None:
        self._typed = typed
        if not typed or self._go_to_words(typed, by):
            self._say_typed()
        else:
            self.post_message(self.Said(_("Find: {typed}_ (nothing here has it)").format(typed=typed)))

    def _go_to_words(self, words: str, by: int) -> bool:
        """Put the cursor on the next row that has the words, round the end; `by` 0 begins with the row where it is."""
        for offset in range(self.count):
            at = (max(0, self.cursor) + by + offset * (by or 1)) % self.count
            if self.selectable(at) and words.casefold() in _words(self._row(at)):
                self.go_to(at)
                return True
        return False

    def _complain(self, words: str) -> None:
        """Why a key did nothing; the next key takes it back."""
        self._complained = True
        self.post_message(self.Said(words))

    def _say_typed(self) -> None:
        words = _("Find: {typed}_") if self._finding else _("Open {typed}_  Enter opens it.")
        self.post_message(self.Said(words.format(typed=self._typed)))

    def _row(self, index: int) -> "Row":
        return self._rows[index - len(self.texts)]


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _words(row: "Row") -> str:
    return " ".join((row.text, *(fact.value for fact in row.facts))).casefold()
