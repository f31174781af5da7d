"""What the portal holds about a student, as a file to read: the portal's own words, nothing left out."""

import re
from pathlib import Path

import msgspec

from tmp_tui.api.errors import PortalFailed
from tmp_tui.text import _

# What acts on a terminal instead of standing there; in JSON it can be told by its number without changing what it says.
_ACTS = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def readable(raw: bytes) -> bytes:
    """The JSON, laid out to be read, and harmless on a terminal. Raises PortalFailed where it is none."""
    try:
        msgspec.json.decode(raw)  # formatting alone takes what is not JSON
        text = msgspec.json.format(raw, indent=2).decode()
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise PortalFailed from error
    return _ACTS.sub(_by_number, text).encode() + b"\n"


def held_words(path: Path) -> str:
    """Where it is now, and what to think of."""
    return _(
        "Saved as {path}. It is about you: where others use this computer, take it along and delete it here."
    ).format(path=path)


def _by_number(found: re.Match[str]) -> str:
    """As JSON escapes it: two numbers for what is beyond U+FFFF (RFC 8259, section 7)."""
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
