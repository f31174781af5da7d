"""Need your account #? and Forgotten your password?: an e-mail address, and one answer for everybody."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tmp_tui.pages.recovering import email_fault, recovery_answer, recovery_asked, recovery_ways
from tmp_tui.pages.ways import way_name
from tmp_tui.screens.entering.door import FormDoor
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError
    from tmp_tui.pages.model import Route
    from tmp_tui.wire.accounts import Portal


class RecoverScreen(FormDoor):
    """Has something mailed; whether anybody is known is never said."""

    def __init__(
        self, way: "Route", send: Callable[[str], Awaitable[None]], portal: "Callable[[], Portal | None]"
    ) -> None:
        """`portal` is what the portal has said of itself so far."""
        form = Form([Question("email", _("Email Address"))], _("Send"), id="form")
        super().__init__(way_name(way), form, (recovery_asked(way),))
        self.way, self._send, self._portal = way, send, portal

    def on_form_sent(self, event: Form.Sent) -> None:
        """An address that can be one is sent."""
        email = event.answers["email"].strip()
        fault = email_fault(email)
        self.tell(recovery_asked(self.way))
        self.told.offer(())
        self.form.say({"email": fault} if fault else {})
        if not fault and not self.waiting:
            self.wait_for(self._send(email), _("Asking the portal…"))

    def done(self, result: object) -> None:
        """The same words for everybody, and the keys go to what comes next."""
        self.tell(*recovery_answer(self.way, self._portal()))
        self.told.offer(recovery_ways(self.way))
        self.told.focus()

    def failed(self, error: "ApiError") -> None:
        """Say why; what was typed stays."""
        self.tell(error.words, recovery_asked(self.way))
        self.say_faults(error)
