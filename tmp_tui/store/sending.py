"""Sending what the journal holds, beside everything else: each answer by itself, at once, and again until it is there."""

import asyncio
import random
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

import msgspec

from tmp_tui.api.errors import ApiError, NotThere, PortalFailed, Refused, SignedOut
from tmp_tui.store.journal import Journal
from tmp_tui.store.journal_rows import CONFLICT, NOT_THE_WRITER, Entry, Given, HandedIn, Marked
from tmp_tui.wire.attempts import Answer, AttemptProblem, Kept, Marks, Paper, Receipt, Saved, Start, Submit

AT_ONCE = 4  # requests side by side
LONG = (
    30.0  # seconds of trouble after which a student whose teacher wants the portal to be reached has to wait
)
FIRST_RETRY = 1.0  # seconds; doubles up to EVERY
EVERY = 30.0
_LATER = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}

replace = msgspec.structs.replace

Lane = tuple[str, str, str]  # kind, attempt, item: what is sent one after another


class Portal(Protocol):
    """What sending needs of a client; every method raises ApiError."""

    async def start(self, class_id: str, assessment: int, form: Start) -> Paper: ...
    async def answer(self, attempt: str, item: str, form: Answer) -> Saved: ...
    async def marks(self, attempt: str, form: Marks) -> object: ...
    async def submit(self, attempt: str, form: Submit) -> Receipt: ...


class Sender:
    """Brings one journal to one portal.

    `trouble` is the code of what keeps the portal from taking things now, empty when nothing does; `heard` is told of
    each acknowledgement, with the deadline and the portal's clock in it.
    """

    def __init__(
        self, portal: Portal, journal: Journal, heard: Callable[[str, Saved], None] | None = None
    ) -> None:
        self.trouble = ""
        self._troubled_since = 0.0
        self._portal, self._journal, self._heard = portal, journal, heard
        self._failures: dict[Lane, int] = {}
        self._not_before: dict[Lane, float] = {}
        self._quiet_until = 0.0
        self._busy: set[Lane] = set()
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(AT_ONCE)

    @property
    def cut_off(self) -> bool:
        """Whether nothing went through for a while; one lost reply is no outage (G20)."""
        return bool(self.trouble) and time.monotonic() - self._troubled_since > LONG

    def try_now(self) -> None:
        """Wait for no next try: somebody asked."""
        self._not_before.clear()
        self._quiet_until = 0.0
        self._wake.set()

    async def start(self, class_id: str, assessment: int, place: str = "", test_id: str = "") -> Paper:
        """Begin an attempt; however often it is tried, it is one (G17). Raises ApiError."""
        what = f"{class_id} {assessment}"
        form = self._journal.start(what, place, test_id)
        try:
            paper = await self._portal.start(class_id, assessment, form)
        except (Refused, NotThere):
            self._journal.started(what, None)
            raise
        self._journal.started(what, paper)
        return paper

    async def run(self, changed: Callable[[], None]) -> None:
        """Send until cancelled or signed out; `changed` is called when a state is not what it was."""
        self._journal.listeners.append(self._woken)
        try:
            async with asyncio.TaskGroup() as group:
                while self.trouble != SignedOut.code:
                    self._wake.clear()
                    self._journal.retry()
                    for entry in self._ready():
                        self._busy.add(_lane(entry))
                        group.create_task(self._carry(entry, changed))
                    await self._pause()
        finally:
            self._journal.listeners.remove(self._woken)
            self._busy.clear()

    def _ready(self) -> list[Entry]:
        now = time.monotonic()
        if now < self._quiet_until:
            return []
        due = [entry for entry in self._journal.due() if _lane(entry) not in self._busy]
        return [entry for entry in due if self._not_before.get(_lane(entry), 0) <= now]

    async def _pause(self) -> None:
        """Until something was given, something came back, or it is time to try again."""
        now = time.monotonic()
        waiting = [_lane(entry) for entry in self._journal.due() if _lane(entry) not in self._busy]
        until = min([now + EVERY, *(self._not_before.get(lane, 0) for lane in waiting)])
        if self._journal.trouble:
            until = min(until, now + FIRST_RETRY)
        try:
            async with asyncio.timeout(max(until, self._quiet_until if waiting else 0) - now):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _carry(self, entry: Entry, changed: Callable[[], None]) -> None:
        lane, writer = _lane(entry), ""
        try:
            async with self._slots:
                writer = self._writer(entry.attempt)
                if self.trouble != SignedOut.code:
                    await self._send(entry, writer)
        except ApiError as error:
            self._judge(entry, error, writer)
        else:
            self._all_is_well()
        finally:
            self._busy.discard(lane)
            self._wake.set()
        changed()

    def _writer(self, attempt: str) -> str:
        paper = self._journal.paper(attempt)
        return paper.writer if paper else ""

    async def _send(self, entry: Entry, writer: str) -> None:
        match entry:
            case Given():
                saved = await self._portal.answer(entry.attempt, entry.item, entry.form(writer))
                if (saved.item, saved.version) != (entry.item, entry.version):
                    raise PortalFailed  # it acknowledges something else: that is no acknowledgement
                self._journal.acknowledge(entry.attempt, entry.item, entry.version, entry.key)
                if self._heard is not None:
                    self._heard(entry.attempt, saved)
            case Marked():
                await self._portal.marks(entry.attempt, replace(entry.marks, writer=writer))
                self._journal.marked(entry)
            case HandedIn():
                receipt = await self._portal.submit(entry.attempt, entry.form(writer))
                self._journal.handed_in(entry.attempt, entry.key, receipt)

    def _judge(self, entry: Entry, error: ApiError, writer: str) -> None:
        """What an error means for what was sent: later, never, or not before the student has looked."""
        if isinstance(error, SignedOut):
            self.trouble = error.code
        elif error.code == NOT_THE_WRITER:
            if writer == self._writer(entry.attempt):  # else it was taken over meanwhile: send it again
                self._journal.hold(entry.attempt, error.code)
        elif _is_for_good(error):
            self._all_is_well()
            self._refused(entry, error)
        else:
            self._later(entry, error)

    def _refused(self, entry: Entry, error: ApiError) -> None:
        match entry:
            case Given():
                theirs = _theirs(entry, error) if error.code == CONFLICT else None
                if error.code == CONFLICT and theirs is None:
                    self._later(entry, PortalFailed())  # a conflict with nothing to show is no answer
                    return
                self._journal.refused(entry.attempt, entry.item, entry.version, error.code, theirs, entry.key)
            case Marked():
                self._journal.marked(entry, error.code)
            case HandedIn():
                receipt = error.problem.receipt if isinstance(error.problem, AttemptProblem) else None
                self._journal.handed_in(entry.attempt, entry.key, receipt, error.code)

    def _later(self, entry: Entry, error: ApiError) -> None:
        lane, now = _lane(entry), time.monotonic()
        if not self.trouble:
            self._troubled_since = now
        self.trouble = error.code
        self._failures[lane] = failures = self._failures.get(lane, 0) + 1
        pause = min(EVERY, FIRST_RETRY * 2 ** min(failures - 1, 10))
        self._not_before[lane] = now + pause * random.uniform(0.8, 1.2)  # noqa: S311  (spreads a room's students)
        if error.problem is not None and error.problem.retry_after:
            self._quiet_until = now + min(error.problem.retry_after, 10 * EVERY)

    def _all_is_well(self) -> None:
        """One success clears every wait (G20)."""
        self.trouble = "" if self.trouble != SignedOut.code else self.trouble
        self._failures.clear()
        self._not_before.clear()
        self._quiet_until = 0.0

    def _woken(self, attempt: str, item: str) -> None:
        """Something of this item is new: it does not wait for the last one's next try (G30)."""
        if item:
            self._not_before.pop(("answer", attempt, item), None)
        self._wake.set()


def _lane(entry: Entry) -> Lane:
    return (str(entry.__struct_config__.tag), entry.attempt, entry.item if isinstance(entry, Given) else "")


def _is_for_good(error: ApiError) -> bool:
    """Whether the portal looked at it and will not have it; what it does not find now it may find later."""
    if isinstance(error, NotThere):
        return (
            error.code != NotThere.code
        )  # an attempt that there was cannot be gone; a question may be a wrong one
    return isinstance(error, Refused) and error.problem is not None and error.problem.status not in _LATER


def _theirs(entry: Given, error: ApiError) -> Kept | None:
    """What the portal has instead (version 0: no answer); None where it does not say, or speaks of another question."""
    if not isinstance(error.problem, AttemptProblem):
        return None
    kept = error.problem.kept or Kept(entry.item, 0, {}, 0)
    return kept if kept.item == entry.item else None
