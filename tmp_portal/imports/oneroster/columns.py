"""What of OneRoster CSV is read: files, columns and vocabularies.

Source: 1EdTech OneRoster CSV binding 1.1.1 and 1.2.1. A column that is not named here is ignored, also where the
standard names it: phone numbers, demographics and passwords are not the portal's business.
"""

from dataclasses import dataclass

VERSIONS = {"1.1": "1.1", "1.1.1": "1.1", "1.2": "1.2", "1.2.0": "1.2", "1.2.1": "1.2"}
MANIFEST_VERSIONS = ("1.0", "1")  # a spreadsheet turns 1.0 into 1


@dataclass(frozen=True)
class Columns:
    """The columns that are read from one file; those in `required` must be in its header."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that is read, with those that each file has."""
        return (*self.required, *self.optional, *STATUS)


STATUS = ("status", "dateLastModified")
STATUSES = ("active", "tobedeleted")

MANIFEST = Columns("manifest.csv", ("propertyName", "value"))
ORGS = Columns("orgs.csv", ("sourcedId", "name", "type"), ("identifier", "parentSourcedId"))
SESSIONS = Columns(
    "academicSessions.csv",
    ("sourcedId", "title", "type", "startDate", "endDate", "schoolYear"),
    ("parentSourcedId",),
)
COURSES = Columns("courses.csv", ("sourcedId", "title", "orgSourcedId"), ("courseCode",))
CLASSES = Columns(
    "classes.csv",
    ("sourcedId", "title", "courseSourcedId", "classType", "schoolSourcedId", "termSourcedIds"),
    ("grades", "classCode"),
)
USERS = Columns(
    "users.csv",
    ("sourcedId", "enabledUser", "username", "givenName", "familyName"),
    ("email", "grades", "preferredGivenName", "preferredFamilyName"),
)
ROLES = Columns(
    "roles.csv",
    ("sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"),
    ("beginDate", "endDate"),
)
# In 1.1 a user's line tells the roles.
USERS_WITH_ROLES = Columns(USERS.file, (*USERS.required, "orgSourcedIds", "role"), USERS.optional)
ROLES_OF_USERS = Columns(USERS.file, ("sourcedId", "orgSourcedIds", "role"))
ENROLLMENTS = Columns(
    "enrollments.csv",
    ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    ("primary", "beginDate", "endDate"),
)

# In the order in which they refer to each other.
FILES = (
    "orgs.csv",
    "academicSessions.csv",
    "courses.csv",
    "classes.csv",
    "users.csv",
    "roles.csv",
    "enrollments.csv",
)

ORG_TYPES = ("department", "school", "district", "local", "state", "national")
SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
CLASS_TYPES = ("homeroom", "scheduled")
ROLE_TYPES = ("primary", "secondary")
ENROLLMENT_ROLES = ("administrator", "proctor", "student", "teacher")

# What each role of 1.1 and 1.2 is here; the empty ones do not sign in.
ROLE_IN_PORTAL = {
    "student": "student",
    "teacher": "teacher",
    "aide": "teacher",
    "counselor": "teacher",
    "proctor": "teacher",
    "administrator": "administrator",
    "districtAdministrator": "administrator",
    "principal": "administrator",
    "siteAdministrator": "administrator",
    "systemAdministrator": "administrator",
    "guardian": "",
    "parent": "",
    "relative": "",
}
