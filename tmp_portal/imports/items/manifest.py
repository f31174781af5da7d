"""The manifest of a package (IMS Content Packaging, `imsmanifest.xml`): its files, and the standards that they serve.

Alignment is in `curriculumStandardsMetadataSet` (QTI 3.0 and 2.2 metadata), or in the older `classification/taxonPath` of
IEEE LOM.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from tmp_portal.items.reading.xml import Element, child, children, descendants, name, text_of
from tmp_tui.text import safe_text


class Alignment(NamedTuple):
    """What an item is aligned to: GUIDs or codes, the likeliest first; `sure` is whether it is meant for a standard."""

    names: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True)
class Resource:
    """A part of a package: its own file first, then those that belong to it."""

    identifier: str
    type: str
    files: list[str]
    alignments: list[Alignment] = field(default_factory=list)


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself."""

    identifier: str
    title: str
    resources: list[Resource]


def read_manifest(root: Element) -> Manifest:
    """The manifest in an XML document, whatever profile it is of."""
    base = root.get(_BASE, "")
    resources = [
        _resource(one, posixpath.join(base, group.get(_BASE, "")))
        for group in children(root, "resources")
        for one in children(group, "resource")
    ]
    return Manifest(
        safe_text(root.get("identifier", ""), length=200).strip(),
        _title(root),
        resources,
    )


_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def _title(root: Element) -> str:
    metadata = child(root, "metadata")
    general = None if metadata is None else next(descendants(metadata, "general"), None)
    title = None if general is None else child(general, "title")
    return safe_text(text_of(title), length=300)


def _resource(element: Element, base: str) -> Resource:
    base = posixpath.join(base, element.get(_BASE, ""))
    given = [element.get("href", ""), *(one.get("href", "") for one in children(element, "file"))]
    files = [path for one in given if (path := local_path(base, one))]
    return Resource(
        safe_text(element.get("identifier", ""), length=200),
        element.get("type", "")[:200].lower(),
        list(dict.fromkeys(files)),
        list(_alignments(element)),
    )


def local_path(base: str, address: str) -> str:
    """The name of a package's file that an address means, relative to a folder; empty where it leads elsewhere."""
    path = unquote(address.strip().partition("#")[0].partition("?")[0]).replace("\\", "/")
    if not path or "://" in path or path.startswith(("/", "data:", "javascript:")):
        return ""
    whole = posixpath.normpath(posixpath.join(base, path))
    return "" if whole.startswith("..") or whole == "." else whole


def _alignments(element: Element) -> Iterator[Alignment]:
    for one in descendants(element, "labelledGUID"):
        names = [text_of(child(one, part)) for part in ("GUID", "caseItemURI", "label")]
        yield Alignment(tuple(part for name in names for part in _forms(name)))
    for one in descendants(element, "curriculumStandardsMetadata"):
        for guid in descendants(one, "GUID"):
            above = guid.getparent()
            if above is None or name(above) != "labelledGUID":
                yield Alignment(tuple(_forms(text_of(guid))))
    for one in descendants(element, "classification"):
        yield from _taxons(one)


def _taxons(classification: Element) -> Iterator[Alignment]:
    """The deepest taxon of each path; only a few purposes are about standards."""
    purpose = text_of(child(classification, "purpose")).lower()
    sure = any(word in purpose for word in ("objective", "competency", "standard", "outcome"))
    for path in children(classification, "taxonPath"):
        taxons = list(descendants(path, "taxon"))
        if taxons:
            last = taxons[-1]
            names = [text_of(child(last, part)) for part in ("id", "entry")]
            yield Alignment(tuple(part for name in names for part in _forms(name)), sure)


def _forms(text: str) -> Iterator[str]:
    """What may name a standard in it: the text itself, and the last part of an address or URN."""
    text = safe_text(text, length=300).strip()
    if text:
        yield text
    if "/" in text or ":" in text:
        last = text.rstrip("/").replace(":", "/").rpartition("/")[2]
        if last:
            yield last


def resource_alignments(root: Element) -> list[Alignment]:
    """The alignment within an item's own file."""
    return [alignment for alignment in _alignments(root) if alignment.names]
