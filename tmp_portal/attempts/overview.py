"""What staff see of the attempts at an assessment: how each stands, what was refused, what waits for a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tmp_portal.attempts import queries
from tmp_portal.attempts.paper import is_blank
from tmp_portal.attempts.standing import Standing, standings_at
from tmp_portal.db.attempts import attempt_items, attempt_papers, item_scores, refused_answers
from tmp_portal.db.metadata import same
from tmp_portal.db.people import users
from tmp_portal.db.school import classes, enrollments
from tmp_portal.db.students_work import assessments, attempts, deliveries
from tmp_tui.wire.attempts import Values

LATE = ("past-deadline", "already-submitted")
CONFLICT = "conflict"
_VALUES = msgspec.json.Decoder(Values)


@dataclass(frozen=True)
class Refused:
    """An answer that does not count; `reason` is the code that the student's app got."""

    question: int
    name: str
    values: Values
    at: int
    received_at: int
    reason: str


@dataclass(frozen=True)
class AttemptLine:
    """An attempt as staff see it; times 0: none. `late`, `conflicting` and `elsewhere` count answers that were refused."""

    id: str
    user_id: str
    username: str
    student: str
    state: str
    started_at: int
    submitted_at: int
    deadline: int
    time_ran_out: bool
    place: str
    receipt: str
    answered: int
    questions: int
    late: int
    conflicting: int
    elsewhere: int
    waiting: int
    points: float | None
    possible: float | None
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True)
class Waiting:
    """A question of an attempt that a person is to score, of `worth` points."""

    attempt: str
    question: int
    name: str
    class_title: str
    number: int
    title: str
    student: str
    username: str
    worth: float
    reason: str


def attempts_of(connection: Connection, tenant: str, delivery: Any) -> list[AttemptLine]:
    """Every attempt at a delivery, by student and start: as many statements for a whole class as for one student."""
    rows = connection.execute(
        select(
            attempts,
            users.c.username,
            users.c.given_name,
            users.c.family_name,
            attempt_papers.c.place,
            attempt_papers.c.code,
            attempt_papers.c.submit_key,
            attempt_papers.c.answered,
        )
        .select_from(
            attempts.join(users).outerjoin(attempt_papers, same(attempt_papers.c.attempt_id, attempts.c.id))
        )
        .where(attempts.c.tenant == tenant, attempts.c.delivery_id == delivery.id)
        .order_by(users.c.family_name, users.c.given_name, users.c.id, attempts.c.started_at)
    ).all()
    facts = _Facts(
        standings={one.attempt_id: one for one in standings_at(connection, tenant, delivery.id)},
        refused=_refused(connection, tenant, delivery.id),
        answered=_answered(connection, tenant, delivery.id),
        questions=queries.count_items_at(connection, tenant, delivery.id),
        waiting=Counter(one.attempt for one in waiting(connection, tenant, delivery.id)),
    )
    return [_line(row, facts) for row in rows]


def not_begun(connection: Connection, tenant: str, delivery: Any) -> list[str]:
    """The names of the class's students who have no attempt."""
    begun = select(attempts.c.user_id).where(
        attempts.c.tenant == tenant, attempts.c.delivery_id == delivery.id
    )
    rows = connection.execute(
        select(users.c.given_name, users.c.family_name)
        .join_from(enrollments, users, same(users.c.id, enrollments.c.user_id))
        .where(
            enrollments.c.tenant == tenant,
            enrollments.c.class_id == delivery.class_id,
            enrollments.c.role == "student",
            enrollments.c.active,
            users.c.active,
            users.c.id.not_in(begun),
        )
        .distinct()
        .order_by(users.c.family_name, users.c.given_name)
    )
    return [f"{row.given_name} {row.family_name}" for row in rows]


def waiting(
    connection: Connection, tenant: str, delivery_id: str = "", attempt_id: str = ""
) -> list[Waiting]:
    """What a person is to score, the oldest first: everywhere, of one delivery, or of one attempt."""
    wanted: list[Any] = [item_scores.c.points.is_(None)]
    if delivery_id:
        wanted.append(attempts.c.delivery_id == delivery_id)
    if attempt_id:
        wanted.append(attempts.c.id == attempt_id)
    rows = connection.execute(
        select(
            item_scores.c.attempt_id,
            item_scores.c.needs_staff,
            attempt_items.c.name,
            attempt_items.c.position,
            attempt_items.c.points,
            classes.c.title.label("class_title"),
            deliveries.c.number,
            assessments.c.title,
            users.c.username,
            users.c.given_name,
            users.c.family_name,
        )
        .select_from(
            item_scores.join(attempt_items)
            .join(attempts, same(attempts.c.id, item_scores.c.attempt_id))
            .join(users, same(users.c.id, attempts.c.user_id))
            .join(deliveries, same(deliveries.c.id, attempts.c.delivery_id))
            .join(assessments, same(assessments.c.id, deliveries.c.assessment_id))
            .join(classes, same(classes.c.id, deliveries.c.class_id))
        )
        .where(item_scores.c.tenant == tenant, *wanted)
        .order_by(attempts.c.submitted_at, item_scores.c.attempt_id, attempt_items.c.position)
    )
    return [
        Waiting(
            attempt=row.attempt_id,
            question=row.position + 1,
            name=row.name,
            class_title=row.class_title,
            number=row.number,
            title=row.title,
            student=f"{row.given_name} {row.family_name}",
            username=row.username,
            worth=row.points,
            reason=row.needs_staff,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class _Facts:
    """What there is of a delivery's attempts, each by attempt."""

    standings: Mapping[str, Standing]
    refused: Mapping[str, list[Refused]]
    answered: Mapping[str, int]
    questions: Mapping[str, int]
    waiting: Mapping[str, int]


def _line(row: Any, facts: _Facts) -> AttemptLine:
    refused = facts.refused.get(row.id, [])
    reasons = Counter(one.reason for one in refused)
    late, conflicting = sum(reasons[reason] for reason in LATE), reasons[CONFLICT]
    standing = facts.standings.get(row.id)
    return AttemptLine(
        id=row.id,
        user_id=row.user_id,
        username=row.username,
        student=f"{row.given_name} {row.family_name}",
        state=row.state,
        started_at=row.started_at,
        submitted_at=row.submitted_at or 0,
        deadline=standing.time.deadline if standing else 0,
        time_ran_out=row.state != "started" and row.submit_key == "",
        place=row.place or "",
        receipt=row.code or "",
        answered=facts.answered.get(row.id, 0) if row.answered is None else row.answered,
        questions=facts.questions.get(row.id, 0),
        late=late,
        conflicting=conflicting,
        elsewhere=len(refused) - late - conflicting,
        waiting=facts.waiting.get(row.id, 0) if row.state == "submitted" else 0,
        points=row.points,
        possible=row.possible,
        refused=refused,
    )


def _answered(connection: Connection, tenant: str, delivery_id: str) -> Counter[str]:
    """How many questions have an answer in each attempt whose paper does not say so yet."""
    rows = queries.answers_so_far(connection, tenant, delivery_id)
    return Counter(row.attempt_id for row in rows if not is_blank(_VALUES.decode(row.content)))


def _refused(connection: Connection, tenant: str, delivery_id: str) -> dict[str, list[Refused]]:
    rows = connection.execute(
        select(refused_answers, attempt_items.c.position)
        .select_from(
            refused_answers.join(attempt_items).join(
                attempts, same(attempts.c.id, refused_answers.c.attempt_id)
            )
        )
        .where(attempts.c.tenant == tenant, attempts.c.delivery_id == delivery_id)
        .order_by(attempt_items.c.position, refused_answers.c.received_at, refused_answers.c.version)
    )
    refused: dict[str, list[Refused]] = {}
    for row in rows:
        one = Refused(
            row.position + 1, row.name, _VALUES.decode(row.content), row.at, row.received_at, row.reason
        )
        refused.setdefault(row.attempt_id, []).append(one)
    return refused
