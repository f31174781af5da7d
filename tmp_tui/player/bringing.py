"""A file from the student's computer, brought as an answer."""

import os
from pathlib import Path

from tmp_tui.player.answering import Change, NotPossible, size_of, write
from tmp_tui.player.places import Place
from tmp_tui.text import _, cut, safe_text
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import Item
from tmp_tui.wire.uploads import LARGEST, LARGEST_FILES, pack

_QUOTES = "\"'"


def with_file(item: Item, values: Values, place: Place, typed: str) -> Change:
    """The answer with the file at a path. Raises NotPossible, also where the portal would not take so many of them."""
    change = write(item, values, place, bring(typed))
    if size_of(change.values.get(place.response, [])) > LARGEST_FILES:
        raise NotPossible(
            _(
                "The files of this question are too large together: at most {size} KB. Take one back first."
            ).format(size=LARGEST_FILES * 3 // 4 // 1000)
        )
    return change


def bring(typed: str) -> str:
    """The file at a path as the text of an answer. Raises NotPossible with what is wrong with it."""
    name = typed.strip().strip(_QUOTES)
    path = Path(os.path.expanduser(name))  # noqa: PTH111  (Path.expanduser raises for an unknown user)
    try:
        return pack(safe_text(path.name, length=200), _read(path, name))
    except FileNotFoundError:
        reason = _("There is no file {name}.")
    except PermissionError:
        reason = _("The file {name} may not be read.")
    except (OSError, ValueError):
        reason = _("The file {name} cannot be read.")
    raise NotPossible(reason.format(name=cut(name, 200)))


def _read(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise NotPossible(_("{name} is a folder. Give one file.").format(name=cut(name, 200)))
    if path.exists() and not path.is_file():  # a device or a pipe may never end
        raise ValueError(name)
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if not data:
        raise NotPossible(_("{name} is empty.").format(name=cut(name, 200)))
    if len(data) > LARGEST:
        raise NotPossible(
            _("{name} is too large: a file can have at most {size} KB.").format(
                name=cut(name, 200), size=LARGEST // 1000
            )
        )
    return data
