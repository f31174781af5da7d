"""What all our screens have in common: they draw no more than what changed."""

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tmp_tui.widgets.lines import Lines
from tmp_tui.widgets.secret import Field


class QuietScreen(Screen[None]):
    """A screen that is not drawn afresh because the focus moved: the two widgets concerned draw themselves."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def on_screen_resume(self) -> None:
        """Another screen had the terminal's cursor: take it back."""
        if isinstance(self.focused, Lines | Field):
            self.focused.take_cursor()
