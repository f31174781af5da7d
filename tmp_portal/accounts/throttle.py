"""Slowing down those who guess: failures are counted by person and by address, in the database, for every worker.

By person: five free tries, then waits of 1, 2, 4 ... 60 s. By address: after 300 failures in ten minutes each further
one makes the address wait a second, which stops guessing at speed and not a school, whose rooms share one address.
A person who gets it right begins anew. Limits are checked before any password is hashed.
"""

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from tmp_portal.db.people import throttles
from tmp_portal.problems import TooMany

FREE, LONGEST_WAIT = 5, 60
ADDRESS_FREE, ADDRESS_WAIT = 300, 1
FORGET_AFTER = 600  # seconds

NO_TENANT = ""


def person(account: str, username: str) -> str:
    """The subject that stands for whoever is being tried; nobody's name is kept."""
    return hashlib.sha256(f"person {account.casefold()} {username.casefold()}".encode()).hexdigest()[:32]


def address(host: str) -> str:
    """The subject that stands for where tries come from."""
    return hashlib.sha256(f"address {host}".encode()).hexdigest()[:32]


def check(connection: Connection, subjects: tuple[str, ...], now: float) -> None:
    """Raises TooMany while one of the subjects has to wait."""
    blocked = connection.execute(
        select(throttles.c.blocked_until).where(
            throttles.c.tenant == NO_TENANT,
            throttles.c.subject.in_(subjects),
            throttles.c.blocked_until > now,
        )
    ).scalars()
    if wait := max(blocked, default=0):
        raise TooMany(retry_after=int(wait - now) + 1)


def failed(connection: Connection, who: str, where: str, now: float) -> None:
    """Count one failure for the person and for the address."""
    _count(
        connection,
        who,
        now,
        lambda failures: min(LONGEST_WAIT, 2 ** (failures - FREE)) if failures >= FREE else 0,
    )
    _count(connection, where, now, lambda failures: ADDRESS_WAIT if failures >= ADDRESS_FREE else 0)


def succeeded(connection: Connection, who: str) -> None:
    """A person who gets it right has no failures."""
    connection.execute(delete(throttles).where(throttles.c.tenant == NO_TENANT, throttles.c.subject == who))


def _count(connection: Connection, subject: str, now: float, wait_for: Callable[[int], int]) -> None:
    row = connection.execute(
        select(throttles.c.failures, throttles.c.since).where(
            throttles.c.tenant == NO_TENANT, throttles.c.subject == subject
        )
    ).one_or_none()
    fresh = row is None or now - row.since > FORGET_AFTER
    failures = 1 if fresh or row is None else row.failures + 1
    since = int(now) if fresh or row is None else row.since
    wait = wait_for(failures)
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = {"failures": failures, "since": int(now) if wait else since, "blocked_until": int(now) + wait}
    statement = insert(throttles).values(tenant=NO_TENANT, subject=subject, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["tenant", "subject"], set_=values))
