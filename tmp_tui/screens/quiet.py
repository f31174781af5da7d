"""What all our screens have in common: they draw no more than what changed, and close nothing but themselves."""

from textual.await_complete import AwaitComplete
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tmp_tui.widgets.lines import Lines
from tmp_tui.widgets.secret import Field


class QuietScreen(Screen[None]):
    """A screen that is not drawn afresh because the focus moved: the two widgets concerned draw themselves."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    _is_over: bool = False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close; where another screen lies over this one, as soon as that is gone.

        Textual would close the other one, and that may be the lock.
        """
        if self.is_active:
            return super().dismiss(result)
        self._is_over = True
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Another screen had the terminal's cursor: take it back, unless the next one has it already."""
        if not self.is_active:
            return
        if self._is_over:
            self.dismiss()
            return
        if isinstance(self.focused, Lines | Field):
            self.focused.take_cursor()
