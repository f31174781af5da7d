"""Numbers as students write and read them: digits and a point, never an exponent that nobody typed."""

import re
from decimal import Decimal

from tmp_tui.player.places import Place

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)  # 1,000 is a thousand to some and one to others
NOT_A_NUMBER = float("nan")


def plain(number: float) -> str:
    """All digits of a number: "1234568", "0.25"."""
    words = f"{Decimal(str(number)):f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def bounds(place: Place) -> dict[str, str]:
    """What bounds a number at a place, to be put into words as {low}, {high} and {step}."""
    return {"low": plain(place.low), "high": plain(place.high), "step": plain(place.step)}


def without_signs(text: str) -> str:
    """A number as people type it, as it travels: a hyphen for the minus, no spaces, a point for a decimal comma."""
    text = text.replace("\N{MINUS SIGN}", "-").replace(" ", "")
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def two_meanings(text: str) -> tuple[str, str]:
    """What a number with a comma and three digits after it can mean; both are empty where it means one thing."""
    text = text.replace("\N{MINUS SIGN}", "-").replace(" ", "")
    return (text.replace(",", ""), text.replace(",", ".")) if _THOUSANDS.fullmatch(text) else ("", "")


def value_of(text: str) -> float:
    """The number that a text is, an int where it is whole, so that no digit is lost; NaN where it is none."""
    if not text.isascii() or "_" in text:
        return NOT_A_NUMBER
    try:
        number = float(text)
    except ValueError:
        return NOT_A_NUMBER
    if abs(number) == float("inf"):
        return NOT_A_NUMBER
    try:
        return int(text)
    except ValueError:
        return number
