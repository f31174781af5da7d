"""Tables, engine and migrations."""

from tmp_portal.db import attempts, items, people, school, standards, students_work  # noqa: F401  (they fill the metadata)
from tmp_portal.db.metadata import metadata

__all__ = ["metadata"]
