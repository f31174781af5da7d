"""What the journal has in memory, and how memory and file are kept the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tmp_tui.store.journal_file import Damaged, JournalFile, Unwritable
from tmp_tui.store.journal_rows import (
    Begun,
    Entry,
    Given,
    HandedIn,
    Marked,
    OnPaper,
    OnPortal,
    Slot,
)
from tmp_tui.wire.attempts import Kept, Values

Place = tuple[str, str]  # attempt and item


class Shelves:
    """Every entry by what it is about. What changes goes to the file at once, or with the next call that the disk lets through."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the student's own file, or begin it; never raises for what the disk does."""
        self.trouble = ""
        self.listeners: list[Callable[[str, str], None]] = []
        self._file = JournalFile(path, key)
        self._read = False
        self._answers: dict[Place, list[Slot[Given]]] = {}
        self._on_portal: dict[Place, Slot[OnPortal]] = {}
        self._marked: dict[str, Slot[Marked]] = {}
        self._handed_in: dict[str, Slot[HandedIn]] = {}
        self._begun: dict[str, Slot[Begun]] = {}
        self._papers: dict[str, Slot[OnPaper]] = {}
        self._undo: dict[Place, list[Values]] = {}
        self._held: dict[str, str] = {}
        self._moved: dict[str, int] = {}  # where the student is, and where the portal thinks
        self._told: dict[str, int] = {}
        self._deadline_at: dict[str, float] = {}  # when the portal said the newest known end, by its clock
        self._let_go: dict[str, HandedIn] = {}  # in memory only, and with the receipt
        self._unwritten: list[Slot[Any]] = []
        self._write()

    def _know(self, attempt: str, kept: Kept) -> Slot[OnPortal]:
        entry = OnPortal(attempt, kept)
        slot = self._on_portal.setdefault((attempt, kept.item), Slot(entry))
        slot.entry = entry
        return slot

    def _find(self, attempt: str, item: str, version: int, key: str) -> Slot[Given] | None:
        for slot in self._answers.get((attempt, item), []):
            if slot.entry.version == version and key in ("", slot.entry.key):
                return slot
        return None

    def _unsettled(self, attempt: str, item: str) -> list[Slot[Given]]:
        return [slot for slot in self._answers.get((attempt, item), []) if not slot.entry.settled]

    def _waiting(self, attempt: str, item: str) -> list[Slot[Given]]:
        return [slot for slot in self._answers.get((attempt, item), []) if slot.entry.waits]

    def _of(self, attempt: str) -> list[Place]:
        return [place for place in self._answers if place[0] == attempt]

    def _changed(self, attempt: str, item: str, *slots: Slot[Any]) -> None:
        for slot in slots:
            slot.written = False
            self._unwritten.append(slot)
        self._write()
        self._tell(attempt, item)

    def _tell(self, attempt: str, item: str) -> None:
        for listener in self.listeners:
            listener(attempt, item)

    def _write(self) -> None:
        """Everything that is not on the disk, in one transaction; a disk that refuses is remembered, not raised."""
        try:
            if not self._read:
                self._take_in(self._file.read())
            slots = [slot for slot in dict.fromkeys(self._unwritten) if slot.number or not slot.gone]
            if slots:
                self._write_or_begin_anew(slots)
            self._unwritten, self.trouble = [], ""
        except Unwritable as error:
            self.trouble = str(error)

    def _write_or_begin_anew(self, slots: list[Slot[Any]]) -> None:
        try:
            self._file.write(slots)
        except Damaged:
            # `read` begins a new file with what it can carry over; memory has the rest.
            carried = {slot.number for slot in self._file.read()}
            everything = dict.fromkeys([*self._slots(), *slots])
            for slot in everything:
                slot.number = slot.number if slot.number in carried else 0
            self._file.write([slot for slot in everything if slot.number or not slot.gone])

    def _slots(self) -> list[Slot[Any]]:
        shelves: list[dict[Any, Any]] = [
            self._on_portal,
            self._marked,
            self._handed_in,
            self._begun,
            self._papers,
        ]
        rows = [slot for slots in self._answers.values() for slot in slots]
        return [*rows, *(slot for shelf in shelves for slot in shelf.values())]

    def _take_in(self, slots: list[Slot[Any]]) -> None:
        """What the file has, under what is already in memory; a row written twice counts once."""
        self._read = True
        names = {slot.entry.name for slot in self._slots()}
        for slot in slots:
            if slot.entry.name in names:
                slot.gone = True
                self._unwritten.append(slot)
                continue
            names.add(slot.entry.name)
            self._shelve(slot)
        for place, rows in self._answers.items():
            rows.sort(key=lambda slot: slot.entry.version)
            known = self._on_portal.get(place)
            values = [known.entry.kept.values] if known else [{}]
            values += [slot.entry.values for slot in rows if not slot.entry.settled]
            self._undo.setdefault(place, values[:-1])

    def _shelve(self, slot: Slot[Any]) -> None:
        entry: Entry = slot.entry
        match entry:
            case Given():
                self._answers.setdefault((entry.attempt, entry.item), []).append(slot)
            case OnPortal():
                self._on_portal[entry.attempt, entry.kept.item] = slot
            case Marked():
                self._marked[entry.attempt] = slot
            case HandedIn():
                self._handed_in[entry.attempt] = slot
            case Begun():
                self._begun[entry.attempt] = slot
            case OnPaper():
                self._papers[entry.attempt] = slot
