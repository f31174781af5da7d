"""Line mode: the same pages, appended a line at a time."""

from tmp_tui.lines.address import ask_address
from tmp_tui.lines.attended import Attended
from tmp_tui.lines.run import run

__all__ = ["Attended", "ask_address", "run"]
