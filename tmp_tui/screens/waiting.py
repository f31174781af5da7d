"""A screen that says something, offers ways on, and waits for an answer without ever holding up a key."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from tmp_tui.commands import hint
from tmp_tui.screens.notices import Notice
from tmp_tui.screens.quiet import QuietScreen
from tmp_tui.text import _
from tmp_tui.widgets.bars import Heading, StatusBar
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.row_list import RowList
from tmp_tui.widgets.told import Told

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError
    from tmp_tui.pages.model import Route, Row

LONG = 2.0  # seconds after which a wait is mentioned again


class WaitingScreen(QuietScreen):
    """A title, words and rows, the foot."""

    BINDINGS = bindings("form")
    AUTO_FOCUS: ClassVar[str | None] = None
    LEADS_BACK: ClassVar[bool] = True  # whether Esc leads anywhere
    LETS_IN: ClassVar[bool] = False  # whether the answer that it waits for signs somebody in
    _has_come: bool = False  # whether the answer is here, and will be taken with the next message

    class WayTaken(Message):
        """A row was chosen that leads elsewhere."""

        def __init__(self, route: "Route") -> None:
            super().__init__()
            self.route = route

    class _Done(Message):
        def __init__(self, result: object) -> None:
            super().__init__()
            self.result = result

    class _Failed(Message):
        def __init__(self, error: "ApiError") -> None:
            super().__init__()
            self.error = error

    def __init__(self, title: str, words: Sequence[str] = (), rows: "Sequence[Row]" = ()) -> None:
        super().__init__()
        self._heading = Heading(title, id="heading")
        self.told = Told(words, rows, id="words")
        self._status = StatusBar("", WaitingScreen.keys(self), id="status")
        self._still: Timer | None = None

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self.told
        yield self._status

    # What a subclass says

    def done(self, result: object) -> None:
        """The portal said yes."""

    def failed(self, error: "ApiError") -> None:
        """The portal said no, or was not reached."""

    def stopped_words(self) -> str:
        """What is said then."""
        return _("Stopped.")

    def stopped(self) -> None:
        """Esc, while the portal was being waited for."""

    def go_back(self) -> None:
        """Esc, when nothing is being waited for."""

    def opened(self, row: "Row") -> None:
        """A row was chosen."""
        if row.go is not None:
            self.post_message(self.WayTaken(row.go))

    # Waiting

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited."""
        return self._still is not None

    def wait_for(self, answer: Awaitable[object], words: str) -> None:
        """Wait for an answer beside everything else; after a while say once more that it is awaited."""
        self.say(words)
        self._has_come = False
        self._still = self.set_timer(
            LONG, lambda: self.say(_("{words} It takes a while. Esc stops it.").format(words=words))
        )
        self.run_worker(self._await(answer), group="answer", exclusive=True)

    async def _await(self, answer: Awaitable[object]) -> None:
        from tmp_tui.api.errors import ApiError

        try:
            result = await answer
            self._has_come = True
            self.post_message(self._Done(result))
        except ApiError as error:
            self.post_message(self._Failed(error))

    def on_waiting_screen__done(self, event: _Done) -> None:
        """The wait is over."""
        if self._stop_waiting():
            self.say("")
            self.done(event.result)

    def on_waiting_screen__failed(self, event: _Failed) -> None:
        """The wait is over."""
        if self._stop_waiting():
            self.say("")
            self.failed(event.error)

    def action_back(self) -> None:
        """Stop waiting, or go back; once the answer is here it is too late to stop."""
        if self._has_come and self.waiting:
            return
        if self._stop_waiting():
            self.workers.cancel_group(self, "answer")
            self.say(self.stopped_words())
            self.stopped()
        else:
            self.go_back()

    def _stop_waiting(self) -> bool:
        still, self._still = self._still, None
        if still is not None:
            still.stop()
        return still is not None

    # Saying

    def say(self, words: str) -> None:
        """Say something at the foot of the screen."""
        self._status.show(words, self.keys())
        if words:
            self.post_message(Notice(words))

    def tell(self, *words: str) -> None:
        """Say something where there is room."""
        self.told.say(words)
        if words:
            self.post_message(Notice(words[0]))

    def on_row_list_row_opened(self, event: RowList.RowOpened) -> None:
        """A way on was chosen."""
        self.opened(event.row)

    def on_row_list_said(self, event: RowList.Said) -> None:
        """What is being typed stands at the foot."""
        self._status.show(event.words, self.keys())

    def keys(self) -> str:
        """The keys that matter just now."""
        return "  ".join([*([hint("form-back")] if self.LEADS_BACK else []), hint("help")])
