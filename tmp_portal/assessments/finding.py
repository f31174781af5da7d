"""Which assessment, which of a class's assessments, or which student staff mean by their words."""

from typing import Any

from sqlalchemy import Connection, Select, or_, select

from tmp_portal.classes.queries import find_class
from tmp_portal.db.metadata import same
from tmp_portal.db.people import users
from tmp_portal.db.school import enrollments
from tmp_portal.db.students_work import assessments, attempts, deliveries
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

SHOWN = 20


def find_assessment(connection: Connection, tenant: str, words: str) -> Any:
    """The assessment of this id, else exact title; raises NotDone for none or several."""
    rows = connection.execute(
        select(assessments)
        .where(assessments.c.tenant == tenant, or_(assessments.c.id == words, assessments.c.title == words))
        .order_by(assessments.c.created_at.desc())
    ).all()
    found = [row for row in rows if row.id == words] or rows
    if len(found) == 1:
        return found[0]
    if found:
        lines = [f"  {row.id}  {row.questions} questions" for row in found[:SHOWN]]
        raise NotDone(
            "\n".join([f"{len(found)} assessments are called {words!r}. Say which, by its id:", *lines])
        )
    titles = connection.scalars(
        select(assessments.c.title).where(assessments.c.tenant == tenant).order_by(assessments.c.title)
    ).all()
    there_are = "; ".join(safe_text(title, length=80) for title in titles[:SHOWN])
    raise NotDone(
        f"no assessment has the id or title {words!r}. "
        + (f"There are: {there_are}" if titles else "Load some: tmp-portal import items PACKAGE.zip")
    )


def find_delivery(connection: Connection, tenant: str, class_words: str, number: int) -> Any:
    """A class's assessment of this number, with `title` and `class_title`; raises NotDone."""
    line = find_class(connection, tenant, class_words, gone=True)
    row = connection.execute(
        select(deliveries, assessments.c.title)
        .join_from(deliveries, assessments, same(assessments.c.id, deliveries.c.assessment_id))
        .where(deliveries.c.tenant == tenant, deliveries.c.class_id == line.id, deliveries.c.number == number)
    ).one_or_none()
    if row is None:
        raise NotDone(f"{line.title} has no assessment {number}. List them: tmp-portal attempts {line.id}")
    return row


def find_student(connection: Connection, tenant: str, class_id: str, words: str, *, begun: str = "") -> Any:
    """The student of a class with this username, id, sourcedId or name; raises NotDone for none or several.

    Else who has an attempt at the delivery `begun`, though the roster took them out of the class.
    """
    in_class = select(enrollments.c.user_id).where(
        enrollments.c.tenant == tenant,
        enrollments.c.class_id == class_id,
        enrollments.c.role == "student",
        enrollments.c.active,
    )
    at_it = select(attempts.c.user_id).where(attempts.c.tenant == tenant, attempts.c.delivery_id == begun)
    found = _called(connection, tenant, in_class, words) or _called(connection, tenant, at_it, words)
    if not found:
        raise NotDone(f"no student of the class has the username or name {words!r}")
    if len(found) > 1:
        raise NotDone(
            f"{len(found)} students are called {words!r}. Say which, by username: {', '.join(row.username for row in found)}"
        )
    return found[0]


def _called(connection: Connection, tenant: str, ids: Select[Any], words: str) -> list[Any]:
    rows = connection.execute(select(users).where(users.c.tenant == tenant, users.c.id.in_(ids))).all()
    found = [row for row in rows if words in (row.id, row.sourced_id)]
    found = found or [row for row in rows if row.username_key == words.casefold()]
    return found or [row for row in rows if name_of(row).casefold() == words.casefold()]


def name_of(row: Any) -> str:
    """A person's name."""
    return f"{row.given_name} {row.family_name}"
