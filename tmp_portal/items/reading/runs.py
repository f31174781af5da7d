"""The runs of one paragraph as they are read: white space as HTML shows it, styles, everything made safe (S6)."""

from tmp_portal.items.reading.xml import collapse
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Inline, Marked, Style

LINES = 500
LONGEST = 20_000  # characters of one run

# The style that says most comes first: that of an exponent rather than that of the sentence around it.
_RANK: tuple[Style, ...] = ("super", "sub", "code", "strong", "emphasis")


class Runs:
    """A paragraph that is being read; `styles` are those in force, the innermost last."""

    def __init__(self) -> None:
        self.styles: list[Style] = []
        self._runs: list[Inline] = []

    def add(self, run: Inline) -> None:
        """Something that is not text of the paragraph's own, such as a blank."""
        self._runs.append(run)

    def text(self, text: str) -> None:
        """Text as it stands in the file."""
        text = collapse(text)
        if self._ends_with_space():
            text = text.lstrip(" ")
        if text:
            self.exactly(text)

    def exactly(self, text: str) -> None:
        """Text whose spaces are meant."""
        style = next((style for style in _RANK if style in self.styles), None)
        last = self._runs[-1] if self._runs else None
        if style is None and isinstance(last, str):
            self._runs[-1] = last + text
        elif style is not None and isinstance(last, Marked) and last.style == style:
            self._runs[-1] = Marked(style, last.text + text)
        else:
            self._runs.append(text if style is None else Marked(style, text))

    def line_end(self) -> None:
        """A line end that is wanted; none before the first word."""
        if not self._runs:
            return
        last = self._runs[-1]
        if isinstance(last, str):
            self._runs[-1] = last.rstrip(" ") + "\n"
        else:
            self._runs.append("\n")

    def end(self) -> list[Inline]:
        """The paragraph, safe and without white space at its ends; empty where nothing is said. A new one begins."""
        runs, self._runs = [_safe(run) for run in self._runs], []
        for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
            while runs and isinstance(run := runs[at], str) and not strip(run):
                runs.pop(at)
            if runs and isinstance(run := runs[at], str):
                runs[at] = strip(run)
        return [run for run in runs if not (isinstance(run, Marked) and not run.text.strip()) and run != ""]

    def _ends_with_space(self) -> bool:
        last = self._runs[-1] if self._runs else " "
        text = last.text if isinstance(last, Marked) else last
        return isinstance(text, str) and text.endswith((" ", "\n"))


def _safe(run: Inline) -> Inline:
    if isinstance(run, str):
        return safe_text(run, lines=LINES, length=LONGEST)
    if isinstance(run, Marked):
        return Marked(run.style, safe_text(run.text, lines=LINES, length=LONGEST))
    return run
