"""An attempt while it is taken: where the student is, what is answered, what is marked, how long there is, what is sent."""

from collections.abc import Callable, Collection, Sequence
from typing import Literal, Protocol

import msgspec

from tmp_tui.player.countdown import Countdown
from tmp_tui.player.kinds import places_of
from tmp_tui.player.places import Choosable, Place
from tmp_tui.player.sheet import Line, lines_of, stimulus_lines
from tmp_tui.wire.attempts import Kept, Marks, Paper, Receipt, Values
from tmp_tui.wire.items import Item

Answered = Literal["nothing", "blank", "partly", "answered"]  # nothing: there is nothing to answer here
Where = Literal["saved", "on-this-computer", "not-saved", "refused"]


class Conflicting(Protocol):
    """An answer that the portal refused for having another one, `theirs` (None or version 0: a blank)."""

    @property
    def values(self) -> Values: ...

    @property
    def theirs(self) -> Kept | None: ...


class Refused(Protocol):
    """An answer that the portal did not take, and the code of why; `settled` once the student answered again."""

    @property
    def item(self) -> str: ...

    @property
    def code(self) -> str: ...

    @property
    def settled(self) -> bool: ...


class Submission(Protocol):
    """The wish to hand in, and when: its receipt, or the code of why it was refused, or neither yet."""

    @property
    def at(self) -> int: ...

    @property
    def receipt(self) -> Receipt | None: ...

    @property
    def code(self) -> str: ...


class Journal(Protocol):
    """What taking an assessment needs of `tmp_tui.store.journal.Journal`."""

    trouble: str

    @property
    def unkept(self) -> str: ...

    def answer(self, attempt: str, item: str, values: Values, at: int) -> int: ...
    def undo(self, attempt: str, item: str, at: int) -> int | None: ...
    def mark(self, attempt: str, marks: Marks) -> None: ...
    def marks(self, attempt: str) -> Marks: ...
    def move(self, attempt: str, position: int) -> None: ...
    def submit(self, attempt: str, at: int) -> None: ...
    def submission(self, attempt: str) -> Submission | None: ...
    def values(self, attempt: str, item: str) -> Values: ...
    def state(self, attempt: str, item: str) -> Literal["saved", "on-this-computer", "not-saved"] | None: ...
    def conflict(self, attempt: str, item: str) -> Conflicting | None: ...
    def refusals(self, attempt: str) -> Sequence[Refused]: ...
    def paper(self, attempt: str) -> Paper | None: ...
    def held(self, attempt: str) -> str: ...


class Standing(msgspec.Struct, frozen=True):
    """How one question stands; `number` counts from 1."""

    number: int
    title: str
    answered: Answered
    flagged: bool
    where: Where | None


class Taking:
    """One attempt at one place. What is given is in the journal when a call returns; nothing here waits for the portal."""

    def __init__(
        self,
        journal: Journal,
        attempt: str,
        now: Callable[[], float],
        cut_off: Callable[[], bool] = lambda: False,
    ) -> None:
        """`attempt` has a paper in the journal; `now` is the portal's clock, `cut_off` whether the portal is out of reach
        for long. Raises KeyError where there is no paper."""
        paper = journal.paper(attempt)
        if paper is None:
            raise KeyError(attempt)
        self.attempt = attempt
        self._journal, self._now, self._cut_off = journal, now, cut_off
        self._paper = paper
        self._countdown = Countdown(paper.started_at, paper.deadline, now())
        self._another_end = ""
        self._receipt: Receipt | None = None
        self._position = min(max(0, journal.marks(attempt).position), max(0, len(paper.items) - 1))

    # What there is

    @property
    def paper(self) -> Paper:
        """The attempt as the portal gave it last; once it is handed in it comes without questions, which stay here."""
        newest = self._journal.paper(self.attempt)
        if newest is not None and newest is not self._paper:
            items = newest.items or self._paper.items
            self._paper = msgspec.structs.replace(newest, items=items)
        return self._paper

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self.paper.items)

    @property
    def number(self) -> int:
        """Which question the student is at, from 1."""
        return self._position + 1

    @property
    def item(self) -> Item:
        """The question that the student is at."""
        return self.paper.items[self._position]

    @property
    def values(self) -> Values:
        """The answer to it."""
        return self._journal.values(self.attempt, self.item.id)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it is answered."""
        return places_of(self.item, self.values)

    def lines(self, opened: Sequence[int] = ()) -> list[Line]:
        """The question from top to bottom."""
        return lines_of(self.item, self.values, struck=self._struck(), opened=opened)

    @property
    def stimulus(self) -> list[Line]:
        """What the question is about; empty where it stands alone."""
        return stimulus_lines(self.item)

    def standing(self, number: int) -> Standing:
        """How a question stands."""
        return self._standing(number, self._refused())

    def standings(self) -> list[Standing]:
        """How every question stands."""
        refused = self._refused()
        return [self._standing(number, refused) for number in range(1, self.count + 1)]

    def _standing(self, number: int, refused: Collection[str]) -> Standing:
        item = self.paper.items[number - 1]
        values = self._journal.values(self.attempt, item.id)
        flagged = item.id in self._marks.flagged
        where = self._where(item.id, refused)
        return Standing(number, item.title, answered(places_of(item, values)), flagged, where)

    # Where the student is

    def go(self, number: int) -> bool:
        """Go to a question; says whether there is one. Moving never answers (G28)."""
        if not 1 <= number <= self.count:
            return False
        self._position = number - 1
        self._journal.move(self.attempt, self._position)
        return True

    # Answering

    @property
    def read_only(self) -> str:
        """Why nothing can be answered here: `submitted`, `time-up`, `elsewhere`, `offline`; empty where it can."""
        submission = self.submission
        handed_in = submission is not None and not submission.code
        if self.paper.state != "started" or (handed_in and not (self.submitting and self.elsewhere)):
            return "submitted"
        if any(refusal.code == "already-submitted" for refusal in self._journal.refusals(self.attempt)):
            return "submitted"
        if self.left == 0:
            return "time-up"
        if self.elsewhere:
            return "elsewhere"
        return "offline" if not self.paper.offline and self._cut_off() else ""

    @property
    def elsewhere(self) -> bool:
        """Whether another place writes, so that nothing is sent from here."""
        return bool(self._journal.held(self.attempt))

    def answer(self, values: Values) -> None:
        """Keep an answer to this question: on the disk when this returns (G1)."""
        self._journal.answer(self.attempt, self.item.id, values, int(self._now()))

    def undo(self) -> bool:
        """The answer before this one again; says whether there was one."""
        return self._journal.undo(self.attempt, self.item.id, int(self._now())) is not None

    # Marks

    @property
    def flagged(self) -> bool:
        """Whether this question is flagged."""
        return self.item.id in self._marks.flagged

    def flag(self) -> bool:
        """Flag this question, or no longer; says which."""
        flagged = [name for name in self._marks.flagged if name != self.item.id]
        if len(flagged) == len(self._marks.flagged):
            flagged.append(self.item.id)
        self._mark(flagged=flagged)
        return self.flagged

    @property
    def note(self) -> str:
        """The student's own note on this question."""
        return self._marks.notes.get(self.item.id, "")

    def write_note(self, text: str) -> None:
        """Keep a note; an empty one goes."""
        notes = {name: note for name, note in self._marks.notes.items() if name != self.item.id}
        if text.strip():
            notes[self.item.id] = text
        self._mark(notes=notes)

    def strike(self, place: Place, option: Choosable) -> bool:
        """Strike an option out, or no longer; says which. An answer is not changed by it."""
        name = f"{place.response} {option.identifier}"
        struck = [one for one in self._struck() if one != name]
        if len(struck) == len(self._struck()):
            struck.append(name)
        rest = {key: names for key, names in self._marks.struck.items() if key != self.item.id}
        self._mark(struck={**rest, self.item.id: struck} if struck else rest)
        return name in struck

    # Time

    @property
    def left(self) -> float | None:
        """Seconds until the end; None where there is no limit."""
        self._heed()
        return self._countdown.left(self._now())

    def announcement(self) -> str:
        """What is to be said of the time now, empty where nothing is."""
        self._heed()
        said, self._another_end = self._another_end, ""
        return said or self._countdown.due(self._now())

    def now(self) -> float:
        """Seconds since 1970 by the portal's clock."""
        return self._now()

    # Where the answers are

    @property
    def where(self) -> Where | None:
        """Where the answer to this question is; None where there is none."""
        return self._where(self.item.id, self._refused())

    def _where(self, item: str, refused: Collection[str]) -> Where | None:
        if item in refused and not self._journal.conflict(self.attempt, item):
            return "refused"
        return self._journal.state(self.attempt, item)

    def _refused(self) -> set[str]:
        """The questions whose answer the portal did not take, looked up once for all: it goes through every answer."""
        return {one.item for one in self._journal.refusals(self.attempt) if not one.settled}

    @property
    def unsent(self) -> int:
        """How many answers the portal does not have."""
        refused = self._refused()
        states = (self._where(item.id, refused) for item in self.paper.items)
        return sum(state in ("on-this-computer", "not-saved") for state in states)

    @property
    def disk_trouble(self) -> str:
        """What keeps the disk from taking answers, empty where nothing does."""
        return self._journal.trouble

    @property
    def unkept(self) -> str:
        """Why something that the portal does not have is not on the disk either; empty where all is at one of them."""
        return self._journal.unkept

    @property
    def conflict(self) -> Conflicting | None:
        """Where the portal has another answer to this question, given at another place."""
        return self._journal.conflict(self.attempt, self.item.id)

    def refusals(self) -> dict[int, str]:
        """Why the portal did not take an answer, by question; conflicts are told by `conflicts`."""
        codes = {one.item: one.code for one in self._journal.refusals(self.attempt) if not one.settled}
        names = [item.id for item in self.paper.items]
        conflicts = self.conflicts()
        return {
            number: codes[name]
            for number, name in enumerate(names, 1)
            if name in codes and number not in conflicts
        }

    def conflicts(self) -> list[int]:
        """The questions to which the portal has another answer."""
        items = enumerate(self.paper.items, 1)
        return [number for number, item in items if self._journal.conflict(self.attempt, item.id)]

    def settle(self, *, mine: bool) -> None:
        """Decide a conflict: answer again what was answered here, or what the portal has."""
        found = self.conflict
        if found is not None:
            self.answer(found.values if mine else found.theirs.values if found.theirs else {})

    # Handing in

    def submit(self) -> None:
        """Hand in: kept on the disk, and sent once all answers are."""
        self._journal.submit(self.attempt, int(self._now()))

    @property
    def submission(self) -> Submission | None:
        """The wish to hand in, with its receipt or refusal once there is one."""
        return self._journal.submission(self.attempt)

    @property
    def submitting(self) -> bool:
        """Whether it was handed in here, and the portal has not said anything to that."""
        submission = self.submission
        return submission is not None and not submission.code and submission.receipt is None

    @property
    def receipt(self) -> Receipt | None:
        """What the student got for handing in; it stays when the journal lets go of the attempt."""
        submission = self.submission
        found = self.paper.receipt or (submission.receipt if submission is not None else None)
        self._receipt = found or self._receipt
        return self._receipt

    @property
    def ran_out(self) -> bool:
        """Whether it was handed in because the time was up."""
        handed_in = self.receipt or self.submission
        return handed_in is not None and handed_in.at >= self.paper.deadline > 0

    # Helpers

    @property
    def _marks(self) -> Marks:
        return self._journal.marks(self.attempt)

    def _struck(self) -> list[str]:
        return self._marks.struck.get(self.item.id, [])

    def _mark(self, **changed: object) -> None:
        marks = msgspec.structs.replace(self._marks, **changed)
        self._journal.mark(self.attempt, marks)

    def _heed(self) -> None:
        """Staff may have given more time, or less; whoever notices it first, it waits to be announced."""
        self._another_end = self._countdown.extend(self.paper.deadline, self._now()) or self._another_end


def answered(places: Sequence[Place]) -> Answered:
    """How far a question is answered: a text that may stay empty, and a row that may, keep nothing from being whole.

    `nothing` where nothing is asked, or only what needs a browser.
    """
    here = [place for place in places if place.how != "graphical"]
    if not here:
        return "nothing"
    if all(place.blank for place in here):
        return "blank"
    wanted = [place for place in here if not _may_stay_blank(place)]
    return "partly" if any(_unfinished(place) for place in wanted) else "answered"


def _may_stay_blank(place: Place) -> bool:
    """One of several texts but the first, or a thing that need not be paired."""
    return bool(place.part) and place.least == 0


def _unfinished(place: Place) -> bool:
    return place.blank or (place.how in ("order", "several") and len(place.chosen) < place.least)
