"""Words: making text from outside harmless, translating, and measuring by terminal cells."""

import gettext as _gettext
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

DOMAIN = "tmp_tui"
_translation = _gettext.translation(DOMAIN, Path(__file__).parent / "locale", fallback=True)
_ = _translation.gettext
ngettext = _translation.ngettext

# Control characters, direction overrides, invisible and tag characters: nothing of these is a word.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
# Whole escape sequences (ECMA-48), so that their parameters do not stay behind as text.
_SEQUENCE = re.compile(
    "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?"  # OSC
    "|\x1b[P^_X].*?(?:\x1b\\\\|\x07|$)"  # DCS, PM, APC, SOS
    "|\x1b\\[[0-?]*[ -/]*[@-~]?"  # CSI
    "|\x1b[ -/]*[0-~]?"  # other escapes
    "|\x9b[0-?]*[ -/]*[@-~]?"  # CSI as C1
    "|[\x90\x98\x9d-\x9f].*?(?:\x9c|\x1b\\\\|\x07|$)",  # the string sequences as C1
    re.DOTALL,
)
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOO_MANY_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")
_TOO_MANY_JOINERS = re.compile("([\u200c\u200d\ufe00-\ufe0f])[\u200c\u200d\ufe00-\ufe0f]+")
_ORDINARY = re.compile("[ -~\n]*")
MOST_MARKS = 30


def safe_text(text: str, *, lines: int = 1, length: int = 500) -> str:
    """Text from outside with everything removed that acts on a terminal.

    Escape sequences, control and direction characters go; tabs become spaces; combining marks are capped at four.
    Keeps at most `lines` lines (1: line ends become spaces) and `length` characters, the last one an ellipsis.
    """
    text = text[: length * 8]  # bounds the work before anything else
    if not _ORDINARY.fullmatch(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
        text = text.replace("\u2028", "\n").replace("\u2029", "\n")
        text = _UNSAFE.sub("", _SEQUENCE.sub("", text)).replace("\t", "    ")
        text = unicodedata.normalize("NFC", _few_marks(text))
        text = _TOO_MANY_MARKS.sub(r"\1", _TOO_MANY_JOINERS.sub(r"\1", text))
    if "\n" in text:
        text = " ".join(text.split("\n")) if lines == 1 else "\n".join(text.split("\n")[:lines])
    return text if len(text) <= length else text[: length - 1] + "…"


def _few_marks(text: str) -> str:
    """At most 30 marks after a character, as Unicode's stream-safe format has it (UAX #15): to sort more of them for NFC
    takes the square of their number."""
    classes = list(map(unicodedata.combining, text))
    if not any(classes):
        return text
    kept, run = [], 0
    for character, mark in zip(text, classes, strict=True):
        run = run + 1 if mark else 0
        if run <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def safe_data(data: Any, *, lines: int = 200, length: int = 20_000) -> Any:
    """Decoded JSON with `safe_text` applied to every string in it, member names included."""
    if isinstance(data, str):
        return (
            data
            if len(data) < 200 and _ORDINARY.fullmatch(data)
            else safe_text(data, lines=lines, length=length)
        )
    if isinstance(data, list):
        return [safe_data(item, lines=lines, length=length) for item in data]
    if isinstance(data, dict):
        return {safe_text(key): safe_data(value, lines=lines, length=length) for key, value in data.items()}
    return data


def cell_len(text: str) -> int:
    """How many terminal cells the text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len as measure

    return measure(text)


def cut(text: str, width: int) -> str:
    """The text on one line of at most `width` cells, its cut end shown by an ellipsis."""
    if "\n" in text:
        text = " ".join(text.split("\n"))
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    return _take(text, width - 1)[0].rstrip() + "…"


def fill(text: str, width: int) -> str:
    """The text cut or padded to exactly `width` cells."""
    text = cut(text, width)
    return text + " " * (width - cell_len(text))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at spaces, or inside a word where one is too long."""
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, max(1, width))]


def _wrap_paragraph(text: str, width: int) -> Iterator[str]:
    if cell_len(text) <= width:
        yield text
        return
    line, room = "", width
    for word in text.split(" "):
        need = cell_len(word) + (1 if line else 0)
        if need <= room:
            line = f"{line} {word}" if line else word
            room -= need
            continue
        if line:
            yield line
        left = cell_len(word)
        while left > width:
            head, word = _take(word, width)
            left -= cell_len(head)
            yield head
        line, room = word, width - left
    yield line


def _take(text: str, width: int) -> tuple[str, str]:
    """The longest head of at most `width` cells (at least one character), and the rest."""
    if text.isascii():
        return text[: max(1, width)], text[max(1, width) :]
    used = 0
    for at, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[: max(1, at)], text[max(1, at) :]
    return text, ""


_zone: tzinfo | None = None  # None: the machine's own
_FIRST, _LAST = 86_400 * 2, 253_402_000_000  # seconds: from 1970 to the end of 9999


def use_zone(name: str) -> bool:
    """Tell times by this IANA time zone from now on, by the machine's own where it is empty or unknown; says whether it
    is known."""
    global _zone
    _zone = None
    if not name:
        return True
    from zoneinfo import ZoneInfo

    try:
        _zone = ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # no such zone, a name that is a path, a folder
        return False
    return True


def zone() -> tzinfo | None:
    """The time zone that times are told by, None for the machine's own."""
    return _zone


def months() -> tuple[str, ...]:
    """The short names of the months, January first."""
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip


def bounded(at: float) -> float:
    """A time that every time zone can name; no time that a portal may say is too odd for that."""
    return min(max(at, _FIRST), _LAST)


def day(at: float, now: float) -> str:
    """A day in words, by the zone in use: "today", "yesterday", "Mar 3", "Mar 3, 2025"."""
    when, today = (datetime.fromtimestamp(bounded(one), _zone).date() for one in (at, now))
    if when == today:
        return _("today")
    if (today - when).days == 1:
        return _("yesterday")
    if (when - today).days == 1:
        return _("tomorrow")
    named = {"month": months()[when.month - 1], "day": when.day, "year": when.year}
    return (_("{month} {day}") if when.year == today.year else _("{month} {day}, {year}")).format(**named)


def moment(at: float, now: float) -> str:
    """A day and a time of day, by the zone in use: "today 14:05"."""
    time = datetime.fromtimestamp(bounded(at), _zone).strftime("%H:%M")
    return _("{day} {time}").format(day=day(at, now), time=time)
