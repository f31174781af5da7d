"""Values of a package's members, in whatever shape a publisher wrote them."""

import math
import re
from typing import Any

from tmp_tui.text import safe_text

MANY = 50  # of an array's parts that become one text
_GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def text(value: Any, *, lines: int = 1, length: int = 500) -> str:
    """A text, made safe: also of a number, of an array's texts, or of a link (its title, else its address)."""
    if isinstance(value, list):
        value = ", ".join(part for part in map(_plain, value[:MANY]) if part)
    return safe_text(_plain(value), lines=lines, length=length).strip()


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("title") or value.get("uri")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """Several short texts: of an array, or of one text with commas."""
    parts = value if isinstance(value, list) else text(value).split(",")
    return [part for part in (text(part, length=40) for part in parts[:MANY]) if part]


def number(value: Any) -> float | None:
    """A number, also one written as text; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def identifier(value: Any) -> str:
    """An identifier; a GUID is put in lower case, for its letters' case means nothing (RFC 9562)."""
    found = text(value)
    return found.lower() if _GUID.fullmatch(found) else found


def ends(value: Any) -> list[str]:
    """What one end of an association may mean, the likeliest first: its identifier, its address, the address's last part."""
    if isinstance(value, list):
        value = value[0] if value else None
    parts = [value.get("identifier"), value.get("uri")] if isinstance(value, dict) else [value]
    whole = [found for found in map(identifier, parts) if found]
    return whole + [identifier(found.rstrip("/").rpartition("/")[2]) for found in whole if "/" in found]
