"""`tmp-tui data`: what this program keeps on this computer, how large it is, and how it goes away."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from tmp_tui.lines.console import put
from tmp_tui.pages.data_used import size
from tmp_tui.store.kept import KeptFile, clear_copies, kept_in
from tmp_tui.text import _, ngettext


def data(
    folder: Path, *, clear: bool = False, as_json: bool = False, write: Callable[[str], object] = put
) -> int:
    """Print what is kept in the folder, or remove the copies; returns the exit status. Raises OSError."""
    gone = clear_copies(folder) if clear else []
    kept = kept_in(folder)
    if as_json:
        shown = [{"file": file.path.name, "kind": file.kind, "bytes": file.size} for file in kept]
        told = {"folder": str(folder), "kept": shown, "cleared": len(gone)}
        write(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())
        return 0
    if clear:
        write(ngettext("{count} file removed.", "{count} files removed.", len(gone)).format(count=len(gone)))
    for line in _lines(folder, kept):
        write(line)
    return 0


def _lines(folder: Path, kept: list[KeptFile]) -> list[str]:
    if not kept:
        return [_("Nothing is kept in {folder}.").format(folder=folder)]
    words = {"copy": _("copy of pages"), "journal": _("answers")}
    told = [
        _("{folder}: {size}, all of it sealed.").format(folder=folder, size=size(sum(f.size for f in kept)))
    ]
    told += [f"{size(file.size):>12}  {words[file.kind]}: {file.path.name}" for file in kept]
    if any(file.kind == "copy" for file in kept):
        told.append(_("Copies only repeat what the portal has. To remove them: tmp-tui data --clear"))
    if any(file.kind == "journal" for file in kept):
        told.append(
            _(
                "Answers may not be sent yet: they are never removed by hand. Sign in, and those that are sent go away."
            )
        )
    return told
