"""What every widget of ours is: lines that it draws itself, one strip of cells each."""

import re

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from tmp_tui.text import cut, fill, safe_text, wrap

PLAIN, BOLD, MARKED = Style(), Style(bold=True), Style(reverse=True)
LINES, LENGTH = 200, 20_000  # what one text may take; more is not read by anybody
LONGEST_WORD = 500  # characters
_TOO_LONG = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")


def tidy(text: str) -> str:
    """The text made harmless, its lines kept: the widgets' own guard, whoever made the page."""
    return safe_text(text, lines=LINES, length=LENGTH)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells. A word of a thousand letters is broken first: wrapping one takes
    time by the square of its length."""
    text = tidy(text)
    return wrap(_TOO_LONG.sub(r"\1\n", text) if len(text) > LONGEST_WORD else text, width)


def few_lines(text: str, width: int, most: int) -> list[str]:
    """The text in at most so many lines, whatever its line ends; the last one says by an ellipsis that there is more."""
    width = max(1, width)
    lines = wrap(" ".join(tidy(text[: width * most * 2]).split("\n")), width)
    return lines if len(lines) <= most else [*lines[: most - 1], cut(f"{lines[most - 1]} …", width)]


class Lines(Widget):
    """A widget that draws its own lines: no markup, no child for each word, one segment where one will do."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Lines { width: 1fr; height: auto; }"
    _cursor_at = Offset(0, 0)
    virtual_size: Reactive[Size] = Reactive(
        Size(0, 0), repaint=False
    )  # nothing is laid out again for its sake

    def strip(self, text: str, style: Style = PLAIN) -> Strip:
        """One line of text over the whole width."""
        return self.strip_of((fill(text, self.size.width), style))

    def strip_of(self, *parts: tuple[str, Style]) -> Strip:
        """One line of parts, which together are as wide as the widget."""
        ink = self.ink
        return Strip([Segment(text, ink + style) for text, style in parts], self.size.width)

    @property
    def ink(self) -> Style:
        """The theme's colours; nothing at all (and no bytes) where they are the terminal's own."""
        return PLAIN if self.app.native_ansi_color else self.rich_style

    def put_cursor(self, x: int, y: int) -> None:
        """The terminal's own cursor follows the reader: called while that very cell is drawn, so it is never behind."""
        self._cursor_at = Offset(x, y)
        if self.has_focus:
            self.take_cursor()

    def take_cursor(self) -> None:
        """Have the terminal's cursor back, which was elsewhere meanwhile."""
        self.app.cursor_position = self.region.offset + self._cursor_at
