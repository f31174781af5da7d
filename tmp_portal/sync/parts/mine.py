"""My part of a class: levels, tries, results, and what I have otherwise than the class."""

from typing import Any

from sqlalchemy import Connection, and_, select

from tmp_portal.attempts.standing import standing_of
from tmp_portal.attempts.timing import own_minutes
from tmp_portal.db.attempts import accommodations, attempt_papers
from tmp_portal.db.metadata import same
from tmp_portal.db.students_work import (
    attempts,
    deliveries,
    mastery,
    standard_scores,
)
from tmp_portal.progress.levels import lowest_of_children
from tmp_portal.sync.parts.common import depths, standards_of
from tmp_tui import wire


def mine(connection: Connection, tenant: str, user_id: str, class_id: str) -> wire.MineDocument:
    """One student's own part of the class: levels, attempts, and what of their results is released."""
    nodes = standards_of(connection, tenant, class_id)
    places = {node.id: place for place, node in enumerate(nodes)}
    levels = {
        places[row.standard_id]: (row.level, row.percent)
        for row in connection.execute(
            select(mastery.c.standard_id, mastery.c.level, mastery.c.percent).where(
                mastery.c.tenant == tenant, mastery.c.user_id == user_id, mastery.c.class_id == class_id
            )
        )
        if row.standard_id in places
    }
    lowest_of_children(depths(nodes), levels)
    mine_here = and_(
        attempts.c.tenant == tenant, attempts.c.user_id == user_id, attempts.c.class_id == class_id
    )
    given = attempts.join(deliveries)
    tries = connection.execute(
        select(
            attempts,
            deliveries.c.number,
            deliveries.c.release_scores,
            attempt_papers.c.attempt_id.label("paper"),
        )
        .select_from(given.outerjoin(attempt_papers, same(attempt_papers.c.attempt_id, attempts.c.id)))
        .where(mine_here)
        .order_by(attempts.c.started_at)
    )
    scores = connection.execute(
        select(standard_scores, deliveries.c.number)
        .select_from(given.join(standard_scores))
        .where(mine_here, deliveries.c.release_scores, attempts.c.state == "scored")
        .order_by(attempts.c.submitted_at)
    )
    return wire.MineDocument(
        # Cut, not rounded: 79.6 % is not yet the 80 % that Mastery begins with.
        levels=[
            wire.StandardLevel(at, level, int(percent)) for at, (level, percent) in sorted(levels.items())
        ],
        attempts=[_attempt(row, _deadline(connection, row)) for row in tries],
        results=[
            wire.Result(places[row.standard_id], row.number, row.points, row.possible)
            for row in scores
            if row.standard_id in places
        ],
        allowed=_allowed(connection, tenant, user_id, class_id),
    )


def _deadline(connection: Connection, row: Any) -> int:
    """Until when a running attempt can be answered; 0 is no end."""
    standing = standing_of(connection, row.tenant, row.id) if row.state == "started" and row.paper else None
    return standing.time.deadline if standing is not None else 0


def _attempt(row: Any, deadline: int) -> wire.Attempt:
    shown = row.release_scores and row.state == "scored"
    return wire.Attempt(
        assessment=row.number,
        state=row.state,
        at=row.submitted_at or row.started_at,
        points=row.points if shown else -1,
        possible=row.possible if shown else -1,
        id=row.paper or "",
        deadline=deadline,
    )


def _allowed(connection: Connection, tenant: str, user_id: str, class_id: str) -> list[wire.Allowed]:
    rows = connection.execute(
        select(accommodations, deliveries.c.number, deliveries.c.minutes)
        .select_from(accommodations.join(deliveries))
        .where(
            accommodations.c.tenant == tenant,
            accommodations.c.user_id == user_id,
            deliveries.c.class_id == class_id,
        )
        .order_by(deliveries.c.number)
    )
    return [
        wire.Allowed(
            row.number, own_minutes(row.minutes, row.time_percent), row.more_attempts, row.closes_at or 0
        )
        for row in rows
    ]
