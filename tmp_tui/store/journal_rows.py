"""What the journal is made of: one entry for each version of an answer, for marks, a submit, a start, a paper."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from tmp_tui.wire.attempts import Kept, Marks, Paper, Start
from tmp_tui.wire.journal import Entry, Given, HandedIn

__all__ = [
    "CONFLICT",
    "NOT_THE_WRITER",
    "Begun",
    "Entry",
    "Given",
    "HandedIn",
    "Kind",
    "Marked",
    "OnPaper",
    "OnPortal",
    "Slot",
]

# The portal's codes that mean more than no:
CONFLICT = "conflict"  # the answer is not on top of the one that the portal has
NOT_THE_WRITER = "not-the-writer"  # the attempt is open at another place


class OnPortal(Entry, frozen=True, tag="saved"):
    """The newest version of an answer that the portal is known to have."""

    kept: Kept

    @property
    def name(self) -> str:
        """One for each item."""
        return f"saved {self.attempt} {self.kept.item}"


class Marked(Entry, frozen=True, tag="marks"):
    """Flags, notes and struck-out options; `version` counts on this computer, `sent` is the newest acknowledged one."""

    version: int
    marks: Marks
    sent: int = 0
    code: str = ""


class Begun(Entry, frozen=True, tag="start"):
    """A start whose reply has not come; `attempt` is what is started."""

    form: Start


class OnPaper(Entry, frozen=True, tag="paper"):
    """The attempt as its student got it."""

    paper: Paper


Kind = Given | OnPortal | Marked | HandedIn | Begun | OnPaper
E = TypeVar("E", bound=Entry)


@dataclass(eq=False)
class Slot(Generic[E]):
    """An entry and its row: `number` 0 is not in the file, `written` tells whether the row is what the entry is."""

    entry: E
    number: int = 0
    written: bool = False
    gone: bool = False
