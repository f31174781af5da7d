"""Files that students brought as answers, for staff to look at."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from tmp_portal.attempts import queries
from tmp_portal.attempts.overview import AttemptLine
from tmp_portal.errors import NotDone
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.uploads import unpack

_VALUES = msgspec.json.Decoder(Values)
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
LONGEST = 80  # characters of each part of a name


class HandedIn(NamedTuple):
    """A file: whose, of which attempt, what it is called."""

    student: str
    attempt: str
    name: str
    data: bytes


def handed_in_files(connection: Connection, tenant: str, lines: Iterable[AttemptLine]) -> list[HandedIn]:
    """Every file in the newest answers of these attempts."""
    found = []
    for line in lines:
        for row in queries.latest_answers(connection, tenant, line.id).values():
            for texts in _VALUES.decode(row.content).values():
                files = (unpack(text) for text in texts)
                found += [HandedIn(line.student, line.id, file.name, file.data) for file in files if file]
    return found


def write_files(files: Iterable[HandedIn], folder: Path) -> int:
    """Write each as STUDENT-ATTEMPT-NAME, within the folder and never over another; returns how many (S8).

    Raises NotDone where the folder cannot be written to. What was written before is left as it is.
    """
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            parts = (
                _NOT_IN_NAMES.sub("_", part)[:LONGEST].strip("._")
                for part in (file.student, file.attempt, file.name)
            )
            path = folder / "-".join(part or "file" for part in parts)
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            except FileExistsError:
                continue
            with os.fdopen(handle, "wb") as out:
                out.write(file.data)
            count += 1
    except OSError as error:
        raise NotDone(f"{folder} cannot be written to: {error.strerror or error}") from error
    return count
