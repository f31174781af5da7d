"""What the foot of the screen says of an answer is true, over lines that fail and disks that refuse (G02, G20)."""

import errno
import random
from typing import Any

import pytest

from tests.portal.attempts.support import give
from tests.support.every_kind import BODIES, R, stored
from tests.support.faults import Faulty, lossy
from tests.support.player import Seat, seated, taking
from tests.support.school import Group, School
from tests.support.ui import until
from tmp_tui.api.errors import words
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.store.journal import Journal

SAVED = "Saved: the portal has this answer."
DOWN = words("no-network")
HERE = "On this computer, not sent yet. It is sent by itself."
ITEMS = [
    stored(name, BODIES[kind]) for name, kind in (("q1", "one"), ("q2", "several"), ("q3", "text_entry"))
]

pytestmark = pytest.mark.usefixtures("sent_soon")


def on_disk(seat: Seat) -> Journal:
    """What another program finds in the journal's file."""
    (path,) = [file for file in seat.session._folder.iterdir() if file.suffix == ".journal"]
    return Journal(path, b"k" * 32)


def where_of(seat: Seat) -> str:
    """The words on this answer, without what follows of all answers."""
    return next((known for known in (SAVED, HERE) if seat.where.startswith(known)), seat.where)


def words_are_true(seat: Seat) -> None:
    """The words on the screen, the portal's database and the journal's file say the same."""
    title, values, where = seat.taking.item.title, seat.taking.values, where_of(seat)
    journal = on_disk(seat)
    try:
        if where == SAVED:
            assert seat.on_portal()[title] == values
        elif where == HERE:
            assert journal.values(seat.taking.attempt, seat.taking.item.id) == values
        else:
            assert (where.startswith("No answer yet."), values) == (True, {})
    finally:
        journal.close()


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3))])
@pytest.mark.parametrize("after", [False, True])
async def test_G02_the_words_are_true_at_each_step_over_a_line_that_loses_a_third(
    school: School, group: Group, seed: int, after: bool
) -> None:
    line, dice = Faulty(school.transport(), after=after), random.Random(seed)
    async with taking(school, group, ITEMS, transport=line) as seat:
        line.drops = lossy(0.33, seed)
        for _ in range(30):
            number = dice.randint(1, 3)
            seat.question.go(number)
            keys = [f"text:{dice.randint(0, 99)}x", "enter"] if number == 3 else [dice.choice("abc")]
            await seat.press(*keys)
            words_are_true(seat)
        line.drops = lambda _: False
        await seat.sent()

        for number in (1, 2, 3):
            seat.question.go(number)
            await seat.settled()
            words_are_true(seat)


async def test_G02_G20_without_a_line_every_key_works_and_one_success_clears_it(
    school: School, group: Group
) -> None:
    line = Faulty(school.transport())
    async with taking(school, group, ITEMS, transport=line) as seat:
        line.down = True
        await seat.press("a")
        assert where_of(seat) == HERE
        await until(seat.pilot, lambda: f"{HERE} {DOWN} 1 answer not sent" in seat.text)
        for key in "bcabca":
            await seat.press(key)
            assert (where_of(seat), key.upper()) == (HERE, seat.place.chosen[0])
        await seat.press("f7")
        await seat.shows("1 answer is on this computer and not sent yet.", "not sent yet")
        await seat.press("escape")

        line.down = False
        await until(seat.pilot, lambda: seat.where == SAVED)

        assert "not sent" not in seat.text
        assert seat.on_portal() == {"q1": {R: ["A"]}}


async def test_G20_a_hundred_flaps_lock_no_key(school: School, group: Group) -> None:
    line = Faulty(school.transport())
    async with taking(school, group, ITEMS, transport=line) as seat:
        for turn in range(100):
            line.down = not line.down
            await seat.press("abc"[turn % 3])
            assert seat.taking.values == {R: ["ABC"[turn % 3]]}
        line.down = False
        await seat.sent()
        assert seat.where == SAVED


async def test_G02_submitted_without_a_line_is_said_and_the_receipt_comes_by_itself(
    school: School, group: Group
) -> None:
    line = Faulty(school.transport())
    async with taking(school, group, ITEMS, transport=line) as seat:
        line.down = True
        await seat.press("a", "f10", "end", "enter", "2")
        await seat.shows(
            "Submitted on this computer. The portal does not have it yet; it is sent by itself.",
            DOWN,
        )
        line.down = False
        await seat.shows("Your assessment is submitted: the portal has it.", "Receipt:")


async def test_G02_a_disk_that_refuses_is_said_and_tried_again(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Faulty(school.transport())
    async with taking(school, group, ITEMS, transport=line) as seat:
        line.down = True
        with monkeypatch.context() as disk:
            disk.setattr(seat.journal._file, "_commit", refuse)
            await seat.press("b")

            assert seat.where.startswith(
                "Not saved: this computer's disk does not take it ([Errno 28] No space left on device). Keep the program open."
            )
            await seat.press("c", "f7")
            await seat.shows("not saved")
            await seat.press("escape")
        await until(seat.pilot, lambda: where_of(seat) == HERE)
        words_are_true(seat)
        assert seat.taking.values == {R: ["C"]}


def refuse(*_slots: object) -> list[int]:
    raise OSError(errno.ENOSPC, "No space left on device")


async def test_G10_an_app_that_starts_again_without_a_line_goes_on_with_what_it_has(
    school: School, group: Group
) -> None:
    give(school, group, ITEMS, attempts=0)
    line = Faulty(school.transport())
    async with seated(school, transport=line) as seat:
        await seat.take(group)
        line.down = True
        await seat.press("a", "escape", "1")
        await seat.shows("Continue the assessment")
        await seat.press("home", "enter")
        await until(seat.pilot, lambda: isinstance(seat.app.screen, TakingScreen))
        await until(seat.pilot, lambda: not seat.at_work("look-again"))
        await seat.settled()

        assert where_of(seat) == HERE
        assert seat.taking.values == {R: ["A"]}


async def test_G30_an_answer_is_in_the_journal_before_the_screen_says_so(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with taking(school, group, ITEMS) as seat:
        order: list[str] = []
        answer, say = seat.journal.answer, seat.question.say

        def answered(*given: Any) -> None:
            answer(*given)
            order.append("journal")

        def said(words: str) -> None:
            order.append("said")
            say(words)

        monkeypatch.setattr(seat.journal, "answer", answered)
        monkeypatch.setattr(seat.question, "say", said)

        await seat.press("b")
        await seat.sent()

        assert order == ["journal", "said"]
        assert seat.on_portal() == {"q1": {R: ["B"]}}
