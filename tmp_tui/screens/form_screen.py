"""A screen that asks some questions, says something below them, and offers ways on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key

from tmp_tui.commands import hint
from tmp_tui.screens.waiting import WaitingScreen
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.row_list import RowList
from tmp_tui.widgets.secret import Field, Secret

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError
    from tmp_tui.pages.model import Row


class FormScreen(WaitingScreen):
    """A title, a form, words and rows below it, the foot."""

    AUTO_FOCUS = ""  # no widget by itself: the form says where to begin

    def __init__(self, title: str, form: Form, words: Sequence[str] = (), rows: "Sequence[Row]" = ()) -> None:
        super().__init__(title, words, rows)
        self.form = form

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self.form
        yield self.told
        yield self._status

    def on_mount(self) -> None:
        """Begin at the beginning."""
        self.form.begin()

    def say_faults(self, error: "ApiError") -> None:
        """What the portal found wrong with which field."""
        self.form.say({fault.field: fault.message for fault in error.problem.errors} if error.problem else {})

    def on_key(self, event: Key) -> None:
        """Where nothing is typed into, a digit chooses one of the ways by its number."""
        heard = not isinstance(self.focused, Field | RowList) and self.told.hears(event.key, event.character)
        if heard:
            event.stop()
            self.told.focus()

    def watch_focused(self) -> None:
        """The key that shows a password is only of use in its field."""
        self._status.show(self._status.words, self.keys())

    def keys(self) -> str:
        """The keys that matter where the focus is."""
        keys = [hint("show-password")] if isinstance(self.focused, Secret) else []
        return "  ".join([*keys, super().keys()])
