"""Writing a framework into the tables: rows keep their ids, since students' results refer to them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from tmp_portal.classes.service import Place, follow_framework
from tmp_portal.db.standards import frameworks, standards
from tmp_portal.ids import new_id
from tmp_portal.imports.case.package import Document
from tmp_portal.imports.case.tree import Node
from tmp_portal.imports.report import Report
from tmp_portal.sync import documents

Values = dict[str, Any]
# What a reader would call a change; a new position alone is none.
_CONTENT = ("parent_id", "code", "statement", "type", "grades", "active")
_MUTABLE = (*_CONTENT, "position", "depth", "leaf")
_UPDATE = (
    update(standards)
    .where(standards.c.tenant == bindparam("in_tenant"), standards.c.id == bindparam("in_id"))
    .values({name: bindparam(f"new_{name}") for name in _MUTABLE})
)


def load(connection: Connection, tenant: str, document: Document, nodes: list[Node], report: Report) -> str:
    """Bring the framework and the classes that work on it up to date; returns the framework's id.

    Standards that are not in `nodes` become inactive and go to the end; ready documents go when anything changed.
    """
    framework_id, changed = _load_framework(connection, tenant, document, report)
    before = _standards(connection, tenant, framework_id)
    after = _wanted(framework_id, nodes, before)
    rows = _load_standards(connection, tenant, before, after + _gone(before, after), report)
    if rows:
        _follow(connection, tenant, framework_id, before, after, report)
    if rows or changed:
        documents.everything_changed(connection, tenant)
    return framework_id


def _load_framework(
    connection: Connection, tenant: str, document: Document, report: Report
) -> tuple[str, bool]:
    mine = frameworks.c.tenant == tenant, frameworks.c.identifier == document.identifier
    row = connection.execute(select(frameworks).where(*mine)).one_or_none()
    counts, wanted = report.of("frameworks"), asdict(document)
    if row is None:
        counts.added += 1
        framework_id = new_id()
        connection.execute(insert(frameworks).values(tenant=tenant, id=framework_id, **wanted))
        return framework_id, True
    if document.changed and document.changed < row.changed:
        report.note(f"this package is from {document.changed}, older than what was here, from {row.changed}")
    if not _differs(row, wanted, wanted):
        counts.unchanged += 1
        return str(row.id), False
    counts.changed += 1
    connection.execute(update(frameworks).where(*mine).values(**wanted))
    return str(row.id), True


def _standards(connection: Connection, tenant: str, framework_id: str) -> dict[str, Row[Any]]:
    """What the framework has now, by identifier, in its order."""
    rows = connection.execute(
        select(standards)
        .where(standards.c.tenant == tenant, standards.c.framework_id == framework_id)
        .order_by(standards.c.position, standards.c.id)
    )
    return {row.identifier: row for row in rows}


def _wanted(framework_id: str, nodes: list[Node], before: Mapping[str, Row[Any]]) -> list[Values]:
    ids = {node.item.identifier: _id_of(before.get(node.item.identifier)) for node in nodes}
    return [
        {
            "id": ids[node.item.identifier],
            "framework_id": framework_id,
            "identifier": node.item.identifier,
            "parent_id": ids[node.parent] if node.parent else None,
            "position": position,
            "depth": node.depth,
            "leaf": node.leaf,
            "code": node.item.code,
            "statement": node.item.statement,
            "type": node.item.type,
            "grades": node.item.grades,
            "active": True,
        }
        for position, node in enumerate(nodes)
    ]


def _id_of(row: Row[Any] | None) -> str:
    return new_id() if row is None else str(row.id)


def _gone(before: Mapping[str, Row[Any]], after: list[Values]) -> list[Values]:
    """What is no longer in the framework: inactive, each for itself, after everything else."""
    present = {values["identifier"] for values in after}
    rows = [row._asdict() for identifier, row in before.items() if identifier not in present]
    apart: Values = {"parent_id": None, "depth": 0, "leaf": True, "active": False}
    return [row | apart | {"position": position} for position, row in enumerate(rows, start=len(after))]


def _load_standards(
    connection: Connection, tenant: str, before: Mapping[str, Row[Any]], after: list[Values], report: Report
) -> int:
    """Write what differs; returns how many rows did."""
    added = [values for values in after if values["identifier"] not in before]
    kept = [values for values in after if values["identifier"] in before]
    written = [values for values in kept if _differs(before[values["identifier"]], values, _MUTABLE)]
    if added:
        connection.execute(insert(standards), [{"tenant": tenant, **values} for values in added])
    if written:
        connection.execute(_UPDATE, [_changes(tenant, values) for values in written])
    _count(report, before, added, kept)
    return len(added) + len(written)


def _changes(tenant: str, values: Values) -> Values:
    return {"in_tenant": tenant, "in_id": values["id"]} | {f"new_{name}": values[name] for name in _MUTABLE}


def _differs(row: Row[Any], wanted: Values, names: Iterable[str]) -> bool:
    return any(getattr(row, name) != wanted[name] for name in names)


def _count(report: Report, before: Mapping[str, Row[Any]], added: list[Values], kept: list[Values]) -> None:
    counts, moved = report.of("standards"), 0
    counts.added += len(added)
    for values in kept:
        row = before[values["identifier"]]
        if not values["active"]:
            counts.inactive += row.active
        elif _differs(row, values, _CONTENT):
            counts.changed += 1
        else:
            counts.unchanged += 1
            moved += row.position != values["position"]
    if moved:
        report.note(f"standards that only have another position now: {moved}")


def _follow(
    connection: Connection,
    tenant: str,
    framework_id: str,
    before: Mapping[str, Row[Any]],
    after: list[Values],
    report: Report,
) -> None:
    """Let the framework's classes work on what is new in it."""
    places = [Place(values["id"], values["parent_id"], _is_new(values, before)) for values in after]
    tops = {row.id for row in before.values() if row.active and row.parent_id is None}
    changed = follow_framework(connection, tenant, framework_id, places, tops)
    if changed:
        report.of("classes").changed += changed


def _is_new(values: Values, before: Mapping[str, Row[Any]]) -> bool:
    row = before.get(values["identifier"])
    return row is None or not row.active or row.parent_id != values["parent_id"]
