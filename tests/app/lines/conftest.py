"""What tests of line mode share."""

import pytest

from tests.support.school import Group, School
from tmp_tui.lines import giving, handing_in
from tmp_tui.store import sending


@pytest.fixture
def algebra(school: School) -> Group:
    """A class with Ada in it."""
    return school.class_("Algebra", {school.person("ada"): "student"})


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for is waited for shortly."""
    monkeypatch.setattr(sending, "FIRST_RETRY", 0.02)
    monkeypatch.setattr(giving, "SAVED_WITHIN", 0.3)
    monkeypatch.setattr(handing_in, "SOON", 0.3)
    monkeypatch.setattr(handing_in, "LATER", 0.3)
    monkeypatch.setattr(handing_in, "EVERY", 0.05)
