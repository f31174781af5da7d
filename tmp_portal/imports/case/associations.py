"""The associations of a CASE package: `isChildOf` makes the tree, the others are counted."""

from collections.abc import Mapping
from typing import Any

from tmp_portal.imports.case import values
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.case.package import Item, Link

CHILD = "ischildof"
# CASE 1.1, CFAssociation.associationType in lower case; a publisher's own begin with `ext:`.
KNOWN = frozenset(
    {"ispeerof", "ispartof", "exactmatchof", "precedes", "isrelatedto"}
    | {"replacedby", "exemplar", "hasskilllevel", "istranslationof"}
)


def read_links(given: list[Any], items: Mapping[str, Item], document: str, notes: Notes) -> list[Link]:
    """The links of the tree, in the file's order; everything else is noted."""
    links = [_link(entry, items, document, notes) for entry in given]
    return [link for link in links if link]


def _link(given: Any, items: Mapping[str, Item], document: str, notes: Notes) -> Link | None:
    if not isinstance(given, dict):
        notes.add("associations that are not objects, skipped")
        return None
    kind = values.text(given.get("associationType"), length=60)
    child = _end(given.get("originNodeURI"), items, document)
    parent = _end(given.get("destinationNodeURI"), items, document)
    if kind.lower() != CHILD:
        _note_other(kind, child in items and (parent in items or parent == document), notes)
    elif child not in items:
        notes.add("isChildOf from an item that is not in this file", child)
    elif parent == child:
        notes.add("items said to be their own parent", str(items[child]))
    elif parent not in items and parent != document:
        notes.add("isChildOf a parent in another framework, or one that was skipped", str(items[child]))
    else:
        sequence = _sequence(given.get("sequenceNumber"), items[child], notes)
        return Link(child, None if parent == document else parent, sequence)
    return None


def _end(given: Any, items: Mapping[str, Item], document: str) -> str:
    candidates = values.ends(given) or [""]
    return next((one for one in candidates if one in items or one == document), candidates[0])


def _sequence(given: Any, child: Item, notes: Notes) -> float | None:
    sequence = values.number(given)
    if given is not None and (sequence is None or isinstance(given, str)):
        notes.add("CFAssociation.sequenceNumber is not a number", str(child))
    return sequence


def _note_other(kind: str, inside: bool, notes: Notes) -> None:
    if kind.lower() not in KNOWN and not kind.startswith("ext:"):
        notes.add(f"associations of an unknown type, {kind or 'none'}")
    elif inside:
        notes.add(f"associations that make no tree, {kind}")
    else:
        notes.add(f"links to other frameworks, not followed, {kind}")
