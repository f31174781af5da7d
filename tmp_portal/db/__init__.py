"""Tables, engine and migrations."""

from tmp_portal.db import (  # noqa: F401  (they fill the metadata)
    attempts,
    getting_in,
    items,
    mail,
    people,
    progress,
    school,
    standards,
    students_work,
)
from tmp_portal.db.metadata import metadata

__all__ = ["metadata"]
