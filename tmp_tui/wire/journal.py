"""What an emergency export carries from a student's machine to the portal by hand (G22).

An export is JSON. Each entry's body is a nonce of 12 bytes, then an `Entry` in JSON sealed by AES-256-GCM with the seal key
of the student's session, and the entry's name as associated data.
"""

import msgspec

from tmp_tui.wire.attempts import Answer, Kept, Receipt, Submit, Values
from tmp_tui.wire.base import Wire

FORMAT = 1
NONCE = 12  # bytes


class Export(Wire):
    """A journal's answers and submits; `journal` is the format's number, `entries` are names and sealed bodies."""

    journal: int
    entries: list[tuple[str, bytes]] = []


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


class HandedIn(Entry, frozen=True, tag="submit"):
    """The wish to hand in, and then its receipt, or why the portal refused it."""

    key: str
    at: int
    code: str = ""
    receipt: Receipt | None = None

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return not self.code and self.receipt is None

    def form(self, writer: str) -> Submit:
        """As it travels."""
        return Submit(key=self.key, writer=writer, at=self.at)
