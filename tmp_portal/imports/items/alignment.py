"""Which standards of the tenant items are aligned to: by the CASE identifier that a package names, or else by code."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tmp_portal.db.items import item_standards
from tmp_portal.db.standards import standards
from tmp_portal.imports.case import values
from tmp_portal.imports.case.notes import Notes
from tmp_portal.imports.items.gathered import Gathered
from tmp_portal.imports.items.manifest import Alignment
from tmp_portal.imports.report import Report

MANY = 500


def align(
    connection: Connection,
    tenant: str,
    gathered: Gathered,
    ids: Mapping[str, str],
    report: Report,
    notes: Notes,
) -> dict[str, set[str]]:
    """Align the items as the package says; where it says nothing, what was there stays. Returns standards by item."""
    named = {name for found in gathered.items.values() for one in found.alignments for name in one.names}
    known = _Known(connection, tenant, named)
    before = _before(connection, tenant, list(ids.values()))
    for key, found in gathered.items.items():
        if not found.alignments:
            continue
        item_id = ids[key]
        after = {standard for one in found.alignments for standard in known.standards(one, key, notes)}
        there = before.get(item_id, set())
        _write(connection, tenant, item_id, there, after)
        counts = report.of("alignments")
        counts.added += len(after - there)
        counts.unchanged += len(after & there)
        counts.inactive += len(there - after)
        before[item_id] = after
    return before


class _Known:
    """The tenant's standards among those that are named."""

    def __init__(self, connection: Connection, tenant: str, named: Iterable[str]) -> None:
        names = sorted({form for name in named for form in (name, values.identifier(name))})
        self._by_identifier: dict[str, list[str]] = {}
        self._by_code: dict[str, list[str]] = {}
        for row in _rows(connection, tenant, names):
            self._by_identifier.setdefault(row.identifier, []).append(row.id)
            if row.code:
                self._by_code.setdefault(row.code, []).append(row.id)

    def standards(self, alignment: Alignment, key: str, notes: Notes) -> list[str]:
        """The standards that an alignment means; what cannot be found, or not in one place only, is noted."""
        for name in alignment.names:
            if found := self._by_identifier.get(values.identifier(name)):
                return found
        for name in alignment.names:
            found = self._by_code.get(name, [])
            if len(found) == 1:
                return found
            if found:
                notes.add(f"a code that several standards have, {name}", key)
                return []
        if alignment.sure and alignment.names:
            notes.add(f"a standard that is not here, {alignment.names[-1]}", key)
        return []


def _rows(connection: Connection, tenant: str, names: list[str]) -> Iterator[Any]:
    wanted = select(standards.c.id, standards.c.identifier, standards.c.code).where(
        standards.c.tenant == tenant, standards.c.active
    )
    seen: set[str] = set()
    for at in range(0, len(names), MANY):
        some = names[at : at + MANY]
        for row in connection.execute(
            wanted.where(standards.c.identifier.in_(some) | standards.c.code.in_(some))
        ):
            if row.id not in seen:
                seen.add(row.id)
                yield row


def _before(connection: Connection, tenant: str, item_ids: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for at in range(0, len(item_ids), MANY):
        some = item_ids[at : at + MANY]
        for row in connection.execute(
            select(item_standards.c.item_id, item_standards.c.standard_id).where(
                item_standards.c.tenant == tenant, item_standards.c.item_id.in_(some)
            )
        ):
            found.setdefault(row.item_id, set()).add(row.standard_id)
    return found


def _write(connection: Connection, tenant: str, item_id: str, before: set[str], after: set[str]) -> None:
    mine = item_standards.c.tenant == tenant, item_standards.c.item_id == item_id
    if before - after:
        connection.execute(
            delete(item_standards).where(*mine, item_standards.c.standard_id.in_(before - after))
        )
    if after - before:
        rows = [{"tenant": tenant, "item_id": item_id, "standard_id": one} for one in sorted(after - before)]
        connection.execute(insert(item_standards), rows)
