"""The tree of a framework: every item once, in reading order."""

import re
from collections import defaultdict
from dataclasses import dataclass

from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.case.package import Item, Link, Package

_PARTS = re.compile(r"[0-9]+|[^0-9]+")


@dataclass(frozen=True, slots=True)
class Node:
    """An item in its place; `parent` is an identifier, None at the top."""

    item: Item
    parent: str | None
    depth: int
    leaf: bool


def build_tree(package: Package, notes: Notes) -> list[Node]:
    """All items in pre-order, so that a node's index is its position.

    Siblings go by sequenceNumber, listEnumeration, code, then the file's order. Items that no association reaches
    stand at the top, after the others.
    """
    chosen = _chosen(package, notes)
    _cut_cycles(package.items, chosen, notes)
    children: dict[str | None, list[Item]] = defaultdict(list)
    loose = []
    for item in sorted(package.items.values(), key=lambda item: _order(item, chosen.get(item.identifier))):
        if link := chosen.get(item.identifier):
            children[link.parent].append(item)
        else:
            loose.append(item)
    children[None] += loose
    return _walk(children)


def _chosen(package: Package, notes: Notes) -> dict[str, Link]:
    """Each item's one parent: the first by sequence."""
    chosen: dict[str, Link] = {}
    for link in sorted(package.links, key=lambda link: _missing_last(link.sequence)):
        if chosen.setdefault(link.child, link).parent != link.parent:
            notes.add("items with several parents, kept under the first", str(package.items[link.child]))
    for item in package.items.values():
        if item.identifier not in chosen:
            notes.add("items that no association reaches, put at the top", str(item))
    return chosen


def _cut_cycles(items: dict[str, Item], chosen: dict[str, Link], notes: Notes) -> None:
    """Take the parent away from one item of each cycle, the first in the file."""
    settled: set[str | None] = {None}
    for start in items:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = chosen[at].parent if at in chosen else None
        if at in path:
            walked = list(path)
            first = min((items[one] for one in walked[walked.index(at) :]), key=lambda item: item.index)
            del chosen[first.identifier]
            notes.add("cycles of isChildOf, cut above and put at the top", str(first))
        settled.update(path)


def _walk(children: dict[str | None, list[Item]]) -> list[Node]:
    nodes = []
    waiting: list[tuple[Item, str | None, int]] = [(item, None, 0) for item in reversed(children[None])]
    while waiting:
        item, parent, depth = waiting.pop()
        below = children.get(item.identifier, [])
        nodes.append(Node(item, parent, depth, leaf=not below))
        waiting += [(child, item.identifier, depth + 1) for child in reversed(below)]
    return nodes


def _order(item: Item, link: Link | None) -> tuple[object, ...]:
    sequence = _missing_last(link.sequence if link else None)
    return (
        sequence,
        not item.enumeration,
        _natural(item.enumeration),
        not item.code,
        _natural(item.code),
        item.index,
    )


def _missing_last(sequence: float | None) -> tuple[bool, float]:
    return sequence is None, sequence or 0.0


def _natural(text: str) -> list[tuple[int, str]]:
    """A key by which 2 comes before 10."""
    return [
        (int(part), "") if part.isascii() and part.isdigit() else (-1, part) for part in _PARTS.findall(text)
    ]
