"""A class with a student, for every test here."""

import pytest

from tests.support.school import Group, School


@pytest.fixture
def group(school: School) -> Group:
    """Ada's class."""
    return school.class_("Algebra", {school.person("ada"): "student"})
