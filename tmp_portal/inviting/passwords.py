"""Temporary passwords for a class."""

from dataclasses import dataclass

from sqlalchemy import Connection

from tmp_portal.accounts import passwords, service
from tmp_portal.classes.queries import find_class
from tmp_portal.clock import now
from tmp_portal.inviting.students import school_of, students_of


@dataclass(frozen=True)
class Given:
    """What a student signs in with; the password is empty for who keeps theirs."""

    account: str
    username: str
    name: str
    password: str


def give(
    connection: Connection, tenant: str, class_words: str, only: list[str] | None, *, renew: bool
) -> list[Given]:
    """Give each student a temporary password who has none, or everybody; raises NotDone for who is not found."""
    class_ = find_class(connection, tenant, class_words)
    school = school_of(connection, tenant, class_)
    rows = []
    for student in students_of(connection, tenant, class_, only):
        keeps = not renew and student.has_password(now())
        password = "" if keeps else passwords.temporary()
        if password:
            service.give_password(connection, tenant, student.id, password, temporary=True)
        rows.append(Given(school.account, student.username, student.name, password))
    return rows
