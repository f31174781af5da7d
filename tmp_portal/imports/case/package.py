"""A framework as plain data: what a CASE package comes down to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """What a framework says of itself (CFDocument)."""

    identifier: str
    title: str
    creator: str
    subject: str
    version: str
    language: str
    license: str
    changed: str  # lastChangeDateTime as given


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a framework (CFItem); `index` is its place in the file."""

    identifier: str
    statement: str
    code: str
    type: str
    grades: str
    enumeration: str
    index: int

    def __str__(self) -> str:
        return self.code or self.identifier


@dataclass(frozen=True, slots=True)
class Link:
    """An item stands under another, or (`parent` None) under the document."""

    child: str
    parent: str | None
    sequence: float | None


@dataclass(frozen=True, slots=True)
class Package:
    """A framework: its items by identifier in the file's order, and which of them stands under which."""

    document: Document
    items: dict[str, Item]
    links: list[Link]
