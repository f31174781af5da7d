"""The items of a CASE package (CFItem)."""

from typing import Any

from tmp_portal.imports.case import values
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.case.package import Item
from tmp_portal.imports.case.shapes import note_shapes

STATEMENT = 4_000  # characters
LINES = 200

_SHAPES = {
    "uri": str,
    "fullStatement": str,
    "humanCodingScheme": str,
    "CFItemType": str,
    "educationLevel": list,
    "listEnumeration": str,
    "lastChangeDateTime": str,
}
_SPELLINGS = {"educationalLevel": "educationLevel", "educationLevels": "educationLevel"}


def read_items(given: list[Any], notes: Notes) -> dict[str, Item]:
    """The items that have an identifier and a statement, by identifier, in the file's order."""
    items: dict[str, Item] = {}
    for index, entry in enumerate(given):
        item = _item(entry, index, notes)
        if item and item.identifier in items:
            notes.add("items with an identifier that another has, skipped", f"CFItems[{index}] {item}")
        elif item:
            items[item.identifier] = item
    return items


def _item(given: Any, index: int, notes: Notes) -> Item | None:
    place = f"CFItems[{index}]"
    if not isinstance(given, dict):
        notes.add("items that are not objects, skipped", place)
        return None
    identifier = values.identifier(given.get("identifier"))
    code = values.text(given.get("humanCodingScheme"), length=100)
    statement = _statement(given, code or place, notes)
    if not identifier or not statement:
        missing = "fullStatement" if identifier else "identifier"
        notes.add(f"items without {missing}, skipped", f"{place} {code}".strip())
        return None
    given = _spelled(given, code or place, notes)
    note_shapes("CFItem", given, _SHAPES, code or place, notes)
    return Item(
        identifier=identifier,
        statement=statement,
        code=code,
        type=_type(given),
        grades=",".join(values.texts(given.get("educationLevel"))),
        enumeration=values.text(given.get("listEnumeration"), length=40),
        index=index,
    )


def _statement(given: dict[str, Any], place: str, notes: Notes) -> str:
    full = values.text(given.get("fullStatement"), lines=LINES, length=STATEMENT)
    if full:
        return full
    short = values.text(given.get("abbreviatedStatement"), lines=LINES, length=STATEMENT)
    if short:
        notes.add("items whose abbreviatedStatement is read, for there is no fullStatement", place)
    return short


def _spelled(given: dict[str, Any], place: str, notes: Notes) -> dict[str, Any]:
    for wrong, right in _SPELLINGS.items():
        if wrong in given and right not in given:
            notes.add(f"{wrong} is read as {right}", place)
            given = given | {right: given[wrong]}
    return given


def _type(given: dict[str, Any]) -> str:
    link = given.get("CFItemTypeURI")
    linked = link.get("title") if isinstance(link, dict) else ""
    return values.text(given.get("CFItemType"), length=100) or values.text(linked, length=100)
