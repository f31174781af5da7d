"""What a signed-in student does with assessments: begin, go on, take over, look again, save what has to be saved."""

import contextlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tmp_tui.api.errors import ApiError, SignedOut, words
from tmp_tui.place import place_name
from tmp_tui.wire.attempts import Paper, Saved, TakeOver

if TYPE_CHECKING:
    from tmp_tui.api.client import PortalClient
    from tmp_tui.player.taking import Taking
    from tmp_tui.store.copy import LocalCopy
    from tmp_tui.store.journal import Journal
    from tmp_tui.store.sending import Sender
    from tmp_tui.store.work import Work
    from tmp_tui.wire.items import Item


class Working:
    """The part of a session that works on attempts: all of it goes through the journal, and little waits for the portal."""

    copy: "LocalCopy | None"
    journal: "Journal | None"
    sender: "Sender | None"
    _tell: Callable[[], None]

    def _signed_in(self) -> "PortalClient":
        """The client of whoever is signed in; raises SignedOut."""
        raise NotImplementedError

    async def begin(self, class_id: str, number: int, test_id: str = "") -> str:
        """Start an attempt, or go on with the one that runs; returns its id. Raises ApiError.

        What lies in the journal needs no portal.
        """
        _journal, sender = self._at_work()
        for work in self.work():
            if (work.class_id, work.assessment) == (class_id, number) and work.state != "handed-in":
                return work.attempt
        self._heard_paper(paper := await sender.start(class_id, number, place_name(), test_id))
        return paper.id

    async def look_again(self, attempt: str) -> None:
        """Ask the portal how the attempt stands now. Raises ApiError."""
        journal, _sender = self._at_work()
        known, marks = journal.paper(attempt), journal.marks(attempt)
        paper = await self._signed_in().paper(attempt, known.writer if known else "")
        newest = journal.paper(attempt)
        if known is not None and newest is not None and newest.writer != known.writer:
            return  # taken over meanwhile: this reply is of before
        if journal.marks(attempt) != marks:
            paper = msgspec.structs.replace(paper, marks=journal.marks(attempt))
        if known is not None and not paper.items:  # handed in: the questions stay as they were got
            paper = msgspec.structs.replace(paper, items=known.items)
        self._heard_paper(paper)
        journal.keep_paper(paper)

    async def finish(self, attempt: str) -> bool:
        """The time is up by what is known here: ask the portal, and hand in if it is so there too (G13, G14).

        Says whether that is settled; False where the portal was not reached. It hands in by itself, too.
        """
        try:
            await self.look_again(attempt)
        except ApiError:
            return False
        taking = self.taking(attempt)
        if taking.read_only == "time-up" and not taking.elsewhere:
            taking.submit()
        return True

    async def take_over(self, attempt: str) -> None:
        """Make this the place that writes. Raises ApiError."""
        journal, _sender = self._at_work()
        form = TakeOver(secrets.token_urlsafe(16), place_name())
        self._heard_paper(paper := await self._signed_in().take_over(attempt, form))
        journal.keep_paper(paper)

    def taking(self, attempt: str) -> "Taking":
        """The attempt, to be taken here. Raises KeyError where it has no paper."""
        from tmp_tui.player.taking import Taking

        journal, _sender = self._at_work()
        if self.copy is None:
            raise SignedOut
        return Taking(journal, attempt, self.copy.now, self._cut_off)

    async def save_pictures(self, attempt: str, item: "Item") -> "list[Path]":
        """Save the files of a question's pictures on this computer; returns where. Raises ApiError and NotWritten."""
        from tmp_tui.store.exporting import save_picture
        from tmp_tui.wire.items import Picture, parts

        found = {
            part.file: part.name for part in parts([*item.stimulus, *item.body]) if isinstance(part, Picture)
        }
        client = self._signed_in()
        return [
            save_picture(await client.picture(attempt, file), name) for file, name in found.items() if file
        ]

    def export(self) -> bytes:
        """What the portal may not have, sealed, for staff to bring there by hand (G22). Raises SignedOut."""
        journal, _sender = self._at_work()
        return journal.export()

    def work(self) -> "list[Work]":
        """What is being taken here, or was."""
        return self.copy.work() if self.copy is not None else []

    @property
    def unsent(self) -> int:
        """How many answers and wishes to hand in wait on this computer."""
        from tmp_tui.store.work import unsent_in

        return unsent_in(self.journal) if self.journal is not None else 0

    @property
    def undecided(self) -> int:
        """How many questions have two answers between which the student has to decide."""
        from tmp_tui.store.work import undecided_in

        return undecided_in(self.journal) if self.journal is not None else 0

    @property
    def unread(self) -> str:
        """Why it is not known what waits on this computer; empty where it is."""
        return self.journal.unread if self.journal is not None else ""

    @property
    def unkept(self) -> str:
        """Why some of them are in this program alone, and are lost at its end; empty where none are."""
        return self.journal.unkept if self.journal is not None else ""

    def trouble(self) -> str:
        """What keeps answers from being sent, in words; empty where nothing does."""
        code = self.sender.trouble if self.sender is not None else ""
        return words(code) if code else ""

    def _handed_in(self) -> set[str]:
        from tmp_tui.store.work import handed_in

        return set(handed_in(self.work()))

    async def _look(self, attempt: str) -> None:
        """The portal says that an attempt is over that goes on here: get its receipt."""
        with contextlib.suppress(ApiError):
            await self.look_again(attempt)
            self._tell()

    def _cut_off(self) -> bool:
        """Whether the portal was not reached for a while, with something to send."""
        return self.sender is not None and self.sender.cut_off

    def _at_work(self) -> "tuple[Journal, Sender]":
        if self.journal is None or self.sender is None:
            raise SignedOut
        return self.journal, self.sender

    def _heard_paper(self, paper: Paper) -> None:
        if self.copy is not None:
            self.copy.clock.heard(paper.now)

    def _heard_saved(self, attempt: str, saved: Saved) -> None:
        """An acknowledgement also tells the portal's time, and until when there is."""
        if self.copy is not None and self.journal is not None:
            self.copy.clock.heard(saved.now)
            self.journal.keep_deadline(attempt, saved.deadline, saved.now)
