"""A class's students, and which of them have a way in already."""

from dataclasses import dataclass
from math import inf

from sqlalchemy import Connection, select

from tmp_portal.classes.listing import ClassLine
from tmp_portal.db.metadata import same
from tmp_portal.db.people import accounts, credentials, orgs, users
from tmp_portal.db.school import enrollments
from tmp_portal.errors import NotDone


@dataclass(frozen=True)
class Student:
    """One of them; `temporary` is None without any password, `expires_at` a temporary one's end."""

    id: str
    username: str
    name: str
    email: str
    temporary: bool | None
    expires_at: int | None

    def has_own_password(self) -> bool:
        """Whether they chose one."""
        return self.temporary is False

    def has_password(self, now: float) -> bool:
        """Whether they can sign in as it is."""
        return self.temporary is not None and (self.expires_at or inf) > now


@dataclass(frozen=True)
class School:
    """What students are told of it."""

    name: str
    account: str


def school_of(connection: Connection, tenant: str, class_: ClassLine) -> School:
    """The school of a class."""
    row = connection.execute(
        select(orgs.c.name, accounts.c.number)
        .outerjoin(accounts, same(accounts.c.org_id, orgs.c.id))
        .where(orgs.c.tenant == tenant, orgs.c.id == class_.school_id)
    ).one()
    return School(row.name, row.number or "")


def students_of(
    connection: Connection, tenant: str, class_: ClassLine, only: list[str] | None
) -> list[Student]:
    """Its students by name, or only those with these usernames; raises NotDone where one is not there."""
    found = connection.execute(
        select(
            users.c.id,
            users.c.username,
            users.c.given_name,
            users.c.family_name,
            users.c.email,
            credentials.c.temporary,
            credentials.c.expires_at,
        )
        .select_from(
            enrollments.join(users, same(users.c.id, enrollments.c.user_id)).outerjoin(
                credentials, same(credentials.c.user_id, users.c.id)
            )
        )
        .where(
            enrollments.c.tenant == tenant,
            enrollments.c.class_id == class_.id,
            enrollments.c.role == "student",
            enrollments.c.active,
            users.c.active,
            users.c.enabled,
        )
        .distinct()  # who left and came back is enrolled twice
        .order_by(users.c.family_name, users.c.given_name)
    )
    students = [
        Student(
            row.id, row.username, f"{row.given_name} {row.family_name}", row.email, row.temporary, row.expires_at
        )
        for row in found
    ]  # fmt: skip
    wanted = {name.casefold(): name for name in only or ()}  # as at a sign-in
    if missing := wanted.keys() - {student.username.casefold() for student in students}:
        names = ", ".join(sorted(wanted[one] for one in missing))
        raise NotDone(f"no student of {class_.title} has the username {names}")
    return [student for student in students if not only or student.username.casefold() in wanted]
