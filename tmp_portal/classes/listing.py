"""Classes and frameworks as staff see them, a line for each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, or_, select

from tmp_portal.db.metadata import same
from tmp_portal.db.people import orgs, users
from tmp_portal.db.school import academic_sessions, class_terms, classes, enrollments
from tmp_portal.db.standards import class_standards, frameworks, standards


@dataclass(frozen=True)
class ClassLine:
    """A class as staff see it; it is past once `ends_on` (exclusive, None without terms) is reached."""

    id: str
    sourced_id: str
    code: str
    title: str
    school_id: str
    school: str
    framework_id: str | None
    framework: str
    standards: int  # that it works on
    archived: bool
    ends_on: date | None
    teachers: list[str]
    students: int

    @property
    def where(self) -> str:
        """The school and the teachers, by which classes of the same title are told apart."""
        return ", ".join([self.school, *self.teachers])

    def is_current(self, today: date) -> bool:
        """Whether it goes on: neither archived by staff, nor past the end of its last term."""
        return not self.archived and (self.ends_on is None or today < self.ends_on)


@dataclass(frozen=True)
class FrameworkLine:
    """A framework as staff see it, with how many standards it has and how many classes work on it."""

    id: str
    identifier: str
    title: str
    version: str
    standards: int
    classes: int


def class_lines(connection: Connection, tenant: str, today: date, *, active: bool = True) -> list[ClassLine]:
    """The classes of the roster by school and title, with the people who are enrolled today or later.

    A class that is over has the students who were in it to its end. Those not `active` are gone from the roster.
    """
    rows = connection.execute(_classes(tenant).where(classes.c.active.is_(active))).all()
    over = {row.id: row.ends_on for row in rows if row.ends_on is not None and row.ends_on <= today}
    teachers, students = _teachers(connection, tenant, today), _students(connection, tenant, today)
    students |= _students_then(connection, tenant, over)
    return [
        ClassLine(**row._asdict(), teachers=teachers.get(row.id, []), students=students.get(row.id, 0))
        for row in rows
    ]


def framework_lines(connection: Connection, tenant: str) -> list[FrameworkLine]:
    """The frameworks that were loaded, by title."""
    active = select(func.count()).where(same(standards.c.framework_id, frameworks.c.id), standards.c.active)
    using = select(func.count()).where(same(classes.c.framework_id, frameworks.c.id), classes.c.active)
    columns = (frameworks.c[name] for name in ("id", "identifier", "title", "version"))
    rows = connection.execute(
        select(
            *columns, active.scalar_subquery().label("standards"), using.scalar_subquery().label("classes")
        )
        .where(frameworks.c.tenant == tenant)
        .order_by(frameworks.c.title, frameworks.c.id)
    )
    return [FrameworkLine(**row._asdict()) for row in rows]


def class_order(connection: Connection, tenant: str, class_id: str) -> list[str]:
    """The ids of the standards that a class works on, in its order."""
    mine = class_standards.c.tenant == tenant, class_standards.c.class_id == class_id
    return list(
        connection.scalars(
            select(class_standards.c.standard_id).where(*mine).order_by(class_standards.c.position)
        )
    )


def _classes(tenant: str) -> Select[Any]:
    ends_on = (
        select(func.max(academic_sessions.c.ends_on))
        .join(class_terms, same(class_terms.c.session_id, academic_sessions.c.id))
        .where(same(class_terms.c.class_id, classes.c.id), academic_sessions.c.active)
    )
    standards_of_it = select(func.count()).where(same(class_standards.c.class_id, classes.c.id))
    return (
        select(
            *(
                classes.c[name]
                for name in ("id", "sourced_id", "code", "title", "school_id", "framework_id", "archived")
            ),
            orgs.c.name.label("school"),
            func.coalesce(frameworks.c.title, "").label("framework"),
            standards_of_it.scalar_subquery().label("standards"),
            ends_on.scalar_subquery().label("ends_on"),
        )
        .join(orgs, same(classes.c.school_id, orgs.c.id))
        .join(frameworks, same(classes.c.framework_id, frameworks.c.id), isouter=True)
        .where(classes.c.tenant == tenant)
        .order_by(orgs.c.name, classes.c.title, classes.c.id)
    )


def _teachers(connection: Connection, tenant: str, today: date) -> dict[str, list[str]]:
    """Their names by class, the primary one first."""
    rows = connection.execute(
        select(enrollments.c.class_id, users.c.given_name, users.c.family_name)
        .where(*_enrolled(tenant, "teacher", today))
        .join(users, same(enrollments.c.user_id, users.c.id))
        .order_by(enrollments.c.primary_teacher.desc(), users.c.family_name, users.c.given_name)
    )
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        names[row.class_id].append(f"{row.given_name} {row.family_name}")
    return names


def _students(connection: Connection, tenant: str, today: date) -> dict[str, int]:
    rows = connection.execute(
        select(enrollments.c.class_id, func.count(distinct(enrollments.c.user_id)))
        .join(users, same(enrollments.c.user_id, users.c.id))
        .where(*_enrolled(tenant, "student", today))
        .group_by(enrollments.c.class_id)
    )
    return {row[0]: row[1] for row in rows}


def _students_then(connection: Connection, tenant: str, over: dict[str, date]) -> dict[str, int]:
    """How many were in each class that is `over` when it ended."""
    if not over:
        return {}
    rows = connection.execute(
        select(enrollments.c.class_id, enrollments.c.user_id, enrollments.c.ends_on)
        .join(users, same(enrollments.c.user_id, users.c.id))
        .where(*_enrolled(tenant, "student", date.min))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.class_id in over and (row.ends_on is None or row.ends_on >= over[row.class_id]):
            found[row.class_id].add(row.user_id)
    return {class_id: len(who) for class_id, who in found.items()}


def _enrolled(tenant: str, role: str, today: date) -> list[ColumnElement[bool]]:
    goes_on = or_(enrollments.c.ends_on.is_(None), enrollments.c.ends_on > today)
    return [
        enrollments.c.tenant == tenant,
        enrollments.c.role == role,
        enrollments.c.active,
        users.c.active,
        goes_on,
    ]
