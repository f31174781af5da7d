"""The kinds of records in a roster: their file, their table, and what a row of the one is in the other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table

from tmp_portal.db import people, school
from tmp_portal.imports.oneroster import columns
from tmp_portal.imports.oneroster.ids import Ids
from tmp_portal.imports.oneroster.read import Mode, Row, Source

Values = tuple[Any, ...]
_NO_SUCH_ROLE = "left out, the portal has no such role (ext:)"


class Known:
    """What the files read so far have told, for those that refer to them."""

    def __init__(self, modes: Mapping[str, Mode], stored: Callable[[Table], dict[str, str] | None]) -> None:
        def ids(kind: columns.Columns, table: Table) -> Ids:
            return Ids(kind.file, None if modes.get(kind.file) == "bulk" else lambda: stored(table))

        self.orgs = ids(columns.ORGS, people.orgs)
        self.sessions = ids(columns.SESSIONS, school.academic_sessions)
        self.courses = ids(columns.COURSES, school.courses)
        self.classes = ids(columns.CLASSES, school.classes)
        self.users = ids(columns.USERS, people.users)
        self.parents: dict[str, str | None] = {}  # of orgs and of sessions
        self.terms: dict[str, list[str]] = {}  # class -> its sessions
        self.usernames: dict[str, int] = {}  # case-folded -> the line that has it


@dataclass(frozen=True)
class Kind:
    """`content` are the columns of the table that a file decides; `values` tells theirs, None to leave a row out."""

    name: str
    columns: columns.Columns
    table: Table
    content: tuple[str, ...]
    values: Callable[[Row, Known], Values | None]
    ids: Callable[[Known], Ids] | None = None  # where others look its records up
    whole: bool = False  # read at once, for its records refer to each other


def org(row: Row, known: Known) -> Values:
    """A district, a school, or what is above, beside or below them."""
    return (
        row.needed("name"),
        row.one_of("type", columns.ORG_TYPES, extensible=True),
        row.text("identifier", 255),
        _parent(row, known.orgs, known),
    )


def session(row: Row, known: Known) -> Values:
    """A school year, a term, a grading period."""
    for column in ("startDate", "endDate"):
        if not row[column]:
            row.fault(column, "a date as YYYY-MM-DD, not a blank")
    starts_on, ends_on = row.days("startDate", "endDate")
    year = row["schoolYear"]
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        row.fault("schoolYear", "a year as YYYY")
    return (
        row.needed("title"),
        row.one_of("type", columns.SESSION_TYPES, extensible=True),
        starts_on,
        ends_on,
        _parent(row, known.sessions, known),
        year,
    )


def course(row: Row, known: Known) -> Values:
    """What is taught, in one or many classes."""
    return row.needed("title"), row.text("courseCode", 80), row.reference("orgSourcedId", known.orgs)


def class_(row: Row, known: Known) -> Values:
    """Where it is taught; its terms go to a table of their own."""
    known.terms[known.classes.here[row.sourced_id]] = row.references("termSourcedIds", known.sessions)
    return (
        row.needed("title"),
        row.text("classCode", 80),
        row.one_of("classType", columns.CLASS_TYPES, extensible=True),
        row.text("grades"),
        row.reference("courseSourcedId", known.courses),
        row.reference("schoolSourcedId", known.orgs),
    )


def user(row: Row, known: Known) -> Values:
    """A person, by the preferred names where there are any."""
    username, email = row.needed("username"), row.text("email", 320)
    key = username.casefold()
    if key and (line := known.usernames.setdefault(key, row.line)) != row.line:
        row.fault(
            "username", f"a username that no other active user has; line {line} has it, capital letters aside"
        )
    given = row.text("preferredGivenName") or row.text("givenName")
    family = row.text("preferredFamilyName") or row.text("familyName")
    if not given and not family:
        row.fault("familyName", "a name, given or family")
    return username, key, email, email.casefold(), given, family, row.text("grades"), row.flag("enabledUser")


def role(row: Row, known: Known) -> Values | None:
    """What a user is at a school or a district."""
    kept = _role_in_portal(row)
    user_id, org_id = row.reference("userSourcedId", known.users), row.reference("orgSourcedId", known.orgs)
    row.one_of("roleType", columns.ROLE_TYPES)
    begins_on, ends_on = row.days("beginDate", "endDate")
    return (user_id, org_id, kept, begins_on, ends_on) if kept else None


def role_of_user(row: Row, _known: Known) -> Values:
    """The same, where `roles_of_user` has checked the user's line."""
    return row["user_id"], row["org_id"], columns.ROLE_IN_PORTAL.get(row["role"], ""), None, None


def roles_of_user(user: Row, known: Known, source: Source) -> Iterator[Row]:
    """A row for each org of a 1.1 user. Its sourcedId has a colon, which the standard's ids have not."""
    if user.gone or user.sourced_id in known.users.skipped:
        return
    line = Row(source, user.line, user.values)
    signs_in = _role_in_portal(line)
    names = dict.fromkeys(name.strip() for name in line["orgSourcedIds"].split(","))
    orgs = {name: line.resolve("orgSourcedIds", name, known.orgs) for name in names}
    for name, org_id in orgs.items() if signs_in else ():
        values = {"user_id": known.users.get(user.sourced_id) or "", "org_id": org_id}
        row = Row(source, user.line, user.values | values | {"sourcedId": f"{user.sourced_id}:{name}"})
        row.modified_at = user.modified_at
        source.count += 1
        yield row


def enrollment(row: Row, known: Known) -> Values | None:
    """A user in a class."""
    kept = row.one_of("role", columns.ENROLLMENT_ROLES, extensible=True)
    primary = bool(row["primary"]) and row.flag("primary")
    begins_on, ends_on = row.days("beginDate", "endDate")
    class_id = row.reference("classSourcedId", known.classes)
    user_id = row.reference("userSourcedId", known.users)
    row.reference("schoolSourcedId", known.orgs)
    if kept.startswith("ext:"):
        row.note(_NO_SUCH_ROLE)
        return None
    return class_id, user_id, kept, primary, begins_on, ends_on


def _parent(row: Row, ids: Ids, known: Known) -> str | None:
    parent = row.reference("parentSourcedId", ids) if row["parentSourcedId"] else None
    known.parents[ids.here[row.sourced_id]] = parent
    return parent


def _role_in_portal(row: Row) -> str:
    given = row.one_of("role", columns.ROLE_IN_PORTAL, extensible=True)
    kept = columns.ROLE_IN_PORTAL.get(given, "")
    if given and not kept:
        row.note(_NO_SUCH_ROLE if given.startswith("ext:") else f"left out, a {given} does not sign in")
    return kept


ORGS = Kind(
    "orgs",
    columns.ORGS,
    people.orgs,
    ("name", "type", "identifier", "parent_id"),
    org,
    ids=lambda known: known.orgs,
    whole=True,
)
SESSIONS = Kind(
    "academic sessions",
    columns.SESSIONS,
    school.academic_sessions,
    ("title", "type", "starts_on", "ends_on", "parent_id", "school_year"),
    session,
    ids=lambda known: known.sessions,
    whole=True,
)
COURSES = Kind(
    "courses",
    columns.COURSES,
    school.courses,
    ("title", "code", "org_id"),
    course,
    ids=lambda known: known.courses,
)
CLASSES = Kind(
    "classes",
    columns.CLASSES,
    school.classes,
    ("title", "code", "type", "grades", "course_id", "school_id"),
    class_,
    ids=lambda known: known.classes,
)
USERS = Kind(
    "users",
    columns.USERS,
    people.users,
    ("username", "username_key", "email", "email_key", "given_name", "family_name", "grades", "enabled"),
    user,
    ids=lambda known: known.users,
)
ROLES = Kind(
    "roles", columns.ROLES, people.roles, ("user_id", "org_id", "role", "begins_on", "ends_on"), role
)
ENROLLMENTS = Kind(
    "enrollments",
    columns.ENROLLMENTS,
    school.enrollments,
    ("class_id", "user_id", "role", "primary_teacher", "begins_on", "ends_on"),
    enrollment,
)

# Each after those that it refers to.
ALL = (ORGS, SESSIONS, COURSES, CLASSES, USERS, ROLES, ENROLLMENTS)

# In 1.1 the lines of users tell the roles, too.
USERS_WITH_ROLES = replace(USERS, columns=columns.USERS_WITH_ROLES)
ROLES_OF_USERS = replace(ROLES, columns=columns.ROLES_OF_USERS, values=role_of_user)
ALL_WITH_ROLES_IN_USERS = (ORGS, SESSIONS, COURSES, CLASSES, USERS_WITH_ROLES, ROLES_OF_USERS, ENROLLMENTS)
