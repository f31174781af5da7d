"""Tables: what an attempt is made of: its paper, its items, every version of every answer, who writes, what was refused.

An attempt's own row is in `attempts`; one that came with scores from elsewhere has no paper.
"""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String

from tmp_portal.db.items import item_versions
from tmp_portal.db.metadata import key, lookup, table, to
from tmp_portal.db.people import users
from tmp_portal.db.students_work import attempts, deliveries


def _client_key() -> Column[str]:
    """A key that the app made, so that several deliveries of a request are one effect."""
    return Column("key", String(64), primary_key=True)


# How a delivery is taken, where that differs from the defaults in `tmp_portal.attempts.timing`.
delivery_rules = table(
    "delivery_rules",
    key("delivery_id"),
    Column("grace", Integer, nullable=False, default=300),  # seconds
    Column("shuffle", Boolean, nullable=False, default=False),  # the order of the items
    Column("offline", Boolean, nullable=False, default=True),
    to(deliveries, "delivery_id"),
)

# What one student has otherwise than the class.
accommodations = table(
    "accommodations",
    key("delivery_id"),
    key("user_id"),
    Column("time_percent", Integer, nullable=False, default=100),  # of the time limit; 0: no limit
    Column("more_attempts", Integer, nullable=False, default=0),
    Column("shuffle", Boolean),  # none: as the delivery says
    Column("closes_at", Integer),  # none: as the delivery says
    to(deliveries, "delivery_id"),
    to(users, "user_id"),
)

attempt_papers = table(
    "attempt_papers",
    key("attempt_id"),
    Column("seed", Integer, nullable=False),
    Column("extra", Integer, nullable=False, default=0),  # seconds that staff added
    Column("writer", String(36), nullable=False),
    Column("place", String, nullable=False),
    Column("written_since", Integer, nullable=False),
    Column("marks", LargeBinary, nullable=False),  # JSON, tmp_tui.wire.attempts.Marks
    Column("submit_key", String(64), nullable=False, default=""),  # empty: time was up
    Column("confirmed_at", Integer),  # when the student says that it was handed in
    Column("code", String(8)),  # the receipt's
    Column("handed_in_at", Integer),
    Column("answered", Integer),
    to(attempts, "attempt_id"),
    lookup("attempt_papers", "code", unique=True),
)

# Every key that ever asked for a start, with the attempt that it got.
attempt_starts = table(
    "attempt_starts",
    key("user_id"),
    key("delivery_id"),
    _client_key(),
    Column("attempt_id", String(36), nullable=False),
    to(attempt_papers, "attempt_id"),
)

# Every place that was the one to write.
attempt_writers = table(
    "attempt_writers",
    key("attempt_id"),
    _client_key(),
    Column("writer", String(36), nullable=False),
    Column("place", String, nullable=False),
    Column("since", Integer, nullable=False),
    to(attempt_papers, "attempt_id"),
)

# `name` is the item's id, with a number where the same item is in an assessment again.
attempt_items = table(
    "attempt_items",
    key("attempt_id"),
    Column("name", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("item_id", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("points", Float, nullable=False),
    Column("said_before", LargeBinary),  # JSON, blocks
    Column("shape", LargeBinary, nullable=False),  # JSON: how many values each response may have
    to(attempt_papers, "attempt_id"),
    to(item_versions, "item_id", "version"),
)

# An answer that the portal took; the highest version counts.
attempt_answers = table(
    "attempt_answers",
    key("attempt_id"),
    Column("name", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),  # JSON, tmp_tui.wire.attempts.Values
    Column("at", Integer, nullable=False),  # when it was given
    Column("received_at", Integer, nullable=False),
    to(attempt_items, "attempt_id", "name"),
)

# An answer that does not count, kept for staff: late, after the submit, beside another one, from a place that may only read.
refused_answers = table(
    "refused_answers",
    key("attempt_id"),
    Column("name", String(40), primary_key=True),
    _client_key(),
    Column("version", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Integer, nullable=False),
    Column("received_at", Integer, nullable=False),
    Column("reason", String, nullable=False),  # the code that the app got
    to(attempt_items, "attempt_id", "name"),
)

item_scores = table(
    "item_scores",
    key("attempt_id"),
    Column("name", String(40), primary_key=True),
    Column("points", Float),  # none: a person is to score it
    Column("needs_staff", String, nullable=False, default=""),  # why
    Column("scored_by", String(36)),  # staff's user id
    Column("at", Integer, nullable=False),
    to(attempt_items, "attempt_id", "name"),
)
