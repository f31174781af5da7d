"""Pages beside the pages: all keys (F1), and everything that was said (F8)."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult

from tmp_tui.commands import Command, Scope, hint, in_scope, key_words
from tmp_tui.pages.model import Fact, Row
from tmp_tui.screens.quiet import QuietScreen
from tmp_tui.text import _
from tmp_tui.widgets.bars import Heading, StatusBar
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.row_list import RowList


class ReadScreen(QuietScreen):
    """Something to read, and back again."""

    BINDINGS = bindings("help")
    AUTO_FOCUS = "#rows"

    def __init__(self, title: str, texts: Sequence[str], rows: Sequence[Row]) -> None:
        super().__init__()
        self._heading = Heading(title, id="heading")
        self._rows = RowList(id="rows")
        self._status = StatusBar("", hint("help-close"), id="status")
        self._rows.show(texts, rows)

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self._rows
        yield self._status

    def on_row_list_said(self, event: RowList.Said) -> None:
        """What is being looked for stands at the foot."""
        self._status.show(event.words, hint("help-close"))

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss()


def help_screen(*, letters: bool) -> ReadScreen:
    """Every command, with its keys and what it does."""
    parts: Iterable[tuple[str, Scope]] = (
        (_("Everywhere"), "everywhere"),
        (_("On a page"), "page"),
        (_("Of your account"), "account"),
        (_("In a list"), "list"),
        (_("In the bars above a list"), "bar"),
        (_("In a form"), "form"),
        (_("In a field"), "field"),
        (_("In a password field"), "password"),
        (_("On a page of help"), "door"),
        (_("On a button"), "button"),
        (_("While you take an assessment"), "taking"),
        (_("In a question"), "question-view"),
        (_("In a line of an answer"), "answer-line"),
        (_("In a longer text"), "essay"),
        (_("In the list of questions"), "overview"),
        (_("Here"), "help"),
    )
    rows: list[Row] = []
    for title, scope in parts:
        rows.append(Row(title, heading=True))
        rows += [_row(command, letters=letters) for command in in_scope(scope)]
    return ReadScreen(_("Help"), (_("All keys, and what they do. Up and Down read on."),), rows)


def messages_screen(messages: Sequence[str]) -> ReadScreen:
    """Everything that was said, the newest first."""
    if not messages:
        return ReadScreen(_("Messages"), (_("Nothing was said yet."),), ())
    return ReadScreen(_("Messages"), (), [Row(words) for words in reversed(messages)])


def _row(command: Command, *, letters: bool) -> Row:
    keys = key_words(command, letters=letters) or _("by ctrl+p")
    return Row(
        _("{name}: {help}").format(name=command.name, help=command.help), (Fact("keys", _("Keys"), keys),)
    )
