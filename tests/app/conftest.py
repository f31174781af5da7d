"""What tests of the app share."""

import pytest

from tests.support.school import Group, School


@pytest.fixture
def group(school: School) -> Group:
    """A class with Ada in it."""
    return school.class_("Algebra", {school.person("ada"): "student"})


@pytest.fixture
def algebra(school: School) -> Group:
    """A class with Ada, her teacher and a quiz."""
    group = school.class_(
        "Algebra", {school.person("ada"): "student", school.person("tea", "teacher"): "teacher"}
    )
    school.assessment(group, "Quiz")
    return group
