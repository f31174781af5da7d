"""Tables: sessions, courses, classes and who is in them, as a roster tells them."""

from sqlalchemy import Boolean, Column, Date, Integer, String

from tmp_portal.db.metadata import key, lookup, table, to
from tmp_portal.db.people import orgs, users

academic_sessions = table(
    "academic_sessions",
    key(),
    Column("sourced_id", String, nullable=False),
    Column("title", String, nullable=False),
    Column("type", String, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),  # exclusive
    Column("parent_id", String(36)),
    Column("school_year", String, nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
    Column("modified_at", Integer, nullable=False, default=0),
    lookup("academic_sessions", "sourced_id", unique=True),
)

courses = table(
    "courses",
    key(),
    Column("sourced_id", String, nullable=False),
    Column("title", String, nullable=False),
    Column("code", String, nullable=False, default=""),
    Column("org_id", String(36), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("modified_at", Integer, nullable=False, default=0),
    to(orgs, "org_id"),
    lookup("courses", "sourced_id", unique=True),
)

classes = table(
    "classes",
    key(),
    Column("sourced_id", String, nullable=False),
    Column("title", String, nullable=False),
    Column("code", String, nullable=False, default=""),
    Column("type", String, nullable=False),
    Column("grades", String, nullable=False, default=""),
    Column("course_id", String(36), nullable=False),
    Column("school_id", String(36), nullable=False),
    Column("archived", Boolean, nullable=False, default=False),  # by staff; an ended term archives by itself
    Column("framework_id", String(36)),
    Column("active", Boolean, nullable=False, default=True),
    Column("modified_at", Integer, nullable=False, default=0),
    to(courses, "course_id"),
    to(orgs, "school_id"),
    lookup("classes", "sourced_id", unique=True),
)

class_terms = table(
    "class_terms",
    key("class_id"),
    key("session_id"),
    to(classes, "class_id"),
    to(academic_sessions, "session_id"),
)

enrollments = table(
    "enrollments",
    key(),
    Column("sourced_id", String, nullable=False),
    Column("class_id", String(36), nullable=False),
    Column("user_id", String(36), nullable=False),
    Column("role", String, nullable=False),  # student, teacher, administrator, proctor
    Column("primary_teacher", Boolean, nullable=False, default=False),
    Column("begins_on", Date),
    Column("ends_on", Date),  # exclusive
    Column("active", Boolean, nullable=False, default=True),
    Column("modified_at", Integer, nullable=False, default=0),
    to(classes, "class_id"),
    to(users, "user_id"),
    lookup("enrollments", "sourced_id", unique=True),
    lookup("enrollments", "user_id"),
    lookup("enrollments", "class_id"),
)
