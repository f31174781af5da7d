"""Activation mails for a class."""

from dataclasses import dataclass

from sqlalchemy import Connection

from tmp_portal.accounts import audit, links
from tmp_portal.classes.queries import find_class
from tmp_portal.clock import now
from tmp_portal.inviting.students import School, Student, school_of, students_of
from tmp_portal.mail import messages
from tmp_portal.mail.addresses import is_address
from tmp_portal.mail.messages import Addressed
from tmp_portal.mail.outbox import post, withdraw

NO_ADDRESS, NOT_RIGHT, HAS_PASSWORD = (
    "has no e-mail address",
    "has an e-mail address that cannot be right",
    "has a password already",
)


@dataclass(frozen=True)
class Asked:
    """What was done for a student; `why_not` is empty where a mail is on its way."""

    account: str
    username: str
    name: str
    email: str
    why_not: str


def invite(
    connection: Connection, tenant: str, class_words: str, only: list[str] | None, url: str, *, renew: bool
) -> list[Asked]:
    """Post a mail to each student who has no password of their own, or to everybody; raises NotDone.

    Theirs stays as it is until they choose another. Of two mails only the newer one's link is good.
    """
    class_ = find_class(connection, tenant, class_words)
    school = school_of(connection, tenant, class_)
    rows = []
    for student in students_of(connection, tenant, class_, only):
        why_not = _why_not(student, renew=renew)
        if not why_not:
            invite_one(connection, tenant, school, student, url)
        rows.append(Asked(school.account, student.username, student.name, student.email, why_not))
    return rows


def invite_one(connection: Connection, tenant: str, school: School, student: Student, url: str) -> None:
    """Post one student's mail; what still waits of an older one is not sent."""
    at = now()
    made = links.make(connection, tenant, student.id, "activate", student.email, at)
    to = Addressed(student.name, school.name, school.account, student.username)
    message = messages.activation(to, messages.link_to(url, made.token), made.code)
    withdraw(connection, tenant, student.id, message.kind)
    post(connection, tenant, student.email, message, at, user_id=student.id)
    audit.note(connection, tenant, "invited", at, user_id=student.id)


def _why_not(student: Student, *, renew: bool) -> str:
    if student.has_own_password() and not renew:
        return HAS_PASSWORD
    if not student.email:
        return NO_ADDRESS
    return "" if is_address(student.email) else NOT_RIGHT
