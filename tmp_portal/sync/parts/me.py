"""Who I am: a person, their classes, their term reports."""

from datetime import date

from sqlalchemy import Connection, func, select

from tmp_portal.accounts import addresses
from tmp_portal.db.getting_in import preferences
from tmp_portal.db.metadata import same
from tmp_portal.db.people import users
from tmp_portal.db.school import academic_sessions, class_terms, classes, enrollments
from tmp_portal.db.students_work import (
    term_reports,
)
from tmp_portal.sync.parts.common import teachers
from tmp_tui import wire


def me(connection: Connection, tenant: str, user_id: str) -> wire.Me:
    """A person, their classes (ended ones too) and their term reports."""
    person = connection.execute(select(users).where(users.c.tenant == tenant, users.c.id == user_id)).one()
    time_zone = connection.scalar(
        select(preferences.c.time_zone).where(
            preferences.c.tenant == tenant, preferences.c.user_id == user_id
        )
    )
    role = addresses.standing(connection, tenant, user_id)
    return wire.Me(
        id=user_id,
        given_name=person.given_name,
        family_name=person.family_name,
        role=role.role if role else "",
        school=role.name if role else "",
        account=role.number if role else "",
        username=person.username,
        email=person.email,
        own_email=addresses.own(connection, tenant, user_id),
        time_zone=time_zone or "",
        classes=_class_entries(connection, tenant, user_id),
        reports=_report_entries(connection, tenant, user_id),
    )


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
            .outerjoin(class_terms, same(class_terms.c.class_id, classes.c.id))
            .outerjoin(academic_sessions, same(academic_sessions.c.id, class_terms.c.session_id))
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
        # Who left and came back is enrolled twice: the last time counts.
        .order_by(classes.c.title, classes.c.id, enrollments.c.ends_on.is_(None), enrollments.c.ends_on)
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
