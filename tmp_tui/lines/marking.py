"""Flags, notes and options struck out: what a student marks for themselves, and no answer."""

from collections.abc import Callable

from tmp_tui.lines.answers import addressed, options_meant
from tmp_tui.lines.console import Console
from tmp_tui.lines.news import read_only_words
from tmp_tui.lines.source import Source
from tmp_tui.player.answering import NotPossible
from tmp_tui.player.places import PICKED
from tmp_tui.player.taking import Taking
from tmp_tui.player.words import option_reference
from tmp_tui.text import _

LONGEST_NOTE = 2_000  # characters


class Marking:
    """The marks of one attempt."""

    def __init__(self, source: Source, console: Console, taking: Taking) -> None:
        self._source, self._console, self._taking = source, console, taking

    def flag(self, _rest: str) -> None:
        """Flag the question, or no longer."""
        self._tell(lambda: _("Flagged.") if self._taking.flag() else _("No longer flagged."))

    def note(self, rest: str) -> None:
        """Keep a note; without words it is read, and a single "-" takes it away."""

        def note() -> str:
            if not rest:
                there = self._taking.note
                return _("Your note: {note}").format(note=there) if there else _("There is no note here.")
            self._taking.write_note("" if rest == "-" else rest[:LONGEST_NOTE])
            return _("The note is gone.") if rest == "-" else _("Note kept. /note - takes it away.")

        if rest:
            self._tell(note)
        else:
            self._console.say(self._source.call(note))

    def strike(self, rest: str) -> None:
        """Strike options out, or no longer; the answer stays."""
        self._tell(lambda: self._struck(rest))

    def _struck(self, rest: str) -> str:
        try:
            place, text = addressed(self._taking.places, rest)
            options = options_meant(place, text) if place.how in PICKED else []
        except NotPossible as error:
            return str(error)
        said = []
        for option in options:
            struck = self._taking.strike(place, option)
            words = " ".join(option_reference(option).split("\n"))
            said.append(
                (_("Struck out: {option}.") if struck else _("No longer struck out: {option}.")).format(
                    option=words
                )
            )
        return " ".join(said) or _("Only options can be struck out.")

    def _tell(self, marked: Callable[[], str]) -> None:
        self._console.say(self._source.call(lambda: read_only_words(self._taking) or marked()))
