"""What staff do with attempts: more time, scores by hand, receipts, and what was refused."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from tmp_portal.attempts import queries
from tmp_portal.attempts.finishing import CODE_ALPHABET, CODE_LENGTH, hand_in_if_over, settle
from tmp_portal.attempts.standing import Standing, all_timed, running_at, standing_of
from tmp_portal.clock import now
from tmp_portal.db.attempts import accommodations, attempt_items, attempt_papers, delivery_rules, item_scores
from tmp_portal.db.engine import Database
from tmp_portal.db.metadata import same
from tmp_portal.db.people import users
from tmp_portal.db.students_work import attempts, deliveries
from tmp_portal.problems import NotFound
from tmp_portal.sync import documents
from tmp_tui.wire.attempts import Receipt

_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": None, " ": None})


@dataclass(frozen=True)
class Verified:
    """What a receipt stands for."""

    attempt_id: str
    user_id: str
    student: str
    receipt: Receipt


def extend(connection: Connection, tenant: str, attempt_id: str, seconds: int) -> int:
    """Give a running attempt more time, whatever cut it; returns its deadline. Raises NotFound.

    The student's app learns it with its next answer or sync (G13).
    """
    standing = standing_of(connection, tenant, attempt_id)
    if standing is None or standing.state != "started":
        raise NotFound
    extra = standing.extra + seconds
    connection.execute(
        update(attempt_papers)
        .where(attempt_papers.c.tenant == tenant, attempt_papers.c.attempt_id == attempt_id)
        .values(extra=extra)
    )
    documents.mine_changed(connection, tenant, standing.class_id, [standing.user_id])
    return standing._replace(extra=extra).time.deadline


def extend_all(
    connection: Connection, tenant: str, delivery_id: str, seconds: int, user_id: str | None = None
) -> int:
    """Give everyone who is at it more time, or only this student; returns how many that are."""
    here = [one for one in running_at(connection, tenant, delivery_id) if user_id in (None, one.user_id)]
    if not here:
        return 0
    connection.execute(
        update(attempt_papers)
        .where(
            attempt_papers.c.tenant == tenant,
            attempt_papers.c.attempt_id.in_([one.attempt_id for one in here]),
        )
        .values(extra=attempt_papers.c.extra + seconds)
    )
    documents.mine_changed(connection, tenant, here[0].class_id, [one.user_id for one in here])
    return len(here)


def accommodate(
    connection: Connection,
    tenant: str,
    delivery_id: str,
    user_id: str,
    *,
    time_percent: int | None = None,
    more_attempts: int | None = None,
    shuffle: bool | None = None,
    closes_at: int | None = None,
) -> None:
    """Let a student have it otherwise than the class; what is None stays as it was.

    A running attempt's time follows at once; 0 percent is no limit, `closes_at` 0 is the class's own window.
    """
    this = {"tenant": tenant, "delivery_id": delivery_id, "user_id": user_id}
    wanted = {"time_percent": time_percent, "more_attempts": more_attempts, "shuffle": shuffle}
    values: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    if closes_at is not None:
        values["closes_at"] = closes_at or None
    where = [accommodations.c[name] == value for name, value in this.items()]
    if connection.execute(select(accommodations.c.user_id).where(*where)).first() is None:
        connection.execute(insert(accommodations).values(**this, **values))
    elif values:
        connection.execute(update(accommodations).where(*where).values(**values))
    class_id = connection.scalar(
        select(deliveries.c.class_id).where(deliveries.c.tenant == tenant, deliveries.c.id == delivery_id)
    )
    documents.mine_changed(connection, tenant, str(class_id), [user_id])


def set_rules(
    connection: Connection,
    tenant: str,
    delivery_id: str,
    *,
    grace: int = 300,
    shuffle: bool = False,
    offline: bool = True,
) -> None:
    """How a delivery is taken: seconds of grace, items in each attempt's own order, whether offline is allowed."""
    this = delivery_rules.c.tenant == tenant, delivery_rules.c.delivery_id == delivery_id
    connection.execute(delete(delivery_rules).where(*this))
    connection.execute(
        insert(delivery_rules).values(
            tenant=tenant, delivery_id=delivery_id, grace=grace, shuffle=shuffle, offline=offline
        )
    )


def finalise_due(database: Database, on_fault: Callable[[Exception], None] | None = None) -> int:
    """Hand in every attempt, of all tenants, whose time is up, each in its own transaction (G14); returns how many.

    With `on_fault`, what cannot be handed in is told to it and keeps none of the others waiting.
    """
    moment, done = int(now()), 0
    for one in [one for one in database.read_now(all_timed) if one.is_over(moment)]:
        try:
            done += database.write_in_turn(partial(_finalise, seen=one))
        except Exception as error:
            if on_fault is None:
                raise
            on_fault(error)
    return done


def _finalise(connection: Connection, seen: Standing) -> bool:
    """Hand in an attempt if it still is to be, as it stands now."""
    standing = standing_of(connection, seen.tenant, seen.attempt_id)
    return standing is not None and hand_in_if_over(connection, standing, int(now()))


def score_by_hand(
    connection: Connection, tenant: str, attempt_id: str, name: str, points: float, by: str
) -> bool:
    """Give an item of a submitted attempt its points; whether the attempt is scored with it.

    Raises NotFound for what is not handed in, and ValueError for points that the item is not worth.
    """
    standing = standing_of(connection, tenant, attempt_id)
    if standing is None or standing.state == "started":
        raise NotFound
    worth = connection.scalar(
        select(attempt_items.c.points).where(
            attempt_items.c.tenant == tenant,
            attempt_items.c.attempt_id == attempt_id,
            attempt_items.c.name == name,
        )
    )
    if worth is None:
        raise NotFound
    if not 0 <= points <= worth:
        raise ValueError(f"the item is worth 0 to {worth:g} points")
    connection.execute(
        update(item_scores)
        .where(
            item_scores.c.tenant == tenant,
            item_scores.c.attempt_id == attempt_id,
            item_scores.c.name == name,
        )
        .values(points=points, scored_by=by, at=int(now()))
    )
    settle(connection, standing)
    return all(row.points is not None for row in queries.scores(connection, tenant, attempt_id))


def waiting_for_staff(connection: Connection, tenant: str) -> list[Any]:
    """Attempt, item and reason of what a person is to score."""
    return list(
        connection.execute(
            select(item_scores.c.attempt_id, item_scores.c.name, item_scores.c.needs_staff).where(
                item_scores.c.tenant == tenant, item_scores.c.points.is_(None)
            )
        )
    )


def verify(connection: Connection, tenant: str, code: str) -> Verified | None:
    """What was handed in under a receipt's code, however it was written down; None if nothing was (G23)."""
    written = code.upper().translate(_LOOK_ALIKES)
    if len(written) != CODE_LENGTH or not set(written) <= set(CODE_ALPHABET):
        return None
    row = connection.execute(
        select(attempt_papers, users.c.id.label("user_id"), users.c.given_name, users.c.family_name)
        .join_from(attempt_papers, attempts, same(attempts.c.id, attempt_papers.c.attempt_id))
        .join(users, same(users.c.id, attempts.c.user_id))
        .where(attempt_papers.c.tenant == tenant, attempt_papers.c.code == written)
    ).first()
    if row is None:
        return None
    questions = queries.count_items(connection, tenant, row.attempt_id)
    got = Receipt(row.code, row.handed_in_at, row.answered, questions)
    return Verified(row.attempt_id, row.user_id, f"{row.given_name} {row.family_name}", got)
