"""What came by itself while an assessment is taken, said before the next prompt: time, other places, what was sent."""

from tmp_tui.api.errors import SignedOut, words
from tmp_tui.lines.console import Console
from tmp_tui.lines.source import Source
from tmp_tui.pages.overview import FINAL, spans, why_not_sent
from tmp_tui.pages.wording import titled
from tmp_tui.player import words as player_words
from tmp_tui.player.countdown import time_words
from tmp_tui.player.said import answer_words
from tmp_tui.player.taking import Taking
from tmp_tui.text import _, moment, ngettext

PATIENCE = 8.0  # seconds for what is submitted by itself
MOMENT = 1.5  # seconds for the portal to say which other place it is


class News:
    """What was said already, so that it is said once."""

    def __init__(self, source: Source, console: Console, taking: Taking) -> None:
        self.handed_in = False
        self._source, self._console, self._taking = source, console, taking
        self._hidden = False
        self._read_only = self._trouble = self._waits = ""
        self._unsent = 0
        self._conflicts: set[int] = set()

    def opening(self) -> list[str]:
        """The first lines of an assessment."""
        count = self._taking.count
        questions = ngettext("{count} question", "{count} questions", count).format(count=count)
        left = self._taking.left
        time = _("Time left: {time}.").format(time=time_words(left)) if left is not None else ""
        first = f"{titled(self._taking.paper.title)}. {questions}. {time}".rstrip()
        return [first, _("Type your answer, Enter for the next question, ? for help.")]

    def tell(self) -> None:
        """Say what is new. Once it is submitted, `handed_in` says so."""
        taking = self._taking
        if self._source.call(lambda: taking.read_only == "time-up" and not taking.elsewhere):
            self._source.until(lambda: taking.read_only != "time-up", PATIENCE)  # it is submitted by itself
        if self._source.call(self._wants_a_look):
            self._source.briefly(self._source.session.look_again(self._taking.attempt), MOMENT)
        self._console.say(*self._source.call(self._lines))

    def _wants_a_look(self) -> bool:
        """Whether the portal knows something of the attempt that is not known here: which place, or that it is over."""
        reason = self._taking.read_only
        if reason == "elsewhere":
            return self._read_only != reason and not self._taking.paper.open_since
        if reason == "submitted":
            return self._taking.receipt is None and self._taking.submission is None
        return not reason and bool(FINAL & set(self._taking.refusals().values()))

    def _lines(self) -> list[str]:
        reason, before = self._taking.read_only, self._read_only
        announcement = self._taking.announcement()
        self._read_only = reason
        waits = why_not_sent(self._taking)
        self.handed_in = reason == "submitted" and not waits
        lines = [waits] if waits and waits != self._waits else []
        self._waits = waits
        if self.handed_in:
            lines.append(self._why_handed_in())
        elif reason == "submitted":
            return [*lines, *self._sending(), *self._other_answers()]
        elif reason and reason != before:
            lines.append(read_only_words(self._taking))
        elif announcement and not self._hidden:
            lines.append(announcement)
        return [*lines, *self._sending(), *self._other_answers()]

    def _why_handed_in(self) -> str:
        if self._taking.left == 0:
            return _("The time is up. What you answered is submitted by itself.")
        if self._taking.submitting:
            return _("Submitting. Waiting for the portal.")
        return _("This assessment was submitted at another place.")

    def _sending(self) -> list[str]:
        """Trouble with the portal, once, and its end."""
        trouble = self._source.copy().freshness.trouble
        unsent = self._taking.unsent
        lines = []
        if trouble and trouble != self._trouble:
            lines.append(_trouble_words(trouble, self._taking.unkept))
        if self._unsent and not unsent:
            lines.append(_sent_words(self._taking))
        self._trouble, self._unsent = trouble, unsent if self._unsent else 0
        return lines

    def told_unsent(self) -> None:
        """An answer was said to be not sent: that it is, later, is news."""
        self._unsent = self._source.call(lambda: self._taking.unsent)

    def _other_answers(self) -> list[str]:
        now = self._taking.conflicts()
        new = [number for number in now if number not in self._conflicts]
        self._conflicts = set(now)
        others = [number for number in new if number != self._taking.number]
        said = _("Another place answered question {numbers} differently. /{first} shows both answers.")
        told = [said.format(numbers=spans(others), first=others[0])] if others else []
        return told + (conflict_lines(self._taking) if len(others) < len(new) else [])

    def told_conflict(self) -> None:
        """Both answers to this question, if there are two, are being read."""
        if self._taking.conflict is not None:
            self._conflicts.add(self._taking.number)

    def unseen_conflict(self) -> bool:
        """Whether there is another answer to this question that the student has not seen."""
        return self._taking.conflict is not None and self._taking.number not in self._conflicts

    def decided(self) -> None:
        """The student answered this question: another answer that comes after this is news."""
        self._conflicts.discard(self._taking.number)

    def time(self, rest: str) -> None:
        """The time left; `hide` ends its announcements, `show` begins them again."""
        word = rest.casefold()
        if word in ("hide", "show"):
            self._hidden = word == "hide"
        self._console.say(self._source.call(lambda: self._time(word)))

    def _time(self, word: str) -> str:
        if word == "hide":
            return _("The time is not announced any more. /time tells it, /time show announces it again.")
        left = self._taking.left
        if left is None:
            return _("There is no time limit.")
        return _("Time left: {time}.").format(time=time_words(left))

    def offer_to_take_over(self) -> bool:
        """Ask whether this is to be the place that writes (G8)."""
        self._read_only = "elsewhere"
        self._console.say(self._source.call(lambda: open_at_words(self._taking)))
        typed = self._console.ask(_("Type take to take it over, anything else reads only: "))
        return typed.casefold().lstrip("/") == "take"


def open_at_words(taking: Taking) -> str:
    """Where an assessment is open, and since when."""
    paper = taking.paper
    if not paper.open_since:
        return _("This assessment is open at another place.")
    since = moment(paper.open_since, taking.now())
    return _("This assessment is open at {place} since {when}.").format(
        place=paper.open_at or _("another computer"), when=since
    )


def read_only_words(taking: Taking) -> str:
    """Why nothing can be answered here, and what can be done; empty where it can be answered."""
    match taking.read_only:
        case "submitted":
            return why_not_sent(taking) or _("It is submitted. Nothing can be changed.")
        case "time-up":
            return _("The time is up. Nothing can be changed; /leave goes back.")
        case "elsewhere":
            return f"{open_at_words(taking)} {_('You can only read here. /take takes it over.')}"
    return player_words.read_only_words(taking.read_only)


def conflict_lines(taking: Taking) -> list[str]:
    """Both answers to the question, where the portal has another one than this place (G7)."""
    found = taking.conflict
    if found is None:
        return []
    theirs = found.theirs.values if found.theirs is not None else {}
    return [
        _("There are two answers to this question."),
        _("Mine, given here: {answer}").format(answer=answer_words(taking.item, found.values)),
        _("Theirs, on the portal from another place: {answer}").format(
            answer=answer_words(taking.item, theirs)
        ),
        _("Type mine or theirs."),
    ]


def _sent_words(taking: Taking) -> str:
    """What became of answers that waited: those that the portal did not take are not said to be saved (G2)."""
    refused = sorted(taking.refusals())
    if refused:
        return f"{_('Not taken by the portal')}: {spans(refused)}."
    return _("All your answers are saved.")


def _trouble_words(trouble: str, unkept: str) -> str:
    said = _("Go on: your answers are kept on this computer and sent by themselves.")
    if trouble == SignedOut.code:
        said = _("Your answers are kept on this computer. Sign in again, and they are sent.")
    return " ".join((words(trouble), *player_words.kept_words(unkept, said)))
