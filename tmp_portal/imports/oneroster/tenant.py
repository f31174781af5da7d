"""Whose roster it is: the district, or school on its own, at the top of the file and its place in the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from tmp_portal.db.people import accounts, orgs, tenants
from tmp_portal.ids import new_tenant_id
from tmp_portal.imports.oneroster.read import Row
from tmp_portal.imports.report import Faults


@dataclass(frozen=True)
class Place:
    """A tenant, and whether it is yet to be made."""

    tenant: str
    name: str
    is_new: bool = False


NOWHERE = Place("", "")


def stamps(connection: Connection) -> list[tuple[str, int]]:
    """Every tenant with the time of its newest roster: what a plan was made on."""
    return list(connection.execute(select(tenants.c.tenant, tenants.c.roster_at).order_by(tenants.c.tenant)))


def find_place(
    connection: Connection, file: str, rows: Sequence[Row], *, whole: bool, into: str | None, faults: Faults
) -> Place:
    """The tenant that the orgs in `rows` belong to, or with `into` the one with that account number.

    `whole`: the rows are all orgs that there are, so the top is among them. NOWHERE where a fault was noted.
    """
    top = _top(rows, whole=whole, faults=faults)
    if whole and top is None:
        return NOWHERE
    if into is not None:
        place = _numbered(connection, into, faults)
    elif top is None:
        place = _only(connection, file, faults)
    else:
        place = _with_top(connection, top) or _new(connection, top, whole=whole)
    return replace(place, name=top.text("name")) if top and place != NOWHERE else place


def _new(connection: Connection, top: Row, *, whole: bool) -> Place:
    if whole or not stamps(connection):
        return Place(new_tenant_id(), "", is_new=True)
    top.fault("sourcedId", "a district that is loaded; a new one begins with a bulk file")
    return NOWHERE


def _top(rows: Sequence[Row], *, whole: bool, faults: Faults) -> Row | None:
    """The district, or where there is none the only school; what is above a district does not count."""
    by_id = {row.sourced_id: row for row in rows if not row.gone}
    districts = [row for row in by_id.values() if row["type"] == "district"]
    tops = [row for row in districts if not any(above["type"] == "district" for above in _above(row, by_id))]
    if not tops and whole:
        tops = [row for row in by_id.values() if row["type"] == "school"]
    if len(tops) > 1:
        tops[1].fault("type", f"one district, or one school on its own; line {tops[0].line} has the first")
    elif not tops and whole:
        faults.add("orgs.csv", 0, "type", "", "an org of the type district, or one school on its own")
    return tops[0] if len(tops) == 1 else None


def _above(row: Row, by_id: dict[str, Row]) -> Iterator[Row]:
    passed = {row.sourced_id}
    while (parent := by_id.get(row["parentSourcedId"])) and parent.sourced_id not in passed:
        passed.add(parent.sourced_id)
        yield parent
        row = parent


def _numbered(connection: Connection, number: str, faults: Faults) -> Place:
    statement = (
        select(tenants.c.tenant, tenants.c.name)
        .join(accounts, accounts.c.tenant == tenants.c.tenant)
        .where(accounts.c.number == number.lower())
    )
    row = connection.execute(statement).first()
    if row is None:
        faults.add("--into", 0, "", number, "the account number of a district or school that is loaded")
        return NOWHERE
    return Place(row.tenant, row.name)


def _only(connection: Connection, file: str, faults: Faults) -> Place:
    rows = connection.execute(
        select(tenants.c.tenant, tenants.c.name).order_by(tenants.c.name).limit(20)
    ).all()
    if len(rows) == 1:
        return Place(rows[0].tenant, rows[0].name)
    if rows:
        expected = f"an account number after --into, for there are several districts: {', '.join(row.name for row in rows)}"
    else:
        expected = "a file with orgs.csv first, for no district or school is loaded yet"
    faults.add(file, 0, "", "", expected)
    return NOWHERE


def _with_top(connection: Connection, top: Row) -> Place | None:
    """The tenant with this org at its top; that two districts call themselves alike does not make them one."""
    statement = (
        select(orgs.c.tenant, orgs.c.name, orgs.c.type, orgs.c.identifier)
        .where(orgs.c.sourced_id == top.sourced_id, orgs.c.type.in_(("district", "school")))
        .order_by(orgs.c.type, orgs.c.tenant)
    )
    districts = select(orgs.c.tenant).where(orgs.c.type == "district")
    with_district = set(connection.execute(districts).scalars())
    for row in connection.execute(statement):
        is_top = row.type == "district" or row.tenant not in with_district
        renumbered = row.identifier and top["identifier"] and row.identifier != top["identifier"]
        if is_top and not (renumbered and row.name.casefold() != top["name"].casefold()):
            return Place(row.tenant, row.name)
    return None
