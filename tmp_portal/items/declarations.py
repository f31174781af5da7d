"""Declared variables of an item, and the two ways in which one value stands for another: mappings and lookup tables."""

import math
from itertools import chain, pairwise

import msgspec

from tmp_portal.items.values import (
    BaseType,
    Cardinality,
    Scalar,
    Value,
    number,
    numeric,
    read_scalar,
    read_value,
    texts,
)


class MapEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one response is worth; `key` is a QTI string of the variable's base type."""

    key: str
    value: float
    case_sensitive: bool = True


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True):
    """Worth by response, for `mapResponse`; what is not listed is worth `default`, the sum stays within the bounds."""

    entries: tuple[MapEntry, ...]
    default: float = 0.0
    lower_bound: float | None = None
    upper_bound: float | None = None

    def of(self, value: Value) -> float:
        """The sum over the items of a value; a value that is there twice counts once, as QTI says (mapResponse)."""
        worth = {item: self._worth(item, value.base_type) for item in value.items}
        return self._bounded(math.fsum(worth.values()))

    def best(self, cardinality: Cardinality) -> list[str]:
        """The responses that are worth most, as QTI strings."""
        worth = sorted((entry for entry in self.entries if entry.value > 0), key=lambda entry: -entry.value)
        return [entry.key for entry in worth[: 1 if cardinality == "single" else None]]

    def _worth(self, item: Scalar, base_type: BaseType | None) -> float:
        found = [(read_scalar(entry.key, base_type), entry) for entry in self.entries]
        exact = (entry.value for key, entry in found if key == item)
        folded = (entry.value for key, entry in found if not entry.case_sensitive and _is_spelt_as(key, item))
        return next(chain(exact, folded), self.default)

    def _bounded(self, total: float) -> float:
        if self.lower_bound is not None:
            total = max(total, self.lower_bound)
        return total if self.upper_bound is None else min(total, self.upper_bound)


def _is_spelt_as(key: Scalar | None, item: Scalar) -> bool:
    return isinstance(key, str) and isinstance(item, str) and key.casefold() == item.casefold()


class TableEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """From a number to a QTI string; `inclusive` says whether the number itself belongs to this entry."""

    source: float
    target: str
    inclusive: bool = True


class MatchTable(msgspec.Struct, frozen=True, omit_defaults=True, tag="match"):
    """A lookup table of whole numbers."""

    entries: tuple[TableEntry, ...]
    default: str = ""

    def look_up(self, source: int | float | None) -> str:
        """The target of the entry of that number, else the default, as a QTI string ("" is NULL)."""
        return next((entry.target for entry in self.entries if entry.source == source), self.default)


class InterpolationTable(msgspec.Struct, frozen=True, omit_defaults=True, tag="interpolation"):
    """A lookup table of thresholds: the first entry that the number reaches.

    With `linear` (not QTI, but the player pie-qti reads it) targets between two entries lie on a line.
    """

    entries: tuple[TableEntry, ...]
    default: str = ""
    linear: bool = False

    def look_up(self, source: int | float | None) -> str:
        """The target of the first entry at or below that number, else the default, as a QTI string ("" is NULL)."""
        if source is None:
            return self.default
        if self.linear:
            return self._between(float(source))
        return next((entry.target for entry in self.entries if _reaches(source, entry)), self.default)

    def _between(self, source: float) -> str:
        points = sorted((entry.source, float(entry.target)) for entry in self.entries)
        source = min(max(source, points[0][0]), points[-1][0])
        for (low, start), (high, end) in pairwise(points):
            if source <= high:
                return repr(start if high == low else start + (end - start) * (source - low) / (high - low))
        return repr(points[-1][1])


def _reaches(source: float, entry: TableEntry) -> bool:
    return entry.source < source or (entry.inclusive and entry.source == source)


Table = MatchTable | InterpolationTable


class Declaration(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A variable's type, and the value it starts with as QTI strings (none: NULL)."""

    base_type: BaseType | None = None
    cardinality: Cardinality = "single"
    default: tuple[str, ...] = ()

    def value(self, given: tuple[str, ...] | list[str]) -> Value:
        """The value of this type that QTI strings stand for."""
        return read_value(given, self.base_type, self.cardinality)

    def cast(self, value: Value) -> Value:
        """A value as one of this type: read anew where the base types differ. Raises Unscorable if it has too many."""
        if self.cardinality == "record" or value.fields:
            return value
        if self.cardinality == "single":
            _ = value.only
        if self.base_type in (None, value.base_type):
            return Value(self.cardinality, value.base_type, value.items)
        if self.base_type == "integer" and value.base_type == "float":
            return Value(self.cardinality, value.base_type, value.items)  # half points stay half points
        return self.value(texts(value))


class ResponseDeclaration(Declaration, frozen=True, omit_defaults=True, kw_only=True):
    """A response; `correct` is the key, as QTI strings."""

    correct: tuple[str, ...] = ()
    mapping: Mapping | None = None


class OutcomeDeclaration(Declaration, frozen=True, omit_defaults=True, kw_only=True):
    """An outcome; `external` is one that a person or another system sets."""

    normal_minimum: float | None = None
    normal_maximum: float | None = None
    table: Table | None = None
    mapping: Mapping | None = None
    external: bool = False

    def start(self) -> Value:
        """Its value before scoring: the default, for a single number without one 0 (QTI 2.2, outcomeDeclaration)."""
        if not self.default and self.cardinality == "single" and self.base_type in ("integer", "float"):
            return numeric(0 if self.base_type == "integer" else 0.0)
        return self.value(self.default)


class TemplateDeclaration(Declaration, frozen=True, omit_defaults=True, kw_only=True):
    """A template variable: a value that is made once for each attempt."""


def look_up(table: Table, source: Value, declared: Declaration) -> Value:
    """A value's target in a table, as a value of the declared type."""
    found = table.look_up(number(source))
    return declared.value((found,) if found else ())
