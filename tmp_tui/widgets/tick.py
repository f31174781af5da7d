"""Something that is so or not, set and taken back by a key; the sign is a letter, not a colour."""

from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from tmp_tui.text import cut
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.lines import MARKED, PLAIN, Lines


class Tick(Lines, can_focus=True):
    """A line with `[ ]` or `[x]` before it."""

    DEFAULT_CSS = "Tick { height: 1; }"
    BINDINGS = bindings("button")

    class Turned(Message):
        """It was set, or taken back."""

        def __init__(self, on: bool) -> None:
            super().__init__()
            self.on = on

    def __init__(self, words: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words, self.on = words, False

    def render_line(self, y: int) -> Strip:
        """The sign and the words; the cursor stands in the brackets."""
        self.put_cursor(2, 0)
        sign = "x" if self.on else " "
        return self.strip(
            f" [{sign}] {cut(self.words, self.size.width - 5)}", MARKED if self.has_focus else PLAIN
        )

    def set(self, on: bool) -> None:
        """Make it so."""
        if on != self.on:
            self.on = on
            self.refresh()

    def action_press(self) -> None:
        """Set it, or take it back."""
        self.set(not self.on)
        self.post_message(self.Turned(self.on))

    def on_click(self, event: Click) -> None:
        """The same with the mouse."""
        event.stop()
        self.action_press()
