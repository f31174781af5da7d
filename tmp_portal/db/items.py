"""Tables: items with every version that was imported, their files and standards, and which assessment has which."""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String

from tmp_portal.db.metadata import key, lookup, table, to
from tmp_portal.db.standards import standards
from tmp_portal.db.students_work import assessments

# An item is known by its identifier within its bank, which is a package or a file.
items = table(
    "items",
    key(),
    Column("bank", String, nullable=False),
    Column("identifier", String, nullable=False),
    Column("version", Integer, nullable=False),  # the newest; an attempt keeps the one that it began with
    lookup("items", "bank", "identifier", unique=True),
)

# What travels to a student (`shown`, tmp_tui.wire.items.Item) is apart from what scores it, so that nothing that asks for the
# one gets the other (G21).
item_versions = table(
    "item_versions",
    key("item_id"),
    Column("version", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False),  # of its interactions: choice, order ..., composite, graphical
    Column("points", Float, nullable=False),  # the most that it scores
    Column("by_hand", Boolean, nullable=False),
    Column("shown", LargeBinary, nullable=False),  # JSON
    Column("scoring", LargeBinary, nullable=False),  # JSON, tmp_portal.items.scoring.Scoring
    Column("rubric", LargeBinary, nullable=False),  # JSON, blocks for those who score by hand
    Column("template", LargeBinary),  # JSON, what an attempt's own item is read from
    Column("digest", LargeBinary(16), nullable=False),
    Column("imported_at", Integer, nullable=False),
    to(items, "item_id"),
)

item_standards = table(
    "item_standards",
    key("item_id"),
    key("standard_id"),
    to(items, "item_id"),
    to(standards, "standard_id"),
    lookup("item_standards", "standard_id"),
)

# Pictures, by ids that tell nothing of what is in other items.
item_files = table(
    "item_files",
    key("item_id"),
    key(),
    Column("name", String, nullable=False),
    Column("type", String, nullable=False),  # media type
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    to(items, "item_id"),
)

assessment_items = table(
    "assessment_items",
    key("assessment_id"),
    Column("position", Integer, primary_key=True),
    Column("item_id", String(36), nullable=False),
    Column("points", Float, nullable=False),  # what it is worth here, however many points it scores
    Column("section", String, nullable=False, default=""),
    Column("said_before", LargeBinary),  # JSON, blocks that a section says before its items
    to(assessments, "assessment_id"),
    to(items, "item_id"),
    lookup("assessment_items", "item_id"),
)

# Which test of which bank an assessment is, so that importing again finds it.
assessment_sources = table(
    "assessment_sources",
    key("assessment_id"),
    Column("bank", String, nullable=False),
    Column("identifier", String, nullable=False),
    to(assessments, "assessment_id"),
    lookup("assessment_sources", "bank", "identifier", unique=True),
)
