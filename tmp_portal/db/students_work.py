"""Tables: assessments and their delivery, attempts, mastery, playlists, activity, reports, ready documents."""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String, Text, false

from tmp_portal.db.metadata import key, lookup, table, to
from tmp_portal.db.people import users
from tmp_portal.db.school import classes
from tmp_portal.db.standards import standards


def _switch(name: str) -> Column[bool]:
    """Something that staff release, and that is withheld until they do."""
    return Column(name, Boolean, nullable=False, default=False, server_default=false())


assessments = table(
    "assessments",
    key(),
    Column("title", String, nullable=False),
    Column("questions", Integer, nullable=False, default=0),
    Column("created_at", Integer, nullable=False),
)

assessment_standards = table(
    "assessment_standards",
    key("assessment_id"),
    key("standard_id"),
    Column("possible", Float, nullable=False),  # points
    to(assessments, "assessment_id"),
    to(standards, "standard_id"),
)

deliveries = table(
    "deliveries",
    key(),
    Column("class_id", String(36), nullable=False),
    Column("assessment_id", String(36), nullable=False),
    Column("number", Integer, nullable=False),  # within the class, from 1, never used again
    Column("test_id", String(6), nullable=False, default=""),
    Column("test_id_expires_at", Integer),
    Column("given_at", Integer, nullable=False),
    Column("opens_at", Integer),
    Column("closes_at", Integer),
    Column("minutes", Integer, nullable=False, default=0),  # 0: no limit
    Column("attempts", Integer, nullable=False, default=1),  # 0: any number
    Column("in_portal", Boolean, nullable=False, default=False),
    Column("release_scores", Boolean, nullable=False, default=True),
    _switch("release_items"),
    _switch("release_key"),
    _switch("release_analysis"),
    _switch("release_answers"),
    _switch("key_while_open"),  # staff said so: the key is shown though others may still take it
    to(classes, "class_id"),
    to(assessments, "assessment_id"),
    lookup("deliveries", "class_id", "number", unique=True),
    lookup("deliveries", "test_id"),
)

attempts = table(
    "attempts",
    key(),
    Column("delivery_id", String(36), nullable=False),
    Column("class_id", String(36), nullable=False),
    Column("user_id", String(36), nullable=False),
    Column("state", String, nullable=False),  # started, submitted, scored
    Column("started_at", Integer, nullable=False),
    Column("submitted_at", Integer),
    Column("points", Float),
    Column("possible", Float),
    to(deliveries, "delivery_id"),
    to(users, "user_id"),
    lookup("attempts", "user_id", "class_id"),
    lookup("attempts", "delivery_id"),
)

standard_scores = table(
    "standard_scores",
    key("attempt_id"),
    key("standard_id"),
    Column("points", Float, nullable=False),
    Column("possible", Float, nullable=False),
    to(attempts, "attempt_id"),
    to(standards, "standard_id"),
)

mastery = table(
    "mastery",
    key("user_id"),
    key("class_id"),
    key("standard_id"),
    Column("level", Integer, nullable=False),  # 1 Remediation, 2 Near Mastery, 3 Mastery, 4 Exceeds
    Column("percent", Float, nullable=False),
    Column("at", Integer, nullable=False),
    to(users, "user_id"),
    to(classes, "class_id"),
    to(standards, "standard_id"),
)

playlists = table(
    "playlists",
    key(),
    Column("class_id", String(36), nullable=False),
    Column("title", String, nullable=False),
    Column("about", Text, nullable=False, default=""),
    Column("position", Integer, nullable=False),
    to(classes, "class_id"),
    lookup("playlists", "class_id", "position"),
)

playlist_activities = table(
    "playlist_activities",
    key("playlist_id"),
    Column("position", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False, default=""),
    Column("address", String, nullable=False, default=""),
    Column("about", Text, nullable=False, default=""),
    Column("standard_id", String(36)),
    to(playlists, "playlist_id"),
)

activity = table(
    "activity",
    key(),
    Column("class_id", String(36), nullable=False),
    Column("at", Integer, nullable=False),
    Column("kind", String, nullable=False),  # assessment, playlist, report, results, note
    Column("title", String, nullable=False),
    Column("text", Text, nullable=False, default=""),
    Column("user_id", String(36)),  # whose act it was
    Column("delivery_id", String(36)),
    to(classes, "class_id"),
    lookup("activity", "class_id", "at"),
)

term_reports = table(
    "term_reports",
    key(),
    Column("user_id", String(36), nullable=False),
    Column("title", String, nullable=False),
    Column("term", String, nullable=False),
    Column("published_at", Integer, nullable=False),
    Column("size", Integer, nullable=False, default=0),
    to(users, "user_id"),
    lookup("term_reports", "user_id", "published_at"),
)

# What a student reads most, ready to send. An empty etag says that the row is out of date: the transaction that changes
# what a document says empties it, and the next reader has it written again. A student's rows are the list of what is
# theirs to see: `me`, and `mine` for each class. `owner` is a user's id, or empty for what a whole class shares.
documents = table(
    "documents",
    key("owner"),
    key("class_id"),  # empty for `me`
    Column("part", String(5), nullable=False),  # me, class, mine
    Column("etag", String(8), nullable=False),
    Column("body", LargeBinary, nullable=False),  # JSON
    Column("packed", LargeBinary),  # the same in Brotli, for what is shared
    lookup("documents", "class_id"),
)
