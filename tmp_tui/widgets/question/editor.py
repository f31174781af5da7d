"""Where a text, a number or a file's path is typed: a line, or for a longer text a field of several lines."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Paste
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from tmp_tui.player.places import Place
from tmp_tui.player.words import place_hint
from tmp_tui.text import safe_text
from tmp_tui.widgets.bars import StatusBar
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.secret import Field

LINES, LENGTH = 2_000, 59_900  # of what is pasted at once: a little below what an answer may have


class Essay(TextArea):
    """A longer text: no border, no colours of its own, nothing that blinks."""

    DEFAULT_CSS = """
    Essay { height: 1fr; border: none; padding: 0 1; scrollbar-size: 0 0; }
    Essay:focus { border: none; }
    """
    BINDINGS = bindings("essay")

    def __init__(self, text: str) -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False, tab_behavior="focus"
        )
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing once it is taken away: Textual may ask again, and fails over colours that are no longer known."""
        if self.rich_style.bgcolor is None:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    async def _on_paste(self, event: Paste) -> None:
        """What is pasted is text, whatever it was."""
        event.stop()
        event.prevent_default()
        self.replace(safe_text(event.text, lines=LINES, length=LENGTH), *self.selection)


class AnswerLine(Field):
    """A short text, or a number."""

    BINDINGS = bindings("answer-line")


class Editor(Vertical):
    """Asks for what is typed at one place; says what is in it while it is typed."""

    DEFAULT_CSS = """
    Editor { height: auto; border-top: ascii $foreground; }
    Editor.long { height: 50%; min-height: 5; }
    """

    class Edited(Message):
        """It says something else now."""

    class Done(Message):
        """Enter, in a line."""

    def __init__(self, place: Place, text: str, begun: str = "") -> None:
        """`text` is what it begins with, `begun` what was typed after it."""
        super().__init__(classes="long" if place.how == "lines" else "")
        self.place = place
        self._first = text
        self.warned = False
        text += begun
        self._field: Essay | AnswerLine = Essay(text) if place.how == "lines" else AnswerLine(text)
        if isinstance(self._field, AnswerLine):
            self._field.select_on_focus = False

    def compose(self) -> ComposeResult:
        """What is asked, and where it is typed."""
        yield StatusBar(place_hint(self.place))
        yield self._field

    def on_mount(self) -> None:
        """Keys go here from now on."""
        self._field.focus()

    @property
    def text(self) -> str:
        """What is typed."""
        return self._field.text if isinstance(self._field, Essay) else self._field.value

    @property
    def changed(self) -> bool:
        """Whether it is not what it began with."""
        return self.text != self._first

    def kept(self) -> None:
        """What is typed now is kept."""
        self._first = self.text

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """It says something else now."""
        event.stop()
        self._edited()

    def on_input_changed(self, event: Field.Changed) -> None:
        """It says something else now."""
        event.stop()
        self._edited()

    def _edited(self) -> None:
        self.warned = False
        self.post_message(self.Edited())

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.Done())
