"""Signing in, and the first password, a line at a time."""

from collections.abc import Callable

from tmp_tui.api.errors import ApiError, PortalFailed, SignedOut, TooMany, Unreachable
from tmp_tui.lines.background import Background
from tmp_tui.lines.console import Console
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.lines.words import waiting
from tmp_tui.pages.sign_in import password_fault, setup_words, things_to_check
from tmp_tui.text import _

_NOT_THE_STUDENT = (Unreachable, PortalFailed, TooMany)  # nothing that was typed is the cause


class Quit(Exception):
    """The reader asked to leave."""


class SignIn:
    """Asks until the portal lets the student in, or the reader leaves."""

    def __init__(
        self, console: Console, background: Background, account: str, remember: Callable[..., object] | None
    ) -> None:
        """`account` is offered; `remember` is called with `server` and `account` once they were good."""
        self._console, self._background, self._account, self._remember = (
            console,
            background,
            account,
            remember,
        )

    def run(self, session: Callable[[], StudentSession]) -> None:
        """Sign in, with Profile Setup where it comes first. Raises EOFError or Quit when the reader leaves.

        `session` is called when there is something to send: it may still be in the making before.
        """
        while not self._signed_in(session):
            pass
        if self._remember is not None:
            self._remember(server=session().server, account=self._account)
        self._console.say(_("You are signed in."))

    def _signed_in(self, session: Callable[[], StudentSession]) -> bool:
        self._console.say(_("Sign in"))
        account, username = self._ask_account(), self._ask(_("Username or Email Address: "))
        password = self._console.ask_secret(_("Password: "))
        try:
            setup = self._background.wait(session().sign_in(account, username, password), self._long)
        except ApiError as error:
            self._say(error)
            if not isinstance(error, _NOT_THE_STUDENT):
                self._console.say(_("Please check the following:"), *things_to_check())
            return False
        return not setup or self._set_up(session())

    def _ask_account(self) -> str:
        """The account number; the one typed last is offered again."""
        prompt = _("Account number ({account}, Enter keeps it): ") if self._account else _("Account number: ")
        while True:
            typed = self._console.ask(prompt.format(account=self._account)) or self._account
            if typed == "?":
                self._console.say(*things_to_check(), _("q: quit."))
            elif typed.casefold() == "q":
                raise Quit
            elif typed:
                self._account = typed
                return typed

    def _ask(self, prompt: str) -> str:
        while not (typed := self._console.ask(prompt)):
            pass
        return typed

    def _set_up(self, session: StudentSession) -> bool:
        """Profile Setup; false where the session ended meanwhile, so that sign-in begins anew."""
        self._console.say(_("Profile Setup"), setup_words())
        while True:
            password = self._console.ask_secret(_("Password: "))
            confirmed = self._console.ask_secret(_("Confirm Password: "))
            if fault := password_fault(password, confirmed):
                self._console.say(fault)
                continue
            try:
                self._background.wait(session.set_up(password), self._long)
            except ApiError as error:
                self._say(error)
                if isinstance(error, SignedOut):
                    return False
            else:
                self._console.say(_("Your password is saved."))
                return True

    def _say(self, error: ApiError) -> None:
        self._console.say(error.words)
        if error.problem is not None:
            self._console.say(*(fault.message for fault in error.problem.errors))

    def _long(self) -> None:
        self._console.say(waiting())
