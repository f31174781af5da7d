"""Profile Settings: change the password, add an e-mail address, or both, with one Save Changes."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tmp_tui.pages.profile_settings import (
    FIELDS,
    Outcome,
    Typed,
    faults,
    help_words,
    names,
    save_words,
    title,
)
from tmp_tui.pages.sign_in import stopped_saving
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError

Save = Callable[[Typed], Awaitable[Outcome]]
Told = Callable[[Outcome], None]


class ProfileScreen(FormScreen):
    """What is left empty is left alone; an address that was typed stays, passwords never do."""

    def __init__(self, save: Save, told: Told, *, role: str, own: str) -> None:
        """`told` hears every outcome; `own` is the address that there is."""
        labels = names()
        questions = [Question(key, labels[key], secret=key != "email") for key in FIELDS]
        super().__init__(title(), Form(questions, save_words(), id="form"), help_words(role, own))
        self._save, self._told, self._role, self._own = save, told, role, own

    def on_mount(self) -> None:
        """Begin at the beginning."""
        self.form.fields["current"].focus()

    def on_form_sent(self, event: Form.Sent) -> None:
        """Check what can be checked here, then ask the portal."""
        if self.waiting:
            return
        typed = Typed(**event.answers)
        errors = faults(typed, self._role)
        if errors.keys() & {"password", "confirm"}:
            self._empty("password", "confirm")
        self.form.say(errors)
        if not errors:
            self.tell()
            self.wait_for(self._save(typed), _("Saving…"))

    def done(self, result: object) -> None:
        """All of it is done: back. Else what was done and what was not, each in its place."""
        if not isinstance(result, Outcome):
            return
        self._empty("current", "password", "confirm")
        self._told(result)
        if result.ok:
            self.dismiss()
            return
        self.tell(*result.done, *filter(None, [result.trouble]), *help_words(self._role, self._own))
        if result.errors:
            self.form.say(result.errors)
        else:
            self.form.fields["current"].focus()

    def _empty(self, *keys: str) -> None:
        for key in keys:
            self.form.fields[key].value = ""

    def failed(self, error: "ApiError") -> None:
        """Nothing is raised: what went wrong is in the outcome."""

    def stopped_words(self) -> str:
        """What was stopped may be saved."""
        return stopped_saving()

    def go_back(self) -> None:
        """To the page; nothing is changed."""
        self.dismiss()
