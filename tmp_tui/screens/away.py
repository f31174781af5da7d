"""What hides everything on a shared computer that was left alone.

First it asks whether somebody is there, and any key goes on. Then it asks for the password; only the key that signs
out, which stands at the foot, leads elsewhere.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from tmp_tui.commands import hint
from tmp_tui.pages import left_alone
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError

FORGOTTEN_AFTER = 30.0  # seconds without a key


class AwayScreen(FormScreen):
    """Nothing on it is of the student. `confirm` looks at a password; None where there is none to be asked for."""

    class Unlocked(Message):
        """It is the same student."""

    class GuessedAt(Message):
        """Too many passwords were wrong."""

    def __init__(
        self, confirm: Callable[[str], Awaitable[None]] | None, minutes: float, *, taking: bool
    ) -> None:
        """`minutes` is after how many the session ends, `taking` whether the time of an assessment goes on."""
        form = Form([Question("password", _("Password"), secret=True)], _("Go on"), id="form")
        super().__init__(left_alone.asked_title(), form, left_alone.asked_words(taking=taking))
        self._confirm, self._minutes, self._taking = confirm, minutes, taking
        self._locked = False
        self._forgetting: Timer | None = None

    def on_mount(self) -> None:
        """At first it only asks."""
        self.form.display = self._locked
        self._status.show(_("Press any key to go on."), self.keys())

    def ask_password(self) -> None:
        """From now on only the password opens it."""
        self._locked = True
        self._heading.show(left_alone.locked_title())
        self.tell(
            *left_alone.locked_words(
                self._minutes, taking=self._taking, can_confirm=self._confirm is not None
            )
        )
        self.say("")
        if self._confirm is not None:
            self.form.display = True
            self.form.fields["password"].focus()

    def on_form_sent(self, event: Form.Sent) -> None:
        """Look at it."""
        password = event.answers["password"]
        self.form.say({} if password else {"password": _("Type the password first.")})
        if password and self._confirm is not None and not self.waiting:
            self.wait_for(self._confirm(password), _("Looking at it…"))

    def on_input_changed(self) -> None:
        """What is left half typed here is not for whoever comes next."""
        if self._forgetting is not None:
            self._forgetting.stop()
        self._forgetting = self.set_timer(FORGOTTEN_AFTER, self._forget_typed)

    def _forget_typed(self) -> None:
        field = self.form.fields["password"]
        field.value, field.password = "", True

    def done(self, result: object) -> None:
        """It is."""
        self.post_message(self.Unlocked())

    def failed(self, error: "ApiError") -> None:
        """It is not."""
        from tmp_tui.api.errors import Refused, SignedOut

        self.form.fields["password"].value = ""
        if isinstance(error, SignedOut):
            self.post_message(self.GuessedAt())
            return
        words = left_alone.wrong_words() if isinstance(error, Refused) else error.words
        self.form.say({"password": words})

    def go_back(self) -> None:
        """There is no way back but through the password, and a hasty key ends nothing: say which one does."""
        if self._locked:
            self.say(_("Esc leads nowhere here. {sign_out}.").format(sign_out=hint("sign-out")))

    def keys(self) -> str:
        return hint("show-password") if self._locked and self._confirm is not None else ""
