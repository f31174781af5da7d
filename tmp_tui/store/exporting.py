"""Files that are written for the student: pictures of a question, and the emergency export of what the portal may not
have, sealed, for staff to bring there by hand (G22)."""

import os
import re
from pathlib import Path

from tmp_tui.text import _, safe_text

NAME = "track-my-progress-answers"
HELD = "track-my-progress-about-me"
MOST, LONGEST = 1_000, 80  # files of one name; characters of it
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


class NotWritten(Exception):
    """The file could not be written; the message says why, and what to try."""


def write_export(content: bytes, folder: Path | None = None) -> Path:
    """Write a new file in the folder (the home folder where none is named). Raises NotWritten."""
    return _write_new(content, folder or Path.home(), NAME, ".json")


def write_held(content: bytes, folder: Path | None = None) -> Path:
    """Write what the portal holds about the student to a new file where downloads go. Raises NotWritten."""
    return _write_new(content, folder or _downloads(), HELD, ".json")


def write_to(path: Path, content: bytes) -> None:
    """Write a new file of this very name. Raises NotWritten, also where it is there already."""
    try:
        _write(path, content)
    except OSError as error:
        raise NotWritten(
            _("{path} cannot be written: {why}.").format(
                path=safe_text(str(path), length=200), why=safe_text(error.strerror or str(error))
            )
        ) from error


def save_picture(content: bytes, name: str) -> Path:
    """Save a picture where downloads go, or in the home folder, under a name made safe (S8). Raises NotWritten."""
    stem, _dot, ending = _NOT_IN_NAMES.sub("_", name).strip("._").rpartition(".")
    stem, ending = (stem, ending) if stem else (ending, "")
    ending = f".{ending[:10]}" if ending else ""
    return _write_new(content, _downloads(), stem[:LONGEST] or "picture", ending)


def _downloads() -> Path:
    folder = Path.home() / "Downloads"
    return folder if folder.is_dir() else Path.home()


def _write(path: Path, content: bytes) -> None:
    """For its owner only, and on the disk; raises OSError, FileExistsError too."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _write_new(content: bytes, folder: Path, stem: str, ending: str) -> Path:
    """A file that was not there before."""
    for number in range(1, MOST):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"
        try:
            _write(path, content)
        except FileExistsError:
            continue
        except OSError as error:
            raise NotWritten(
                _("The file cannot be written to {folder}: {why}.").format(
                    folder=safe_text(str(folder), length=200), why=safe_text(error.strerror or str(error))
                )
            ) from error
        return path
    raise NotWritten(
        _("There are a thousand such files in {folder} already.").format(folder=safe_text(str(folder)))
    )
