"""Letting go of what has had its time: what lies in no table can be read by nobody."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, or_, select

from tmp_portal.accounts import throttle
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.db.getting_in import audit, browser_states, device_grants, feedback, links
from tmp_portal.db.metadata import same
from tmp_portal.db.people import access_tokens, refresh_tokens, throttles, token_families

AT_ONCE = 500  # rows of a table in one transaction, for others want to write too
DAY = 86_400
# How long each is kept once it is over: a used link still says so, a reused token is still found out.
LINKS, FAMILIES, AUDIT, NOBODYS_AUDIT, FEEDBACK = 30 * DAY, 30 * DAY, 365 * DAY, 30 * DAY, 365 * DAY
THROTTLES = max(throttle.ASKS_WITHIN, throttle.FORGET_AFTER)


def sweep(database: Database, *, in_turn: bool = False) -> int:
    """Delete what is over; says how many rows that were.

    It is looked for beside the writes: to look through a district's tokens takes a second, and nobody waits for that.
    """
    write = database.write_in_turn if in_turn else database.write_now
    gone = 0
    for table, over in _over(now()):
        while True:
            found = database.read_now(partial(_found, table=table, over=over))
            if found:
                gone += write(partial(_sweep, table=table, over=over, keys=found))
            if len(found) < AT_ONCE:
                break
    return gone


def _over(at: float) -> list[tuple[Table, ColumnElement[bool]]]:
    """What is over, in an order in which nothing refers to what is gone."""
    ended = select(token_families.c.id).where(
        same(token_families.c.id, refresh_tokens.c.family_id), token_families.c.expires_at < at - FAMILIES
    )
    return [
        (links, links.c.expires_at < at - LINKS),
        (browser_states, browser_states.c.expires_at < at),
        (device_grants, device_grants.c.expires_at < at - DAY),
        (
            throttles,
            and_(
                throttles.c.tenant == throttle.NO_TENANT,  # those of a tenant no time takes back
                throttles.c.since < at - THROTTLES,
                throttles.c.blocked_until < at,
            ),
        ),
        (access_tokens, access_tokens.c.expires_at < at),
        (refresh_tokens, ended.exists()),
        (token_families, token_families.c.expires_at < at - FAMILIES),
        (feedback, feedback.c.at < at - FEEDBACK),
        (
            audit,
            or_(
                audit.c.at < at - AUDIT,
                and_(audit.c.tenant == "", audit.c.at < at - NOBODYS_AUDIT),
            ),
        ),
    ]


def _found(connection: Connection, table: Table, over: ColumnElement[bool]) -> Sequence[Any]:
    """The keys of some rows that are over."""
    return connection.execute(select(*table.primary_key.columns).where(over).limit(AT_ONCE)).all()


def _sweep(connection: Connection, table: Table, over: ColumnElement[bool], keys: Sequence[Any]) -> int:
    """Delete those of them that are over still."""
    columns = list(table.primary_key.columns)
    return sum(
        connection.execute(
            delete(table).where(over, *(column == value for column, value in zip(columns, key, strict=True)))
        ).rowcount
        for key in keys
    )
