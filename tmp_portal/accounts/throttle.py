"""Slowing down those who guess: tries are counted by person and by address, in the database, for every worker.

By person: five free tries, then waits of 1, 2, 4 ... 60 s. A try counts before its password is looked at, so that many
at once count as many; getting it right takes the person's tries back. After a hundred in a row, however slowly they came,
no password is right until there is a new one.
By address: after 300 tries that failed in ten minutes, an answer that fails is late. Nobody is refused for their address,
for a school's rooms share one, and one student must not lock the others out. Links and codes are guessed at by address
only: after 10 that were none of ours an answer that fails is late.
Mail to an address that somebody typed: three in half an hour, whoever they are. That is as long as the last one is good for:
who asks for others keeps nobody out.
"""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from tmp_portal.db.people import throttles
from tmp_portal.db.prepared import Prepared, PreparedWrite, upsertion
from tmp_portal.problems import TooMany

FREE, LONGEST_WAIT = 5, 60
MOST_IN_A_ROW = 100  # wrong passwords of a person (NIST SP 800-63B)
ADDRESS_FREE, ADDRESS_DELAY = 300, 2.0  # tries, seconds
GUESSES_FREE = 10  # links and codes that were none of ours
ASKS, ASKS_WITHIN = 3, 1800  # mails to an address, seconds: no longer than their links live
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


def guesses(host: str) -> str:
    """The subject for whoever guesses at links and codes from there."""
    return hashlib.sha256(f"guesses {host}".encode()).hexdigest()[:32]


def browser(word: str) -> str:
    """The subject for whoever guesses at terminals' codes in one browser."""
    return hashlib.sha256(f"browser {word}".encode("utf-8", "replace")).hexdigest()[:32]


def devices(host: str) -> str:
    """The subject for terminals there that ask to be let in."""
    return hashlib.sha256(f"devices {host}".encode()).hexdigest()[:32]


def askers(host: str) -> str:
    """The subject for whoever asks from there to have something mailed."""
    return hashlib.sha256(f"askers {host}".encode()).hexdigest()[:32]


def asks(what: str, email: str) -> str:
    """The subject for an address to which something is to be mailed."""
    return hashlib.sha256(f"asks {what} {email.casefold()}".encode()).hexdigest()[:32]


class Tries(NamedTuple):
    """How many there were of a person and from an address within ten minutes, and of the person in a row, this one included."""

    of_person: int
    from_address: int
    in_a_row: int


def begin(connection: Connection, who: str, where: str, now: float, tenant: str = NO_TENANT) -> Tries:
    """Count a try; raises TooMany, uncounted, while the person has to wait. `tenant` is theirs, where they are known."""
    check(connection, who, now)
    row = in_a_row(connection, tenant, who, now) if tenant else 0
    return Tries(count(connection, who, now), tally(connection, where, now), row)


def in_a_row(connection: Connection, tenant: str, who: str, now: float) -> int:
    """Count a try at somebody's password, and say how many there were since one was right: no time takes these back."""
    row = _row(connection, who, tenant)
    failures = row.failures + 1 if row else 1
    _put(connection, who, tenant, failures=failures, since=int(now), blocked_until=0)
    return failures


def tally(connection: Connection, subject: str, now: float) -> int:
    """Count something that is never refused, and say how often it was within ten minutes."""
    return _count(connection, subject, now, lambda _: 0)


def ask(connection: Connection, who: str, now: float, most: int = ASKS) -> int:
    """Count a mail that is asked for, and say how many there were within ASKS_WITHIN.

    Raises TooMany, uncounted, for one more than `most`.
    """
    check(connection, who, now)
    row = _row(connection, who)
    fresh = row is None or now - row.since >= ASKS_WITHIN
    asked, since = (1, int(now)) if fresh or row is None else (row.failures + 1, row.since)
    _put(
        connection,
        who,
        failures=asked,
        since=since,
        blocked_until=since + ASKS_WITHIN if asked >= most else 0,
    )
    return asked


def check(connection: Connection, who: str, now: float) -> None:
    """Raise TooMany while the subject has to wait."""
    row = _row(connection, who)
    if row is not None and row.blocked_until > now:
        raise TooMany(retry_after=int(row.blocked_until - now) + 1)


def count(connection: Connection, who: str, now: float) -> int:
    """Count a try of the subject, and say how many there were: after FREE each makes it wait, longer and longer."""
    return _count(
        connection,
        who,
        now,
        lambda tries: min(LONGEST_WAIT, 2 ** min(tries - FREE, 6)) if tries >= FREE else 0,
    )


def succeeded(connection: Connection, tenant: str, who: str, where: str) -> None:
    """A person who gets it right has no tries, and the address one less."""
    forget(connection, who, tenant)
    _one_less.run(connection, of_tenant=NO_TENANT, of_subject=where, by=1)


def forget(connection: Connection, who: str, tenant: str = NO_TENANT) -> None:
    """The subject has no tries; a person of this `tenant` none in a row either."""
    for theirs in {NO_TENANT, tenant}:
        _forget.run(connection, tenant=theirs, subject=who)


def _count(connection: Connection, subject: str, now: float, wait_for: Callable[[int], int]) -> int:
    row = _row(connection, subject)
    fresh = row is None or now - row.since > FORGET_AFTER
    failures = 1 if fresh or row is None else row.failures + 1
    since = int(now) if fresh or row is None else row.since
    wait = wait_for(failures)
    _put(
        connection,
        subject,
        failures=failures,
        since=int(now) if wait else since,
        blocked_until=int(now) + 1 + wait if wait else 0,
    )
    return failures


class _Counted(NamedTuple):
    failures: int
    since: int
    blocked_until: int


_counted = Prepared(
    select(throttles.c.failures, throttles.c.since, throttles.c.blocked_until).where(
        throttles.c.tenant == bindparam("tenant"), throttles.c.subject == bindparam("subject")
    ),
    _Counted,
)
_keep = upsertion(throttles, ["tenant", "subject"], "failures", "since", "blocked_until")
_one_less = PreparedWrite(
    update(throttles)
    .where(throttles.c.tenant == bindparam("of_tenant"), throttles.c.subject == bindparam("of_subject"))
    .values(failures=throttles.c.failures - bindparam("by"))
)
_forget = PreparedWrite(
    delete(throttles).where(
        throttles.c.tenant == bindparam("tenant"), throttles.c.subject == bindparam("subject")
    )
)


def _row(connection: Connection, subject: str, tenant: str = NO_TENANT) -> _Counted | None:
    return _counted.one(connection, tenant=tenant, subject=subject)


def _put(
    connection: Connection,
    subject: str,
    tenant: str = NO_TENANT,
    *,
    failures: int,
    since: int,
    blocked_until: int,
) -> None:
    _keep.run(
        connection,
        tenant=tenant,
        subject=subject,
        failures=failures,
        since=since,
        blocked_until=blocked_until,
    )
