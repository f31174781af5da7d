"""The files that this program keeps for students: how large they are, and clearing those that only copy the portal."""

from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal["copy", "journal"]
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a file


class KeptFile(msgspec.Struct, frozen=True):
    """A student's copy of pages, or journal of answers; `size` is in bytes."""

    path: Path
    kind: Kind
    size: int


def kept_in(folder: Path) -> list[KeptFile]:
    """Every copy and journal, by name; nothing where the folder is not there or cannot be read."""
    found = []
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    for path in paths:
        kind = _kind(path)
        try:
            if kind is not None and path.is_file():
                found.append(KeptFile(path, kind, path.stat().st_size))
        except OSError:
            continue  # gone meanwhile
    return found


def clear_copies(folder: Path) -> list[KeptFile]:
    """Remove the copies, which come again with the next sign-in; never a journal. Returns what was removed. Raises OSError."""
    gone = [file for file in kept_in(folder) if file.kind == "copy"]
    for file in gone:
        for beside in ("", *_BESIDE):
            file.path.with_name(file.path.name + beside).unlink(missing_ok=True)
    return gone


def _kind(path: Path) -> Kind | None:
    name = path.name
    for beside in _BESIDE:
        name = name.removesuffix(beside)
    if name.endswith(".copy"):
        return "copy"
    return "journal" if ".journal" in name else None  # what is damaged is set aside under a longer name
