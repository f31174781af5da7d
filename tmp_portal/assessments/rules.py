"""The rules of a delivery, and what holds where nobody ever set them: then it has no row of them."""

from typing import Any

from sqlalchemy import ColumnElement, func

from tmp_portal.attempts.timing import GRACE
from tmp_portal.db.attempts import delivery_rules

RULES: dict[str, Any] = {"grace": GRACE, "shuffle": False, "offline": True}  # and their defaults


def rule(name: str) -> ColumnElement[Any]:
    """One of the rules, as a column of what `delivery_rules` is outer joined to."""
    return func.coalesce(delivery_rules.c[name], RULES[name]).label(name)
