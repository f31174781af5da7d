"""QTI's values: NULL, scalars of eleven base types, containers and records (QTI 2.2 information model, section 5.1).

A value is canonical: text is stripped and in Unicode's NFC, pairs that have no direction are sorted, and an empty
string, an empty container and anything that is not of its base type are NULL. So values compare by their items.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from tmp_portal.items.processing.errors import Unscorable

Cardinality = Literal["single", "multiple", "ordered", "record"]
BaseType = Literal[
    "boolean",
    "directedPair",
    "duration",
    "file",
    "float",
    "identifier",
    "integer",
    "pair",
    "point",
    "string",
    "uri",
]
Scalar = bool | int | float | str | tuple[str, ...] | tuple[float, ...]

LARGEST = 2**63  # integers outside are NULL, so that no item can make a number without end
_LONGEST_NUMBER = 100  # characters
_NUMBER = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?")
_PERIOD = re.compile(
    r"P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?"
)


class Value(msgspec.Struct, frozen=True):
    """A value with its cardinality; NULL is a value without items and fields, whatever its type."""

    cardinality: Cardinality = "single"
    base_type: BaseType | None = None
    items: tuple[Scalar, ...] = ()
    fields: tuple[tuple[str, "Value"], ...] = ()

    @property
    def is_null(self) -> bool:
        """Nothing is there."""
        return not self.items and not self.fields

    @property
    def is_container(self) -> bool:
        """Of multiple or ordered cardinality."""
        return self.cardinality in ("multiple", "ordered")

    @property
    def only(self) -> Scalar | None:
        """The one item, None for NULL; raises Unscorable where there are more, or a record."""
        if len(self.items) > 1 or self.fields:
            raise Unscorable("its rules use several values where one is wanted")
        return self.items[0] if self.items else None


NULL = Value()


def boolean(answer: bool | None) -> Value:
    """A boolean value, NULL for None."""
    return NULL if answer is None else Value("single", "boolean", (answer,))


def numeric(number: int | float | None) -> Value:
    """An integer or a float; NULL for None and for what no finite number of 64 bits can hold."""
    if number is None or not math.isfinite(number):
        return NULL
    if isinstance(number, int):
        return Value("single", "integer", (number,)) if abs(number) < LARGEST else NULL
    return Value("single", "float", (number,))


def read_value(texts: Sequence[str], base_type: BaseType | None, cardinality: Cardinality) -> Value:
    """The value that QTI strings stand for; strings that are not of the base type are left out.

    A record is read from one number as a student types it. Raises Unscorable for several strings for a single value.
    """
    if cardinality == "single" and len(texts) > 1:
        raise Unscorable("there are several answers where one is wanted")
    if cardinality == "record":
        return _number_record(texts[0]) if texts else Value("record")
    read = [scalar for text in texts if (scalar := read_scalar(text, base_type)) is not None]
    return Value(cardinality, base_type, tuple(read))


def read_scalar(text: str, base_type: BaseType | None) -> Scalar | None:
    """One item from its QTI string; None if it is empty or not of that base type."""
    text = text.strip()
    match base_type:
        case "integer":
            number = _read_number(text)
            return int(number) if number is not None and _is_integer(number) else None
        case "float":
            number = _read_number(text)
            return None if number is None else float(number)
        case "boolean":
            return {"true": True, "1": True, "false": False, "0": False}.get(text)
        case "pair" | "directedPair":
            ends = text.split()
            ordered = sorted(ends) if base_type == "pair" else ends
            return tuple(ordered) if len(ends) == 2 else None
        case "point":
            places = [_read_number(place) for place in text.split()[:3]]
            whole = tuple(place for place in places if place is not None)
            return whole if len(places) == len(whole) == 2 else None
        case "duration":
            return _read_duration(text)
    return (text if text.isascii() else unicodedata.normalize("NFC", text)) or None


def _read_number(text: str) -> int | float | None:
    """A finite number as a person types it, "-3", "+0.50", ".5", "1e3", also with the typographic minus."""
    text = text.replace("\N{MINUS SIGN}", "-")
    parts = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if parts is None or not (parts[2] or parts[3]):
        return None
    if parts[3] is None and parts[4] is None:
        whole = int(text)
        return whole if abs(whole) < LARGEST else None
    number = float(text)
    return number if math.isfinite(number) and abs(number) < 1e300 else None


def _is_integer(number: int | float) -> bool:
    return abs(number) < LARGEST and number == int(number)


def _read_duration(text: str) -> float | None:
    """Seconds, from a number of them or an ISO 8601 period without months and years."""
    parts = _PERIOD.fullmatch(text)
    if parts is None or not any(parts.groups()):
        seconds = _read_number(text)
        return None if seconds is None else float(seconds)
    days, hours, minutes, rest = (float(part or 0) for part in parts.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + rest


def _number_record(text: str) -> Value:
    """What a text entry bound to a record holds (QTI 2.2, stringInteraction): the number, and how it was typed."""
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    number = _read_number(text)
    if number is None:
        return Value("record")
    parts = _NUMBER.fullmatch(text)
    left, right = (parts[2] or "", parts[3] or "") if parts else ("", "")
    exponent = int(parts[4]) if parts and parts[4] else None
    plain = isinstance(number, int)
    fields = {
        "stringValue": Value("single", "string", (text,)),
        "floatValue": numeric(float(number)),
        "integerValue": numeric(number) if plain else NULL,
        "leftDigits": numeric(len(left)),
        "rightDigits": numeric(len(right)),
        "ndp": numeric(max(0, len(right) - (exponent or 0))),
        "nsf": numeric(len((left + right).lstrip("0"))),
        "exponent": numeric(exponent),
    }
    return Value("record", None, (), tuple(fields.items()))


def texts(value: Value) -> list[str]:
    """The items as QTI strings, none for NULL; a record as "name value" in the order of its fields."""
    if value.fields:
        return [f"{name} {' '.join(texts(field))}" for name, field in value.fields if not field.is_null]
    return [text_of(item) for item in value.items]


def text_of(item: Scalar) -> str:
    """One item as a QTI string; a float that is whole is written without its point."""
    match item:
        case bool():
            return "true" if item else "false"
        case float():
            return str(int(item)) if item.is_integer() and abs(item) < 1e15 else repr(item)
        case tuple():
            return " ".join(text_of(part) for part in item)
    return str(item)


def same(one: Value, other: Value) -> bool:
    """Whether two values, neither of them NULL, are equal; the order counts only if neither is `multiple`."""
    if one.fields or other.fields:
        return _same_records(one, other)
    if len(one.items) != len(other.items):
        return False
    ours, theirs = keys(one, other)
    if "multiple" in (one.cardinality, other.cardinality):
        return Counter(ours) == Counter(theirs)
    return ours == theirs


def _same_records(one: Value, other: Value) -> bool:
    ours, theirs = dict(one.fields), dict(other.fields)
    if ours.keys() != theirs.keys():
        return False
    pairs = [(value, theirs[name]) for name, value in ours.items()]
    return all(a.is_null if b.is_null else not a.is_null and same(a, b) for a, b in pairs)


def keys(one: Value, other: Value) -> tuple[list[Scalar], list[Scalar]]:
    """The items in a form that compares: as they are, or as texts where a number or truth would meet a text."""
    kinds = {_kind(item) for item in (*one.items, *other.items)}
    if len(kinds) <= 1:
        return list(one.items), list(other.items)
    return [text_of(item) for item in one.items], [text_of(item) for item in other.items]


def _kind(item: Scalar) -> str:
    if isinstance(item, bool):
        return "truth"
    return "number" if isinstance(item, int | float) else "text"


def truth(value: Value) -> bool | None:
    """A boolean operand, None for NULL; raises Unscorable if it is of another type."""
    item = value.only
    if item is None or isinstance(item, bool):
        return item
    raise Unscorable("its rules use a value that is not true or false where that is wanted")


def number(value: Value) -> int | float | None:
    """A numeric operand, None for NULL and for a text that is no number; raises Unscorable for other types."""
    item = value.only
    if isinstance(item, str):
        return _read_number(item)
    if item is None or (isinstance(item, int | float) and not isinstance(item, bool)):
        return item
    raise Unscorable("its rules calculate with a value that is not a number")


def numbers(values: Iterable[Value]) -> list[int | float] | None:
    """All the numbers in operands and in their containers; None if one of the operands is NULL or no number."""
    found: list[int | float] = []
    for value in values:
        for item in value.items or (None,):
            one = None if item is None else number(Value("single", value.base_type, (item,)))
            if one is None:
                return None
            found.append(one)
    return found
