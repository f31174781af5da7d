"""Signing in, and the first password, a line at a time."""

from collections.abc import Callable

from tmp_tui.api.errors import ApiError, PortalFailed, TooMany, Unreachable
from tmp_tui.lines.background import Background
from tmp_tui.lines.console import Console
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.lines.entering.password import say_refusal, set_up
from tmp_tui.lines.quitting import Quit
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.lines.words import ways
from tmp_tui.pages.sign_in import account_fault, is_account_number, things_to_check
from tmp_tui.text import _

__all__ = ["Quit", "SignIn"]

_NOT_THE_STUDENT = (Unreachable, PortalFailed, TooMany)  # nothing that was typed is the cause


class SignIn:
    """Asks until the portal lets the student in, or the reader leaves."""

    def __init__(
        self,
        console: Console,
        background: Background,
        account: str,
        remember: Callable[..., object] | None,
        watch: Callable[[StudentSession], object] = lambda session: None,
    ) -> None:
        """`account` is offered; `remember` is called with `server` and `account` once they were good, `watch` where
        somebody is in who has to choose a password first."""
        self._watch = watch
        self._console, self._background, self._account, self._remember = (
            console,
            background,
            account,
            remember,
        )

    def run(self, session: Callable[[], StudentSession]) -> None:
        """Sign in, with Profile Setup where it comes first. Raises EOFError or Quit when the reader leaves, Left where
        no password was chosen.

        `session` is called when there is something to send: it may still be in the making before.
        """
        asker = Asker(self._console, self._background, session, self._account, self._watch)
        try:
            while not self._signed_in(asker):
                pass
        finally:
            self._account = asker.account
        if self._remember is not None:
            self._remember(server=session().server, **({"account": self._account} if self._account else {}))
        self._console.say(_("You are signed in."))

    def _signed_in(self, asker: Asker) -> bool:
        self._console.say(_("Sign in"), ways())
        if not self._ask_account(asker):
            return _other_ways(asker)
        username = self._ask(_("Username or Email Address: "))
        password = self._console.ask_secret(_("Password: "))
        if not password:
            return False
        try:
            setup = asker.wait(asker.session().sign_in(asker.account, username, password, own=asker.own))
        except ApiError as error:
            say_refusal(asker, error)
            if not isinstance(error, _NOT_THE_STUDENT):
                self._console.say(_("Please check the following:"), *things_to_check())
            return False
        if setup:
            set_up(asker)
        return True

    def _ask_account(self, asker: Asker) -> bool:
        """The account number, the one typed last is offered again; false where another way in is wanted."""
        known = asker.account
        prompt = _("Account number ({account}, Enter keeps it): ") if known else _("Account number: ")
        while True:
            typed = self._console.ask(prompt.format(account=known)) or known
            word = "".join(typed.split()).casefold()
            if word in ("?", "help"):
                self._console.say(*things_to_check(), ways(), _("q: quit."))
            elif word in ("q", "quit"):
                raise Quit
            elif word == "w":
                return False
            elif is_account_number(word):
                asker.account = word
                return True
            elif word:
                self._console.say(account_fault(), _("Type ? for help."))

    def _ask(self, prompt: str) -> str:
        while (typed := self._console.ask(prompt)) in ("", "?"):
            if typed:
                self._console.say(
                    *things_to_check(), _("Enter at the password leads back to the account number.")
                )
        return typed


def _other_ways(asker: Asker) -> bool:
    from tmp_tui.lines.entering.ways import other_ways

    return other_ways(asker)
