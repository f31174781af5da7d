"""What whoever looks after this computer has settled. It only ever tightens: nothing that a user sets undoes it.

A site file is TOML: `shared = true`, `server = "https://..."`, `lock_minutes`, `end_minutes`. `/etc/xdg` is read whatever
$XDG_CONFIG_DIRS says, and of several files each says its part: shared where one says so, the shorter times, the first
server. The portal ends a shared session after 15 minutes without use by itself.
"""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import platformdirs

from tmp_tui import paths
from tmp_tui.text import _

ALWAYS = Path("/etc/xdg")
LOCK_MINUTES, END_MINUTES = 5.0, 15.0  # the most that a shared computer allows

Minutes = Annotated[float, msgspec.Meta(gt=0)]


class Site(msgspec.Struct, frozen=True):
    """`shared` is whether the computer must be taken for one that others use too; `server` is the only portal there is.

    After `lock_minutes` without a key a shared computer is locked, after `end_minutes` the student is signed out.
    `trouble` says which site file cannot be used, and why: the computer is then taken for shared.
    """

    shared: bool = False
    server: str = ""
    lock_minutes: float = LOCK_MINUTES
    end_minutes: float = END_MINUTES
    trouble: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one site file says; a misspelt word in it is a fault, not a wish that nobody hears."""

    shared: bool = False
    server: str = ""
    lock_minutes: Minutes = LOCK_MINUTES
    end_minutes: Minutes = END_MINUTES


def load() -> Site:
    """What holds here: every site file, and TMP_TUI_SHARED=1, which `--shared` sets too. Never raises."""
    site = Site(shared=os.environ.get("TMP_TUI_SHARED", "") not in ("", "0"))
    for path in dict.fromkeys(_files()):
        try:
            said = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (
            OSError,
            ValueError,
            RecursionError,
        ) as error:  # not to be read, no UTF-8, no TOML, another type
            site = msgspec.structs.replace(site, shared=True, trouble=site.trouble or _trouble(path, error))
        else:
            site = _tightened(site, said)
    return site


def _tightened(site: Site, said: _File) -> Site:
    return Site(
        site.shared or said.shared,
        site.server or said.server,
        min(site.lock_minutes, said.lock_minutes),
        min(site.end_minutes, said.end_minutes),
        site.trouble,
    )


def _files() -> Iterator[Path]:
    if os.name == "posix":
        yield ALWAYS / paths.NAME / "config.toml"
    # An empty or relative folder is none (XDG Base Directory Specification).
    for folder in os.environ.get("XDG_CONFIG_DIRS", "").split(os.pathsep):
        if Path(folder).is_absolute():
            yield Path(folder) / paths.NAME / "config.toml"
    yield platformdirs.site_config_path(paths.NAME, appauthor=False) / "config.toml"


def _trouble(path: Path, error: Exception) -> str:
    return _(
        "{path}: {why}. Until whoever looks after this computer mends the file, it is taken for a shared one."
    ).format(path=path, why=str(error).rstrip("."))
