"""What every store can do. All of it may block, hang or raise anything: call it through `limited` only."""

from typing import Literal, Protocol

SERVICE = "tmp-tui"

Where = Literal["memory", "keyring", "login"]


class Store(Protocol):
    """Keeps one item under each name, for whichever process of this user asks."""

    @property
    def where(self) -> Where:
        """What it is, for the words that say so."""
        ...

    def read(self, name: str) -> bytes | None:
        """The item, None where there is none."""
        ...

    def write(self, name: str, item: bytes, seconds: int) -> None:
        """Keep the item in place of the one before; a store that can forgets it after so many seconds (0: never)."""
        ...

    def delete(self, name: str) -> None:
        """Remove the item; none is no fault."""
        ...
