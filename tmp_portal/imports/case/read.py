"""A CASE package as plain data, read tolerantly (1EdTech CASE 1.0 and 1.1, CFPackage).

Real packages miss members that the schemas require, have others that these forbid, and write texts for arrays.
Only what leaves no framework refuses a file; everything else becomes a note.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tmp_portal.imports.case import values
from tmp_portal.imports.case.associations import read_links
from tmp_portal.imports.case.items import read_items
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.case.package import Document, Package
from tmp_portal.imports.case.shapes import note_shapes
from tmp_portal.imports.case.source import Source, open_json

_DOCUMENT = {
    "uri": str,
    "creator": str,
    "title": str,
    "lastChangeDateTime": str,
    "subject": list,
    "licenseURI": dict,
}


def read_package(path: Path, notes: Notes) -> Package:
    """Read a file; raises ImportRefused where it has no framework in it."""
    source = open_json(path)
    given = _require(source)
    if isinstance(given["CFDocument"], list):
        notes.add("CFDocument is an array, whose first part is read")
    document = _document(source, _one(given["CFDocument"]), notes)
    items = read_items(_many(given, "CFItems", notes), notes)
    if not items:
        source.fault("CFItems", "", "at least one item with identifier and fullStatement")
    source.faults.refuse_if_any()
    links = read_links(_many(given, "CFAssociations", notes), items, document.identifier, notes)
    return Package(document, items, links)


def _require(source: Source) -> dict[str, Any]:
    """The members of a CFPackage; refuses what is none, naming each member that is missing."""
    given: dict[str, Any] = source.data if isinstance(source.data, dict) else {}
    if given is not source.data:
        source.fault("", "", "a CFPackage: an object with CFDocument, CFItems and CFAssociations")
        source.faults.refuse_if_any()
    if not isinstance(_one(given.get("CFDocument")), dict):
        listed = "; this is a list of frameworks, fetch CFPackages/ID" if "CFDocuments" in given else ""
        source.fault("CFDocument", _shown(given, "CFDocument"), f"an object{listed}")
    if not isinstance(given.get("CFItems"), list | dict):
        source.fault("CFItems", _shown(given, "CFItems"), "an array of items")
    source.faults.refuse_if_any()
    return given


def _shown(given: Mapping[str, Any], member: str) -> str:
    return json.dumps(given[member])[:80] if member in given else "(missing)"


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _many(given: Mapping[str, Any], member: str, notes: Notes) -> list[Any]:
    value = given.get(member)
    if isinstance(value, list):
        return value
    notes.add(f"{member} is missing" if value is None else f"{member} is not an array")
    return [value] if isinstance(value, dict) else []


def _document(source: Source, given: dict[str, Any], notes: Notes) -> Document:
    identifier, title = values.identifier(given.get("identifier")), values.text(given.get("title"))
    if not identifier:
        source.fault("CFDocument.identifier", "", "the framework's identifier")
    if not title:
        source.fault("CFDocument.title", "", "the framework's title")
    note_shapes("CFDocument", given, _DOCUMENT, "", notes)
    return Document(
        identifier=identifier,
        title=title,
        creator=values.text(given.get("creator")),
        subject=values.text(given.get("subject")) or values.text(given.get("subjectURI")),
        version=values.text(given.get("version"), length=100),
        language=values.text(given.get("language"), length=40),
        license=values.text(given.get("licenseURI")),
        changed=values.text(given.get("lastChangeDateTime"), length=40),
    )
