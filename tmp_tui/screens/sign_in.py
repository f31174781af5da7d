"""The first page: account number, username or e-mail, password.

Nothing here may be slow: the page takes keys before anything of the portal's client is imported.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tmp_tui.commands import hint
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError

_ACCOUNT = re.compile(r"\d{4,6}|d\d{1,3}")

SignIn = Callable[[str, str, str], Awaitable[bool]]


class SignInScreen(FormScreen):
    """Signs in beside everything else; what was typed stays, but for the password."""

    class SignedIn(Message):
        """The portal knows the student; `setup` is whether Profile Setup comes first."""

        def __init__(self, setup: bool) -> None:
            super().__init__()
            self.setup = setup

    def __init__(
        self, sign_in: SignIn, *, account: str = "", username: str = "", hint: Sequence[str] = ()
    ) -> None:
        form = Form(
            [
                Question("account", _("Account number"), account),
                Question("username", _("Username or Email Address"), username),
                Question("password", _("Password"), secret=True),
            ],
            _("Submit"),
            id="form",
        )
        super().__init__(_("Track My Progress"), form, tuple(hint))
        self._hint = tuple(hint)
        self._sign_in = sign_in
        self._in_capitals = False

    def on_mount(self) -> None:
        """Begin at the top, also where the account number is known: Enter keeps it."""
        self.form.fields["account"].focus()

    def on_form_sent(self, event: Form.Sent) -> None:
        """Check what can be checked here, then ask the portal."""
        account = "".join(event.answers["account"].split()).lower()
        username, password = event.answers["username"].strip(), event.answers["password"]
        errors = _missing(account, username, password)
        self.form.say(errors)
        if errors or self.waiting:
            return
        self._in_capitals = password.isupper()
        self.wait_for(self._sign_in(account, username, password), _("Signing in…"))

    def done(self, result: object) -> None:
        """In."""
        self.form.fields["password"].value = ""
        self.tell(*self._hint)
        self.post_message(self.SignedIn(bool(result)))

    def failed(self, error: "ApiError") -> None:
        """Say what the portal said, and what to check where that can help."""
        from tmp_tui.api.errors import PortalFailed, TooMany, Unreachable

        words = [error.words]
        if not isinstance(error, Unreachable | PortalFailed | TooMany):
            if self._in_capitals:
                words.append(_("The password was typed in capital letters only. Is Caps Lock on?"))
            words += _things_to_check()
        self.tell(*words, *self._hint)
        self.form.fields["password"].value = ""
        self.form.fields["password"].focus()
        self.form.say({fault.field: fault.message for fault in error.problem.errors} if error.problem else {})

    def go_back(self) -> None:
        """There is nothing before this page."""
        self.say(_("This is the first page. {quit}.").format(quit=hint("quit")))

    def begin_again(self, words: str) -> None:
        """Somebody signed out, or was: nothing of them stays but the account number."""
        for key in ("username", "password"):
            self.form.fields[key].value = ""
        self.form.fields["password"].password = True
        self.form.say({})
        self.tell(*filter(None, (words,)), *self._hint)
        self.on_mount()


def _missing(account: str, username: str, password: str) -> dict[str, str]:
    """What is wrong with which field, before the portal is asked."""
    errors = {}
    if not account:
        errors["account"] = _("Type your account number; your teacher knows it.")
    elif not _ACCOUNT.fullmatch(account):
        errors["account"] = _("An account number has four to six digits (a district's: d and one to three).")
    if not username:
        errors["username"] = _("Type your username or e-mail address.")
    if not password:
        errors["password"] = _("Type your password.")
    return errors


def _things_to_check() -> list[str]:
    from tmp_tui.pages.sign_in import things_to_check

    return list(things_to_check())
