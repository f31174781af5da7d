"""The lines above and below a page's body: words to go to, the page's title, and what there is to know just now."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from textual.events import Click, Focus
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tmp_tui.text import cell_len, cut, fill
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.lines import BOLD, MARKED, PLAIN, Lines, few_lines

MOST = 4  # lines that a title, a place or the words at the foot of the screen may take


class Fitted(Lines):
    """Words laid out in lines for the width there is; Textual may remember a height, so drawing asks again."""

    _width = -1

    def lay_out(self, width: int) -> None:
        """Make the lines for this width."""
        raise NotImplementedError

    def fit(self, width: int) -> None:
        """Lay out again if the width is another."""
        if width != self._width:
            self._width = width
            self.lay_out(width)


class Bar(Fitted, can_focus=True):
    """Words beside each other, one of them current (in brackets): the navigation, tabs, filters.

    It takes as many lines as its words need, none if it has no words.
    """

    BINDINGS = bindings("bar")

    class Chosen(Message):
        """A word was chosen."""

        def __init__(self, bar: "Bar", index: int) -> None:
            super().__init__()
            self.bar, self.index = bar, index

        @property
        def control(self) -> "Bar":
            """The bar, for `on`."""
            return self.bar

    class _Word(NamedTuple):
        number: int
        x: int
        text: str

    def __init__(self, label: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self.words: tuple[str, ...] = ()
        self._shorter: tuple[str, ...] = ()
        self.current = 0
        self._cursor = 0
        self._lines: list[list[Bar._Word]] = []

    def show(self, words: Sequence[str], current: int, shorter: Sequence[str] = ()) -> None:
        """Show these words; `current` is where the reader is, -1 for none of them.

        `shorter` is shown instead where the words would take more than two lines.
        """
        if (tuple(words), current) == (self.words, self.current):
            return
        before = len(self._lines)
        self.words, self._shorter = tuple(words), tuple(shorter)
        self.current, self._cursor = current, max(0, current)
        self.lay_out(self._width)
        self.refresh(layout=len(self._lines) != before)

    def allow_focus(self) -> bool:
        """Only where there is something to choose."""
        return bool(self.words)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or more where the words need them."""
        self.fit(width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """A line of words, each with room for a bracket or a sign on both sides."""
        self.fit(self.size.width)
        if y >= len(self._lines):
            return self.strip("")
        parts: list[tuple[str, Style]] = [(f" {self._label}" if y == 0 and self._label else "", PLAIN)]
        for word in self._lines[y]:
            here = word.number == self._cursor and self.has_focus
            left, right = "[]" if word.number == self.current else "> " if here else "  "
            style = MARKED if here else BOLD if word.number == self.current else PLAIN
            parts.append((f"{left}{word.text}{right}", style))
            if here:
                self.put_cursor(word.x + 1, y)
        used = sum(cell_len(text) for text, _style in parts)
        return self.strip_of(*(part for part in parts if part[0]), (" " * (self.size.width - used), PLAIN))

    def action_move(self, by: int) -> None:
        """To the word at the left or right, round the end."""
        self._cursor = (self._cursor + by) % len(self.words)
        self.refresh()

    def action_open(self) -> None:
        """Go where the word under the cursor says."""
        self.post_message(self.Chosen(self, self._cursor))

    def on_focus(self, event: Focus) -> None:
        """Begin with the current word."""
        self._cursor = max(0, self.current)

    def on_click(self, event: Click) -> None:
        """Go where the word under the mouse says."""
        if event.y < len(self._lines):
            for word in self._lines[event.y]:
                if word.x <= event.x < word.x + cell_len(word.text) + 2:
                    self.post_message(self.Chosen(self, word.number))

    def lay_out(self, width: int) -> None:
        """As many lines as the words need, of the shorter ones if those need more than two."""
        self._lines = self._lines_of(self.words, width)
        if len(self._lines) > 2 and self._shorter:
            self._lines = self._lines_of(self._shorter, width)

    def _lines_of(self, words: Sequence[str], width: int) -> list[list[_Word]]:
        lines: list[list[Bar._Word]] = []
        x = width
        for index, word in enumerate(words):
            text = few_lines(word, width - 2, 1)[0]
            if x + cell_len(text) + 2 > width:
                x = 0 if lines or not self._label else cell_len(self._label) + 1
                lines.append([])
            lines[-1].append(self._Word(index, x, text))
            x += cell_len(text) + 2
        return lines


class Heading(Fitted):
    """A page's title, and where it belongs: beside it if both fit, else below."""

    def __init__(self, title: str = "", place: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said = (title, place)
        self._lines: list[str] = []

    def show(self, title: str, place: str = "") -> None:
        """Show these."""
        if (title, place) != self._said:
            self._said = (title, place)
            before = len(self._lines)
            self.lay_out(self._width)
            self.refresh(layout=len(self._lines) != before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        self.fit(width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One of them."""
        self.fit(self.size.width)
        return self.strip(self._lines[y] if y < len(self._lines) else "", BOLD)

    def lay_out(self, width: int) -> None:
        """Side by side where there is room."""
        room = max(1, width - 2)
        title, place = (few_lines(text, room, MOST) if text else [] for text in self._said)
        if len(title) == len(place) == 1 and cell_len(title[0]) + 2 + cell_len(place[0]) <= room:
            self._lines = [f" {fill(title[0], room - cell_len(place[0]))}{place[0]}"]
        else:
            self._lines = [f" {line}" for line in (*title, *place)]


class StatusBar(Fitted):
    """The foot of the screen: what there is to know just now to the left, the keys that matter to the right."""

    def __init__(self, words: str = "", keys: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words, self._keys = words, keys
        self._lines: list[str] = [""]

    def show(self, words: str, keys: str) -> None:
        """Show these."""
        if (words, keys) != (self.words, self._keys):
            self.words, self._keys = words, keys
            before = len(self._lines)
            self.lay_out(self._width)
            self.refresh(layout=len(self._lines) != before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or more where the words need them."""
        self.fit(width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One of them."""
        self.fit(self.size.width)
        return self.strip(self._lines[y] if y < len(self._lines) else "")

    def lay_out(self, width: int) -> None:
        """Side by side where there is room."""
        room = max(1, width - 2)
        lines = few_lines(self.words, room, MOST)
        for keys in self._key_lines(room):
            if cell_len(lines[-1]) + 2 + cell_len(keys) > room:
                lines.append("")
            lines[-1] = fill(lines[-1], room - cell_len(keys)) + keys
        self._lines = [f" {line}" for line in lines]

    def _key_lines(self, room: int) -> list[str]:
        """The keys of this page, and before them what every page says; on a line of its own where both do not fit."""
        standing = getattr(self.app, "standing_hint", "") if self.id == "status" else ""
        together = "  ".join(part for part in (standing, self._keys) if part)
        if cell_len(together) <= room:
            return [together]
        lines = [cut(standing, room)] if standing else []
        for key in self._keys.split("  "):
            if len(lines) > bool(standing) and cell_len(f"{lines[-1]}  {key}") <= room:
                lines[-1] += f"  {key}"
            else:
                lines.append(cut(key, room))
        return lines
