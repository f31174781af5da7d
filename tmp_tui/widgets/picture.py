"""A picture of blocks, black on white whatever the colours around it are."""

from collections.abc import Sequence

from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tmp_tui.text import cell_len
from tmp_tui.widgets.lines import Lines

INK = Style(color="#000000", bgcolor="#ffffff")


class Picture(Lines, can_focus=True):
    """Lines of one width; nothing where there are none."""

    DEFAULT_CSS = "Picture { width: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[str, ...] = ()

    def show(self, lines: Sequence[str]) -> None:
        """Show this instead."""
        self.lines = tuple(lines)
        self.refresh(layout=True)

    @property
    def room(self) -> tuple[int, int]:
        """How many cells it takes, to the right and down."""
        return (max(map(cell_len, self.lines), default=0), len(self.lines))

    def allow_focus(self) -> bool:
        """Only where there is something to see."""
        return bool(self.lines)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its lines."""
        return self.room[0]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as it has lines."""
        return self.room[1]

    def render_line(self, y: int) -> Strip:
        """One line."""
        if y == 0:
            self.put_cursor(0, 0)
        if y >= len(self.lines):
            return self.strip("")
        return self.strip_of((self.lines[y], INK))
