"""What every way in needs: somebody to ask, a portal to wait for, rows to choose from."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from tmp_tui.lines.background import Background
from tmp_tui.lines.console import Console
from tmp_tui.lines.quitting import Quit
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.lines.words import waiting
from tmp_tui.lines.writing import numbered, row_lines
from tmp_tui.pages.model import Row
from tmp_tui.pages.names import matching
from tmp_tui.pages.sign_in import password_fault
from tmp_tui.text import _

T = TypeVar("T")


class Asker:
    """At the door of one portal; `own` is whether the student said that nobody else uses this computer. `watch` is told of
    somebody who is in, but for Profile Setup."""

    def __init__(
        self,
        console: Console,
        background: Background,
        session: Callable[[], StudentSession],
        account: str,
        watch: Callable[[StudentSession], object] = lambda session: None,
    ) -> None:
        self.console, self.background, self.session = console, background, session
        self.account, self.own, self._watch = account, False, watch

    def watch(self) -> None:
        """From now on somebody is signed in here."""
        self._watch(self.session())

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """What the portal says. Raises ApiError."""
        return self.background.wait(work, lambda: self.console.say(waiting()))

    def typed(self, prompt: str) -> str:
        """One typed line; empty where the student wants to go back. Raises Quit and EOFError."""
        typed = self.console.ask(prompt)
        if typed.casefold() == "q":
            raise Quit
        return "" if typed.casefold() == "b" else typed

    def choose(self, rows: Sequence[Row]) -> Row | None:
        """A row, by number or by a part of its name; None leads back."""
        for number, row in numbered(rows):
            self.console.say(*row_lines(number, row))
        return self.choice(rows)

    def choice(self, rows: Sequence[Row]) -> Row | None:
        """The same where the rows have been read."""
        choices = [row for row in rows if row.opens]
        prompt = _("1 to {last}, or b for back: ") if len(choices) > 1 else _("1, or b for back: ")
        while typed := self.typed(prompt.format(last=len(choices))):
            found = _meant(choices, typed)
            if len(found) == 1:
                return found[0]
            self.console.say(_("Type one of the numbers, b to go back, or q to quit."))
        return None

    def new_password(self) -> str:
        """A password that can be one, typed twice."""
        while True:
            password = self.console.ask_secret(_("Password: "))
            if not (fault := password_fault(password, self.console.ask_secret(_("Confirm Password: ")))):
                return password
            self.console.say(fault)


def _meant(rows: Sequence[Row], typed: str) -> list[Row]:
    if typed.isascii() and typed.isdecimal():
        at = int(typed[:9])
        return [rows[at - 1]] if 1 <= at <= len(rows) else []
    return [rows[at] for at in matching([row.text for row in rows], typed)]
