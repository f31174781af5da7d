"""Slowing down those who guess: tries are counted by person and by address, in the database, for every worker.

By person: five free tries, then waits of 1, 2, 4 ... 60 s. A try counts before its password is looked at, so that many
at once count as many; getting it right takes the person's tries back.
By address: after 300 tries that failed in ten minutes, an answer that fails is late. Nobody is refused for their address,
for a school's rooms share one, and one student must not lock the others out.
"""

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tmp_portal.db.people import throttles
from tmp_portal.problems import TooMany

FREE, LONGEST_WAIT = 5, 60
ADDRESS_FREE, ADDRESS_DELAY = 300, 2.0  # tries, seconds
FORGET_AFTER = 600  # seconds

NO_TENANT = ""


def person(account: str, username: str, found: tuple[str, str] | None) -> str:
    """The subject for whoever is being tried: the one that was `found` (tenant, user id), else the words that were typed."""
    who = f"found {found}" if found else f"typed {account.casefold()} {username.casefold()}"
    return hashlib.sha256(who.encode()).hexdigest()[:32]


def test_ids(tenant: str, user_id: str) -> str:
    """The subject for someone who tries Test IDs."""
    return hashlib.sha256(f"test ids {tenant} {user_id}".encode()).hexdigest()[:32]


def address(host: str) -> str:
    """The subject that stands for where tries come from."""
    return hashlib.sha256(f"address {host}".encode()).hexdigest()[:32]


def begin(connection: Connection, who: str, where: str, now: float) -> int:
    """Count a try, and say how many came from the address; raises TooMany, uncounted, while the person has to wait."""
    check(connection, who, now)
    count(connection, who, now)
    return _count(connection, where, now, lambda _: 0)


def check(connection: Connection, who: str, now: float) -> None:
    """Raise TooMany while the subject has to wait."""
    blocked = connection.execute(
        select(throttles.c.blocked_until).where(
            throttles.c.tenant == NO_TENANT, throttles.c.subject == who, throttles.c.blocked_until > now
        )
    ).scalar()
    if blocked is not None:
        raise TooMany(retry_after=int(blocked - now) + 1)


def count(connection: Connection, who: str, now: float) -> None:
    """Count a try of the subject: after FREE of them each makes it wait, longer and longer."""
    _count(
        connection,
        who,
        now,
        lambda tries: min(LONGEST_WAIT, 2 ** min(tries - FREE, 6)) if tries >= FREE else 0,
    )


def tally(connection: Connection, subject: str, now: float) -> int:
    """Count something that only too many of are too much; how many there were in ten minutes."""
    return _count(connection, subject, now, lambda _: 0)


def succeeded(connection: Connection, who: str, where: str) -> None:
    """A person who gets it right has no tries, and the address one less."""
    connection.execute(delete(throttles).where(throttles.c.tenant == NO_TENANT, throttles.c.subject == who))
    connection.execute(
        update(throttles)
        .where(throttles.c.tenant == NO_TENANT, throttles.c.subject == where)
        .values(failures=throttles.c.failures - 1)
    )


def _count(connection: Connection, subject: str, now: float, wait_for: Callable[[int], int]) -> int:
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
    values = {
        "failures": failures,
        "since": int(now) if wait else since,
        "blocked_until": int(now) + 1 + wait if wait else 0,
    }
    statement = insert(throttles).values(tenant=NO_TENANT, subject=subject, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["tenant", "subject"], set_=values))
    return failures
