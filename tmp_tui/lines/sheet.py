"""The page that is being read: written in portions, so that a braille reader is not flooded."""

from tmp_tui.lines.console import Console
from tmp_tui.lines.writing import head_lines, numbered, row_lines
from tmp_tui.pages.model import Page, Route, Row
from tmp_tui.text import _

PORTION = 20  # rows


class Sheet:
    """A page, and how far it was written; numbers count on from portion to portion."""

    def __init__(self, console: Console) -> None:
        self.page = Page(Route("home"), "")
        self._console, self._told = console, 0

    def write(self, page: Page, start: int) -> None:
        """Write the page from its head, then its rows from `start` on."""
        self.page, self._told = page, start if start < len(page.rows) else 0
        self._console.say(*head_lines(page))
        self._portion()

    def more(self) -> None:
        """Write the next rows, or say that there are none."""
        if self._told < len(self.page.rows):
            self._portion()
        else:
            self._console.say(_("That is all of this page."))

    def start_of(self, row: Row) -> int:
        """Where the portion begins that holds the row."""
        at = self.page.rows.index(row)
        return at - at % PORTION

    def prompt(self) -> str:
        """What can be typed, in a few words."""
        last = sum(row.opens for row in self.page.rows)
        if last > 1:
            return _("1 to {last}, or ?: ").format(last=last)
        return _("1, or ?: ") if last else _("Command, or ?: ")

    def _portion(self) -> None:
        end = min(self._told + PORTION, len(self.page.rows))
        for number, row in numbered(self.page.rows)[self._told : end]:
            self._console.say(*row_lines(number, row))
        self._told = end
        if end < len(self.page.rows):
            more = _("{told} of {all}. Enter or m for more.")
            self._console.say(more.format(told=end, all=len(self.page.rows)))
