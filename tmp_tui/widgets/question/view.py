"""A question to read and to answer: the cursor stops where something can be answered, and moving it answers nothing (G28)."""

from collections.abc import Hashable, Sequence

from rich.style import Style
from textual.events import Click, Key
from textual.message import Message

from tmp_tui.player.sheet import Line
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.cursor_list import NOWHERE, CursorList
from tmp_tui.widgets.lines import BOLD
from tmp_tui.widgets.question.drawn import line_lines
from tmp_tui.widgets.scroller import Place


class QuestionView(CursorList):
    """Draws the lines of a question; what a key means for the answer is said by messages."""

    BINDINGS = bindings("list", "question-view")

    class Chosen(Message):
        """Enter or Space, on a place, an option, or on nothing."""

        def __init__(self, line: Line | None) -> None:
            super().__init__()
            self.line = line

    class Typed(Message):
        """A character was typed, with the cursor on a line or on none."""

        def __init__(self, character: str, line: Line | None) -> None:
            super().__init__()
            self.character, self.line = character, line

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self._start: int | None = None

    def allow_focus(self) -> bool:
        """Always: keys have to go somewhere."""
        return True

    def show(self, lines: Sequence[Line], *, start: int | None = None) -> None:
        """Show these; the cursor stays where it is in the question. With `start` it is another question, to be read from
        that line on: the cursor is on the first place in sight, or waits until there is one."""
        if start is None and self._same_shape(lines):
            self._redraw_changed(lines)
            return
        spot = self.spot
        self.lines, self._start = lines, start
        self.restore(spot)

    def _same_shape(self, lines: Sequence[Line]) -> bool:
        """Whether the same places and options stand on the same lines, so that nothing moves."""
        if self._start is not None or len(lines) != len(self.lines):
            return False
        return all(_identity(old) == _identity(new) for old, new in zip(self.lines, lines, strict=True))

    def _redraw_changed(self, lines: Sequence[Line]) -> None:
        """Draw what reads otherwise now, and nothing else: an answer costs a line or two, not a screen (9600 baud)."""
        self.lines, known = lines, dict(self._wrapped)
        width = self.size.width
        for index, before in known.items():
            now = self.wrapped(index, width)
            if len(now) != len(before):
                self.begin_again()
                return
            if now != before:
                self._wrapped[index] = now
                self._refresh_item(index)

    def show_from_line(self, index: int) -> None:
        """Put this line at the top of the window, the cursor on the first place then in sight; where there is none it
        waits, so that nothing draws the window back to it."""
        self.fit()
        self.show_from(min(Place(index, 0), self.last_top()))
        seen = [place.item for place in self.view if self.selectable(place.item)]
        if not seen:
            self.cursor = NOWHERE
        elif self.cursor not in seen:
            self._be_on(seen[0])

    def is_at(self, index: int) -> bool:
        """Whether the window is as far down as this line."""
        self.fit()
        return self.top >= min(Place(index, 0), self.last_top())

    def go_to_option(self, number: int, identifier: str) -> None:
        """Put the cursor on an option of a place, if it is listed, else on the place."""
        self.fit()
        at = [
            index
            for index, line in enumerate(self.lines)
            if line.place is not None and line.place.number == number
            if line.option is None or line.option.identifier == identifier
        ]
        listed = [index for index in at if self.lines[index].option is not None]
        if listed:
            self.go_to(listed[0])
        elif at:
            self.go_to(at[0])

    def go_to_next_place(self) -> None:
        """Put the cursor on the next place, if there is one."""
        here = self.current.place if self.current is not None else None
        later = range(self.cursor + 1, self.count)
        self.go_to(next((at for at in later if self.lines[at].place not in (None, here)), NOWHERE))

    def settle(self) -> None:
        """Begin to read where that was asked for."""
        if self._start is None:
            super().settle()
            return
        self.top, self._start, self._wanted = min(Place(self._start, 0), self.last_top()), None, None
        self.fill_view()
        seen = (place.item for place in self.view if self.selectable(place.item))
        self.cursor = next(seen, NOWHERE)

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        return None if self.cursor == NOWHERE or self.cursor >= len(self.lines) else self.lines[self.cursor]

    # What an item is

    @property
    def count(self) -> int:
        """Lines of the question, each of which may take several of the screen's."""
        return len(self.lines)

    def wrapped(self, index: int, width: int) -> list[str]:
        """As it is drawn, one cell left free for the cursor's sign."""
        after = self.lines[index + 1] if index + 1 < self.count else None
        return line_lines(self.lines[index], max(1, width - 1), after)

    def selectable(self, index: int) -> bool:
        """Where something can be answered."""
        return self.lines[index].answers

    def identity(self, index: int) -> Hashable:
        """The place, and which option of it."""
        return _identity(self.lines[index])

    def style_of(self, index: int) -> Style:
        """Headings are bold."""
        said = self.lines[index].said
        return BOLD if said is not None and said.look == "heading" else super().style_of(index)

    # Keys

    def action_open(self) -> None:
        """Answer with what is under the cursor."""
        self.post_message(self.Chosen(self.current))

    def action_turn(self) -> None:
        """Space does the same."""
        self.action_open()

    def on_key(self, event: Key) -> None:
        """A letter answers; a digit begins the number of a question."""
        character = event.character or ""
        if len(character) == 1 and character.isprintable() and character != " ":
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(character, self.current))

    def on_click(self, event: Click) -> None:
        """A click on a place or an option is as Enter on it."""
        if event.y < len(self.view) and self.selectable(index := self.view[event.y].item):
            self.go_to(index)
            self.action_open()


def _identity(line: Line) -> Hashable:
    return (line.place and line.place.number, line.option and line.option.identifier)
