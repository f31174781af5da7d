"""Comparing the rows of a file with what is stored, so that only what differs is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy import Row as Stored

from tmp_portal.db.people import users
from tmp_portal.db.school import class_terms
from tmp_portal.ids import new_id
from tmp_portal.imports.oneroster.ids import Ids
from tmp_portal.imports.oneroster.kinds import Kind, Known, Values
from tmp_portal.imports.oneroster.read import Row, Source
from tmp_portal.imports.oneroster.report import RosterReport
from tmp_portal.imports.oneroster.spool import Spool

BATCH = 2000
FEW = 20  # so many records may become inactive without a question

_FIXED = ("id", "sourced_id", "active", "modified_at")


@dataclass(frozen=True)
class Work:
    """What all kinds share: the tenant's stored records are compared, what is to be written goes to the spool."""

    connection: Connection
    tenant: str
    known: Known
    spool: Spool
    report: RosterReport


class Settling:
    """The records of one kind: new ones are added, others changed where they differ, or made inactive."""

    def __init__(self, work: Work, kind: Kind, source: Source) -> None:
        self._work, self._kind, self._source = work, kind, source
        self._ids = kind.ids(work.known) if kind.ids else None
        self._changes = work.report.of(kind.name)
        self._stamp = ("modified_at",) if source.mode == "delta" else ()
        self._added: list[Values] = []
        self._changed: list[Values] = []
        self._left: list[Values] = []
        self._seen: set[str] = set()

    def settle(self, rows: Iterable[Row]) -> None:
        """Compare all rows with the stored records of their sourcedIds."""
        rows = self._each_once(rows)
        while batch := list(islice(rows, None if self._kind.whole else BATCH)):
            self._settle_batch(batch)
            if self._kind.whole and self._ids:
                self._refuse_circles(batch, self._ids)
        if self._ids:
            self._ids.whole &= self._source.whole

    def _each_once(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            if row.sourced_id in self._seen:
                row.fault("sourcedId", "an id that no line above has")
            else:
                self._seen.add(row.sourced_id)
                yield row

    def _settle_batch(self, rows: list[Row]) -> None:
        stored = self._stored(rows)
        added = [row.sourced_id for row in rows if row.sourced_id not in stored and not row.gone]
        # Sorted, so that an index is written page after page and not all over.
        ids = dict(zip(added, sorted(new_id() for _ in added), strict=True))
        if self._ids:
            self._ids.here.update(ids)
            self._ids.here.update((sourced_id, old.id) for sourced_id, old in stored.items())
        for row in rows:
            if old := stored.get(row.sourced_id):
                self._compare(row, old)
            else:
                self._add(row, ids.get(row.sourced_id))
        self._flush()

    def _stored(self, rows: list[Row]) -> dict[str, Stored[Any]]:
        table, names = self._kind.table, (*_FIXED, *self._kind.content)
        statement = select(*(table.c[name] for name in names)).where(
            table.c.tenant == bindparam("tenant"), table.c.sourced_id.in_(bindparam("named", expanding=True))
        )
        given = {"tenant": self._work.tenant, "named": [row.sourced_id for row in rows]}
        return {row.sourced_id: row for row in self._work.connection.execute(statement, given)}

    def _add(self, row: Row, new: str | None) -> None:
        if new is None:
            row.note("tobedeleted, but never loaded")
        elif values := self._kind.values(row, self._work.known):
            self._added.append((new, row.sourced_id, *self._stamp_of(row), *values))

    def _compare(self, row: Row, old: Stored[Any]) -> None:
        if row.modified_at is not None and row.modified_at < old.modified_at:
            row.note("older than what is loaded, left out")
            if self._ids:
                self._ids.skipped.add(row.sourced_id)
            return
        values = None if row.gone else self._kind.values(row, self._work.known)
        if values is None:
            if old.active:
                self._left.append((old.id, *self._stamp_of(row), False))
        elif old.active and old[len(_FIXED) :] == values and row.modified_at in (None, old.modified_at):
            self._changes.unchanged += 1
        else:
            self._changed.append((old.id, *self._stamp_of(row), True, *values))

    def _stamp_of(self, row: Row) -> Values:
        return (row.modified_at,) if self._stamp else ()

    def _flush(self) -> None:
        table, content, put = self._kind.table, self._kind.content, self._work.spool.put
        put(table, "insert", ("id", "sourced_id", *self._stamp, *content), self._added)
        put(table, "update", ("id", *self._stamp, "active", *content), self._changed)
        put(table, "update", ("id", *self._stamp, "active"), self._left)
        self._changes.added += len(self._added)
        self._changes.changed += len(self._changed)
        self._changes.inactive += len(self._left)
        self._added, self._changed, self._left = [], [], []

    def _refuse_circles(self, rows: list[Row], ids: Ids) -> None:
        """A record is not among those above it, be they in the file or stored."""
        table, parents = self._kind.table, dict[str, str | None]()
        if self._source.mode == "delta":
            statement = select(table.c.id, table.c.parent_id).where(table.c.tenant == self._work.tenant)
            parents.update(self._work.connection.execute(statement).all())
        parents.update(self._work.known.parents)
        for row in rows:
            if not row.gone and _is_above_itself(ids.here[row.sourced_id], parents):
                row.fault("parentSourcedId", "a parent that is not below this")

    def leave_missing(self, *, allow_removals: bool) -> None:
        """Make inactive what a bulk file no longer has; half of all users at once, or a whole table, is a fault."""
        table = self._kind.table
        active = self._leave(
            select(table.c.id, table.c.sourced_id), lambda record: record.sourced_id not in self._seen
        )
        left = self._changes.inactive
        too_many = 2 * left > active if table is users else self._source.count == 0
        if left > FEW and too_many and not allow_removals:
            value = f"{left:,} of {active:,} active {self._kind.name} would become inactive"
            expected = "a file that leaves more of them, or --allow-removals if they are gone indeed"
            self._source.faults.add(self._source.file, 0, "", value, expected)

    def leave_others(self) -> None:
        """Make inactive the roles that the users of a 1.1 delta file no longer have."""
        ids = self._work.known.users
        told = {ids.here[name] for name in ids.here.keys() - ids.skipped}
        table = self._kind.table
        statement = select(table.c.id, table.c.sourced_id, table.c.user_id)
        self._leave(statement, lambda record: record.user_id in told and record.sourced_id not in self._seen)

    def _leave(self, statement: Select[Any], leaves: Callable[[Stored[Any]], bool]) -> int:
        """Make inactive what `leaves`; returns how many active records there were."""
        table, active = self._kind.table, 0
        result = self._work.connection.execute(
            statement.where(table.c.tenant == self._work.tenant, table.c.active)
        )
        for records in result.yield_per(BATCH).partitions():
            left = [(record.id, False) for record in records if leaves(record)]
            self._work.spool.put(table, "update", ("id", "active"), left)
            self._changes.inactive += len(left)
            active += len(records)
        return active


def settle_terms(work: Work) -> None:
    """The terms of each class that the file tells of."""
    wanted = {
        (class_id, session_id) for class_id, sessions in work.known.terms.items() for session_id in sessions
    }
    statement = select(class_terms.c.class_id, class_terms.c.session_id).where(
        class_terms.c.tenant == work.tenant
    )
    rows = work.connection.execute(statement)
    stored = {(class_id, session_id) for class_id, session_id in rows if class_id in work.known.terms}
    changes = work.report.of("class terms")
    changes.added, changes.inactive = len(wanted - stored), len(stored - wanted)
    changes.unchanged = len(stored & wanted)
    work.spool.put(class_terms, "delete", ("class_id", "session_id"), sorted(stored - wanted))
    work.spool.put(class_terms, "insert", ("class_id", "session_id"), sorted(wanted - stored))


def refuse_taken_usernames(work: Work, source: Source) -> None:
    """A delta file's usernames must not be those of active users that it does not tell of."""
    told, lines = work.known.users.here.keys() - work.known.users.skipped, work.known.usernames
    statement = select(users.c.username_key, users.c.sourced_id).where(
        users.c.tenant == work.tenant,
        users.c.active,
        users.c.username_key.in_(bindparam("keys", expanding=True)),
    )
    keys = iter(lines)
    while batch := list(islice(keys, BATCH)):
        for key, sourced_id in work.connection.execute(statement, {"keys": batch}):
            if sourced_id not in told:
                expected = f"a username that no other active user has; {sourced_id} has it"
                source.faults.add(source.file, lines[key], "username", key, expected)


def _is_above_itself(start: str, parents: dict[str, str | None]) -> bool:
    above, passed = parents.get(start), set[str]()
    while above and above not in passed:
        if above == start:
            return True
        passed.add(above)
        above = parents.get(above)
    return False
