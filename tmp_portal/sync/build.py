"""From tables to documents: who I am, the class's part, my part."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from tmp_portal.assessments.released import released
from tmp_portal.attempts.standing import standing_of
from tmp_portal.attempts.timing import GRACE, own_minutes
from tmp_portal.db.attempts import accommodations, attempt_papers, delivery_rules
from tmp_portal.db.people import accounts, orgs, roles, users
from tmp_portal.db.school import academic_sessions, class_terms, classes, enrollments
from tmp_portal.db.standards import class_standards, frameworks, standards
from tmp_portal.db.students_work import (
    activity,
    assessment_standards,
    assessments,
    attempts,
    deliveries,
    mastery,
    playlist_activities,
    playlists,
    standard_scores,
    term_reports,
)
from tmp_portal.progress.levels import lowest_of_children
from tmp_portal.progress.rules import rules_of
from tmp_tui import wire

ACTIVITY_KEPT = 50  # the newest, in a class's document


def me(connection: Connection, tenant: str, user_id: str) -> wire.Me:
    """A person, their classes (ended ones too) and their term reports."""
    person = connection.execute(select(users).where(users.c.tenant == tenant, users.c.id == user_id)).one()
    role = connection.execute(
        select(roles.c.role, orgs.c.name, func.coalesce(accounts.c.number, "").label("number"))
        .select_from(
            roles.join(orgs).outerjoin(
                accounts, and_(accounts.c.tenant == roles.c.tenant, accounts.c.org_id == roles.c.org_id)
            )
        )
        .where(roles.c.tenant == tenant, roles.c.user_id == user_id, roles.c.active)
        .order_by(roles.c.role != "student", orgs.c.name)
        .limit(1)
    ).one_or_none()
    return wire.Me(
        id=user_id,
        given_name=person.given_name,
        family_name=person.family_name,
        role=role.role if role else "",
        school=role.name if role else "",
        account=role.number if role else "",
        username=person.username,
        email=person.email,
        classes=_class_entries(connection, tenant, user_id),
        reports=_report_entries(connection, tenant, user_id),
    )


def class_(connection: Connection, tenant: str, class_id: str) -> wire.ClassDocument:
    """What everybody in the class sees."""
    row = connection.execute(
        select(classes.c.title, orgs.c.name.label("school"), frameworks.c.title.label("framework"))
        .select_from(
            classes.join(orgs).outerjoin(
                frameworks,
                and_(frameworks.c.tenant == classes.c.tenant, frameworks.c.id == classes.c.framework_id),
            )
        )
        .where(classes.c.tenant == tenant, classes.c.id == class_id)
    ).one()
    nodes = _standards(connection, tenant, class_id)
    places = {node.id: place for place, node in enumerate(nodes)}
    rules = rules_of(connection, tenant, class_id)
    return wire.ClassDocument(
        id=class_id,
        title=row.title,
        teachers=teachers(connection, tenant, [class_id])[class_id],
        school=row.school,
        framework=row.framework or "",
        method=rules.method.text,
        cuts=rules.cuts,
        standards=[
            wire.Standard(node.code, node.statement, depth, node.leaf)
            for node, depth in zip(nodes, _depths(nodes), strict=True)
        ],
        assessments=_assessments(connection, tenant, class_id, places),
        playlists=_playlists(connection, tenant, class_id, places),
        activity=_activity(connection, tenant, class_id),
    )


def mine(connection: Connection, tenant: str, user_id: str, class_id: str) -> wire.MineDocument:
    """One student's own part of the class: levels, attempts, and what of their results is released."""
    nodes = _standards(connection, tenant, class_id)
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
    lowest_of_children(_depths(nodes), levels)
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
        .select_from(
            given.outerjoin(
                attempt_papers,
                and_(
                    attempt_papers.c.tenant == attempts.c.tenant,
                    attempt_papers.c.attempt_id == attempts.c.id,
                ),
            )
        )
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


def teachers(connection: Connection, tenant: str, class_ids: list[str]) -> dict[str, list[str]]:
    """The names of each class's teachers, the primary one first."""
    rows = connection.execute(
        select(enrollments.c.class_id, users.c.given_name, users.c.family_name)
        .join_from(users, enrollments)
        .where(
            enrollments.c.tenant == tenant,
            enrollments.c.class_id.in_(class_ids),
            enrollments.c.role == "teacher",
            enrollments.c.active,
        )
        .order_by(enrollments.c.primary_teacher.desc(), users.c.family_name, users.c.given_name)
    )
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        names[row.class_id].append(f"{row.given_name} {row.family_name}")
    return names


def _class_entries(connection: Connection, tenant: str, user_id: str) -> list[wire.ClassEntry]:
    rows = connection.execute(
        select(
            classes.c.id,
            classes.c.title,
            classes.c.archived,
            enrollments.c.begins_on,
            enrollments.c.ends_on,
            func.min(academic_sessions.c.starts_on).label("term_begins"),
            func.max(academic_sessions.c.ends_on).label("term_ends"),
        )
        .select_from(
            enrollments.join(classes)
            .outerjoin(
                class_terms,
                and_(class_terms.c.tenant == classes.c.tenant, class_terms.c.class_id == classes.c.id),
            )
            .outerjoin(
                academic_sessions,
                and_(
                    academic_sessions.c.tenant == class_terms.c.tenant,
                    academic_sessions.c.id == class_terms.c.session_id,
                ),
            )
        )
        .where(
            enrollments.c.tenant == tenant,
            enrollments.c.user_id == user_id,
            enrollments.c.role == "student",
            enrollments.c.active,
            classes.c.active,
        )
        .group_by(
            classes.c.id, classes.c.title, classes.c.archived, enrollments.c.begins_on, enrollments.c.ends_on
        )
        .order_by(classes.c.title, classes.c.id)
    ).all()
    names = teachers(connection, tenant, [row.id for row in rows])
    entries = {
        row.id: wire.ClassEntry(
            id=row.id,
            title=row.title,
            teachers=names[row.id],
            starts_on=_latest(row.term_begins, row.begins_on),
            ends_on=_earliest(row.term_ends, row.ends_on),
            archived=row.archived,
        )
        for row in rows
    }
    return list(entries.values())


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _latest(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _report_entries(connection: Connection, tenant: str, user_id: str) -> list[wire.ReportEntry]:
    rows = connection.execute(
        select(term_reports)
        .where(term_reports.c.tenant == tenant, term_reports.c.user_id == user_id)
        .order_by(term_reports.c.published_at.desc())
    )
    return [wire.ReportEntry(row.id, row.title, row.term, row.published_at, row.size) for row in rows]


def _standards(connection: Connection, tenant: str, class_id: str) -> list[Any]:
    return list(
        connection.execute(
            select(
                standards.c.id,
                standards.c.parent_id,
                standards.c.code,
                standards.c.statement,
                standards.c.leaf,
            )
            .join_from(class_standards, standards)
            .where(class_standards.c.tenant == tenant, class_standards.c.class_id == class_id)
            .order_by(class_standards.c.position)
        )
    )


def _depths(nodes: list[Any]) -> list[int]:
    """How deep each standard is in the class's own tree, which may be a branch of the framework's."""
    depths: dict[str | None, int] = {}
    for node in nodes:
        depths[node.id] = depths.get(node.parent_id, -1) + 1
    return list(depths.values())


def _assessments(
    connection: Connection, tenant: str, class_id: str, places: dict[str, int]
) -> list[wire.Assessment]:
    here = and_(deliveries.c.tenant == tenant, deliveries.c.class_id == class_id)
    aligned: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(
        select(assessment_standards.c.assessment_id, assessment_standards.c.standard_id)
        .join_from(
            assessment_standards,
            deliveries,
            and_(
                deliveries.c.tenant == assessment_standards.c.tenant,
                deliveries.c.assessment_id == assessment_standards.c.assessment_id,
            ),
        )
        .where(here)
    ):
        if row.standard_id in places:
            aligned[row.assessment_id].append(places[row.standard_id])
    rows = connection.execute(
        select(
            deliveries,
            assessments.c.title,
            assessments.c.questions,
            delivery_rules.c.offline,
            delivery_rules.c.grace,
        )
        .select_from(
            deliveries.join(assessments).outerjoin(
                delivery_rules,
                and_(
                    delivery_rules.c.tenant == deliveries.c.tenant,
                    delivery_rules.c.delivery_id == deliveries.c.id,
                ),
            )
        )
        .where(here)
        .order_by(deliveries.c.given_at.desc(), deliveries.c.number.desc())
    )
    return [
        wire.Assessment(
            number=row.number,
            id=row.id,
            title=row.title,
            given_at=row.given_at,
            questions=row.questions,
            minutes=row.minutes,
            attempts=row.attempts,
            opens_at=row.opens_at or 0,
            closes_at=row.closes_at or 0,
            in_portal=row.in_portal,
            standards=sorted(set(aligned[row.assessment_id])),
            offline=row.offline is not False,
            grace=GRACE if row.grace is None else row.grace,
            shown=released(row),
        )
        for row in rows
    ]


def _playlists(
    connection: Connection, tenant: str, class_id: str, places: dict[str, int]
) -> list[wire.Playlist]:
    activities: dict[str, list[wire.PlaylistActivity]] = defaultdict(list)
    for row in connection.execute(
        select(playlist_activities)
        .join_from(playlist_activities, playlists)
        .where(playlists.c.tenant == tenant, playlists.c.class_id == class_id)
        .order_by(playlist_activities.c.position)
    ):
        standard = places.get(row.standard_id, -1)
        activities[row.playlist_id].append(
            wire.PlaylistActivity(row.title, row.kind, row.address, row.about, standard)
        )
    rows = connection.execute(
        select(playlists)
        .where(playlists.c.tenant == tenant, playlists.c.class_id == class_id)
        .order_by(playlists.c.position)
    )
    return [wire.Playlist(row.id, row.title, row.about, activities[row.id]) for row in rows]


def _activity(connection: Connection, tenant: str, class_id: str) -> list[wire.Activity]:
    rows = connection.execute(
        select(activity, users.c.given_name, users.c.family_name, deliveries.c.number)
        .select_from(
            activity.outerjoin(
                users, and_(users.c.tenant == activity.c.tenant, users.c.id == activity.c.user_id)
            ).outerjoin(
                deliveries,
                and_(deliveries.c.tenant == activity.c.tenant, deliveries.c.id == activity.c.delivery_id),
            )
        )
        .where(activity.c.tenant == tenant, activity.c.class_id == class_id)
        .order_by(activity.c.at.desc(), activity.c.id)
        .limit(ACTIVITY_KEPT)
    )
    return [
        wire.Activity(
            row.at,
            row.kind,
            row.title,
            f"{row.given_name} {row.family_name}" if row.given_name is not None else "",
            row.text,
            row.number or 0,
        )
        for row in rows
    ]


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
