"""Letting one student take an assessment once more; what they did before stays (G10)."""

from typing import Any

from sqlalchemy import Connection, select

from tmp_portal.attempts import queries
from tmp_portal.attempts.staff import accommodate
from tmp_portal.attempts.standing import running
from tmp_portal.clock import now
from tmp_portal.db.attempts import accommodations
from tmp_portal.errors import NotDone


def own_terms(connection: Connection, tenant: str, delivery_id: str, user_id: str) -> Any:
    """What a student has otherwise than the class, or None."""
    return connection.execute(
        select(accommodations).where(
            accommodations.c.tenant == tenant,
            accommodations.c.delivery_id == delivery_id,
            accommodations.c.user_id == user_id,
        )
    ).one_or_none()


def reopen(connection: Connection, tenant: str, delivery: Any, user_id: str, until: int | None = None) -> int:
    """Let a student begin one more attempt, if they have none left, and until then where the window is over.

    Returns how many attempts they have left (0: any number); raises NotDone.
    """
    moment = int(now())
    at_it = running(connection, tenant, user_id, delivery.id)
    if at_it is not None and not at_it.is_over(moment):
        raise NotDone("the student is at it now. Give more time instead: tmp-portal extend")
    own = own_terms(connection, tenant, delivery.id, user_id)
    closes_at = until or (own and own.closes_at) or delivery.closes_at
    if closes_at and closes_at <= moment:
        raise NotDone("its window is over. Say until when the student may begin and end: --until WHEN")
    more, used = (
        own.more_attempts if own else 0,
        queries.count_attempts(connection, tenant, user_id, delivery.id),
    )
    needed = max(more, used + 1 - delivery.attempts) if delivery.attempts else more
    accommodate(connection, tenant, delivery.id, user_id, more_attempts=needed, closes_at=until)
    return int(delivery.attempts and delivery.attempts + needed - used)
