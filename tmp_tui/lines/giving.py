"""Giving an answer by typing: what is understood, whether it can be kept, and what is said of it."""

from collections.abc import Callable

from tmp_tui.lines.answers import addressed, answer_at, place_numbered
from tmp_tui.lines.console import Console
from tmp_tui.lines.essay import text_place, with_line, write_lines
from tmp_tui.lines.news import News, conflict_lines, read_only_words
from tmp_tui.lines.orders import taken_for_an_answer
from tmp_tui.lines.question import changed_words, numbered_place, place_lines, state_words
from tmp_tui.lines.source import Source
from tmp_tui.player.answering import Change, NotPossible, clear, write
from tmp_tui.player.kinds import places_of
from tmp_tui.player.places import Place
from tmp_tui.player.taking import Taking
from tmp_tui.text import _
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import Item

SAVED_WITHIN = 1.0  # seconds in which an acknowledgement is waited for before "not sent" is said
DECISIONS = ("mine", "theirs")

Made = Callable[[Item, Values, Place], Change]


class Giving:
    """The answers of one attempt. What changes one is worked out here, and kept where the journal lives."""

    def __init__(self, source: Source, console: Console, taking: Taking, news: News) -> None:
        self._source, self._console, self._taking, self._news = source, console, taking, news

    def answer(self, typed: str) -> None:
        """Take a line as an answer; where two answers hold, also as the word that decides."""
        word = typed.strip().casefold()
        if word in DECISIONS and self._source.call(lambda: self._taking.conflict):
            self.settle(word)
            return
        try:
            place, text = addressed(self._places(), typed)
        except NotPossible as error:
            self._console.say(str(error))
        else:
            self._answer_at(place, text, typed)
        self._console.say(*filter(None, [taken_for_an_answer(typed)]))

    def undo(self, _rest: str) -> None:
        """The answer before this one again."""
        before = self._places()

        def undo() -> str:
            self._news.decided()
            return "" if self._taking.undo() else _("There is nothing to undo here.")

        if self._done(undo):
            self._console.say(*changed_words(before, self._places(), None))
            self._say_where()

    def clear(self, rest: str) -> None:
        """Take back the answer, or what is answered at one place."""
        places = self._places()
        answered = [place for place in places if not place.blank]
        try:
            if rest:
                answered = [place_numbered(places, int(rest) if rest.isascii() and rest.isdigit() else 0)]
        except NotPossible as error:
            self._console.say(str(error))
            return
        if not answered:
            self._console.say(_("There is nothing to clear here."))
        elif self._change(answered[0], clear if len(answered) == 1 else _nothing):
            self._console.say(_("/u brings it back."))

    def settle(self, word: str) -> None:
        """Decide which of two answers holds: `mine` or `theirs`."""

        def settled() -> bool:
            """Also after it was submitted here: the submit waits for the decision."""
            if self._taking.conflict is None:
                return False
            self._news.decided()
            self._taking.settle(mine=word == "mine")
            return True

        if not self._source.call(settled):
            self._console.say(_("There is nothing to decide here."))
            return
        self._console.say(*map(numbered_place, self._places()))
        self._say_where()

    def write(self, rest: str) -> None:
        """Write a longer text: go on with it, or with the word new begin it anew."""
        words = rest.casefold().split()
        numbers = [word for word in words if word != "new"]
        place = text_place(self._places(), numbers[0] if numbers else "")
        if place is None:
            self._console.say(_("There is no longer text to write here. ? tells how to answer."))
        else:
            self._write_at(place, anew="new" in words)

    def line(self, rest: str) -> None:
        """One line of a longer text anew."""
        place = text_place(self._places())
        if place is None:
            self._console.say(_("There is no longer text here."))
        else:
            self._change(place, lambda item, values, now: write(item, values, now, with_line(now.text, rest)))

    # From a line to an answer that is kept

    def _places(self) -> tuple[Place, ...]:
        return self._source.call(lambda: self._taking.places)

    def _answer_at(self, place: Place, text: str, typed: str) -> None:
        by_sign = typed.lstrip().startswith("=")
        if not text and place.name and "=" not in typed:
            self._console.say(*self._source.call(lambda: place_lines(self._taking, place.number)))
        elif place.how == "lines" and taken_for_an_answer(typed):
            self._console.say(_("Nothing was written. /w begins to write."))
        elif place.how == "lines":
            self._write_at(place, first=text if place.name or by_sign else typed)
        elif not text:
            self.clear(str(place.number))
        else:
            self._change(place, lambda item, values, now: answer_at(item, values, now, text))

    def _write_at(self, place: Place, *, anew: bool = False, first: str | None = None) -> None:
        if reason := self._source.call(lambda: read_only_words(self._taking)):
            self._console.say(reason)
            return

        def keep(text: str) -> bool:
            return self._keep(place, lambda item, values, now: write(item, values, now, text)) is not None

        write_lines(self._console, place, keep, anew=anew, first=first)
        self._console.say(numbered_place(self._places()[place.number - 1]))
        self._say_where()

    def _change(self, place: Place, made: Made) -> bool:
        """Change what is answered at a place, and say what is answered now and where it is."""
        said = self._keep(place, made)
        if said is None:
            return False
        self._console.say(*said)
        self._say_where()
        return True

    def _keep(self, place: Place, made: Made) -> list[str] | None:
        """Keep a change of the answer and return what is answered now; None after words about why that cannot be."""
        item, values = self._source.call(lambda: (self._taking.item, self._taking.values))
        before = places_of(item, values)
        try:
            change = made(item, values, before[place.number - 1])
        except NotPossible as error:
            self._console.say(str(error))
            return None
        why_not = self._source.call(lambda: self._kept(values, change.values))
        if why_not:
            self._console.say(*why_not)
            return None
        return changed_words(before, places_of(item, change.values), place)

    def _kept(self, before: Values, values: Values) -> list[str]:
        """Keep an answer, or say why not: nothing goes over what the student has not seen (G7)."""
        if why_not := self._why_not():
            return why_not
        if self._taking.values != before:
            return [_("The answer here is another one by now. /r reads it.")]
        self._news.decided()
        self._taking.answer(values)
        return []

    def _why_not(self) -> list[str]:
        if reason := read_only_words(self._taking):
            return [reason]
        if self._news.unseen_conflict():
            self._news.told_conflict()
            return conflict_lines(self._taking)
        return []

    def _done(self, work: Callable[[], str]) -> bool:
        """Do it where it can be done, or say why not."""
        why_not = self._source.call(lambda: self._why_not() or [*filter(None, [work()])])
        self._console.say(*why_not)
        return not why_not

    def _say_where(self) -> None:
        """Where the answer is, after a moment in which it may arrive; there is none where others wait already."""
        taking = self._taking
        if self._source.call(lambda: taking.unsent) == 1 and not self._source.until(
            lambda: taking.where in ("saved", None), SAVED_WITHIN
        ):
            self._source.start(
                self._source.session.sync()
            )  # finds out why, to be said before the next prompt
        self._news.told_unsent()
        self._console.say(*filter(None, self._source.call(lambda: (state_words(taking), self._partly()))))

    def _partly(self) -> str:
        partly = self._taking.standing(self._taking.number).answered == "partly"
        return _("Partly answered: something is still blank here.") if partly else ""


def _nothing(_item: Item, _values: Values, _place: Place) -> Change:
    return Change({}, "")
