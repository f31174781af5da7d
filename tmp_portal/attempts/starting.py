"""Beginning an attempt: all of it or nothing, once for each key (G17)."""

import os
from typing import Any

from sqlalchemy import Connection, insert, select

from tmp_portal.accounts import guessing
from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts import queries
from tmp_portal.attempts.finishing import hand_in_if_over
from tmp_portal.attempts.paper import known, shuffled
from tmp_portal.attempts.refusals import NoAttemptsLeft, NoItems, NotHere
from tmp_portal.attempts.standing import running, standing_of
from tmp_portal.clock import now
from tmp_portal.db.attempts import attempt_items, attempt_papers, attempt_starts, attempt_writers
from tmp_portal.db.students_work import attempts
from tmp_portal.ids import new_id
from tmp_portal.problems import Closed, NotFound, NotOpenYet, TestIdExpired
from tmp_portal.sync import documents
from tmp_tui.wire.attempts import Start


def start(connection: Connection, caller: Caller, class_id: str, number: int, asked: Start) -> str:
    """The id of the attempt that this key began, of the one that is running, or of a new one.

    Raises NotFound, NotOpenYet, Closed, NotHere, TooMany, TestIdExpired, NoAttemptsLeft, NoItems.
    """
    tenant, moment = caller.tenant, int(now())
    given = queries.delivery(connection, tenant, caller.user_id, class_id, number)
    if given is None:
        raise NotFound
    before = _begun_by(connection, caller, given.id, asked.key)
    if before is not None:
        standing = standing_of(connection, tenant, before)
        if standing is not None:
            hand_in_if_over(connection, standing, moment)
        return before
    before_this = running(connection, tenant, caller.user_id, given.id)
    if before_this is not None and not hand_in_if_over(connection, before_this, moment):
        _remember(connection, caller, given.id, asked.key, before_this.attempt_id)
        return before_this.attempt_id
    _check_allowed(connection, caller, given, asked, moment)
    attempt_id = _begin(connection, caller, given, asked, moment)
    _remember(connection, caller, given.id, asked.key, attempt_id)
    documents.mine_changed(connection, tenant, class_id, [caller.user_id])
    return attempt_id


def _begun_by(connection: Connection, caller: Caller, delivery_id: str, key: str) -> str | None:
    return connection.scalar(
        select(attempt_starts.c.attempt_id).where(
            attempt_starts.c.tenant == caller.tenant,
            attempt_starts.c.user_id == caller.user_id,
            attempt_starts.c.delivery_id == delivery_id,
            attempt_starts.c.key == key,
        )
    )


def _remember(connection: Connection, caller: Caller, delivery_id: str, key: str, attempt_id: str) -> None:
    connection.execute(
        insert(attempt_starts).values(
            tenant=caller.tenant,
            user_id=caller.user_id,
            delivery_id=delivery_id,
            key=key,
            attempt_id=attempt_id,
        )
    )


def _check_allowed(connection: Connection, caller: Caller, given: Any, asked: Start, moment: int) -> None:
    if given.opens_at is not None and moment < given.opens_at:
        raise NotOpenYet(opens_at=given.opens_at)
    closes_at = given.own_closes_at or given.closes_at
    if closes_at is not None and closes_at <= moment:
        raise Closed
    if not given.in_portal:
        _check_test_id(connection, caller, given, asked)
        if given.test_id_expires_at is not None and given.test_id_expires_at <= moment:
            raise TestIdExpired
    if not queries.has_attempts_left(connection, caller.user_id, given):
        raise NoAttemptsLeft


def _check_test_id(connection: Connection, caller: Caller, given: Any, asked: Start) -> None:
    """Who guesses here counts as they do where Test IDs are looked up, and has to wait (S2)."""
    if not asked.test_id:
        raise NotHere
    moment = now()
    guessing.check(connection, caller, moment)
    if asked.test_id != given.test_id:
        guessing.wrong(connection, caller, moment)
        raise NotHere


def _begin(connection: Connection, caller: Caller, given: Any, asked: Start, moment: int) -> str:
    tenant, attempt_id, writer = caller.tenant, new_id(), new_id()
    seed = int.from_bytes(os.urandom(4)) >> 1
    rows = queries.items_to_take(connection, tenant, given.assessment_id)
    if not rows:
        raise NoItems
    mixed = given.shuffle if given.own_shuffle is None else given.own_shuffle
    if mixed:
        rows = shuffled(rows, [str(row.position) for row in rows], seed=seed)
    connection.execute(
        insert(attempts).values(
            tenant=tenant,
            id=attempt_id,
            delivery_id=given.id,
            class_id=given.class_id,
            user_id=caller.user_id,
            state="started",
            started_at=moment,
        )
    )
    connection.execute(
        insert(attempt_papers).values(
            tenant=tenant,
            attempt_id=attempt_id,
            seed=seed,
            marks=b"{}",
            writer=writer,
            place=asked.place,
            written_since=moment,
        )
    )
    connection.execute(
        insert(attempt_writers).values(
            tenant=tenant,
            attempt_id=attempt_id,
            key=asked.key,
            writer=writer,
            place=asked.place,
            since=moment,
        )
    )
    connection.execute(insert(attempt_items), _items(tenant, attempt_id, rows))
    return attempt_id


def _items(tenant: str, attempt_id: str, rows: list[Any]) -> list[dict[str, Any]]:
    """The attempt's own rows; an item that is in the assessment again gets another name."""
    names: list[str] = []
    made = []
    for position, row in enumerate(rows):
        times = sum(name.partition("~")[0] == row.item_id for name in names)
        names.append(f"{row.item_id}~{times + 1}" if times else row.item_id)
        made.append(
            {
                "tenant": tenant,
                "attempt_id": attempt_id,
                "name": names[-1],
                "position": position,
                "item_id": row.item_id,
                "version": row.version,
                "points": row.worth,
                "said_before": row.said_before,
                "shape": known(row).shape,
            }
        )
    return made
