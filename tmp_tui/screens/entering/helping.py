"""Help with signing in: the steps, the school's own contact, and whether it helped."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message

from tmp_tui.commands import hint
from tmp_tui.pages.helping import (
    NO,
    YES,
    helping_page,
    not_sent,
    question_rows,
    still_not_sent,
    thanks,
    words_asked,
)
from tmp_tui.pages.model import Row
from tmp_tui.pages.ways import HELPING
from tmp_tui.screens.entering.door import Door
from tmp_tui.text import _
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError
    from tmp_tui.wire.accounts import Portal

AGAIN = 30.0  # seconds until feedback that was not sent is tried once more

Ask = Callable[[], "Awaitable[Portal]"]
Send = Callable[[bool, str], Awaitable[None]]


class HelpingScreen(Door):
    """Read from the top; at the end Yes or No, and for No a line of words."""

    BINDINGS = bindings("door")
    AUTO_FOCUS = "#words"

    class _Heard(Message):
        def __init__(self, portal: "Portal | None", trouble: str = "") -> None:
            super().__init__()
            self.portal, self.trouble = portal, trouble

    def __init__(self, ask: Ask, send: Send, *, account: str = "", signed_in: bool = False) -> None:
        """`account` is the number that was typed, for the school's own contact."""
        self._account, self._signed_in = account, signed_in
        page = helping_page(None, signed_in=signed_in)
        super().__init__(page.title, page.intro, (*page.rows, *question_rows()))
        self.way, self._ask, self._send = HELPING, ask, send
        self._steps, self._last = page.rows, question_rows()
        self._form = Form([Question("words", _("Your words"))], _("Send"), id="form")
        self._unsent: tuple[bool, str] | None = None
        self._tried = self._not_heard = False

    def compose(self) -> ComposeResult:
        """Top to bottom; the line of words comes with a No."""
        yield self._heading
        yield self.told
        self._form.display = False
        yield self._form
        yield self._status

    def on_mount(self) -> None:
        """The school's contact comes while the steps are read."""
        self.run_worker(self._hear(), group="contact", exclusive=True)

    async def _hear(self) -> None:
        from tmp_tui.api.errors import ApiError

        try:
            self.post_message(self._Heard(await self._ask()))
        except ApiError as error:
            self.post_message(self._Heard(None, error.words))

    def on_helping_screen__heard(self, event: _Heard) -> None:
        """Who helps, or why that is not known."""
        self._not_heard = event.portal is None
        page = helping_page(
            event.portal, account=self._account, trouble=event.trouble, signed_in=self._signed_in
        )
        self._steps = page.rows
        self.told.offer((*self._steps, *self._last))
        self._status.show(self._status.words, self.keys())

    # Whether it helped

    def opened(self, row: Row) -> None:
        """Yes is sent at once; No asks for a few words."""
        if row.key == YES:
            self._give(True, "")
        elif row.key == NO:
            self._form.display = True
            self._form.fields["words"].focus()
            self.say(words_asked())
        else:
            super().opened(row)

    def on_form_sent(self, event: Form.Sent) -> None:
        """The words, or none."""
        self._give(False, event.answers["words"].strip())

    def action_retry(self) -> None:
        """What the portal did not answer is asked again."""
        if self._unsent is not None:
            self._give(*self._unsent)
        elif self._not_heard:
            self.on_mount()

    def done(self, result: object) -> None:
        """It arrived."""
        self._unsent, self._last = None, (Row(thanks(), key="thanks"),)
        self._close_form()
        self.told.offer((*self._steps, *self._last))
        self.say(thanks())

    def failed(self, error: "ApiError") -> None:
        """It did not: say so, keep it, and try once more by itself while the page is left open."""
        if self._tried:
            self.say(still_not_sent(error.words))
            return
        self._tried = True
        self.say(not_sent(error.words))
        self.set_timer(AGAIN, self.action_retry)

    def go_back(self) -> None:
        """From the line of words to the steps, from there to where the student was."""
        if self._form.display:
            self._close_form()
            self.say("")
        else:
            super().go_back()

    def keys(self) -> str:
        """Retry, where there is something to try again."""
        again = self._unsent is not None or self._not_heard
        return "  ".join([*([hint("retry")] if again else []), super().keys()])

    def _give(self, helpful: bool, words: str) -> None:
        if not self.waiting:
            self._unsent = (helpful, words)
            self.wait_for(self._send(helpful, words), _("Sending…"))

    def _close_form(self) -> None:
        if self._form.display:
            self.told.focus()
            self._form.display = False
