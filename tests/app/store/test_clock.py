"""The portal's clock as it is kept here (G11)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmp_tui.store import clock
from tmp_tui.store.clock import PortalClock


class Fake:
    """Both of this computer's clocks, to be set."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_000_000.0, 50.0

    def run(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Fake:
    made = Fake()
    monkeypatch.setattr(clock, "steady", lambda: made.steady)
    monkeypatch.setattr(time, "time", lambda: made.wall)
    return made


@pytest.mark.parametrize("moved", [3_600, -3_600, 86_400 * 365, -86_400])
def test_G11_a_wall_clock_that_is_moved_moves_nothing(here: Fake, moved: float) -> None:
    made = PortalClock()
    made.heard(2_000_000)
    here.run(10)

    here.wall += moved

    assert made.now() == 2_000_010


def test_G11_a_suspend_is_counted(here: Fake) -> None:
    made = PortalClock()
    made.heard(2_000_000)

    here.run(7_200)

    assert made.now() == 2_007_200


def test_what_is_heard_late_or_cut_to_seconds_does_not_set_the_clock_back(here: Fake) -> None:
    made = PortalClock()
    made.heard(2_000_000)
    here.run(5.9)

    made.heard(2_000_005)
    made.heard(2_000_004)

    assert made.now() == pytest.approx(2_000_005.9)


def test_a_portal_whose_clock_was_set_is_followed_either_way(here: Fake) -> None:
    made = PortalClock()
    made.heard(2_000_000)

    made.heard(2_000_100)
    assert made.now() == 2_000_100
    made.heard(1_999_000)
    assert made.now() == 1_999_000


def test_what_is_remembered_from_another_day_is_where_it_begins(here: Fake) -> None:
    made = PortalClock()
    made.heard(here.wall + 120)

    assert made.ahead == 120
    again = PortalClock(made.ahead)
    assert again.now() == here.wall + 120

    again.heard(here.wall + 110)
    assert again.now() == here.wall + 110


@given(
    st.floats(0, 0.9),
    st.lists(st.tuples(st.floats(0, 600), st.floats(0, 20), st.integers(-9_999, 9_999)), max_size=20),
)
def test_G11_it_is_never_off_by_more_than_two_seconds(
    first: float, steps: list[tuple[float, float, int]]
) -> None:
    """However long later replies are under way, and whatever the wall clock does."""
    here, true = Fake(), 2_000_000.0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "steady", lambda: here.steady)
        patched.setattr(time, "time", lambda: here.wall)
        made = PortalClock()
        made.heard(int(true - first))
        for passed, under_way, moved in steps:
            here.run(passed)
            here.wall += moved
            true += passed
            made.heard(int(true - under_way))
            assert abs(made.now() - true) <= 2


def test_the_steady_clock_goes_forward() -> None:
    first = clock.steady()

    assert clock.steady() >= first
