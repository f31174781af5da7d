"""What the rules of attempts need to know; what every save asks is in `standing`."""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, select

from tmp_portal.assessments.rules import rule
from tmp_portal.db.attempts import (
    accommodations,
    attempt_answers,
    attempt_items,
    attempt_papers,
    delivery_rules,
    item_scores,
    refused_answers,
)
from tmp_portal.db.items import assessment_items, item_standards, item_versions, items
from tmp_portal.db.metadata import same
from tmp_portal.db.school import classes, enrollments
from tmp_portal.db.students_work import assessments, attempts, deliveries

_OF_THIS = (
    attempt_answers.c.tenant == bindparam("tenant"),
    attempt_answers.c.attempt_id == bindparam("attempt"),
)
_NEWEST = (
    select(attempt_answers.c.name, func.max(attempt_answers.c.version).label("version"))
    .where(*_OF_THIS)
    .group_by(attempt_answers.c.name)
    .subquery()
)
_LATEST_OF_ALL = (
    select(attempt_answers)
    .join(
        _NEWEST,
        and_(_NEWEST.c.name == attempt_answers.c.name, _NEWEST.c.version == attempt_answers.c.version),
    )
    .where(*_OF_THIS)
)


def latest_answers(connection: Connection, tenant: str, attempt_id: str) -> dict[str, Any]:
    """By item, the answers that count."""
    rows = connection.execute(_LATEST_OF_ALL, {"tenant": tenant, "attempt": attempt_id})
    return {row.name: row for row in rows}


_GIVEN = (
    select(
        deliveries,
        rule("shuffle"),
        accommodations.c.more_attempts,
        accommodations.c.shuffle.label("own_shuffle"),
        accommodations.c.closes_at.label("own_closes_at"),
    )
    .select_from(
        deliveries.join(enrollments, same(enrollments.c.class_id, deliveries.c.class_id))
        .join(classes, same(classes.c.id, deliveries.c.class_id))
        .outerjoin(delivery_rules, same(delivery_rules.c.delivery_id, deliveries.c.id))
        .outerjoin(
            accommodations,
            and_(
                same(accommodations.c.delivery_id, deliveries.c.id),
                accommodations.c.user_id == bindparam("user"),
            ),
        )
    )
    .where(
        deliveries.c.tenant == bindparam("tenant"),
        enrollments.c.user_id == bindparam("user"),
        enrollments.c.role == "student",
        enrollments.c.active,
        classes.c.active,
    )
)
_DELIVERY = _GIVEN.where(
    deliveries.c.class_id == bindparam("class_"), deliveries.c.number == bindparam("number")
).limit(1)
_DELIVERIES = _GIVEN.where(deliveries.c.assessment_id == bindparam("assessment"))


def delivery(connection: Connection, tenant: str, user_id: str, class_id: str, number: int) -> Any:
    """The delivery of this number, with its rules, in a class where this person is a student, or None."""
    names = {"tenant": tenant, "user": user_id, "class_": class_id, "number": number}
    return connection.execute(_DELIVERY, names).first()


def deliveries_to(connection: Connection, tenant: str, user_id: str, assessment_id: str) -> list[Any]:
    """Every delivery of an assessment, with its rules, in the classes where this person is a student."""
    names = {"tenant": tenant, "user": user_id, "assessment": assessment_id}
    return list(connection.execute(_DELIVERIES, names))


def has_attempts_left(connection: Connection, user_id: str, given: Any) -> bool:
    """Whether the student may begin one more of a `delivery`."""
    used = count_attempts(connection, given.tenant, user_id, given.id)
    return not given.attempts or used < given.attempts + (given.more_attempts or 0)


def count_attempts(connection: Connection, tenant: str, user_id: str, delivery_id: str) -> int:
    """How many attempts at this delivery the student has begun."""
    mine = attempts.c.tenant == tenant, attempts.c.user_id == user_id, attempts.c.delivery_id == delivery_id
    return int(connection.execute(select(func.count()).select_from(attempts).where(*mine)).scalar_one())


_TO_TAKE = (
    select(
        assessment_items.c.position,
        assessment_items.c.points.label("worth"),
        assessment_items.c.said_before,
        item_versions,
    )
    .join_from(assessment_items, items, same(items.c.id, assessment_items.c.item_id))
    .join(
        item_versions,
        and_(same(item_versions.c.item_id, items.c.id), item_versions.c.version == items.c.version),
    )
    .where(
        assessment_items.c.tenant == bindparam("tenant"),
        assessment_items.c.assessment_id == bindparam("assessment"),
    )
    .order_by(assessment_items.c.position)
)


def items_to_take(connection: Connection, tenant: str, assessment_id: str) -> list[Any]:
    """The newest version of each item of an assessment, in the assessment's order."""
    return list(connection.execute(_TO_TAKE, {"tenant": tenant, "assessment": assessment_id}))


_TAKEN = (
    select(
        attempt_items.c.name,
        attempt_items.c.said_before,
        attempt_items.c.points.label("worth"),
        item_versions,
    )
    .join_from(
        attempt_items,
        item_versions,
        and_(
            same(item_versions.c.item_id, attempt_items.c.item_id),
            item_versions.c.version == attempt_items.c.version,
        ),
    )
    .where(attempt_items.c.tenant == bindparam("tenant"), attempt_items.c.attempt_id == bindparam("attempt"))
    .order_by(attempt_items.c.position)
)


def items_taken(connection: Connection, tenant: str, attempt_id: str) -> list[Any]:
    """An attempt's items in its own order, each in the version that it began with; keys included."""
    return list(connection.execute(_TAKEN, {"tenant": tenant, "attempt": attempt_id}))


_FACTS = (
    select(attempt_papers, deliveries.c.number, assessments.c.title, rule("offline"))
    .select_from(
        attempt_papers.join(attempts, same(attempts.c.id, attempt_papers.c.attempt_id))
        .join(deliveries, same(deliveries.c.id, attempts.c.delivery_id))
        .join(assessments, same(assessments.c.id, deliveries.c.assessment_id))
        .outerjoin(delivery_rules, same(delivery_rules.c.delivery_id, attempts.c.delivery_id))
    )
    .where(
        attempt_papers.c.tenant == bindparam("tenant"), attempt_papers.c.attempt_id == bindparam("attempt")
    )
)


def facts(connection: Connection, tenant: str, attempt_id: str) -> Any:
    """What a paper says besides how its attempt stands."""
    return connection.execute(_FACTS, {"tenant": tenant, "attempt": attempt_id}).one()


def count_items(connection: Connection, tenant: str, attempt_id: str) -> int:
    """How many items an attempt has."""
    mine = attempt_items.c.tenant == tenant, attempt_items.c.attempt_id == attempt_id
    return int(connection.execute(select(func.count()).select_from(attempt_items).where(*mine)).scalar_one())


def count_items_at(connection: Connection, tenant: str, delivery_id: str) -> dict[str, int]:
    """How many items each attempt at a delivery has."""
    rows = connection.execute(
        select(attempt_items.c.attempt_id, func.count().label("items"))
        .join_from(attempt_items, attempts, same(attempt_items.c.attempt_id, attempts.c.id))
        .where(attempts.c.tenant == tenant, attempts.c.delivery_id == delivery_id)
        .group_by(attempt_items.c.attempt_id)
    )
    return {row.attempt_id: row.items for row in rows}


def answers_so_far(connection: Connection, tenant: str, delivery_id: str) -> list[Any]:
    """The answers that count in the attempts at a delivery that are not handed in, with `attempt_id` and `content`."""
    later = attempt_answers.alias()
    is_newest = ~exists().where(
        same(later.c.attempt_id, attempt_answers.c.attempt_id),
        later.c.name == attempt_answers.c.name,
        later.c.version > attempt_answers.c.version,
    )
    return list(
        connection.execute(
            select(attempt_answers.c.attempt_id, attempt_answers.c.content)
            .select_from(
                attempt_answers.join(attempts, same(attempt_answers.c.attempt_id, attempts.c.id)).join(
                    attempt_papers, same(attempt_papers.c.attempt_id, attempts.c.id)
                )
            )
            .where(
                attempts.c.tenant == tenant,
                attempts.c.delivery_id == delivery_id,
                attempt_papers.c.answered.is_(None),
                is_newest,
            )
        )
    )


def scores(connection: Connection, tenant: str, attempt_id: str) -> list[Any]:
    """What each item of an attempt came to, and what it was worth; points are None where staff are to score."""
    return list(
        connection.execute(
            select(
                attempt_items.c.name,
                attempt_items.c.item_id,
                attempt_items.c.points.label("worth"),
                item_scores.c.points,
            )
            .join_from(
                attempt_items,
                item_scores,
                and_(
                    same(item_scores.c.attempt_id, attempt_items.c.attempt_id),
                    item_scores.c.name == attempt_items.c.name,
                ),
            )
            .where(attempt_items.c.tenant == tenant, attempt_items.c.attempt_id == attempt_id)
        )
    )


def aligned(connection: Connection, tenant: str, item_ids: list[str]) -> list[tuple[str, str]]:
    """Items with the standards that they are aligned to."""
    rows = connection.execute(
        select(item_standards.c.item_id, item_standards.c.standard_id).where(
            item_standards.c.tenant == tenant, item_standards.c.item_id.in_(item_ids)
        )
    )
    return [(row.item_id, row.standard_id) for row in rows]


def refused(connection: Connection, tenant: str, attempt_id: str) -> list[Any]:
    """The answers that do not count, for staff."""
    return list(
        connection.execute(
            select(refused_answers)
            .where(refused_answers.c.tenant == tenant, refused_answers.c.attempt_id == attempt_id)
            .order_by(refused_answers.c.received_at)
        )
    )
