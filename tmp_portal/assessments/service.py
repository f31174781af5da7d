"""The rules of giving an assessment to a class, and of what is known of a student's try at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select

from tmp_portal.accounts import guessing
from tmp_portal.accounts.tokens import Caller
from tmp_portal.activity import service as activity
from tmp_portal.assessments import queries
from tmp_portal.clock import now
from tmp_portal.db.students_work import (
    assessment_standards,
    assessments,
    attempts,
    deliveries,
    standard_scores,
)
from tmp_portal.ids import new_id
from tmp_portal.problems import Closed, NotOpenYet, TestIdExpired, TestIdUnknown
from tmp_portal.sync import documents
from tmp_tui.wire import TestIdEntry


@dataclass(frozen=True)
class Terms:
    """How an assessment is given; times in seconds since 1970, `minutes` 0 is no limit, `attempts` 0 is any number."""

    given_at: int
    opens_at: int | None = None
    closes_at: int | None = None
    minutes: int = 0
    attempts: int = 1
    in_portal: bool = False
    test_id: str = ""
    test_id_expires_at: int | None = None
    by: str | None = None  # the teacher's user id


@dataclass(frozen=True)
class Scored:
    """A finished try: points and possible points for each standard's id."""

    user_id: str
    submitted_at: int
    scores: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def create(
    connection: Connection, tenant: str, title: str, questions: int, possible: Mapping[str, float]
) -> str:
    """Make an assessment; `possible` are the points for each standard's id. Returns its id."""
    assessment_id = new_id()
    connection.execute(
        insert(assessments).values(
            tenant=tenant, id=assessment_id, title=title, questions=questions, created_at=int(now())
        )
    )
    if possible:
        connection.execute(
            insert(assessment_standards),
            [
                {
                    "tenant": tenant,
                    "assessment_id": assessment_id,
                    "standard_id": standard_id,
                    "possible": points,
                }
                for standard_id, points in possible.items()
            ],
        )
    return assessment_id


def deliver(connection: Connection, tenant: str, class_id: str, assessment_id: str, terms: Terms) -> str:
    """Give an assessment to a class, and say so in its activity. Returns the delivery's id."""
    delivery_id = new_id()
    highest = connection.execute(
        select(func.coalesce(func.max(deliveries.c.number), 0)).where(
            deliveries.c.tenant == tenant, deliveries.c.class_id == class_id
        )
    ).scalar_one()
    connection.execute(
        insert(deliveries).values(
            tenant=tenant,
            id=delivery_id,
            class_id=class_id,
            assessment_id=assessment_id,
            number=highest + 1,
            test_id=terms.test_id,
            test_id_expires_at=terms.test_id_expires_at,
            given_at=terms.given_at,
            opens_at=terms.opens_at,
            closes_at=terms.closes_at,
            minutes=terms.minutes,
            attempts=terms.attempts,
            in_portal=terms.in_portal,
        )
    )
    title = queries.title(connection, tenant, assessment_id)
    post = activity.Post(terms.given_at, "assessment", title, by=terms.by, delivery_id=delivery_id)
    activity.add(connection, tenant, class_id, [post])
    return delivery_id


def record(
    connection: Connection, tenant: str, class_id: str, delivery_id: str, scored: Sequence[Scored]
) -> None:
    """Keep finished and scored tries of many students at once; levels follow with `progress.service.recompute`."""
    rows, parts = [], []
    for one in scored:
        attempt_id = new_id()
        rows.append(
            {
                "tenant": tenant,
                "id": attempt_id,
                "delivery_id": delivery_id,
                "class_id": class_id,
                "user_id": one.user_id,
                "state": "scored",
                "started_at": one.submitted_at,
                "submitted_at": one.submitted_at,
                "points": sum(points for points, _ in one.scores.values()),
                "possible": sum(possible for _, possible in one.scores.values()),
            }
        )
        parts += [
            {
                "tenant": tenant,
                "attempt_id": attempt_id,
                "standard_id": standard,
                "points": points,
                "possible": possible,
            }
            for standard, (points, possible) in one.scores.items()
        ]
    if rows:
        connection.execute(insert(attempts), rows)
    if parts:
        connection.execute(insert(standard_scores), parts)
    documents.mine_changed(connection, tenant, class_id, {one.user_id for one in scored})


def find_test_id(connection: Connection, caller: Caller, test_id: str) -> TestIdEntry:
    """What a Test ID stands for, in the caller's classes; who guesses has to wait, and is looked up and counted at once.

    Raises TooMany, TestIdUnknown, TestIdExpired, NotOpenYet, Closed.
    """
    moment = now()
    guessing.check(connection, caller, moment)
    found = queries.by_test_id(connection, caller.tenant, caller.user_id, test_id)
    if found is None:
        guessing.wrong(connection, caller, moment)
        raise TestIdUnknown
    if found.test_id_expires_at is not None and found.test_id_expires_at <= moment:
        raise TestIdExpired
    if found.opens_at is not None and moment < found.opens_at:
        raise NotOpenYet(opens_at=found.opens_at)
    closes_at = found.own_closes_at or found.closes_at
    if closes_at is not None and closes_at <= moment:
        raise Closed
    return TestIdEntry(class_id=found.class_id, assessment=found.number, title=found.title)
