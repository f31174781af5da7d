"""Every kind of question, answered by keyboard alone; moving about in it answers nothing."""

import random

import pytest

from tests.support.every_kind import BY_ARROWS, BY_KEYBOARD, every_kind
from tests.support.player import Seat, taking
from tests.support.school import Group, School
from tests.support.ui import NARROW
from tmp_tui.player.places import PICKED, TYPED
from tmp_tui.screens.taking import TakingScreen

PLAIN_MOVES = (
    "up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown", "home", "end", "f6", "shift+f6", "f2",
)  # fmt: skip
DIGITS = ("0", "1", "2")


def moves(seat: Seat) -> list[str]:
    """Where something is typed, a digit is typed there: ctrl+g leads to a question's number."""
    typed = any(place.how in TYPED for place in seat.taking.places)
    return [*PLAIN_MOVES, *([] if typed else DIGITS)]


async def go(seat: Seat, kind: str) -> None:
    number = [item.title for item in seat.taking.paper.items].index(kind) + 1
    seat.question.go(number)
    await seat.pilot.pause()


async def test_G30_each_kind_is_answered_by_letter_or_typed_text_and_sent_by_itself(
    school: School, group: Group
) -> None:
    async with taking(school, group, every_kind()) as seat:
        for kind, (keys, answer) in BY_KEYBOARD.items():
            await go(seat, kind)
            await seat.press(*keys)
            assert (kind, seat.taking.values) == (kind, {"RESPONSE": answer})
            await seat.sent()
            assert (kind, seat.where) == (kind, "Saved: the portal has this answer.")

        assert seat.on_portal() == {
            kind: {"RESPONSE": answer} for kind, (_keys, answer) in BY_KEYBOARD.items()
        }


@pytest.mark.parametrize("size", [(80, 24), NARROW])
async def test_A04_each_kind_is_answered_with_letters_switched_off(
    school: School, group: Group, size: tuple[int, int]
) -> None:
    async with taking(school, group, every_kind(), letters=False, size=size) as seat:
        for kind, (keys, answer) in BY_ARROWS.items():
            await go(seat, kind)
            if seat.taking.places[0].how in PICKED:
                await seat.press("a", "b", "c", "h", "n", "p", "slash")
                assert (kind, seat.taking.values) == (kind, {})
            await seat.press(*keys)
            assert (kind, seat.taking.values) == (kind, {"RESPONSE": answer})


async def test_G28_moving_never_answers(school: School, group: Group) -> None:
    async with taking(school, group, every_kind()) as seat:
        for item in seat.taking.paper.items:
            await go(seat, item.title)
            before = seat.files()
            await seat.press(*moves(seat))
            assert (item.title, seat.files() == before) == (item.title, True)

        assert seat.on_portal() == {}


async def test_G28_leaving_and_coming_back_answers_nothing(school: School, group: Group) -> None:
    async with taking(school, group, every_kind()) as seat:
        before = seat.files()

        for number in range(1, seat.taking.count + 1):
            seat.question.go(number)
            if seat.taking.places[0].how in TYPED:
                await seat.press("enter", "escape")
            await seat.press("f7", "escape", "f10", "escape", "f9", "f1", "escape")
            assert isinstance(seat.app.screen, TakingScreen)

        assert seat.files() == before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
async def test_G28_no_row_of_moves_answers(school: School, group: Group, seed: int) -> None:
    dice = random.Random(seed)
    items = every_kind()
    dice.shuffle(items)
    async with taking(school, group, items) as seat:
        before, pressed = seat.files(), []
        for _ in range(150):
            pressed.append(dice.choice(moves(seat)))
            await seat.press(pressed[-1])
            assert seat.files() == before, (seed, pressed)
