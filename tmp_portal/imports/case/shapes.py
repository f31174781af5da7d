"""Members that are missing, or of another shape than the standard says."""

from collections.abc import Mapping
from typing import Any

from tmp_portal.imports.case.notes import Notes

OPTIONAL = frozenset({"subject", "licenseURI", "listEnumeration"})
_NAMES: dict[type, str] = {str: "text", list: "an array", dict: "an object"}


def note_shapes(
    kind: str, given: dict[str, Any], shapes: Mapping[str, type], place: str, notes: Notes
) -> None:
    """Note what `given` lacks of `shapes`, or has in another shape."""
    for member, shape in shapes.items():
        value = given.get(member)
        if value is None and member not in OPTIONAL:
            notes.add(f"{kind} without {member}", place)
        elif value is not None and not isinstance(value, shape):
            notes.add(f"{kind}.{member} is not {_NAMES[shape]}", place)
