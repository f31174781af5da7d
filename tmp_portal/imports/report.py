"""What an import found and did: faults by file, line and column, and counts of what changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tmp_tui.text import safe_text

SHOWN = 100


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a file, and what was expected; `line` counts from 1, 0 is the file as a whole."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        column = f" {self.column}" if self.column else ""
        value = f" {self.value!r}:" if self.value else ""
        return safe_text(f"{where}:{column}{value} {self.expected}")


class ImportRefused(Exception):
    """A file is refused whole, and nothing of it was loaded; `faults` are the first 100, `count` is all of them."""

    def __init__(self, faults: list[Fault], count: int) -> None:
        super().__init__(f"{count} fault{'s' if count != 1 else ''}")
        self.faults, self.count = faults, count


@dataclass
class Faults:
    """Collects faults, keeping the first 100 and counting the rest."""

    kept: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, file: str, line: int, column: str, value: str, expected: str) -> None:
        """Note one fault; the value is made safe and shortened."""
        self.count += 1
        if len(self.kept) < SHOWN:
            self.kept.append(Fault(file, line, column, safe_text(value, length=80), expected))

    def refuse_if_any(self) -> None:
        """Raises ImportRefused if a fault was noted."""
        if self.count:
            raise ImportRefused(self.kept, self.count)


@dataclass
class Changes:
    """How many records of one kind were added, changed, left as they were, or marked inactive."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    inactive: int = 0


@dataclass
class Report:
    """What an import did, or with `dry_run` would do; `notes` are things worth knowing that do not refuse a file."""

    title: str
    dry_run: bool = False
    changes: dict[str, Changes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def of(self, kind: str) -> Changes:
        """The counts of one kind of record."""
        return self.changes.setdefault(kind, Changes())

    def note(self, text: str) -> None:
        """Keep a note, made safe."""
        self.notes.append(safe_text(text))

    def lines(self) -> Iterator[str]:
        """The report in words, a line for each kind."""
        yield f"{self.title}{' (dry run: nothing was changed)' if self.dry_run else ''}"
        for kind, n in self.changes.items():
            yield f"  {kind}: {n.added} added, {n.changed} changed, {n.unchanged} unchanged, {n.inactive} made inactive"
        shown = self.notes[:SHOWN]
        yield from (f"  note: {note}" for note in shown)
        if len(self.notes) > len(shown):
            yield f"  and {len(self.notes) - len(shown)} more notes"
