"""What tests of imports share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.rosters import Office
from tests.support.school import School
from tmp_portal.db import metadata
from tmp_portal.db.engine import Database


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A portal's database without a school yet."""
    database = Database(f"sqlite:///{tmp_path / 'office.db'}")
    metadata.create_all(database.engine)
    yield Office(database, tmp_path)
    database.close()


@pytest.fixture
def bank(school: School) -> School:
    """A school with a bank of items, which is empty."""
    metadata.create_all(school.database.engine)
    return school
