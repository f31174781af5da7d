"""Settings of this computer: `config.toml`, read leniently, written whole."""

import os
import tomllib
from pathlib import Path

import msgspec

from tmp_tui import paths


class Config(msgspec.Struct, frozen=True, omit_defaults=True):
    """`server` and `account` are those last used; `line` asks for line mode, `letters` allows single-letter keys.

    `kept` is whether a session may be kept on this computer: only then is a keyring looked at when the program starts.
    """

    server: str = ""
    account: str = ""
    line: bool = False
    letters: bool = True
    theme: str = ""
    kept: bool = False


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


def remember(**changes: str | bool) -> None:
    """Change some settings and keep the others; a disk that refuses is no reason to stop."""
    try:
        config = msgspec.structs.replace(load(), **changes)
        path = paths.config_file()
        paths.private(path.parent)
        _write(path, msgspec.to_builtins(config))
    except (OSError, ConfigError):
        return


def _write(path: Path, values: dict[str, str | bool]) -> None:
    import json  # a JSON string or boolean is a TOML one

    lines = [f"{name} = {json.dumps(value)}\n" for name, value in values.items()]
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text("".join(lines), encoding="utf-8")
    beside.replace(path)
