"""What the journal is made of: one entry for each version of an answer, for marks, a submit, a start, a paper."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from tmp_tui.wire.attempts import Answer, Kept, Marks, Paper, Receipt, Start, Submit, Values

# The portal's codes that mean more than no:
CONFLICT = "conflict"  # the answer is not on top of the one that the portal has
NOT_THE_WRITER = "not-the-writer"  # the attempt is open at another place


class Entry(msgspec.Struct, frozen=True, tag_field="kind", omit_defaults=True):
    """Something to keep; `attempt` is whose it is."""

    attempt: str

    @property
    def name(self) -> str:
        """What tells it from every other entry, for as long as it is kept."""
        return f"{self.__struct_config__.tag} {self.attempt}"


class Given(Entry, frozen=True, tag="answer"):
    """One version of the answer to one item, that the portal has not acknowledged.

    `code` is why the portal refused it (empty: it has not), `theirs` what the portal had then (version 0: no answer); `settled` once the student
    has seen the refusal and answered again.
    """

    item: str
    key: str
    version: int
    base: int
    values: Values
    at: int
    code: str = ""
    theirs: Kept | None = None
    settled: bool = False

    @property
    def name(self) -> str:
        """Item, version and key are of the name."""
        return f"answer {self.attempt} {self.item} {self.version} {self.key}"

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return not self.code

    def form(self, writer: str) -> Answer:
        """As it travels."""
        return Answer(
            key=self.key,
            writer=writer,
            version=self.version,
            base=self.base,
            values=self.values,
            at=self.at,
        )


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


class HandedIn(Entry, frozen=True, tag="submit"):
    """The wish to hand in, and then its receipt, or why the portal refused it."""

    key: str
    at: int
    code: str = ""
    receipt: Receipt | None = None

    def form(self, writer: str) -> Submit:
        """As it travels."""
        return Submit(key=self.key, writer=writer, at=self.at)


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
