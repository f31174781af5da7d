"""The keyring that the Linux kernel keeps for each login, for remote shells: gone at log-out, never on a disk.

By system calls (keyctl(2), add_key(2)), for the library around them is not on every machine.
"""

import ctypes
import errno
import os
import platform
import sys
from typing import Any

from tmp_tui.vault.stores import SERVICE, Where

_CALLS = {"x86_64": (248, 250), "aarch64": (217, 219), "riscv64": (217, 219)}  # add_key, keyctl
_GET_ID, _SET_PERMISSIONS, _DESCRIBE, _SEARCH, _READ, _SET_TIMEOUT, _INVALIDATE = 0, 5, 6, 10, 11, 15, 21
_SESSION = -3  # KEY_SPEC_SESSION_KEYRING
_POSSESSOR_ONLY = 0x3F00_0000  # nobody else, not even another process of the same user
_TYPE = b"user"
_GONE = {errno.ENOKEY, errno.EKEYEXPIRED, errno.EKEYREVOKED} if sys.platform == "linux" else set()
_ROOM = 4_096  # bytes; an item has fewer than 1,280


class Login:
    """Items in the session keyring."""

    where: Where = "login"

    def read(self, name: str) -> bytes | None:
        """The item, None where there is none or its time is over."""
        room = ctypes.create_string_buffer(_ROOM)
        key = _find(name)
        length = _unless_gone(_READ, key, room, _ROOM) if key is not None else None
        return room.raw[:length] if length is not None else None

    def write(self, name: str, item: bytes, seconds: int) -> None:
        """Keep the item, for whoever possesses the keyring, and for so long."""
        key = _called(_calls()[0], _TYPE, _description(name), item, len(item), _SESSION)
        _keyctl(_SET_PERMISSIONS, key, _POSSESSOR_ONLY)
        _keyctl(_SET_TIMEOUT, key, seconds)

    def delete(self, name: str) -> None:
        """Remove the item."""
        key = _find(name)
        if key is not None:
            _unless_gone(_INVALIDATE, key)


def there_is_one() -> bool:
    """Whether this login has a keyring of its own; one for all of a user's logins would outlast them. Raises OSError."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    room = ctypes.create_string_buffer(_ROOM)
    length = _keyctl(_DESCRIBE, _keyctl(_GET_ID, _SESSION, 0), room, _ROOM)
    name = room.raw[:length].rstrip(b"\0").rpartition(b";")[2]
    return not name.startswith(b"_uid")


def _find(name: str) -> int | None:
    return _unless_gone(_SEARCH, _SESSION, _TYPE, _description(name), 0)


def _unless_gone(operation: int, *words: Any) -> int | None:
    """What the kernel says, None where there is no such key or its time is over by now. Raises OSError."""
    try:
        return _keyctl(operation, *words)
    except OSError as error:
        if error.errno in _GONE:
            return None
        raise


def _description(name: str) -> bytes:
    return f"{SERVICE} {name}".encode()


def _calls() -> tuple[int, int]:
    return _CALLS[platform.machine()]


def _keyctl(operation: int, *words: Any) -> int:
    return _called(_calls()[1], operation, *words)


def _called(number: int, *words: Any) -> int:
    """What the kernel says. Raises OSError."""
    system = ctypes.CDLL(None, use_errno=True).syscall
    system.restype = ctypes.c_long
    whole = [ctypes.c_long(word) if isinstance(word, int) else word for word in words]
    answer: int = system(ctypes.c_long(number), *whole)
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return answer
