"""When the key of an assessment may be shown, by all its deliveries: one given again has the same questions (G21)."""

from typing import Any

from sqlalchemy import Connection, select

from tmp_portal.attempts import queries
from tmp_portal.attempts.standing import Standing, running, running_at
from tmp_portal.clock import now
from tmp_portal.db.attempts import accommodations
from tmp_portal.db.students_work import attempts, deliveries


def key_is_due(connection: Connection, standing: Standing, delivery: Any) -> bool:
    """Never while I am at these questions again or may be, and while my class may be only if staff said so.

    What staff said holds for who may begin this delivery once more, but not another one.
    """
    moment = int(now())
    if _is_at_it(connection, standing, delivery.assessment_id, moment):
        return False
    if delivery.key_while_open:
        return not _may_begin(connection, standing, delivery, moment, but=delivery.id)
    if is_open_in_class(connection, standing.tenant, delivery, moment):
        return False
    return not _may_begin(connection, standing, delivery, moment)


def is_open_in_class(connection: Connection, tenant: str, delivery: Any, moment: int) -> bool:
    """Whether anybody in the class takes the delivery's assessment, or may still begin to, in any of its deliveries."""
    rows = connection.execute(
        select(deliveries).where(
            deliveries.c.tenant == tenant,
            deliveries.c.class_id == delivery.class_id,
            deliveries.c.assessment_id == delivery.assessment_id,
        )
    ).all()
    return any(is_open(connection, tenant, row, moment) for row in rows)


def is_open(connection: Connection, tenant: str, delivery: Any, moment: int) -> bool:
    """Whether anybody takes a delivery, or may still begin to: its window has no end or is not over, or somebody's own is not."""
    if not delivery.closes_at or delivery.closes_at > moment:
        return True
    own = select(accommodations.c.user_id).where(
        accommodations.c.tenant == tenant,
        accommodations.c.delivery_id == delivery.id,
        accommodations.c.closes_at > moment,
    )
    if connection.execute(own).first() is not None:
        return True
    return any(not one.is_over(moment) for one in running_at(connection, tenant, delivery.id))


def _is_at_it(connection: Connection, mine: Standing, assessment_id: str, moment: int) -> bool:
    """Whether the student takes the assessment now, wherever it was given to them."""
    begun = connection.scalars(
        select(attempts.c.delivery_id)
        .select_from(attempts.join(deliveries))
        .where(
            attempts.c.tenant == mine.tenant,
            attempts.c.user_id == mine.user_id,
            attempts.c.state == "started",
            deliveries.c.assessment_id == assessment_id,
        )
    ).all()
    at_it = [running(connection, mine.tenant, mine.user_id, delivery_id) for delivery_id in begun]
    return any(one is not None and not one.is_over(moment) for one in at_it)


def _may_begin(connection: Connection, mine: Standing, delivery: Any, moment: int, *, but: str = "") -> bool:
    """Whether the student has an attempt left at the assessment, in any of their classes; `but` is a delivery's id."""
    for given in queries.deliveries_to(connection, mine.tenant, mine.user_id, delivery.assessment_id):
        closes_at = given.own_closes_at or given.closes_at
        is_over = closes_at is not None and closes_at <= moment
        if given.id != but and not is_over and queries.has_attempts_left(connection, mine.user_id, given):
            return True
    return False
