"""What assessments' rules need to know."""

from typing import Any

from sqlalchemy import Connection, and_, select

from tmp_portal.db.attempts import accommodations
from tmp_portal.db.metadata import same
from tmp_portal.db.school import classes, enrollments
from tmp_portal.db.students_work import assessments, deliveries


def title(connection: Connection, tenant: str, assessment_id: str) -> str:
    """An assessment's title."""
    return str(
        connection.execute(
            select(assessments.c.title).where(
                assessments.c.tenant == tenant, assessments.c.id == assessment_id
            )
        ).scalar_one()
    )


def by_test_id(connection: Connection, tenant: str, user_id: str, test_id: str) -> Any:
    """The newest delivery under this Test ID in a class where this person is a student, or None."""
    return connection.execute(
        select(deliveries, assessments.c.title, accommodations.c.closes_at.label("own_closes_at"))
        .select_from(
            deliveries.join(assessments, same(assessments.c.id, deliveries.c.assessment_id))
            .join(enrollments, same(enrollments.c.class_id, deliveries.c.class_id))
            .join(classes, same(classes.c.id, deliveries.c.class_id))
            .outerjoin(
                accommodations,
                and_(
                    same(accommodations.c.delivery_id, deliveries.c.id), accommodations.c.user_id == user_id
                ),
            )
        )
        .where(
            deliveries.c.tenant == tenant,
            deliveries.c.test_id == test_id,
            deliveries.c.test_id != "",
            enrollments.c.user_id == user_id,
            enrollments.c.role == "student",
            enrollments.c.active,
            classes.c.active,
        )
        .order_by(deliveries.c.given_at.desc())
        .limit(1)
    ).first()
