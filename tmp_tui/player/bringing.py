"""A file from the student's computer, brought as an answer."""

from pathlib import Path

from tmp_tui.player.answering import NotPossible
from tmp_tui.text import _, safe_text
from tmp_tui.wire.uploads import LARGEST, pack

KB = 1024


def bring(typed: str) -> str:
    """The file at a path, as the text of an answer; raises NotPossible, in words, where it cannot be read."""
    path = Path(typed.strip().strip("\"'")).expanduser()
    name = safe_text(path.name, length=100)
    try:
        if path.is_dir():
            raise NotPossible(_("{name} is a folder. Type the path of a file.").format(name=name))
        if not path.is_file():
            raise NotPossible(
                _("There is no file {path}. Check the path; ~ is your home folder.").format(
                    path=safe_text(str(path), length=200)
                )
            )
        size = path.stat().st_size
        if size > LARGEST:
            raise NotPossible(
                _("{name} is too large: {size} KB, at most {most} KB can be brought.").format(
                    name=name, size=size // KB, most=LARGEST // KB
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise NotPossible(
            _("{name} cannot be read: {why}.").format(name=name, why=safe_text(error.strerror or str(error)))
        ) from error
    if not data:
        raise NotPossible(_("{name} is empty.").format(name=name))
    return pack(name, data)
