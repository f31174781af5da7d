"""The keyring of a Linux desktop (freedesktop.org's Secret Service), never unlocked and never created from here.

It is spoken to through SecretStorage, which python-keyring's own class for it stands on, because that class unlocks what
is locked, and asks for a new keyring where there is none: a dialog, perhaps on a screen in another room.
The items are those that python-keyring would make.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tmp_tui.vault.stores import SERVICE, Where

if TYPE_CHECKING:
    from secretstorage import Collection

State = Literal["ready", "locked", "absent"]


class Unusable(Exception):
    """There is no keyring, or it is locked."""


def probe() -> State:
    """Whether there is a keyring, and open. It may hang; it raises whatever D-Bus does."""
    if not _has_bus():
        return "absent"
    from secretstorage import Collection, ItemNotFoundException, check_service_availability, dbus_init

    with closing(dbus_init()) as bus:
        if not check_service_availability(bus):
            return "absent"
        try:
            return "locked" if Collection(bus).is_locked() else "ready"
        except ItemNotFoundException:  # never used: to create one asks for a password
            return "absent"


class SecretService:
    """Items in the default collection."""

    where: Where = "keyring"

    def read(self, name: str) -> bytes | None:
        """The item, None where there is none."""
        with _collection() as collection:
            found = next(collection.search_items(_attributes(name)), None)
            return found.get_secret() if found is not None else None

    def write(self, name: str, item: bytes, seconds: int) -> None:
        """Keep the item; this keyring knows no end of it."""
        with _collection() as collection:
            collection.create_item(f"Track My Progress, {name}", _attributes(name), item, replace=True)

    def delete(self, name: str) -> None:
        """Remove the item, and any other of this name."""
        with _collection() as collection:
            for found in list(collection.search_items(_attributes(name))):
                found.delete()


@contextmanager
def _collection() -> "Iterator[Collection]":
    from secretstorage import Collection, dbus_init

    with closing(dbus_init()) as bus:
        collection = Collection(bus)
        if collection.is_locked():  # since the probe: a screen saver does that
            raise Unusable
        yield collection


def _attributes(name: str) -> dict[str, str]:
    return {"application": "Python keyring library", "service": SERVICE, "username": name}


def _has_bus() -> bool:
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(folder) and (Path(folder) / "bus").exists()
