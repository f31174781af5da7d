"""Writing items into the tables: an item that changed gets a new version, for attempts keep the one that they began with."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from tmp_portal.clock import now
from tmp_portal.db.items import item_files, item_versions, items
from tmp_portal.ids import new_id
from tmp_portal.imports.items.files import Kept
from tmp_portal.imports.items.gathered import Found, Gathered
from tmp_portal.imports.report import Report
from tmp_portal.items.model import columns

MANY = 500  # rows of a statement


def load_items(connection: Connection, tenant: str, gathered: Gathered, report: Report) -> dict[str, str]:
    """Bring the items of a bank up to date; returns their ids by key."""
    before = _before(connection, tenant, gathered.bank)
    known = _files(connection, tenant, [row.id for row in before.values()])
    ids: dict[str, str] = {}
    rows: dict[str, list[dict[str, Any]]] = {"items": [], "versions": [], "files": []}
    for key, found in gathered.items.items():
        row = before.get(key)
        ids[key] = item_id = new_id() if row is None else str(row.id)
        version = columns(found.stored, item_id)
        rows["files"] += _new_files(tenant, item_id, found.files, known)
        if row is not None and row.digest == version["digest"]:
            report.of("items").unchanged += 1
            continue
        number = 1 if row is None else row.version + 1
        if row is None:
            report.of("items").added += 1
            rows["items"].append(_item(tenant, gathered.bank, found, item_id))
        else:
            report.of("items").changed += 1
            _raise_version(connection, tenant, item_id, number)
        rows["versions"].append(
            {"tenant": tenant, "item_id": item_id, "version": number, "imported_at": int(now()), **version}
        )
    for table, name in ((items, "items"), (item_versions, "versions"), (item_files, "files")):
        _insert(connection, table, rows[name])
    return ids


def _before(connection: Connection, tenant: str, bank: str) -> dict[str, Any]:
    """The newest versions that the bank has now, by identifier."""
    rows = connection.execute(
        select(items.c.id, items.c.identifier, items.c.version, item_versions.c.digest)
        .select_from(items.join(item_versions))
        .where(items.c.tenant == tenant, items.c.bank == bank, item_versions.c.version == items.c.version)
    )
    return {row.identifier: row for row in rows}


def _item(tenant: str, bank: str, found: Found, item_id: str) -> dict[str, Any]:
    return {"tenant": tenant, "id": item_id, "bank": bank, "identifier": found.key, "version": 1}


def _raise_version(connection: Connection, tenant: str, item_id: str, number: int) -> None:
    connection.execute(
        update(items).where(items.c.tenant == tenant, items.c.id == item_id).values(version=number)
    )


def _files(connection: Connection, tenant: str, item_ids: list[str]) -> set[tuple[str, str]]:
    """Which files which items have now."""
    return {
        (row.item_id, row.id)
        for at in range(0, len(item_ids), MANY)
        for row in connection.execute(
            select(item_files.c.item_id, item_files.c.id).where(
                item_files.c.tenant == tenant, item_files.c.item_id.in_(item_ids[at : at + MANY])
            )
        )
    }


def _new_files(
    tenant: str, item_id: str, files: Iterable[Kept], known: set[tuple[str, str]]
) -> list[dict[str, Any]]:
    rows = []
    for kept in files:
        if (item_id, kept.id) not in known:
            known.add((item_id, kept.id))
            facts = {"name": kept.name, "type": kept.type, "size": len(kept.body), "body": kept.body}
            rows.append({"tenant": tenant, "item_id": item_id, "id": kept.id, **facts})
    return rows


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    for at in range(0, len(rows), MANY):
        connection.execute(insert(table), rows[at : at + MANY])
