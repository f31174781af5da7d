"""Moments as staff type and read them, by this machine's time zone."""

import argparse
import re
from collections.abc import Callable
from datetime import datetime

from tmp_portal.clock import now

NEVER = 0
LATEST = 2**31 - 1  # what a column holds: January 2038
WHEN = "WHEN"  # the word for it in a command's help
HOW = 'WHEN is "2026-03-20 15:00" (this machine\'s time zone), +90m, +2h or +3d from now, "now" or "never".'
_FROM_NOW = re.compile(r"\+(\d{1,6})([mhd])", re.ASCII)
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}


def moment(text: str) -> int:
    """Seconds since 1970 UTC, NEVER for never; raises ArgumentTypeError."""
    if text in ("now", "never"):
        return int(now()) if text == "now" else NEVER
    found = _FROM_NOW.fullmatch(text)
    at = int(now()) + int(found[1]) * _SECONDS[found[2]] if found else _written(text)
    if not 0 < at <= LATEST:
        raise argparse.ArgumentTypeError(f"{text!r} is too far away. {HOW}")
    return at


def _written(text: str) -> int:
    try:
        at = datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment. {HOW}") from error
    if len(text) <= len("2026-03-20"):
        raise argparse.ArgumentTypeError(f"{text!r} has no time of day. {HOW}")
    return int(at)


def said(at: int | None, none: str = "never") -> str:
    """The moment in this machine's time zone, with its offset."""
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M %z") if at else none


def said_exactly(at: int) -> str:
    """The same with its seconds."""
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M:%S %z")


def whole(lowest: int, highest: int, unit: str) -> Callable[[str], int]:
    """The type of an argument that is a whole number between two bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            raise argparse.ArgumentTypeError(f"{text!r} is not {lowest} to {highest} {unit}")
        return int(text)

    return read
