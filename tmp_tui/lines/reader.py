"""Reading the pages line by line: show one, take a command, show the next."""

from collections.abc import Callable

from tmp_tui.api.errors import ApiError, SignedOut
from tmp_tui.lines.account import act
from tmp_tui.lines.beginning import take
from tmp_tui.lines.beneath import Where
from tmp_tui.lines.commands import Command, Do, GoTo, LookUp, Open, Turn, Unclear, understand
from tmp_tui.lines.console import Console
from tmp_tui.lines.left import Left
from tmp_tui.lines.quitting import Quit
from tmp_tui.lines.sheet import Sheet
from tmp_tui.lines.source import Source
from tmp_tui.lines.unsent import may_end, sign_out
from tmp_tui.lines.words import help_lines
from tmp_tui.pages.account import is_asked_for
from tmp_tui.pages.model import ACT, TAKE, Route, Row
from tmp_tui.text import _

MOMENT = 1.5  # seconds for what a page can be read without
HOME = Where(Route("home"))


class Reader:
    """One signed-in student's way through the pages."""

    def __init__(self, source: Source, console: Console) -> None:
        self._source, self._console = source, console
        self._sheet = Sheet(console)
        self._way = [HOME]
        self._freshness = ""
        self._letters: dict[str, Callable[[], None]] = {
            "b": self._back,
            "r": self._again,
            "m": self._more,
            "?": self._help,
            "??": self._help_signing_in,
            "o": self._sign_out,
            "q": self._quit,
        }

    def run(self) -> None:
        """Home, and on from there. Raises Left, or EOFError at the end of input."""
        self._show()
        while True:
            if self._source.differs(self._way[-1], self._sheet.page):
                self._console.say(_("There is something new on this page. r reads it again."))
            self._obey(understand(self._console.ask(self._sheet.prompt()), self._sheet.page))

    def _obey(self, command: Command) -> None:
        match command:
            case GoTo(route):
                self._set_out([HOME] if route == HOME.route else [HOME, Where(route)])
            case Turn(route):
                self._set_out([*self._way[:-1], Where(route)])
            case Open(row):
                self._open(row)
            case LookUp(test_id):
                self._look_up(test_id)
            case Unclear(message):
                self._console.say(message)
            case Do(letter):
                self._letters[letter]()

    def _open(self, row: Row) -> None:
        """Go there, and remember from which portion, so that going back goes on where the reader was."""
        if row.go is not None and row.go.page == ACT:
            self._act(row.go)
            return
        if row.go is not None and row.go.page == TAKE:
            if take(self._source, self._console, row.go):
                self._show()
            return
        here = self._way[-1]
        left = Where(here.route, here.key, self._sheet.start_of(row))
        there = Where(row.go) if row.go is not None else Where(here.route, row.key)
        self._set_out([*self._way[:-1], left, there])

    def _act(self, route: Route) -> None:
        """Something to do, from the account's pages; a choice made leads back to where it was called for."""
        if route.item in ("sign-out", "help"):
            self._letters["o" if route.item == "sign-out" else "?"]()
        elif act(self._source, self._console, route):
            self._set_out(self._way[:-1] if route.item == "zone" else self._way)

    def _look_up(self, test_id: str) -> None:
        if not test_id:
            self._console.say(_("Type the Test ID after i, for example i 246813."))
            return
        try:
            entry = self._source.wait(self._source.session.look_up(test_id))
        except ApiError as error:
            self._console.say(error.words)
            return
        there = Where(Route("assessment", entry.class_id, str(entry.assessment), test_id=test_id))
        if self._source.page(there).state != "loaded":  # given a moment ago: the copy has not heard of it
            self._source.wait(self._source.session.sync())
        self._set_out([*self._way, there])

    def _back(self) -> None:
        if len(self._way) > 1:
            self._set_out(self._way[:-1])
        else:
            self._console.say(_("This is the first page. q quits."))

    def _again(self) -> None:
        self._source.wait(self._source.session.sync())
        self._set_out(self._way)

    def _more(self) -> None:
        """The next rows; where the page is still to come, Enter asks for it."""
        if self._sheet.page.state in ("loading", "error"):
            self._again()
        else:
            self._sheet.more()

    def _help(self) -> None:
        self._console.say(*help_lines())

    def _help_signing_in(self) -> None:
        try:
            self._source.help_signing_in(self._console)
        except Quit:
            self._quit()
        self._show()

    def _sign_out(self) -> None:
        if may_end(self._source, self._console):
            sign_out(self._source)

    def _quit(self) -> None:
        if may_end(self._source, self._console):
            raise Left(for_good=True)

    def _set_out(self, way: list[Where]) -> None:
        self._way = way
        if is_asked_for(way[-1].route):
            self._fetch(way[-1].route)
        self._show()

    def _fetch(self, route: Route) -> None:
        """What a page needs beside the copy is asked for when it is opened: it may say more than the last time."""
        work = self._source.session.fetch(route)
        try:
            if route.page == "review":
                self._source.wait(work)
            elif not self._source.soon(work, MOMENT):  # without it the page says all but a little
                self._console.say(_("The portal takes its time. What is known without it:"))
        except ApiError as error:
            self._console.say(error.words)

    def _show(self) -> None:
        """Write the page where the reader is, and, where that is news, how old it is."""
        here = self._way[-1]
        self._sheet.write(self._source.awaited(here), here.start)
        line, trouble = self._source.freshness()
        if line != self._freshness and (trouble or self._freshness):
            self._console.say(line)
            if trouble == SignedOut.code:
                self._console.say(_("o leads back to sign-in."))
        self._freshness = line if trouble else ""
