"""What a screen has to say, and below it the ways on from there: one list, so that it scrolls as one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.events import Focus

from tmp_tui.widgets.row_list import RowList
from tmp_tui.widgets.scroller import TOP, Place

if TYPE_CHECKING:
    from tmp_tui.pages.model import Row


class Told(RowList):
    """Sentences and rows. Until keys go here it stands at its top: what was just said is what matters then."""

    def __init__(
        self, texts: Sequence[str] = (), rows: Sequence["Row"] = (), *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._said, self._ways = tuple(texts), tuple(rows)
        self._show()

    def say(self, texts: Sequence[str]) -> None:
        """Other sentences, from the first; the rows stay."""
        if tuple(texts) != self._said:
            self._said = tuple(texts)
            self._show()
            self.show_from(TOP)

    def offer(self, rows: Sequence["Row"]) -> None:
        """Other rows; the sentences stay, and the cursor stays on its row where that is still there."""
        if tuple(rows) != self._ways:
            self._ways = tuple(rows)
            self._show()

    def allow_focus(self) -> bool:
        """Only where there is something to choose, or more to read than is in sight."""
        return any(row.opens for row in self._ways) or (self.count > 0 and self.last_top() != TOP)

    def text_of(self, place: Place) -> str:
        """The sign is where the keys go: not here, while they go to a field."""
        return super().text_of(place) if self.has_focus else f" {super().text_of(place)[1:]}"

    def settle(self) -> None:
        """The cursor need not be in sight while keys go elsewhere."""
        if self.has_focus:
            super().settle()
        else:
            self.top = min(self.top, self.last_top())

    def on_focus(self, event: Focus) -> None:
        """Now it has to be."""
        self.fit()
        self.go_to(self.cursor)

    def _show(self) -> None:
        between = ("",) if self._said and self._ways and not self._ways[0].heading else ()
        self.show((*self._said, *between), self._ways)
