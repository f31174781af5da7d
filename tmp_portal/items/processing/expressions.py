"""QTI's expressions as data: each a tagged struct, so that an item is stored as JSON and read back.

Operands are `of`. Attributes that may name a template variable (`figures`, `tolerance`, `n` ...) are expressions too.
"""

from typing import Literal

import msgspec

from tmp_portal.items.declarations import Table
from tmp_portal.items.values import BaseType

Rounding = Literal["significantFigures", "decimalPlaces"]


class _Expression(msgspec.Struct, frozen=True, omit_defaults=True):
    pass


class Null(_Expression, frozen=True, tag="null"):
    """NULL."""


class BaseValue(_Expression, frozen=True, tag="value"):
    """A constant, as a QTI string."""

    base_type: BaseType
    text: str


class Variable(_Expression, frozen=True, tag="variable"):
    """What a variable holds now."""

    identifier: str


class Correct(_Expression, frozen=True, tag="correct"):
    """A response's key."""

    identifier: str


class Default(_Expression, frozen=True, tag="default"):
    """A variable's declared default."""

    identifier: str


class MapResponse(_Expression, frozen=True, tag="map_response"):
    """What a response is worth by its mapping."""

    identifier: str


class MapOutcome(_Expression, frozen=True, tag="map_outcome"):
    """An outcome by its mapping (not QTI, but players read it)."""

    identifier: str


class LookUp(_Expression, frozen=True, tag="look_up"):
    """A number by a table that stands in the rules (not QTI, but players read it)."""

    of: "Expression"
    table: Table


class Operator(_Expression, frozen=True, tag="operator"):
    """An operator that has operands only; its name is QTI's, such as `isNull`."""

    name: str
    of: tuple["Expression", ...] = ()


class MathConstant(_Expression, frozen=True, tag="constant"):
    """`pi` or `e`."""

    name: Literal["pi", "e"]


class MathOperator(_Expression, frozen=True, tag="math"):
    """A mathematical function of one number, or of two (atan2)."""

    name: str
    of: tuple["Expression", ...]


class StatsOperator(_Expression, frozen=True, tag="statistics"):
    """A statistic of a container of numbers."""

    name: str
    of: "Expression"


class Equal(_Expression, frozen=True, tag="equal"):
    """Two numbers are equal: exactly, or the second within a tolerance (in percent if relative) of the first."""

    of: tuple["Expression", "Expression"]
    mode: Literal["exact", "absolute", "relative"] = "exact"
    tolerance: tuple["Expression", ...] = ()
    include_lower: bool = True
    include_upper: bool = True


class EqualRounded(_Expression, frozen=True, tag="equal_rounded"):
    """Two numbers are equal once rounded."""

    of: tuple["Expression", "Expression"]
    rounding: Rounding
    figures: "Expression"


class RoundTo(_Expression, frozen=True, tag="round_to"):
    """A number rounded to so many figures or places."""

    of: "Expression"
    rounding: Rounding
    figures: "Expression"


class StringMatch(_Expression, frozen=True, tag="string_match"):
    """Two texts are equal, or with `substring` the second is in the first."""

    of: tuple["Expression", "Expression"]
    case_sensitive: bool = True
    substring: bool = False


class PatternMatch(_Expression, frozen=True, tag="pattern_match"):
    """A text is matched as a whole by an XML Schema regular expression."""

    of: "Expression"
    pattern: "Expression"
    case_sensitive: bool = True


class Index(_Expression, frozen=True, tag="index"):
    """The n-th item of an ordered container, from 1."""

    of: "Expression"
    n: "Expression"


class Repeat(_Expression, frozen=True, tag="repeat"):
    """An ordered container of its operands, so many times over."""

    of: tuple["Expression", ...]
    times: "Expression"


class AnyN(_Expression, frozen=True, tag="any_n"):
    """At least so many and at most so many operands are true."""

    of: tuple["Expression", ...]
    least: "Expression"
    most: "Expression"


class FieldValue(_Expression, frozen=True, tag="field"):
    """A record's field."""

    of: "Expression"
    field: str


class RecordField(msgspec.Struct, frozen=True):
    """A field of a record under construction."""

    name: str
    of: "Expression"


class Record(_Expression, frozen=True, tag="record"):
    """A record made of its fields (not QTI, but players read it)."""

    fields: tuple[RecordField, ...]


class Random(_Expression, frozen=True, tag="random"):
    """One item of a container, by chance."""

    of: "Expression"


class RandomInteger(_Expression, frozen=True, tag="random_integer"):
    """A whole number from `low` to `high` in steps."""

    low: "Expression"
    high: "Expression"
    step: "Expression"


class RandomFloat(_Expression, frozen=True, tag="random_float"):
    """A number from `low` to `high`."""

    low: "Expression"
    high: "Expression"


Expression = (
    Null | BaseValue | Variable | Correct | Default | MapResponse | MapOutcome | LookUp | Operator
    | MathConstant | MathOperator | StatsOperator | Equal | EqualRounded | RoundTo | StringMatch | PatternMatch
    | Index | Repeat | AnyN | FieldValue | Record | Random | RandomInteger | RandomFloat
)  # fmt: skip
