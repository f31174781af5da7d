"""A portal for answers with real compare-and-set, in memory, over a line that can be told to fail in every way."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from tmp_tui.api import errors
from tmp_tui.wire import Problem
from tmp_tui.wire.attempts import (
    Answer,
    AttemptProblem,
    Kept,
    Marks,
    Paper,
    Receipt,
    Saved,
    Start,
    Submit,
)

T = TypeVar("T")
NOW = 1_773_673_200

# What can go wrong with a request. "lost" ones happened on the portal, or not.
BEFORE, AFTER, TWICE, SLOW = "lost before", "lost after", "delivered twice", "slow"
LIES = ["another version", "another item"]
LATER = [BEFORE, AFTER, "503", "500", "429", "408", "404", "garbage", *LIES]
FAULTS = ["", TWICE, SLOW, *LATER]


@dataclass
class Held:
    """An attempt on the portal; `history` has every answer that was taken, in order."""

    writer: str = "here"
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    history: list[tuple[str, Answer]] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    submit_key: str = ""
    past_deadline: bool = False


class AnswerPortal:
    """Takes answers as the real one does; each request takes the next of `faults`, and none when there are no more."""

    def __init__(self, faults: Iterable[str] = ()) -> None:
        self.faults = deque(faults)
        self.down = False
        self.signed_out = False
        self.attempts: dict[str, Held] = {}
        self.starts: dict[str, str] = {}
        self.asked: list[tuple[str, str, int]] = []
        self.side_by_side = self.most_side_by_side = 0

    def held(self, attempt: str) -> Held:
        """The attempt; there is every one that is asked for."""
        return self.attempts.setdefault(attempt, Held())

    def newest(self, attempt: str, item: str) -> Answer | None:
        """The newest version of an answer."""
        return (self.held(attempt).answers.get(item) or [None])[-1]  # type: ignore[list-item]

    def paper(self, attempt: str, writer: str = "here") -> Paper:
        """What a place gets that opens the attempt."""
        held = self.held(attempt)
        kept = [
            Kept(item, rows[-1].version, rows[-1].values, rows[-1].at)
            for item, rows in held.answers.items()
            if rows
        ]
        return Paper(
            attempt, "c", 1, "Quiz", "started", NOW, NOW,
            answers=kept, marks=held.marks, writer=writer if writer == held.writer else "",
        )  # fmt: skip

    async def start(self, class_id: str, assessment: int, form: Start) -> Paper:
        """Begin an attempt, once for each key."""

        def begin() -> Paper:
            return self.paper(self.starts.setdefault(form.key, f"attempt-{len(self.starts) + 1}"))

        return await self._over_the_line(begin)

    async def answer(self, attempt: str, item: str, form: Answer) -> Saved:
        """Take an answer on top of the one that it names."""
        self.asked.append(("answer", item, form.version))
        lie = self.faults[0] if self.faults and self.faults[0] in LIES else ""
        if not lie:
            return await self._over_the_line(lambda: self._take(attempt, item, form))
        other = (
            Saved(item, form.version + 1, 0, NOW)
            if lie == "another version"
            else Saved("another", form.version, 0, NOW)
        )
        return await self._over_the_line(lambda: other)  # and nothing was taken

    async def marks(self, attempt: str, form: Marks) -> Marks:
        """Keep marks."""
        self.asked.append(("marks", attempt, form.position))

        def keep() -> Marks:
            self.held(attempt).marks = msgspec.structs.replace(form, writer="")
            return form

        return await self._over_the_line(keep)

    async def submit(self, attempt: str, form: Submit) -> Receipt:
        """Hand in."""
        self.asked.append(("submit", attempt, 0))

        def hand_in() -> Receipt:
            held = self.held(attempt)
            if held.submit_key not in ("", form.key):
                raise refusal(409, "already-submitted")
            held.submit_key = form.key
            return Receipt("CODE", form.at, len(held.answers), 20)

        return await self._over_the_line(hand_in)

    def _take(self, attempt: str, item: str, form: Answer) -> Saved:
        held = self.held(attempt)
        rows = held.answers.setdefault(item, [])
        for row in rows:
            if row.key == form.key:
                return Saved(item, row.version, 0, NOW)
        if held.submit_key:
            raise refusal(409, "already-submitted")
        if held.past_deadline:
            raise refusal(409, "past-deadline")
        if form.writer != held.writer:
            raise refusal(409, "not-the-writer")
        latest = rows[-1] if rows else None
        if form.base != (latest.version if latest else 0):
            kept = Kept(item, latest.version, latest.values, latest.at) if latest else None
            raise refusal(409, "conflict", kept)
        rows.append(form)
        held.history.append((item, form))
        return Saved(item, form.version, 0, NOW)

    async def _over_the_line(self, work: Callable[[], T]) -> T:
        self.side_by_side += 1
        self.most_side_by_side = max(self.most_side_by_side, self.side_by_side)
        try:
            return await self._failing(work)
        finally:
            self.side_by_side -= 1

    async def _failing(self, work: Callable[[], T]) -> T:
        fault = self.faults.popleft() if self.faults else ""
        await asyncio.sleep(0.002 if fault == SLOW else 0)
        if self.signed_out:
            raise errors.SignedOut
        if self.down or fault == BEFORE:
            raise errors.NoNetwork
        if fault.isdigit():
            raise _status(int(fault))
        if fault == TWICE:
            work()
        result = work()
        await asyncio.sleep(0)
        if fault == AFTER:
            raise errors.NoNetwork
        if fault == "garbage":
            raise errors.PortalFailed
        return result


def refusal(status: int, code: str, kept: Kept | None = None) -> errors.Refused:
    """A no of the portal's own."""
    return errors.Refused(AttemptProblem(code, status, code, kept=kept))


def _status(status: int) -> errors.ApiError:
    problem = Problem("no", status, {429: "too-many", 404: "not-found"}.get(status, "busy"))
    kinds: dict[int, type[errors.ApiError]] = {
        404: errors.NotThere, 429: errors.TooMany, 500: errors.PortalFailed, 503: errors.Maintenance,
    }  # fmt: skip
    return kinds.get(status, errors.Refused)(problem)
