"""Text of any length in a window of its own size: wrapped only where it is seen, scrolled without animation."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Size
from textual.strip import Strip

from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.lines import PLAIN, Lines, wrapped

WHEEL = 3  # lines for one notch of a mouse wheel


class Place(NamedTuple):
    """A line: which item it belongs to, and its number among that item's lines."""

    item: int
    line: int


TOP = Place(0, 0)


class Scroller(Lines, can_focus=True):
    """Items, each of as many lines as its text takes; a subclass says what an item is.

    There is no list of all lines: 700 items cost no more than the 20 on the screen. `top` is the line at the top.
    """

    DEFAULT_CSS = "Scroller { height: 1fr; }"
    BINDINGS = bindings("list")

    def __init__(self, texts: Sequence[str] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.texts = texts
        self._wrapped: dict[int, list[str]] = {}
        self.top = TOP
        self.view: list[Place] = []
        self._fitted: Size | None = None

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these paragraphs, from the first."""
        if texts != self.texts:
            self.texts, self.top = texts, TOP
            self.begin_again()

    def begin_again(self) -> None:
        """The items are other ones: wrap and draw them afresh."""
        self._wrapped.clear()
        self._fitted = None
        self.refresh()

    def allow_focus(self) -> bool:
        """Only where there is something to read."""
        return self.count > 0

    # What a subclass says otherwise

    @property
    def count(self) -> int:
        """How many items there are."""
        return len(self.texts)

    def wrapped(self, index: int, width: int) -> list[str]:
        """The lines of an item: at least one, each of at most `width` cells."""
        return wrapped(self.texts[index], width)

    def text_of(self, place: Place) -> str:
        """A line as it is drawn."""
        return self.lines_of(place.item)[place.line]

    def style_of(self, index: int) -> Style:
        """How an item is drawn."""
        return PLAIN

    def holds_cursor(self, y: int) -> bool:
        """Whether the terminal's cursor belongs on this line of the window."""
        return y == 0

    def settle(self) -> None:
        """The size or the items changed: put the top where it should be."""
        self.top = min(self.top, self.last_top())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        self.fit()
        if self.holds_cursor(y):
            self.put_cursor(0, y)
        if y >= len(self.view):
            return self.strip("")
        return self.strip(self.text_of(self.view[y]), self.style_of(self.view[y].item))

    def fit(self) -> None:
        """Make what is known of the window true for its size now."""
        if self._fitted == self.size:
            return
        if self._fitted is None or self._fitted.width != self.size.width:
            self._wrapped.clear()
            self.top = Place(self.top.item, 0)
        self._fitted = self.size
        self.settle()
        self.fill_view()

    def lines_of(self, index: int) -> list[str]:
        """The lines of an item, wrapped when first asked for."""
        if index not in self._wrapped:
            self._wrapped[index] = self.wrapped(index, self.size.width)
        return self._wrapped[index]

    # Scrolling

    def scroll_lines(self, by: int) -> bool:
        """Scroll by some lines, up if negative; says whether there was anything to scroll."""
        return self.show_from(min(self.step(self.top, by), self.last_top()))

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.fit()
        self.scroll_lines(by)

    def action_page(self, by: int) -> None:
        """Scroll by screenfuls, one line of the last one staying in sight."""
        self.fit()
        self.scroll_lines(by * max(1, self.size.height - 1))

    def action_ends(self, which: int) -> None:
        """Show the first line, or the last."""
        self.fit()
        self.show_from(TOP if which < 0 else self.last_top())

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel, towards the end."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel, towards the beginning."""
        event.stop()
        self.scroll_lines(-WHEEL)

    def show_from(self, top: Place) -> bool:
        """Put this line at the top; says whether it was not there already."""
        if top == self.top:
            return False
        self.top = top
        self.fill_view()
        self.refresh()
        return True

    def fill_view(self) -> None:
        """Which lines are in the window."""
        view: list[Place] = []
        index, line = self.top
        while index < self.count and len(view) < self.size.height:
            view += [Place(index, at) for at in range(line, len(self.lines_of(index)))]
            index, line = index + 1, 0
        self.view = view[: self.size.height]

    def last_top(self) -> Place:
        """The top at which the last line stands at the foot of the window."""
        if not self.count:
            return TOP
        last = self.count - 1
        return self.step(Place(last, len(self.lines_of(last)) - 1), 1 - max(1, self.size.height))

    def step(self, place: Place, by: int) -> Place:
        """The line that is `by` lines on (back, if negative), or the last or first one."""
        index, line = place.item, place.line + by
        while line < 0 and index > 0:
            index -= 1
            line += len(self.lines_of(index))
        while index < self.count - 1 and line >= len(self.lines_of(index)):
            line -= len(self.lines_of(index))
            index += 1
        if index >= self.count:
            return TOP
        return Place(index, max(0, min(line, len(self.lines_of(index)) - 1)))
