"""What came of importing items: what was taken, and what was not, with the place and the reason."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tmp_portal.imports.report import SHOWN, Report
from tmp_tui.text import safe_text


@dataclass(frozen=True)
class Refusal:
    """An item, or a whole file, that was not taken; `reason` completes "it ...", `line` 0 is the file as a whole."""

    file: str
    line: int
    identifier: str
    reason: str
    column: int = 0

    def __str__(self) -> str:
        where = ":".join([self.file, *(str(place) for place in (self.line, self.column) if place)])
        who = f" {self.identifier}" if self.identifier else ""
        return f"{where}:{who} is refused: it {self.reason}"


@dataclass
class ItemsReport(Report):
    """How many items were taken, and each that was not."""

    taken: int = 0
    refused: list[Refusal] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # of the assessments that it holds

    def lines(self) -> Iterator[str]:
        """The report in words, what was refused at its end."""
        first, *others = super().lines()
        yield first
        yield f"  {self.taken} taken, {len(self.refused)} refused"
        yield from others
        yield from (f"  {refusal}" for refusal in self.refused[:SHOWN])
        if len(self.refused) > SHOWN:
            yield f"  and {len(self.refused) - SHOWN} more refused"
        if self.titles:
            yield "to give one to a class:"
            yield from (f'  tmp-portal assign "{safe_text(title)}" CLASS' for title in self.titles[:SHOWN])
