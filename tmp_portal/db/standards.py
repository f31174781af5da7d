"""Tables: standards frameworks (CASE) and what of them a class works on."""

from sqlalchemy import Boolean, Column, Integer, String, Text

from tmp_portal.db.metadata import key, lookup, table, to
from tmp_portal.db.school import classes

frameworks = table(
    "frameworks",
    key(),
    Column("identifier", String, nullable=False),  # the CFDocument's GUID
    Column("title", String, nullable=False),
    Column("creator", String, nullable=False, default=""),
    Column("subject", String, nullable=False, default=""),
    Column("version", String, nullable=False, default=""),
    Column("language", String, nullable=False, default=""),
    Column("license", String, nullable=False, default=""),
    Column("changed", String, nullable=False, default=""),  # lastChangeDateTime as given
    lookup("frameworks", "identifier", unique=True),
)

standards = table(
    "standards",
    key(),
    Column("framework_id", String(36), nullable=False),
    Column("identifier", String, nullable=False),  # the CFItem's GUID
    Column("parent_id", String(36)),
    Column("position", Integer, nullable=False),  # in reading order, the whole tree through
    Column("depth", Integer, nullable=False),
    Column("leaf", Boolean, nullable=False),
    Column("code", String, nullable=False, default=""),
    Column("statement", Text, nullable=False),
    Column("type", String, nullable=False, default=""),
    Column("grades", String, nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
    lookup("standards", "framework_id", "position"),
    lookup("standards", "framework_id", "identifier", unique=True),
)

# What of its framework a class works on, in the framework's order.
class_standards = table(
    "class_standards",
    key("class_id"),
    key("standard_id"),
    Column("position", Integer, nullable=False),
    to(classes, "class_id"),
    to(standards, "standard_id"),
)
