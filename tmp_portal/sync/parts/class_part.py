"""The class's part: what everybody in it sees."""

from collections import defaultdict

from sqlalchemy import Connection, and_, select

from tmp_portal.assessments.released import released
from tmp_portal.assessments.rules import rule
from tmp_portal.db.attempts import delivery_rules
from tmp_portal.db.metadata import same
from tmp_portal.db.people import orgs, users
from tmp_portal.db.school import classes
from tmp_portal.db.standards import frameworks
from tmp_portal.db.students_work import (
    activity,
    assessment_standards,
    assessments,
    deliveries,
    playlist_activities,
    playlists,
)
from tmp_portal.progress.rules import rules_of
from tmp_portal.sync.parts.common import depths, standards_of, teachers
from tmp_tui import wire

ACTIVITY_KEPT = 50  # the newest, in a class's document


def class_(connection: Connection, tenant: str, class_id: str) -> wire.ClassDocument:
    """What everybody in the class sees."""
    row = connection.execute(
        select(classes.c.title, orgs.c.name.label("school"), frameworks.c.title.label("framework"))
        .select_from(classes.join(orgs).outerjoin(frameworks, same(frameworks.c.id, classes.c.framework_id)))
        .where(classes.c.tenant == tenant, classes.c.id == class_id)
    ).one()
    nodes = standards_of(connection, tenant, class_id)
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
            for node, depth in zip(nodes, depths(nodes), strict=True)
        ],
        assessments=_assessments(connection, tenant, class_id, places),
        playlists=_playlists(connection, tenant, class_id, places),
        activity=_activity(connection, tenant, class_id),
    )


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
            same(deliveries.c.assessment_id, assessment_standards.c.assessment_id),
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
            rule("offline"),
            rule("grace"),
        )
        .select_from(
            deliveries.join(assessments).outerjoin(
                delivery_rules, same(delivery_rules.c.delivery_id, deliveries.c.id)
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
            offline=row.offline,
            grace=row.grace,
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
            activity.outerjoin(users, same(users.c.id, activity.c.user_id)).outerjoin(
                deliveries, same(deliveries.c.id, activity.c.delivery_id)
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
