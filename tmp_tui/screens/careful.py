"""An app that lets nothing but text out: not to the terminal while it runs, not of its values when it falls."""

from collections.abc import Sequence
from pathlib import Path

from rich.segment import Segment, Segments
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import ModalScreen, Screen

from tmp_tui import crash
from tmp_tui.screens.in_order import InOrderApp
from tmp_tui.widgets.control_filter import ControlFilter


class CarefulApp(InOrderApp):
    """Filters every line, and ends quietly."""

    def __init__(self, driver_class: type[Driver] | None = None, crash_log: Path | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._control, self._crash_log = ControlFilter(), crash_log

    def get_driver_class(self) -> type[Driver]:
        """On a POSIX terminal, ours."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from tmp_tui.screens.driver import PatientDriver

        return PatientDriver

    @property
    def _background_screens(self) -> list[Screen[object]]:
        """What can be seen behind the screen on top: nothing, but behind the palette. (Textual takes the screen beneath
        for visible whatever lies over it, and draws everything afresh when anything there changes.)"""
        return super()._background_screens if isinstance(self.screen, ModalScreen) else []

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and behind them our own."""
        return (*super().get_line_filters(), self._control)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours ends the app: one line, and a log without values. (Textual's own prints local values.)"""
        self._return_code = 1
        if self._exception is None and not self._exit:
            self._exception = error
            self._exception_event.set()
            log = crash.write_down(error, self._crash_log or crash.log_file())
            self.error_console.soft_wrap = True  # one line, however long the path
            self.panic(Segments([Segment(crash.words(error, log) + "\n")]))
