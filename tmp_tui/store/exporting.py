"""The emergency export as a file: what the portal may not have, sealed, for staff to bring there by hand (G22)."""

import os
from pathlib import Path

from tmp_tui.text import _, safe_text

NAME = "track-my-progress-answers"


class NotWritten(Exception):
    """The file could not be written; the message says why, and what to try."""


def write_export(content: bytes, folder: Path | None = None) -> Path:
    """Write a new file in the folder (the home folder where none is named), never over another one. Raises NotWritten."""
    folder = folder or Path.home()
    for number in range(1, 1_000):
        path = folder / f"{NAME}{f'-{number}' if number > 1 else ''}.json"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            continue
        except OSError as error:
            raise NotWritten(
                _("The file cannot be written to {folder}: {why}. Name another folder.").format(
                    folder=safe_text(str(folder), length=200), why=safe_text(error.strerror or str(error))
                )
            ) from error
        return path
    raise NotWritten(
        _("There are a thousand such files in {folder} already.").format(folder=safe_text(str(folder)))
    )
