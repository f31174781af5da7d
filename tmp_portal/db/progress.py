"""Tables: how a class computes levels, and how each student's levels changed."""

from sqlalchemy import Column, Float, Integer, String

from tmp_portal.db.metadata import key, table, to
from tmp_portal.db.people import users
from tmp_portal.db.school import classes
from tmp_portal.db.standards import standards

# A class without a row has the defaults.
class_mastery = table(
    "class_mastery",
    key("class_id"),
    Column("method", String, nullable=False),  # as `Method.parse` reads it
    Column("cuts", String, nullable=False),  # whole percentages with commas between: "50,80"
    to(classes, "class_id"),
)

mastery_history = table(
    "mastery_history",
    key("user_id"),
    key("class_id"),
    key("standard_id"),
    Column("number", Integer, primary_key=True),  # counts the changes, from 1
    Column("at", Integer, nullable=False),
    Column("level", Integer),  # without level and percent it is not assessed any more
    Column("percent", Float),
    to(users, "user_id"),
    to(classes, "class_id"),
    to(standards, "standard_id"),
)
