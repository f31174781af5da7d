"""The map of an attempt, the look before submitting, and the receipt."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.message import Message

from tmp_tui.commands import hint
from tmp_tui.pages.model import Row
from tmp_tui.pages.overview import QUESTION, SUBMIT, overview_rows, overview_texts, receipt_lines
from tmp_tui.player.taking import Taking
from tmp_tui.screens.quiet import QuietScreen
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.text import _
from tmp_tui.widgets.bars import Heading, StatusBar
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.row_list import RowList


class OverviewScreen(QuietScreen):
    """Every question with how it stands; choosing one goes there."""

    BINDINGS = bindings("overview")
    AUTO_FOCUS = "#rows"

    class QuestionChosen(Message):
        """Go to this question."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class SubmitWanted(Message):
        """The student has looked, and wants to submit."""

    def __init__(self, taking: Taking, *, to_submit: bool) -> None:
        super().__init__()
        self._taking = taking
        title = _("Before you submit") if to_submit else _("All questions")
        self._heading = Heading(title, taking.paper.title, id="heading")
        self._rows = RowList(id="rows")
        self._status = StatusBar("", self._keys(), id="status")

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self._rows
        yield self._status

    def on_mount(self) -> None:
        """As it stands now."""
        self._show()

    def on_screen_resume(self) -> None:
        """As it stands now."""
        self._show()

    def on_taking_screen_changed(self, event: TakingScreen.Changed) -> None:
        """An answer was sent, or the like."""
        self._show()

    def on_row_list_row_opened(self, event: RowList.RowOpened) -> None:
        """A question, or the button below them."""
        go = event.row.go
        if go is not None and go.page == QUESTION:
            self.post_message(self.QuestionChosen(int(go.item)))
        elif go == SUBMIT:
            self.post_message(self.SubmitWanted())

    def on_row_list_said(self, event: RowList.Said) -> None:
        """What is being typed stands at the foot."""
        self._status.show(event.words, self._keys())

    def action_submit(self) -> None:
        """The same key again."""
        if not self._taking.read_only:
            self.post_message(self.SubmitWanted())

    def action_close(self) -> None:
        """Back to the question."""
        self.dismiss()

    def _keys(self) -> str:
        back = hint("overview-close")
        return back if self._taking.read_only else "  ".join([hint("overview-submit"), back])

    def _show(self) -> None:
        rows: list[Row] = overview_rows(self._taking)
        if not self._taking.read_only:
            rows.append(Row(_("Submit the assessment"), go=SUBMIT, key="submit"))
        self._rows.show((*overview_texts(self._taking), ""), rows)
        self._status.show("", self._keys())


class ReceiptScreen(QuietScreen):
    """What came of submitting, as it comes."""

    BINDINGS = bindings("help")
    AUTO_FOCUS = "#rows"

    def __init__(self, taking: Taking, trouble: Callable[[], str]) -> None:
        super().__init__()
        self.taking, self._trouble = taking, trouble
        self._heading = Heading(_("Submitted"), taking.paper.title, id="heading")
        self._rows = RowList(id="rows")
        self._status = StatusBar("", hint("help-close"), id="status")

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self._rows
        yield self._status

    def on_mount(self) -> None:
        """As it stands now."""
        self._show()

    def on_taking_screen_changed(self, event: TakingScreen.Changed) -> None:
        """The receipt came, or something keeps it from coming."""
        self._show()

    def action_close(self) -> None:
        """Back to the pages."""
        self.dismiss()

    def _show(self) -> None:
        texts: Sequence[str] = receipt_lines(self.taking, self._trouble())
        self._rows.show(texts, [])
