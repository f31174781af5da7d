"""My own e-mail address: confirming it with the code from the mail, and removing it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tmp_tui.pages.links import link_pasted
from tmp_tui.pages.profile_settings import Outcome, names
from tmp_tui.screens.account.profile import Told
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError

Ask = Callable[[str], Awaitable[Outcome]]


class OneAnswerScreen(FormScreen):
    """Asks one thing, and leaves once the portal has said yes to it."""

    def __init__(
        self, title: str, question: Question, button: str, words: str, *, ask: Ask, told: Told
    ) -> None:
        """`ask` gets the answer, `told` hears what became of it."""
        super().__init__(title, Form([question], button, id="form"), (words,))
        self._key, self._ask, self._told = question.key, ask, told

    def on_mount(self) -> None:
        """Keys go into the field."""
        self.form.fields[self._key].focus()

    def on_form_sent(self, event: Form.Sent) -> None:
        """Ask the portal."""
        answer = event.answers[self._key]
        self.form.say({} if answer.strip() else {self._key: _("Type it first.")})
        if answer.strip() and not self.waiting:
            self.wait_for(self._ask(answer), _("Asking the portal…"))

    def done(self, result: object) -> None:
        """Back, or why not beside the field."""
        if not isinstance(result, Outcome):
            return
        if result.ok:
            self._told(result)
            self.dismiss()
            return
        if self._key == "current":
            self.form.fields[self._key].value = ""
        words = [*result.errors.values(), *filter(None, [result.trouble])]
        self.form.say({self._key: " ".join(words)})
        self._told(result)

    def failed(self, error: "ApiError") -> None:
        """Nothing is raised: what went wrong is in the outcome."""

    def go_back(self) -> None:
        """To the page; nothing is changed."""
        self.dismiss()


def remove_screen(email: str, ask: Ask, told: Told) -> OneAnswerScreen:
    """Asks for the password, for whoever holds the address can get into the account."""
    question = Question("current", names()["current"], secret=True)
    words = _("Once it is removed, {email} gets no mail of the portal, and you cannot sign in with it.")
    return OneAnswerScreen(
        _("Remove your email address"),
        question,
        _("Remove"),
        words.format(email=email),
        ask=ask,
        told=told,
    )


def confirm_screen(email: str, ask: Ask, told: Told) -> OneAnswerScreen:
    """Takes the code, or the whole link, of the mail."""
    words = _("A mail was sent to {email}. Type the code that is in it, or paste the whole link.")
    question = Question("word", _("Code or link"), pick=link_pasted)
    return OneAnswerScreen(
        _("Confirm your email address"),
        question,
        _("Confirm"),
        words.format(email=email),
        ask=ask,
        told=told,
    )
