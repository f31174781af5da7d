"""Writing what was planned, in one transaction."""

from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from tmp_portal import clock
from tmp_portal.accounts import addresses
from tmp_portal.db.people import tenants, users
from tmp_portal.imports.oneroster.plan import Plan
from tmp_portal.imports.oneroster.spool import Spool, Writes
from tmp_portal.imports.oneroster.tenant import stamps
from tmp_portal.imports.report import Fault, ImportRefused
from tmp_portal.sync import documents


def load(connection: Connection, plan: Plan, spool: Spool) -> None:
    """Write all of a plan; raises ImportRefused where another roster was loaded since it was made."""
    if stamps(connection) != plan.stamps:
        expected = "no other roster to be loaded at the same time; import it again"
        raise ImportRefused([Fault(plan.file, 0, "", "", expected)], 1)
    _stamp(connection, plan)
    for writes in spool:
        _write(connection, plan.place.tenant, writes)
    addresses.call_back(connection, plan.place.tenant, clock.now())
    documents.everything_changed(connection, plan.place.tenant)


def _stamp(connection: Connection, plan: Plan) -> None:
    now = int(clock.now())
    seen = dict(plan.stamps).get(plan.place.tenant)
    if seen is None:
        connection.execute(
            insert(tenants).values(
                tenant=plan.place.tenant, name=plan.place.name, created_at=now, roster_at=now
            )
        )
        return
    values = {"name": plan.place.name, "roster_at": max(now, seen + 1)}
    connection.execute(update(tenants).where(tenants.c.tenant == plan.place.tenant).values(values))


def _write(connection: Connection, tenant: str, writes: Writes) -> None:
    table, names = writes.table, writes.names
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in writes.rows]
    if table is users and "email_key" in names:
        given = {row["id"]: row["email_key"] for row in rows}
        addresses.give_way(connection, tenant, given, clock.now())
    if writes.act == "insert":
        connection.execute(insert(table), [row | {"tenant": tenant} for row in rows])
        return
    keys = [column.name for column in table.primary_key.columns if column.name != "tenant"]
    where = [table.c.tenant == tenant, *(table.c[key] == bindparam(f"its_{key}") for key in keys)]
    for row in rows:
        row.update({f"its_{key}": row.pop(key) for key in keys})
    if writes.act == "update":
        statement = (
            update(table).where(*where).values({name: bindparam(name) for name in names if name not in keys})
        )
        connection.execute(statement, rows)
    else:
        connection.execute(delete(table).where(*where), rows)
