"""What a package comes down to: items, and tests that put them in order."""

from dataclasses import dataclass, field

from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.items.files import Kept
from tmp_portal.imports.items.manifest import Alignment
from tmp_portal.imports.items.report import Refusal
from tmp_portal.items.model import StoredItem
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Block


@dataclass(frozen=True)
class Found:
    """An item that is taken, and what belongs to it; `key` tells it from the others of its bank."""

    key: str
    stored: StoredItem
    alignments: list[Alignment]
    files: list[Kept]


@dataclass(frozen=True)
class Place:
    """An item's place in a test; `before` is what its section says before its items."""

    key: str
    points: float
    section: str = ""
    before: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Test:
    """Items in the order in which they are asked."""

    __test__ = False

    identifier: str
    title: str
    places: list[Place]


@dataclass
class Gathered:
    """Everything that is taken from a package, and everything that is not."""

    bank: str
    title: str
    items: dict[str, Found] = field(default_factory=dict)
    tests: list[Test] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)

    def refuse(self, file: str, line: int, identifier: str, reason: str, column: int = 0) -> None:
        """Note what is not taken; names in a package are anybody's words."""
        self.refused.append(
            Refusal(safe_text(file), line, safe_text(identifier, length=100), safe_text(reason), column)
        )

    def take(self, file: str, found: Found, notes: list[str]) -> str:
        """Keep an item, under another key where the file has several of one identifier; returns the key."""
        key = found.key
        there = self.items.get(key)
        if there is not None and there.stored != found.stored:
            key = f"{key}@{file}"
            found = Found(key, found.stored, found.alignments, found.files)
        self.items[key] = found
        for note in notes:
            self.notes.add(note, found.stored.identifier)
        return key
