"""Fields to type in: one line, no border, nothing that blinks; and one that keeps what is typed to itself."""

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.events import Paste
from textual.geometry import Offset, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from tmp_tui.text import cell_len
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.lines import MARKED

UNDERLINED = Style(underline=True)
PIECE = 100  # characters: Rich finds where to cut a piece by stepping through it, which takes the square of its length


class Field(Input, inherit_css=False):
    """A line to type in. What is pasted loses its line ends, so an address broken over lines is whole again.

    Where `pick` finds what is wanted in all that was pasted, line ends included, that is all that stays.
    """

    COMPONENT_CLASSES = set()  # it draws itself, so there is nothing to match rules against
    DEFAULT_CSS = "Field { height: 1; color: $foreground; scrollbar-size: 0 0; }"
    BINDINGS = bindings("field")
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))  # no letter lays the screen out again

    def __init__(
        self,
        value: str = "",
        *,
        secret: bool = False,
        pick: Callable[[str], str] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(password=secret, select_on_focus=True, validate_on=(), id=id)
        self.cursor_blink = False
        self._first_value = value
        self._pick = pick
        self._left = 0  # cells that are scrolled out of sight at the left

    def on_mount(self) -> None:
        """What is known already; Textual wants a screen before there is a value."""
        if self._first_value:
            self.value, self._first_value = self._first_value, ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, nor will as soon as it is on the screen."""
        return not (self.value or self._first_value)

    def render_line(self, y: int) -> Strip:
        """The text, underlined to the field's end; the terminal's cursor is put where the field's is."""
        ink = UNDERLINED if self.app.native_ansi_color else self.rich_style + UNDERLINED
        text = "•" * len(self.value) if self.password else self.value
        start, end = sorted(self.selection)
        if self.has_focus:
            end = max(end, start + 1)
        else:
            start = end = len(text)
        text = text.ljust(end)
        width, at = self.size.width, self._cursor_cell
        # No further than to see the cursor and, where there is less text than there was, all of it again.
        self._left = max(min(self._left, at, max(0, cell_len(text) - width)), at - width + 1)
        if self.has_focus:
            self.take_cursor()
        parts = ((text[:start], ink), (text[start:end], ink + MARKED), (text[end:], ink))
        strip = Strip(
            [
                Segment(part[at : at + PIECE], style)
                for part, style in parts
                for at in range(0, len(part), PIECE)
            ]
        )
        return strip.crop(self._left, self._left + width).extend_cell_length(width, ink)

    @property
    def scroll_offset(self) -> Offset:
        """The field scrolls by itself, when it is drawn: so it is right for the first paste too."""
        return Offset(self._left, 0)

    def scroll_to_region(self, *_region: object, **_how: object) -> Offset:
        """Not in this way."""
        return Offset()

    def take_cursor(self) -> None:
        """Have the terminal's cursor where the field's is."""
        self.app.cursor_position = self.region.offset + Offset(self._cursor_cell - self._left, 0)

    @property
    def _cursor_cell(self) -> int:
        before = self.value[: self.cursor_position]
        return len(before) if self.password else cell_len(before)

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        if self._pick is not None and (picked := self._pick(event.text)):
            self.replace(picked, 0, len(self.value))
            return
        text = "".join(character for character in event.text if character.isprintable())
        self.replace(text, *self.selection)


class Secret(Field):
    """A field for a password: dots unless the reader asks to see it, nothing of it to the clipboard, empty at the end."""

    BINDINGS = bindings("password")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(secret=True, id=id)

    def action_show_secret(self) -> None:
        """Show what was typed, or hide it again."""
        self.password = not self.password

    def action_copy(self) -> None:
        """A password is not copied."""

    def action_cut(self) -> None:
        """Cut without keeping."""
        self.delete_selection()

    def action_paste(self) -> None:
        """What was copied in the program is no password, and could be read here."""

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        self.value = ""
