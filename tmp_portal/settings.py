"""What a portal is told: `portal.toml` in its folder, each setting also as `TMP_PORTAL_...`."""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

FILE = "portal.toml"


class SettingsError(Exception):
    """A setting that cannot be used; the message names the file, the key and what is expected."""


@dataclass(frozen=True)
class Settings:
    """`data` is the portal's folder; `database` a SQLAlchemy URL; `url` the address that students see.

    `smtp` is smtp://, smtps:// or smtp+starttls:// with user, password, host and port; `mail_from` who mail is from.
    A provider is there where it has a client id; `..._issuer` is another than the provider's own, for tests and proxies;
    `google_domain` is the only hosted domain that is let in, where one is named.
    """

    data: Path
    database: str
    url: str = ""
    smtp: str = ""
    mail_from: str = ""
    google_client_id: str = ""
    google_client_secret: str = ""
    google_issuer: str = "https://accounts.google.com"
    google_domain: str = ""
    clever_client_id: str = ""
    clever_client_secret: str = ""
    clever_issuer: str = "https://clever.com"

    @classmethod
    def load(cls, data: Path) -> "Settings":
        """Read the folder's file, then the environment; raises SettingsError."""
        given = _read(data / FILE) | _from_environment()
        url = given.get("url")
        if url and not url.startswith(("https://", "http://")):
            raise SettingsError("url is the address that students open: it begins with https://")
        if not given.get("database"):
            given["database"] = f"sqlite:///{data.resolve() / 'portal.db'}"
        return cls(data=data, **given)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    for key, value in given.items():
        if key not in _names():
            raise SettingsError(f"{path}: unknown setting {key!r}; known are {', '.join(_names())}")
        if not isinstance(value, str):
            raise SettingsError(f"{path}: {key} must be text in quotes, not {value!r}")
    return given


def _from_environment() -> dict[str, Any]:
    given = {name: os.environ.get(f"TMP_PORTAL_{name.upper()}") for name in _names()}
    return {name: value for name, value in given.items() if value is not None}


def _names() -> list[str]:
    return [field.name for field in fields(Settings) if field.name != "data"]
