"""A screen that asks some questions and waits for an answer, without ever holding up a key."""

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from tmp_tui.commands import hint
from tmp_tui.screens.notices import Notice
from tmp_tui.screens.quiet import QuietScreen
from tmp_tui.text import _
from tmp_tui.widgets.bars import Heading, StatusBar
from tmp_tui.widgets.bindings import bindings
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.scroller import Scroller
from tmp_tui.widgets.secret import Secret

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError

LONG = 2.0  # seconds after which a wait is mentioned again


class FormScreen(QuietScreen):
    """A title, a form, words below it, the foot."""

    BINDINGS = bindings("form")
    AUTO_FOCUS = None

    class _Done(Message):
        def __init__(self, result: object) -> None:
            super().__init__()
            self.result = result

    class _Failed(Message):
        def __init__(self, error: "ApiError") -> None:
            super().__init__()
            self.error = error

    def __init__(self, title: str, form: Form, words: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._heading = Heading(title, id="heading")
        self.form = form
        self._words = Scroller(words, id="words")
        self._status = StatusBar("", hint("help"), id="status")
        self._still: Timer | None = None

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self._heading
        yield self.form
        yield self._words
        yield self._status

    # What a subclass says

    def done(self, result: object) -> None:
        """The portal said yes."""

    def failed(self, error: "ApiError") -> None:
        """The portal said no, or was not reached."""

    def go_back(self) -> None:
        """Esc, when nothing is being waited for."""

    # Waiting

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited."""
        return self._still is not None

    def wait_for(self, answer: Awaitable[object], words: str) -> None:
        """Wait for an answer beside everything else; after a while say once more that it is awaited."""
        self.say(words)
        self._still = self.set_timer(
            LONG, lambda: self.say(_("{words} It takes a while. Esc stops it.").format(words=words))
        )
        self.run_worker(self._await(answer), group="answer", exclusive=True)

    async def _await(self, answer: Awaitable[object]) -> None:
        from tmp_tui.api.errors import ApiError

        try:
            self.post_message(self._Done(await answer))
        except ApiError as error:
            self.post_message(self._Failed(error))

    def on_form_screen__done(self, event: _Done) -> None:
        """The wait is over."""
        if self._stop_waiting():
            self.say("")
            self.done(event.result)

    def on_form_screen__failed(self, event: _Failed) -> None:
        """The wait is over."""
        if self._stop_waiting():
            self.say("")
            self.failed(event.error)

    def action_back(self) -> None:
        """Stop waiting, or go back."""
        if self._stop_waiting():
            self.workers.cancel_group(self, "answer")
            self.say(_("Stopped."))
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
        self._status.show(words, self._keys())
        if words:
            self.post_message(Notice(words))

    def tell(self, *words: str) -> None:
        """Say something below the form, where there is room."""
        self._words.show_texts(words)
        if words:
            self.post_message(Notice(words[0]))

    def watch_focused(self) -> None:
        """The key that shows a password is only of use in its field."""
        self._status.show(self._status.words, self._keys())

    def _keys(self) -> str:
        keys = [hint("show-password")] if isinstance(self.focused, Secret) else []
        return "  ".join([*keys, hint("help")])
