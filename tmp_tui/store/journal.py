"""The journal: a student's answers on this machine, from the key press until the portal has acknowledged them."""

import secrets
from typing import Any, Literal

import msgspec

from tmp_tui.store.journal_rows import (
    CONFLICT,
    NOT_THE_WRITER,
    Begun,
    Given,
    HandedIn,
    Marked,
    OnPaper,
    Slot,
)
from tmp_tui.store.journal_shelves import Shelves
from tmp_tui.wire.attempts import Kept, Marks, Paper, Receipt, Start, Values

State = Literal["saved", "on-this-computer", "not-saved"]

replace = msgspec.structs.replace


class Journal(Shelves):
    """Everything that a student gave and the portal may not have yet.

    Each call that changes something is on the disk before it returns (G1). Where the disk refuses, it is kept in memory,
    `trouble` says why, its state is "not-saved", and every further call and `retry` tries again. `listeners` hear which
    attempt and item changed.
    """

    # What the student does.

    def answer(self, attempt: str, item: str, values: Values, at: int) -> int:
        """Keep an answer (empty `values`: a blank), given at `at` by the portal's clock; returns its version."""
        before = self.values(attempt, item)
        version = self._give(attempt, item, values, at)
        if values != before:
            self._undo.setdefault((attempt, item), []).append(before)
        return version

    def undo(self, attempt: str, item: str, at: int) -> int | None:
        """Answer again what was answered before; None where there is nothing before."""
        before = self._undo.get((attempt, item), [])
        return self._give(attempt, item, before.pop(), at) if before else None

    def mark(self, attempt: str, marks: Marks) -> None:
        """Keep flags, notes and what is struck out; where the student is goes by `move`."""
        slot = self._marked.get(attempt)
        if slot is None:
            slot = self._marked[attempt] = Slot(Marked(attempt, 0, Marks()))
        if slot.entry.marks != marks:
            slot.entry = replace(slot.entry, version=slot.entry.version + 1, marks=marks, code="")
            self._changed(attempt, "", slot)

    def move(self, attempt: str, position: int) -> None:
        """Where the student is: told to the portal, and never written here, for moving is not answering (G28)."""
        if self.marks(attempt).position != position:
            self._moved[attempt] = position
            self._tell(attempt, "")

    def submit(self, attempt: str, at: int) -> None:
        """Keep the wish to hand in, confirmed at `at`; a second one is the first, unless that was refused."""
        slot = self._handed_in.get(attempt)
        if slot is None:
            slot = self._handed_in[attempt] = Slot(HandedIn(attempt, _new_key(), at))
        elif slot.entry.code:
            slot.entry = HandedIn(attempt, _new_key(), at)
        self._changed(attempt, "", slot)

    def start(self, what: str, place: str = "", test_id: str = "") -> Start:
        """The form that starts `what`, with the key of the last try if its reply never came (G17)."""
        slot = self._begun.get(what)
        key = slot.entry.form.key if slot is not None else _new_key()
        form = Start(key, place, test_id)
        if slot is None or slot.entry.form != form:
            slot = self._begun.setdefault(what, Slot(Begun(what, form)))
            slot.entry = Begun(what, form)
            self._changed(what, "", slot)
        return form

    # What the portal says.

    def started(self, what: str, paper: Paper | None) -> None:
        """The start is settled: here is the paper, or (None) the portal refused."""
        slot = self._begun.pop(what, None)
        if slot is not None:
            slot.gone = True
            self._unwritten.append(slot)
        self.keep_paper(paper) if paper else self._write()

    def keep_paper(self, paper: Paper) -> None:
        """Keep an attempt so that it can go on without the portal; what is newer here stays."""
        slot = self._papers.setdefault(paper.id, Slot(OnPaper(paper.id, paper)))
        slot.entry = OnPaper(paper.id, paper)
        changed: list[Slot[Any]] = [slot]
        for kept in paper.answers:
            known = self._on_portal.get((paper.id, kept.item))
            if known is None or known.entry.kept.version < kept.version:
                changed.append(self._know(paper.id, kept))
        marked = self._marked.get(paper.id)
        if marked is None or marked.entry.version == marked.entry.sent:
            version = marked.entry.version if marked else 0
            marked = self._marked.setdefault(paper.id, Slot(Marked(paper.id, 0, paper.marks)))
            marked.entry = Marked(paper.id, version, paper.marks, version)
            changed.append(marked)
        submit = self._handed_in.get(paper.id)
        if paper.receipt is not None and submit is not None and submit.entry.receipt is None:
            submit.entry = replace(submit.entry, receipt=paper.receipt, code="")
            changed.append(submit)
        self._deadline_at[paper.id] = max(paper.now, self._deadline_at.get(paper.id, 0.0))
        self._held.pop(paper.id, None)
        self._changed(paper.id, "", *changed)

    def keep_deadline(self, attempt: str, deadline: int, now: float) -> None:
        """The end of an attempt, as the portal knew it at `now` by its clock; what is older than what is known is not
        heeded, so that time that was given is never taken back by a slow reply (G13)."""
        slot = self._papers.get(attempt)
        if now < self._deadline_at.get(attempt, 0.0):
            return
        self._deadline_at[attempt] = now
        if slot is not None and slot.entry.paper.deadline != deadline:
            slot.entry = OnPaper(attempt, replace(slot.entry.paper, deadline=deadline))
            self._changed(attempt, "", slot)

    def acknowledge(self, attempt: str, item: str, version: int, key: str = "") -> bool:
        """The portal has exactly this version: its row goes, and no other; says whether there was one."""
        slot = self._find(attempt, item, version, key)
        if slot is None:
            return False
        self._answers[attempt, item].remove(slot)
        slot.gone = True
        changed: list[Slot[Any]] = [slot]
        known = self._on_portal.get((attempt, item))
        if known is None or known.entry.kept.version < version:
            changed.append(self._know(attempt, Kept(item, version, slot.entry.values, slot.entry.at)))
        self._changed(attempt, item, *changed)
        return True

    def refused(
        self, attempt: str, item: str, version: int, code: str, theirs: Kept | None = None, key: str = ""
    ) -> None:
        """The portal will not take this version; it stays, with the reason, and with what the portal has instead.

        What was answered on top of it stays too: after a conflict nothing goes over what the student has not seen (G7);
        after any other refusal the next version goes on top of what this one was to go on, and is the student's answer.
        """
        slot = self._find(attempt, item, version, key)
        if slot is None:
            return
        changed: list[Slot[Any]] = [slot]
        waiting = [later for later in self._waiting(attempt, item) if later is not slot]
        answered_again = bool(waiting) and code != CONFLICT
        slot.entry = replace(
            slot.entry, code=code, theirs=theirs, settled=slot.entry.settled or answered_again
        )
        for later in waiting:
            if code == CONFLICT:
                later.entry = replace(later.entry, code=code, theirs=theirs)
            elif later.entry.base == version:
                later.entry = replace(later.entry, base=slot.entry.base)
            changed.append(later)
        if code == CONFLICT and theirs is not None:
            changed.append(self._know(attempt, theirs))
        self._changed(attempt, item, *changed)

    def marked(self, sent: Marked, code: str = "") -> None:
        """The portal has these marks, or will not have them."""
        self._told[sent.attempt] = sent.marks.position
        slot = self._marked.get(sent.attempt)
        if slot is not None and slot.entry.version == sent.version > slot.entry.sent:
            slot.entry = replace(slot.entry, marks=sent.marks, sent=sent.version, code=code)
            self._changed(sent.attempt, "", slot)

    def handed_in(self, attempt: str, key: str, receipt: Receipt | None, code: str = "") -> None:
        """The submit with this key has its receipt, or was refused."""
        slot = self._handed_in.get(attempt)
        if slot is not None and slot.entry.key == key:
            slot.entry = replace(slot.entry, receipt=receipt, code=code)
            self._changed(attempt, "", slot)

    def hold(self, attempt: str, code: str) -> None:
        """Send nothing of this attempt until a new paper comes: another place writes (G8)."""
        self._held[attempt] = code
        self._tell(attempt, "")

    # What there is.

    def state(self, attempt: str, item: str) -> State | None:
        """Where the student's answer is, in truth (G2); None where there is none."""
        mine = self._unsettled(attempt, item)
        if mine:
            return "on-this-computer" if mine[-1].written else "not-saved"
        known = self.on_portal(attempt, item)
        return "saved" if known and known.version else None

    def values(self, attempt: str, item: str) -> Values:
        """The student's answer: the newest one given here, else the portal's; empty where there is none."""
        mine = self._unsettled(attempt, item)
        if mine:
            return mine[-1].entry.values
        known = self._on_portal.get((attempt, item))
        return known.entry.kept.values if known else {}

    def previous(self, attempt: str, item: str) -> Values | None:
        """What `undo` would answer."""
        before = self._undo.get((attempt, item))
        return before[-1] if before else None

    def on_portal(self, attempt: str, item: str) -> Kept | None:
        """The newest version that the portal is known to have."""
        known = self._on_portal.get((attempt, item))
        return known.entry.kept if known else None

    def conflict(self, attempt: str, item: str) -> Given | None:
        """The student's newest answer that the portal refused for having another one; until the student answers again."""
        mine = [slot.entry for slot in self._unsettled(attempt, item) if slot.entry.code == CONFLICT]
        return mine[-1] if mine else None

    def refusals(self, attempt: str) -> list[Given]:
        """Every version that the portal refused, settled or not, for the student's and the staff's eyes."""
        return [slot.entry for place in self._of(attempt) for slot in self._answers[place] if slot.entry.code]

    def paper(self, attempt: str) -> Paper | None:
        """The attempt as the portal last gave it; what was answered since is in `values`."""
        slot = self._papers.get(attempt)
        return slot.entry.paper if slot else None

    def attempts(self) -> list[str]:
        """Every attempt that has a paper here."""
        return list(self._papers)

    def marks(self, attempt: str) -> Marks:
        """Flags, notes, what is struck out, and where the student is, as they are here."""
        slot = self._marked.get(attempt)
        marks = slot.entry.marks if slot else Marks()
        return replace(marks, position=self._moved.get(attempt, marks.position))

    def submission(self, attempt: str) -> HandedIn | None:
        """The wish to hand in, with its receipt or refusal once there is one; a screen may still ask for what was let go."""
        slot = self._handed_in.get(attempt)
        return slot.entry if slot else self._let_go.get(attempt)

    def held(self, attempt: str) -> str:
        """Why nothing of this attempt is sent; empty where it is."""
        paper = self.paper(attempt)
        may_only_read = paper is not None and paper.state == "started" and not paper.writer
        return self._held.get(attempt) or (NOT_THE_WRITER if may_only_read else "")

    def pending(self) -> list[Given | Marked | HandedIn]:
        """Everything that waits to be sent, in the order of sending."""
        answers = [slot.entry for place in self._answers for slot in self._waiting(*place)]
        marks = [slot.entry for slot in self._marked.values() if slot.entry.version > slot.entry.sent]
        submits = [slot.entry for slot in self._handed_in.values() if slot.entry.waits]
        return [*answers, *marks, *submits]

    @property
    def unread(self) -> str:
        """Why nobody knows what lies in the file; empty where it was read."""
        return "" if self._read else self.trouble

    @property
    def unkept(self) -> str:
        """Why something that waits to be sent is in memory alone, and goes with the program; empty where nothing is."""
        answers = any(not slot.number for place in self._answers for slot in self._unsettled(*place))
        submits = any(not slot.written for slot in self._handed_in.values() if slot.entry.waits)
        return self.trouble if answers or submits else ""

    def due(self) -> list[Given | Marked | HandedIn]:
        """What may be sent now: of an item the oldest, and a submit once no answer of its attempt waits or conflicts."""
        heads: list[Given | Marked | HandedIn] = [
            slots[0].entry for place in self._answers if (slots := self._waiting(*place))
        ]
        marks = [
            replace(slot.entry, marks=self.marks(attempt))
            for attempt, slot in self._marked.items()
            if slot.entry.version > slot.entry.sent or self._has_moved(attempt)
        ]
        submits = [
            entry
            for entry in self.pending()
            if isinstance(entry, HandedIn) and not self._undecided(entry.attempt)
        ]
        return [entry for entry in [*heads, *marks, *submits] if not self.held(entry.attempt)]

    def _has_moved(self, attempt: str) -> bool:
        """Whether the portal thinks that the student is elsewhere."""
        return attempt in self._moved and self._moved[attempt] != self._told.get(attempt)

    def export(self) -> bytes:
        """What the portal may not have, sealed as it is in the file, for staff to bring there by hand (G22).

        JSON: `journal` is the format's number, `entries` pairs of a name and a sealed body in base64, bound to each other
        as `tmp_tui.store.seal` says; also what the disk refused.
        """
        mine = [slot for slot in self._slots() if isinstance(slot.entry, Given | HandedIn)]
        return msgspec.json.encode({"journal": 1, "entries": [self._file.sealed(slot) for slot in mine]})

    def forget(self, attempt: str) -> bool:
        """Let go of an attempt that is wholly on the portal; says whether it is."""
        if self.refusals(attempt) or any(entry.attempt == attempt for entry in self.pending()):
            return False
        if attempt in self._handed_in:
            self._let_go[attempt] = self._handed_in[attempt].entry
        for slot in self._slots():
            if slot.entry.attempt == attempt:
                slot.gone = True
                self._unwritten.append(slot)
        for shelf in (self._marked, self._handed_in, self._papers, self._moved, self._told, self._held):
            shelf.pop(attempt, None)
        for place in [place for place in self._on_portal if place[0] == attempt]:
            del self._on_portal[place]
        self._write()
        return True

    @property
    def unreadable(self) -> int:
        """How many rows another key sealed, or damage broke; they stay in the file."""
        return self._file.unreadable

    def retry(self) -> bool:
        """Try again to write what is not on the disk; says whether everything is."""
        if self._unwritten or not self._read:
            self._write()
            if not self.trouble:
                self._tell("", "")
        return not self.trouble

    def close(self, *, keep_empty: bool = True) -> None:
        """Write what can be written and let go of the file; it need not stay where nothing is in it."""
        self.retry()
        if not keep_empty and not self._unwritten:
            self._file.remove_if_empty()
        self._file.close()

    # How an answer is given.

    def _undecided(self, attempt: str) -> bool:
        return any(self._waiting(*place) or self.conflict(*place) for place in self._of(attempt))

    def _give(self, attempt: str, item: str, values: Values, at: int) -> int:
        known = self.on_portal(attempt, item)
        newest = known.version if known else 0
        mine = self._unsettled(attempt, item)
        if mine and not mine[-1].entry.code and mine[-1].entry.values == values:
            self._write()
            return mine[-1].entry.version
        settled = self._settle(mine)
        waiting = self._waiting(attempt, item)
        if not waiting and values == (known.values if known else {}):
            self._changed(attempt, item, *settled)
            return newest
        rows = self._answers.setdefault((attempt, item), [])
        version = max([newest, *(slot.entry.version for slot in rows)]) + 1
        base = waiting[-1].entry.version if waiting else newest
        rows.append(Slot(Given(attempt, item, _new_key(), version, base, values, at)))
        self._changed(attempt, item, *settled, rows[-1])
        return version

    @staticmethod
    def _settle(slots: list[Slot[Given]]) -> list[Slot[Given]]:
        refused = [slot for slot in slots if slot.entry.code]
        for slot in refused:
            slot.entry = replace(slot.entry, settled=True)
        return refused


def _new_key() -> str:
    return secrets.token_urlsafe(16)
