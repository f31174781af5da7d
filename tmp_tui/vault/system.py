"""The keyrings of macOS and Windows, through python-keyring's own classes for them.

Its functions at module level are never called: they run compilers to look for libraries, and heed `keyringrc.cfg`, with
which the student before may have put code of their own there.
"""

import sys
from typing import TYPE_CHECKING

from tmp_tui.vault.stores import SERVICE, Where

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend


class System:
    """Items in the keyring that was handed in."""

    where: Where = "keyring"

    def __init__(self, backend: "KeyringBackend") -> None:
        self._backend = backend

    def read(self, name: str) -> bytes | None:
        """The item, None where there is none."""
        found = self._backend.get_password(SERVICE, name)
        return found.encode() if found is not None else None

    def write(self, name: str, item: bytes, seconds: int) -> None:
        """Keep the item; these keyrings know no end of it."""
        self._backend.set_password(SERVICE, name, item.decode("ascii"))

    def delete(self, name: str) -> None:
        """Remove the item."""
        if self._backend.get_password(SERVICE, name) is not None:
            self._backend.delete_password(SERVICE, name)


def of_this_system() -> System | None:
    """The keyring that macOS or Windows comes with; None on other systems. Raises anything where it cannot be used."""
    if sys.platform == "darwin":
        from keyring.backends import macOS

        return System(macOS.Keyring())
    if sys.platform == "win32":
        from keyring.backends import Windows

        backend = Windows.WinVaultKeyring()
        backend.persist = "local machine"  # its own choice travels with the user from machine to machine
        return System(backend)
    return None
