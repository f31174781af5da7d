"""What was given to classes, as staff see it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from tmp_portal.assessments.released import released
from tmp_portal.assessments.rules import RULES, rule
from tmp_portal.db.attempts import delivery_rules
from tmp_portal.db.items import assessment_items
from tmp_portal.db.metadata import same
from tmp_portal.db.school import classes
from tmp_portal.db.students_work import assessments, attempts, deliveries


@dataclass(frozen=True)
class Line:
    """An assessment of a class as staff see it; times 0: none, `questions` those that there are to take."""

    id: str
    class_id: str
    class_title: str
    number: int
    title: str
    questions: int
    in_portal: bool
    test_id: str
    test_id_expires_at: int
    opens_at: int
    closes_at: int
    minutes: int
    attempts: int
    grace: int
    shuffle: bool
    offline: bool
    shown: list[str]
    begun: int  # attempts
    running: int


def of_class(connection: Connection, tenant: str, class_id: str, assessment_id: str = "") -> list[Line]:
    """What was given to a class, the newest first; of one assessment only, if that is said."""
    wanted = [deliveries.c.class_id == class_id]
    if assessment_id:
        wanted.append(deliveries.c.assessment_id == assessment_id)
    return _lines(connection, tenant, *wanted)


def line_of(connection: Connection, tenant: str, delivery_id: str) -> Line:
    """One assessment of a class."""
    return _lines(connection, tenant, deliveries.c.id == delivery_id)[0]


def _lines(connection: Connection, tenant: str, *wanted: Any) -> list[Line]:
    of_the_assessment = same(assessment_items.c.assessment_id, deliveries.c.assessment_id)
    of_it = same(attempts.c.delivery_id, deliveries.c.id)
    rows = connection.execute(
        select(
            deliveries,
            assessments.c.title,
            classes.c.title.label("class_title"),
            *map(rule, RULES),
            select(func.count()).where(of_the_assessment).scalar_subquery().label("questions"),
            select(func.count()).where(of_it).scalar_subquery().label("begun"),
            select(func.count())
            .where(of_it, attempts.c.state == "started")
            .scalar_subquery()
            .label("running"),
        )
        .select_from(
            deliveries.join(assessments, same(assessments.c.id, deliveries.c.assessment_id))
            .join(classes, same(classes.c.id, deliveries.c.class_id))
            .outerjoin(delivery_rules, same(delivery_rules.c.delivery_id, deliveries.c.id))
        )
        .where(deliveries.c.tenant == tenant, *wanted)
        .order_by(deliveries.c.number.desc())
    )
    return [_line(row) for row in rows]


def _line(row: Any) -> Line:
    return Line(
        id=row.id,
        class_id=row.class_id,
        class_title=row.class_title,
        number=row.number,
        title=row.title,
        questions=row.questions,
        in_portal=row.in_portal,
        test_id=row.test_id,
        test_id_expires_at=row.test_id_expires_at or 0,
        opens_at=row.opens_at or 0,
        closes_at=row.closes_at or 0,
        minutes=row.minutes,
        attempts=row.attempts,
        grace=row.grace,
        shuffle=row.shuffle,
        offline=row.offline,
        shown=released(row),
        begun=row.begun,
        running=row.running,
    )
