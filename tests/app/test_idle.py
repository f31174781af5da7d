"""The guard of a shared computer: asks, locks, ends, whatever hangs; and nothing wakes it in vain."""

import threading
import time

import pytest

from tests.support.waiting import wait_until
from tmp_tui import idle
from tmp_tui.idle import Guard, Limits, Stage
from tmp_tui.site import Site

ASKED, LOCKED, OVER = 270.0, 300.0, 900.0


class World:
    """A guard with a clock that is set by hand, and what it told."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.told: list[Stage] = []
        self.heard = threading.Condition()
        self.guard = Guard(Limits(ASKED, LOCKED, OVER), self.tell, self.end, clock=lambda: self.now)
        self.ended = threading.Event()

    def tell(self, stage: Stage) -> None:
        with self.heard:
            self.told.append(stage)
            self.heard.notify()

    def end(self) -> None:
        self.ended.set()

    def until_told(self, *stages: Stage) -> None:
        with self.heard:
            assert self.heard.wait_for(lambda: self.told == list(stages), 20), self.told


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(idle, "LOOK", 0.005)
    monkeypatch.setattr(idle, "CARRIED_OUT_IN", 0.05)
    return World()


def test_a_site_can_shorten_the_times_and_the_question_comes_before_the_lock() -> None:
    assert idle.limits(Site()) == Limits(ASKED, LOCKED, OVER)
    assert idle.limits(Site(lock_minutes=0.5, end_minutes=2)) == Limits(15, 30, 120)
    assert idle.limits(Site(end_minutes=1)) == Limits(30, 60, 60)


def test_G25_a_computer_left_alone_is_asked_about_locked_and_ended(world: World) -> None:
    world.guard.watch()
    world.now += ASKED
    world.until_told(Stage.ASKED)
    world.now += LOCKED - ASKED
    world.until_told(Stage.ASKED, Stage.LOCKED)
    world.now += OVER - LOCKED
    world.until_told(Stage.ASKED, Stage.LOCKED, Stage.OVER)


def test_any_key_is_an_answer_before_the_lock(world: World) -> None:
    world.guard.watch()
    world.now += ASKED
    world.until_told(Stage.ASKED)

    assert world.guard.touched() is Stage.ASKED

    world.until_told(Stage.ASKED, Stage.HERE)
    assert world.guard.stage is Stage.HERE


def test_no_key_counts_after_the_lock_but_unlocking_does(world: World) -> None:
    world.guard.watch()
    world.now += LOCKED

    assert [world.guard.touched(), world.guard.touched()] == [Stage.LOCKED] * 2
    world.now += OVER - LOCKED - 1
    world.guard.unlock()

    assert world.guard.touched() is Stage.HERE


def test_after_a_night_asleep_the_first_key_finds_nothing_open(world: World) -> None:
    world.guard.watch()
    world.now += 8 * 3_600

    assert world.guard.touched() is Stage.OVER
    world.guard.unlock()

    assert world.guard.stage is Stage.OVER


def test_G26_where_the_end_is_not_carried_out_the_thread_does_it(world: World) -> None:
    world.guard.watch()
    world.now += OVER

    assert world.ended.wait(5)


def test_where_the_end_is_carried_out_nothing_more_happens(world: World) -> None:
    world.guard.watch()
    world.now += OVER
    world.until_told(Stage.OVER)

    world.guard.rest()

    world.until_told(Stage.OVER, Stage.HERE)
    assert not world.ended.is_set()


def test_who_signs_in_next_begins_anew(world: World) -> None:
    world.guard.watch()
    world.now += LOCKED
    world.until_told(Stage.LOCKED)
    world.guard.rest()
    world.until_told(Stage.LOCKED, Stage.HERE)

    world.now += OVER
    world.guard.watch()

    assert world.guard.touched() is Stage.HERE


def test_it_is_looked_at_once_a_second_and_not_at_all_while_nobody_is_there() -> None:
    looks: list[float] = []

    def clock() -> float:
        looks.append(time.monotonic())
        return looks[-1]

    guard = Guard(Limits(ASKED, LOCKED, OVER), lambda stage: None, lambda: None, clock=clock)
    guard.watch()
    guard.rest()
    before = len(looks)
    guard.watch()
    wait_until(lambda: len(looks) > before + 8)

    assert looks[-1] - looks[before] > 1.5  # three looks at the clock in a turn


def test_G26_a_guard_whose_program_is_over_ends_nothing_any_more(world: World) -> None:
    world.guard.watch()
    watching = world.guard._thread

    world.guard.stop()

    assert watching is not None
    watching.join(5)
    assert not watching.is_alive()
    world.now += OVER
    assert not world.ended.is_set()
