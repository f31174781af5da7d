"""Settings of this computer: `config.toml`, read leniently, written whole."""

import contextlib
import os
import tomllib
from pathlib import Path

import msgspec

from tmp_tui import paths


class Config(msgspec.Struct, frozen=True, omit_defaults=True):
    """`server` and `account` are those last used; `line` asks for line mode, `letters` allows single-letter keys.

    `kept_at` are the portals with which a session may be kept on this computer: only then is a keyring looked at when the
    program starts.
    """

    server: str = ""
    account: str = ""
    line: bool = False
    letters: bool = True
    theme: str = ""
    kept_at: list[str] = []


class ConfigError(Exception):
    """The settings file cannot be used; the message names the file and the fault."""


def load() -> Config:
    """The settings, or the defaults where there is no file; raises ConfigError."""
    path = paths.config_file()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Config)
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: {error}. Mend the file, or remove it to begin anew.") from error


def remember(**changes: str | bool | list[str]) -> None:
    """Change some settings and keep the others; a disk that refuses is no reason to stop."""
    try:
        config = msgspec.structs.replace(load(), **changes)
        path = paths.config_file()
        paths.private(path.parent)
        _write(path, msgspec.to_builtins(config))
    except (OSError, ConfigError):
        return


def note_kept(server: str, *, kept: bool) -> None:
    """Whether a session with this portal may be kept here; what is so with others stays."""
    with contextlib.suppress(ConfigError):
        others = [other for other in load().kept_at if other != server]
        remember(kept_at=[*others, server] if kept else others)


def _write(path: Path, values: dict[str, str | bool | list[str]]) -> None:
    import json  # a JSON string, boolean or list of strings is a TOML one

    lines = [f"{name} = {json.dumps(value)}\n" for name, value in values.items()]
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text("".join(lines), encoding="utf-8")
    beside.replace(path)
