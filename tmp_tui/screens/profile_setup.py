"""Profile Setup: a first sign-in chooses a password before anything else can be reached."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tmp_tui.pages.sign_in import password_fault, saved_before, setup_words, stopped_saving
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError


class ProfileSetupScreen(FormScreen):
    """Asks for the new password twice."""

    class SetUp(Message):
        """The password is chosen."""

    class GivenUp(Message):
        """The student went back to the sign-in page."""

    def __init__(
        self, set_up: Callable[[str], Awaitable[None]], title: str = "", words: Sequence[str] = ()
    ) -> None:
        """`words` say for whom it is, where that is not whoever signed in just now."""
        form = Form(
            [
                Question("password", _("Password"), secret=True),
                Question("confirm", _("Confirm Password"), secret=True),
            ],
            _("Save And Continue"),
            id="form",
        )
        super().__init__(title or _("Profile Setup"), form, (*words, setup_words()))
        self._may_be_saved = False  # whether a password was sent, and what became of it not heard
        self._set_up, self._said = set_up, (*words, setup_words())

    def on_form_sent(self, event: Form.Sent) -> None:
        """Long enough, and twice the same."""
        password, confirm = event.answers["password"], event.answers["confirm"]
        errors = {"password": password_fault(password, password)}
        if password != confirm:
            errors["confirm"] = _("Not the same as the password above.")
        errors = {field: words for field, words in errors.items() if words}
        self.tell(*self._said)
        self.told.offer(())
        self.form.say(errors)
        if not errors and not self.waiting:
            self.wait_for(self._set_up(password), _("Saving…"))

    def done(self, result: object) -> None:
        """Saved."""
        self.post_message(self.SetUp())

    def failed(self, error: "ApiError") -> None:
        """Say why, beside the field if the portal names one; a session that is over may have ended by the password."""
        from tmp_tui.api.errors import PortalFailed, SignedOut, Unreachable

        if isinstance(error, SignedOut) and self._may_be_saved:
            self.tell(error.words, saved_before())
            return
        self._may_be_saved |= isinstance(error, Unreachable | PortalFailed)
        self.tell(error.words, *self._said)
        self.say_faults(error)

    def stopped_words(self) -> str:
        """What was stopped may be saved."""
        return stopped_saving()

    def stopped(self) -> None:
        """The next answer is read with that in mind."""
        self._may_be_saved = True

    def go_back(self) -> None:
        """To the sign-in page."""
        self.post_message(self.GivenUp())
