"""The last line of defence before the terminal: whatever a widget let through, only text goes out."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ACTS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)


class ControlFilter(LineFilter):
    """Drops control, direction and tag characters from every line (they take no cell, so widths stay right)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without anything that acts on a terminal."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(_ACTS.sub("", text), style, control) for text, style, control in segments]
