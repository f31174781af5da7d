"""The first page: account number, username or e-mail, password; below them every other way in.

Nothing here may be slow: the page takes keys before anything of the portal's client is imported.
"""

import re
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Protocol

from textual.app import ComposeResult
from textual.message import Message

from tmp_tui.commands import hint, key_name
from tmp_tui.pages.ways import own_explained, own_words, ways
from tmp_tui.screens.form_screen import FormScreen
from tmp_tui.text import _
from tmp_tui.widgets.form import Form
from tmp_tui.widgets.form_plan import Question
from tmp_tui.widgets.secret import Field
from tmp_tui.widgets.tick import Tick

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError
    from tmp_tui.pages.model import Row
    from tmp_tui.wire.accounts import Portal

_ACCOUNT = re.compile(r"\d{4,6}|d\d{1,3}")


class SignIn(Protocol):
    """Asks the portal to let a student in; returns whether Profile Setup comes first. Raises ApiError."""

    def __call__(
        self, account: str, username: str, password: str, *, own: bool = False
    ) -> Awaitable[bool]: ...


class SignInScreen(FormScreen):
    """Signs in beside everything else; what was typed stays, but for the password."""

    LEADS_BACK = False
    LETS_IN = True

    class SignedIn(Message):
        """The portal knows the student; `setup` is whether Profile Setup comes first."""

        def __init__(self, setup: bool) -> None:
            super().__init__()
            self.setup = setup

    class NotSignedIn(Message):
        """The portal did not let them in, or they stopped waiting for it."""

    def __init__(
        self,
        sign_in: SignIn,
        *,
        account: str = "",
        username: str = "",
        hint: Sequence[str] = (),
        may_be_own: bool = True,
    ) -> None:
        """`may_be_own` is whether a student may say that nobody else uses this computer."""
        form = Form(
            [
                Question("account", _("Account number"), account),
                Question("username", _("Username or Email Address"), username),
                Question("password", _("Password"), secret=True),
            ],
            _("Submit"),
            id="form",
        )
        super().__init__(_("Track My Progress"), form, tuple(hint), ways(None))
        self._hint = tuple(hint)
        self._sign_in = sign_in
        self._in_capitals = False
        self._tick = Tick(own_words(), id="own")
        self._may_be_own = may_be_own

    def compose(self) -> ComposeResult:
        """Top to bottom, which is also the order of focus."""
        yield self._heading
        yield self.form
        if self._may_be_own:
            yield self._tick
        yield self.told
        yield self._status

    @property
    def own(self) -> bool:
        """Whether the student said that nobody else uses this computer."""
        return self._tick.on

    @property
    def account(self) -> str:
        """The account number as it is typed so far."""
        return "".join(self.form.fields["account"].value.split()).lower()

    @property
    def is_filled_in(self) -> bool:
        """Whether anything of a student stands there."""
        return any(self.form.fields[key].value for key in ("username", "password"))

    def heard_of(self, portal: "Portal") -> None:
        """The portal has said which other ways in it has."""
        self.told.offer(ways(portal))

    def on_form_sent(self, event: Form.Sent) -> None:
        """Check what can be checked here, then ask the portal."""
        username, password = event.answers["username"].strip(), event.answers["password"]
        errors = _missing(self.account, username, password)
        self.form.say(errors)
        if errors:
            self.form.fields["password"].value = ""
            self.tell_first()
        if errors or self.waiting:
            return
        self._in_capitals = password.isupper()
        answer = self._sign_in(self.account, username, password, own=self.own)
        self.wait_for(answer, _("Signing in…"))

    def on_tick_turned(self, event: Tick.Turned) -> None:
        """Say what follows from it."""
        self.say(own_explained() if event.on else "")

    def opened(self, row: "Row") -> None:
        """Another way in: the password does not stay behind."""
        self.form.fields["password"].value = ""
        super().opened(row)

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
            self.say(
                _("Further down: a new password, and help. {key} leads there.").format(key=key_name("tab"))
            )
        self.tell_first(*words)
        self.form.fields["password"].value = ""
        self.form.fields["password"].focus()
        self.say_faults(error)
        self.post_message(self.NotSignedIn())

    def stopped(self) -> None:
        """They would rather not wait."""
        self.post_message(self.NotSignedIn())

    def go_back(self) -> None:
        """There is nothing before this page."""
        self.say(_first_page())

    def on_input_changed(self) -> None:
        """Typing goes on: that there is nothing before this page is said no longer."""
        if self._status.words == _first_page():
            self.say("")

    def watch_focused(self) -> None:
        """The same when the keys go elsewhere."""
        self.on_input_changed()
        super().watch_focused()

    def keys(self) -> str:
        """How to come to everything that stands below the fields."""
        ways = (
            [_("{key} Other ways in").format(key=key_name("tab"))] if isinstance(self.focused, Field) else []
        )
        return "  ".join([*ways, super().keys()])

    def tell_first(self, *words: str) -> None:
        """Say something above what this page always says."""
        self.tell(*words, *self._hint)

    def begin_again(self, words: str, account: str = "") -> None:
        """Somebody signed out, or was: nothing of them stays but the account number with which they were in."""
        for key, value in (("account", account), ("username", ""), ("password", "")):
            self.form.fields[key].value = value
        self.form.fields["password"].password = True
        self.form.say({})
        self._tick.set(False)
        self.tell_first(*filter(None, (words,)))

    def from_the_top(self) -> None:
        """The keys go to the first field that is empty; only a page on top hears that."""
        self.form.begin()


def _first_page() -> str:
    return _("This is the first page. {quit}.").format(quit=hint("quit"))


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
