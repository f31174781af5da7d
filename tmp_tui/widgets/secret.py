"""Fields to type in: one line, no border, nothing that blinks; and one that keeps what is typed to itself."""

from rich.segment import Segment
from rich.style import Style
from textual.events import Paste
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.lines import MARKED

UNDERLINED = Style(underline=True)


class Field(Input, inherit_css=False):
    """A line to type in. What is pasted loses its line ends, so an address broken over lines is whole again."""

    COMPONENT_CLASSES = set()  # it draws itself, so there is nothing to match rules against
    DEFAULT_CSS = "Field { height: 1; color: $foreground; scrollbar-size: 0 0; }"
    BINDINGS = bindings("field")
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))  # no letter lays the screen out again

    def __init__(self, value: str = "", *, secret: bool = False, id: str | None = None) -> None:
        super().__init__(password=secret, select_on_focus=True, id=id)
        self.cursor_blink = False
        self._first_value = value

    def on_mount(self) -> None:
        """What is known already; Textual wants a screen before there is a value."""
        if self._first_value:
            self.value = self._first_value

    def render_line(self, y: int) -> Strip:
        """The text, underlined to the field's end; the terminal's cursor is put where the field's is."""
        ink = UNDERLINED if self.app.native_ansi_color else self.rich_style + UNDERLINED
        text = "•" * len(self.value) if self.password else self.value
        start, end = sorted(self.selection)
        if not self.has_focus:
            start = end = len(text)
        else:
            self.take_cursor()
            end = max(end, start + 1)
        text = text.ljust(end)
        parts = ((text[:start], ink), (text[start:end], ink + MARKED), (text[end:], ink))
        left, width = self.scroll_offset.x, self.size.width
        strip = Strip([Segment(part, style) for part, style in parts if part])
        return strip.crop(left, left + width).extend_cell_length(width, ink)

    def take_cursor(self) -> None:
        """Have the terminal's cursor where the field's is."""
        self.app.cursor_position = self.cursor_screen_offset

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
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

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        self.value = ""
