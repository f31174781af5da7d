"""A question with a few answers, one below the other; Enter on the first of them, or Esc, changes nothing."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.app import ComposeResult

from tmp_tui.commands import hint
from tmp_tui.pages.model import Route, Row
from tmp_tui.screens.quiet import QuietScreen
from tmp_tui.widgets.bars import Heading, StatusBar
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.row_list import RowList


class Offer(NamedTuple):
    """Something to choose; `act` is what it does, None for nothing."""

    words: str
    act: Callable[[], None] | None = None


class ChoosingScreen(QuietScreen):
    """Asks before something that cannot be taken back."""

    BINDINGS = bindings("help")
    AUTO_FOCUS = "#rows"

    def __init__(self, title: str, texts: Sequence[str], offers: Sequence[Offer]) -> None:
        """The first offer is the one that does no harm."""
        super().__init__()
        self._offers = offers
        self._heading = Heading(title, id="heading")
        self._rows = RowList(id="rows")
        self._status = StatusBar("", hint("help-close"), id="status")
        rows = [Row(offer.words, go=Route("choose"), key=str(at)) for at, offer in enumerate(offers)]
        self._rows.show((*texts, ""), rows)

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self._rows
        yield self._status

    def on_row_list_row_opened(self, event: RowList.RowOpened) -> None:
        """One of the offers."""
        offer = self._offers[int(event.row.key)]
        self.dismiss()
        if offer.act is not None:
            offer.act()

    def on_row_list_said(self, event: RowList.Said) -> None:
        """What is being typed stands at the foot."""
        self._status.show(event.words, hint("help-close"))

    def action_close(self) -> None:
        """Nothing was chosen."""
        self.dismiss()
