"""What a roster changes: all of its files checked and compared with what is stored, and nothing written yet.

The database is only read here, so that checking a large roster keeps no student's answer waiting.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, select

from tmp_portal.db import people
from tmp_portal.imports.archive import Archive
from tmp_portal.imports.oneroster import kinds
from tmp_portal.imports.oneroster.accounts import settle_accounts
from tmp_portal.imports.oneroster.kinds import Kind, Known
from tmp_portal.imports.oneroster.manifest import Contents, read_contents
from tmp_portal.imports.oneroster.read import Mode, Row, Source
from tmp_portal.imports.oneroster.report import RosterReport
from tmp_portal.imports.oneroster.settle import Settling, Work, refuse_taken_usernames, settle_terms
from tmp_portal.imports.oneroster.spool import Spool
from tmp_portal.imports.oneroster.tenant import NOWHERE, Place, find_place, stamps
from tmp_portal.imports.report import Faults


@dataclass(frozen=True)
class Wishes:
    """What the administrator asks for besides the file."""

    numbers: Mapping[str, str] = field(default_factory=dict)
    into: str | None = None
    allow_removals: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Plan:
    """What `load` does to the tenant at `place`; `stamps` are all tenants as they were before it was made."""

    file: str
    place: Place
    stamps: Sequence[tuple[str, int]]
    report: RosterReport


def make_plan(connection: Connection, file: str, archive: Archive, wishes: Wishes, spool: Spool) -> Plan:
    """Check and compare a whole roster; raises ImportRefused with all that is wrong with it."""
    _read_sparingly(connection)
    seen, faults, report = stamps(connection), Faults(), RosterReport(file, wishes.dry_run)
    contents = read_contents(archive, report, faults)
    sources = {kind: Source(archive, kind.columns, mode, faults) for kind, mode in _kinds(contents)}
    orgs = sources.get(kinds.ORGS)
    rows = list(orgs.rows()) if orgs else []
    place = _place(connection, file, orgs, rows, wishes, faults)
    known = Known(contents.modes, lambda table: _stored_ids(connection, table, place))
    work = Work(connection, place.tenant, known, spool, report)
    for kind, source in sources.items():
        _settle(work, kind, source, rows if source is orgs else _rows(kind, source, known), wishes)
    if place != NOWHERE:
        settle_accounts(work, rows, whole=_is_bulk(orgs), asked=wishes.numbers, faults=faults)
    faults.refuse_if_any()
    report.title = f"{file}: OneRoster {contents.version} for {place.name}"
    if place.is_new:
        report.note(f"{place.name} is new here")
    return Plan(file, place, seen, report)


def _read_sparingly(connection: Connection) -> None:
    """A pass over whole tables is not to be held in memory by SQLite's memory map."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA mmap_size=0")


def _place(
    connection: Connection,
    file: str,
    orgs: Source | None,
    rows: Sequence[Row],
    wishes: Wishes,
    faults: Faults,
) -> Place:
    if orgs and not orgs.whole:
        return NOWHERE
    return find_place(connection, file, rows, whole=_is_bulk(orgs), into=wishes.into, faults=faults)


def _is_bulk(source: Source | None) -> bool:
    return source is not None and source.mode == "bulk"


def _kinds(contents: Contents) -> Iterator[tuple[Kind, Mode]]:
    """The kinds whose files are there, each with its file's mode."""
    for kind in kinds.ALL_WITH_ROLES_IN_USERS if contents.roles_in_users else kinds.ALL:
        if mode := contents.modes.get(kind.columns.file):
            yield kind, mode


def _rows(kind: Kind, source: Source, known: Known) -> Iterable[Row]:
    if kind is not kinds.ROLES_OF_USERS:
        return source.rows()
    # The second time through users.csv; what cannot be read of it was told the first time.
    users = Source(source.archive, kind.columns, source.mode, Faults())
    return (row for user in users.rows() for row in kinds.roles_of_user(user, known, source))


def _settle(work: Work, kind: Kind, source: Source, rows: Iterable[Row], wishes: Wishes) -> None:
    settling = Settling(work, kind, source)
    settling.settle(rows)
    if kind.table is people.users and source.mode == "delta":
        refuse_taken_usernames(work, source)
    if source.faults.count:
        return  # what is gone can only be told from a file that is good
    if source.mode == "bulk":
        settling.leave_missing(allow_removals=wishes.allow_removals)
    elif kind is kinds.ROLES_OF_USERS:
        settling.leave_others()
    if kind is kinds.CLASSES:
        settle_terms(work)
    for note in source.notes():
        work.report.note(note)


def _stored_ids(connection: Connection, table: Table, place: Place) -> dict[str, str] | None:
    """The ids of a tenant's records by sourcedId, None where it is not known whose they are."""
    if place == NOWHERE:
        return None
    statement = select(table.c.sourced_id, table.c.id).where(table.c.tenant == place.tenant)
    return dict(connection.execute(statement).all())
