"""Taking an assessment line by line: read a question, take a line, say what it did."""

from collections.abc import Callable

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.console import Console
from tmp_tui.lines.giving import Giving
from tmp_tui.lines.handing_in import agreed_to_hand_in, hand_in_at_the_end, see_it_through
from tmp_tui.lines.marking import Marking
from tmp_tui.lines.news import News, conflict_lines, read_only_words
from tmp_tui.lines.orders import Given, Order, Unknown, help_lines, understand
from tmp_tui.lines.question import (
    how_to_type,
    map_lines,
    question_lines,
    state_words,
    stimulus_lines,
    stimulus_of,
)
from tmp_tui.lines.source import Source
from tmp_tui.lines.unsent import may_end, sign_out
from tmp_tui.pages.overview import why_not_sent
from tmp_tui.player.countdown import going_on
from tmp_tui.player.taking import Taking
from tmp_tui.player.words import kept_words
from tmp_tui.store.exporting import NotWritten, write_export
from tmp_tui.text import _


class Player:
    """One attempt, from its first question read to leaving it."""

    def __init__(self, source: Source, console: Console, taking: Taking) -> None:
        self._source, self._console, self._taking = source, console, taking
        self._news = News(source, console, taking)
        self._heard = ""
        self._done = False
        giving = self._giving = Giving(source, console, taking, self._news)
        marking = Marking(source, console, taking)
        self._orders: dict[str, Callable[[str], None]] = {
            "next": lambda _rest: self._move(1),
            "previous": lambda _rest: self._move(-1),
            "go": self._go,
            "read": lambda _rest: self._read(),
            "text": self._text,
            "write": giving.write,
            "line": giving.line,
            "flag": marking.flag,
            "note": marking.note,
            "strike": marking.strike,
            "map": lambda _rest: self._tell(lambda: map_lines(taking)),
            "undo": giving.undo,
            "clear": giving.clear,
            "time": self._news.time,
            "mine": lambda _rest: giving.settle("mine"),
            "theirs": lambda _rest: giving.settle("theirs"),
            "take": lambda _rest: self._take_over(),
            "pictures": self._pictures,
            "export": self._export,
            "submit": self._submit,
            "leave": self._leave,
            "out": self._sign_out,
            "help": self._help,
        }

    def run(self) -> None:
        """Question after question until the student leaves or it is submitted. Raises EOFError at the end of input."""
        if self._source.call(lambda: self._taking.read_only == "submitted") and self._seen_through():
            return
        at_the_end = self._source.start(hand_in_at_the_end(self._source.session, self._taking))
        try:
            self._begin()
            while not self._done:
                self._news.tell()
                if self._news.handed_in:
                    if self._seen_through():
                        return
                    continue
                self._obey(self._console.ask_answer(self._prompt()))
        finally:
            at_the_end.cancel()

    def _seen_through(self) -> bool:
        """Wait for what the portal says; whether that is all: a submit may wait for what the student does."""
        see_it_through(self._source, self._console, self._taking)
        return not self._source.call(lambda: why_not_sent(self._taking))

    def _begin(self) -> None:
        self._console.say(*self._source.call(self._news.opening))
        if self._source.call(lambda: self._taking.elsewhere) and self._news.offer_to_take_over():
            self._take_over()
        self._read()

    def _prompt(self) -> str:
        number, count = self._source.call(lambda: (self._taking.number, self._taking.count))
        return _("Question {number} of {count}. Answer, or ?: ").format(number=number, count=count)

    def _obey(self, typed: str) -> None:
        match understand(typed):
            case Order(name, rest):
                self._orders[name](rest)
            case Given(text):
                self._giving.answer(text)
            case Unknown(message):
                self._console.say(message)

    # Reading and moving

    def _tell(self, lines: Callable[[], list[str]]) -> None:
        self._console.say(*self._source.call(lines))

    def _read(self) -> None:
        def read() -> list[str]:
            lines = question_lines(self._taking, heard=self._heard)
            self._heard = stimulus_of(self._taking) or self._heard
            return [*lines, *filter(None, [state_words(self._taking)]), *self._conflict()]

        self._tell(read)

    def _conflict(self) -> list[str]:
        self._news.told_conflict()
        return conflict_lines(self._taking)

    def _move(self, by: int) -> None:
        if self._source.call(lambda: self._taking.go(self._taking.number + by)):
            self._read()
        elif by > 0:
            self._console.say(_("This is the last question. /m tells what is blank; /submit submits."))
        else:
            self._console.say(_("This is the first question."))

    def _go(self, rest: str) -> None:
        number = int(rest[:6]) if rest.isascii() and rest.isdigit() else 0
        if self._source.call(lambda: self._taking.go(number)):
            self._read()
        else:
            count = self._source.call(lambda: self._taking.count)
            self._console.say(_("There are questions 1 to {count}. For example: /1.").format(count=count))

    def _text(self, _rest: str) -> None:
        nothing = [_("This question has no text of its own.")]
        self._tell(lambda: stimulus_lines(self._taking) or nothing)

    def _help(self, _rest: str) -> None:
        self._tell(lambda: how_to_type(self._taking.places))
        self._console.say(*help_lines())

    # Other places, and the end

    def _take_over(self) -> None:
        if not self._source.call(lambda: self._taking.elsewhere):
            self._console.say(_("You can answer here already."))
            return
        try:
            self._source.wait(self._source.session.take_over(self._taking.attempt))
        except ApiError as error:
            self._console.say(error.words)
        else:
            self._console.say(_("You answer here now. The other place can only read."))

    def _pictures(self, _rest: str) -> None:
        """The files of the question's pictures."""
        session, taking = self._source.session, self._taking
        item = self._source.call(lambda: taking.item)
        try:
            paths = self._source.wait(session.save_pictures(taking.attempt, item))
        except NotWritten as error:
            self._console.say(str(error))
        except ApiError as error:
            self._console.say(error.words)
        else:
            names = ", ".join(map(str, paths))
            self._console.say(
                _("Saved: {names}").format(names=names) if paths else _("This question has no picture.")
            )

    def _export(self, _rest: str) -> None:
        """What the portal may not have, in a file (G22)."""
        try:
            path = write_export(self._source.call(self._source.session.export))
        except NotWritten as error:
            self._console.say(str(error))
        else:
            said = _("Written to {path}. Give this file to your teacher; only the portal can read it.")
            self._console.say(said.format(path=path))

    def _submit(self, _rest: str) -> None:
        if reason := self._source.call(lambda: read_only_words(self._taking)):
            self._console.say(reason)
            return
        if not agreed_to_hand_in(self._source, self._console, self._taking):
            return
        if reason := self._source.call(lambda: read_only_words(self._taking)):  # meanwhile (G2)
            self._console.say(reason)
            return
        self._source.call(self._taking.submit)
        self._done = see_it_through(self._source, self._console, self._taking)

    def _sign_out(self, _rest: str) -> None:
        """Asked once: it is easily typed by mistake. Raises Left."""
        left, unkept = self._source.call(lambda: (self._taking.left, self._taking.unkept))
        self._console.say(*kept_words(unkept), *going_on(left, kept=not unkept))
        typed = self._console.ask(_("Sign out? Type yes, anything else stays: "))
        if typed.casefold() in ("yes", _("yes").casefold()) and may_end(self._source, self._console):
            sign_out(self._source)

    def _leave(self, _rest: str) -> None:
        self._done = True
        unkept = self._source.call(lambda: self._taking.unkept)
        self._console.say(*kept_words(unkept, _("Everything is kept. Continue leads back here.")))
