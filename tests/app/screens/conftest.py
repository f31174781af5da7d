"""What tests of the screens share."""

import pytest

from tests.app.screens.taking import Clock
from tmp_tui import working
from tmp_tui.screens import desk
from tmp_tui.store import sending


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for first keys."""
    monkeypatch.setattr(desk, "FIRST_KEYS", 0)


@pytest.fixture
def at_lab_12(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer has a name."""
    monkeypatch.setattr(working, "place_name", lambda: "lab-12")


@pytest.fixture
def sent_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits to be sent is tried again at once."""
    monkeypatch.setattr(sending, "FIRST_RETRY", 0.02)
    monkeypatch.setattr(sending, "EVERY", 0.2)


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The computer's steady clock, to be put forward."""
    return Clock(monkeypatch)
