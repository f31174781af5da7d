"""Reading declared variables from XML, QTI 2.x and 3.0 alike; raises CannotScore for what is not supported."""

from typing import cast, get_args

from tmp_portal.items.declarations import (
    InterpolationTable,
    MapEntry,
    Mapping,
    MatchTable,
    OutcomeDeclaration,
    ResponseDeclaration,
    Table,
    TableEntry,
    TemplateDeclaration,
)
from tmp_portal.items.processing.errors import CannotScore
from tmp_portal.items.processing.xml import (
    Element,
    attributes,
    children,
    content,
    decimal,
    flag,
    kind,
    named,
    wanted,
)
from tmp_portal.items.values import BaseType, Cardinality, read_scalar

MOST_ENTRIES = 5_000  # values, map entries or table entries of one declaration

_BASE_TYPES = {name.lower(): name for name in get_args(BaseType)}
_CARDINALITIES: tuple[Cardinality, ...] = get_args(Cardinality)


def base_type_of(element: Element, given: dict[str, str]) -> BaseType | None:
    """The `baseType` attribute, None where it is missing (of a record)."""
    if "basetype" not in given:
        return None
    base_type = _BASE_TYPES.get(given["basetype"].replace("-", "").lower())
    if base_type is None:
        raise CannotScore(f"has {named(element)} of a type that is not known, {given['basetype']!r:.60}")
    return cast(BaseType, base_type)


def _cardinality(element: Element, given: dict[str, str]) -> Cardinality:
    for cardinality in _CARDINALITIES:
        if given.get("cardinality", "single") == cardinality:
            return cardinality
    raise CannotScore(f"has {named(element)} of a cardinality that is not known")


def read_response(element: Element) -> ResponseDeclaration:
    """A response with its key and mapping."""
    given = attributes(element)
    if children(element, "areamapping"):
        raise CannotScore("scores a point on a picture, which needs a graphical browser")
    base_type = base_type_of(element, given)
    return ResponseDeclaration(
        base_type=base_type,
        cardinality=_cardinality(element, given),
        default=_values(element, "defaultvalue", base_type),
        correct=_values(element, "correctresponse", base_type),
        mapping=_mapping(element, base_type),
    )


def read_outcome(element: Element) -> OutcomeDeclaration:
    """An outcome with its bounds and lookup table."""
    given = attributes(element)
    base_type = base_type_of(element, given)
    return OutcomeDeclaration(
        base_type=base_type,
        cardinality=_cardinality(element, given),
        default=_values(element, "defaultvalue", base_type),
        normal_minimum=decimal(element, given, "normalMinimum"),
        normal_maximum=decimal(element, given, "normalMaximum"),
        table=read_table(element),
        mapping=_mapping(element, base_type),
        external=given.get("externalscored", "none") not in ("none", ""),
    )


def read_template_variable(element: Element) -> TemplateDeclaration:
    """A template variable."""
    given = attributes(element)
    base_type = base_type_of(element, given)
    default = _values(element, "defaultvalue", base_type)
    return TemplateDeclaration(base_type=base_type, cardinality=_cardinality(element, given), default=default)


def _values(element: Element, holder: str, base_type: BaseType | None) -> tuple[str, ...]:
    """The values in a child element, as QTI strings; empty ones are none."""
    held = [value for child in children(element, holder)[:1] for value in children(child, "value")]
    if any("fieldidentifier" in attributes(value) for value in held):
        raise CannotScore(f"has {named(element)} with a record for a value")
    found = [text for value in _few(element, held) if (text := content(value))]
    for text in found:
        _checked(element, text, base_type)
    return tuple(found)


def _few(element: Element, found: list[Element]) -> list[Element]:
    if len(found) > MOST_ENTRIES:
        raise CannotScore(f"has {named(element)} with more than {MOST_ENTRIES:,} values")
    return found


def _checked(element: Element, text: str, base_type: BaseType | None) -> str:
    if read_scalar(text, base_type) is None:
        raise CannotScore(f"has {named(element)} with a value that is no {base_type}, {text!r:.80}")
    return text


def _mapping(element: Element, base_type: BaseType | None) -> Mapping | None:
    for child in children(element, "mapping")[:1]:
        given = attributes(child)
        case_sensitive = flag(given, "casesensitive")
        entries = _few(element, children(child, "mapentry"))
        return Mapping(
            tuple(_map_entry(entry, base_type, case_sensitive) for entry in entries),
            decimal(child, given, "defaultValue") or 0.0,
            decimal(child, given, "lowerBound"),
            decimal(child, given, "upperBound"),
        )
    return None


def _map_entry(element: Element, base_type: BaseType | None, case_sensitive: bool) -> MapEntry:
    given = attributes(element)
    key, worth = given.get("mapkey", ""), decimal(element, given, "mappedValue")
    if worth is None:
        raise CannotScore(f"has {named(element)} without its mappedValue")
    if key:
        _checked(element, key, base_type)
    return MapEntry(key, worth, flag(given, "casesensitive", case_sensitive))


def read_table(element: Element) -> Table | None:
    """The lookup table within an element, if there is one."""
    for child in children(element, "matchtable", "interpolationtable")[:1]:
        given = attributes(child)
        entries = tuple(_table_entry(entry) for entry in _few(element, children(child)))
        default, linear = given.get("defaultvalue", ""), given.get("interpolationmethod") == "linear"
        if not linear or not entries:
            is_match = kind(child) == "matchtable"
            return MatchTable(entries, default) if is_match else InterpolationTable(entries, default)
        for entry in entries:
            _checked(child, entry.target, "float")
        return InterpolationTable(entries, default, linear)
    return None


def _table_entry(element: Element) -> TableEntry:
    given = attributes(element)
    source = decimal(element, given, "sourceValue")
    if source is None:
        raise CannotScore(f"has {named(element)} without its sourceValue")
    return TableEntry(source, wanted(element, given, "targetValue"), flag(given, "includeboundary"))
