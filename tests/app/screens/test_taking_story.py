"""The whole story: from Home to the receipt, by keyboard alone."""

import re

import pytest

from tests.app.screens.taking import TWO
from tests.portal.attempts.support import give
from tests.support.every_kind import BODIES, BY_KEYBOARD, every_kind, stored, words
from tests.support.player import Seat, seated, taking
from tests.support.school import Group, School
from tests.support.ui import NARROW, WIDE, current_row, screen_lines, until
from tmp_portal.attempts import staff
from tmp_tui.screens.choosing import ChoosingScreen
from tmp_tui.screens.overview import OverviewScreen, ReceiptScreen
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.wire.items import Block


async def start_from_home(seat: Seat) -> None:
    await seat.press("1")
    await seat.shows("Start Assessment", "If the line drops: Go on.")
    await seat.press("1")
    await seat.shows("You have 1 attempt left; this uses it.")
    await seat.press("2")
    await until(seat.pilot, lambda: isinstance(seat.app.screen, TakingScreen))
    await until(seat.pilot, lambda: not seat.at_work("look-again"))
    await seat.settled()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_G23_G24_from_home_to_the_receipt_by_keyboard_alone(
    school: School, group: Group, size: tuple[int, int]
) -> None:
    items = [item for item in every_kind() if item.identifier in BY_KEYBOARD]
    give(school, group, items, minutes=45)
    async with seated(school, size=size) as seat:
        await start_from_home(seat)
        for item in items:
            await seat.press(*BY_KEYBOARD[item.identifier][0], "f6")
        await seat.shows("This is the last question. F10 Submit.")

        await seat.press("f10")
        await seat.shows(" of 13 answered.")
        await seat.press("end", "enter")
        await seat.shows("Once it is submitted, nothing in it can be changed.")
        await seat.press("2")
        await seat.shows("Your assessment is submitted: the portal has it.", "Answered: 13 of 13")
        code = re.search(r"Receipt: (\w+)", seat.text)
        await seat.press("escape")
        await seat.shows("State: Submitted")

        assert code is not None
        verified = school.write(lambda c: staff.verify(c, school.tenant, code[1]))
        assert verified is not None


async def test_a_test_id_on_home_leads_to_the_start(school: School, group: Group) -> None:
    give(school, group, TWO, in_portal=False, test_id="246813")
    async with seated(school) as seat:
        await seat.press("tab", "text:246813", "enter")
        await seat.shows("Start Assessment", "Attempts left: 1")
        await seat.press("1")
        await seat.shows("Not yet")
        await seat.press("2")
        await seat.shows("Question 1 of 2")


async def test_enter_alone_never_starts(school: School, group: Group) -> None:
    give(school, group, TWO)
    async with seated(school) as seat:
        await seat.press("1")
        for _ in range(7):
            await seat.press("enter")

        assert isinstance(seat.app.screen, PageScreen | ChoosingScreen)
        assert seat.session.work() == []


async def test_a_start_wanted_twice_opens_one_question(school: School, group: Group) -> None:
    give(school, group, TWO, attempts=0)
    async with seated(school) as seat:
        await seat.press("1")
        await seat.shows("1 Start Assessment")
        await seat.press("enter")
        seat.app.post_message(PageScreen.TakeWanted(seat.app._shown._page.rows[0].go))  # type: ignore[union-attr, arg-type]
        await until(seat.pilot, lambda: isinstance(seat.app.screen, TakingScreen))
        await seat.settled()

        assert sum(isinstance(screen, TakingScreen) for screen in seat.app.screen_stack) == 1
        await seat.press("escape")
        assert isinstance(seat.app.screen, PageScreen)


async def test_G24_enter_and_escape_never_submit(school: School, group: Group) -> None:
    async with taking(school, group, TWO) as seat:
        await seat.press("f10", "end", "enter")
        await seat.shows("1 Not yet")
        await seat.press("enter")
        assert isinstance(seat.app.screen, OverviewScreen)
        await seat.press("enter", "escape", "escape")

        assert isinstance(seat.app.screen, TakingScreen)
        assert seat.taking.submission is None


async def test_G24_blanks_flags_and_what_is_not_finished_are_listed(school: School, group: Group) -> None:
    items = [*TWO, stored("third", BODIES["match"])]
    async with taking(school, group, items) as seat:
        await seat.press("f3", "f6", "f6", "a", "f10")

        await seat.shows("0 of 3 answered.", "Blank: 1, 2.", "Not finished: 3.", "Flagged: 1.")
        await seat.press("end", "enter")
        await seat.shows("Submit the assessment?", "Blank: 1, 2.", "Not finished: 3.", "Flagged: 1.")


async def test_the_map_leads_to_a_question_and_back_to_where_it_was_opened(
    school: School, group: Group
) -> None:
    async with taking(school, group, every_kind()) as seat:
        await seat.press("f7", "4")
        assert seat.taking.number == 4
        await seat.press("f7", "end", "up", "enter")
        assert seat.taking.number == 14
        await seat.press("f7", "escape")
        assert isinstance(seat.app.screen, TakingScreen)
        assert seat.taking.number == 14


async def test_a_question_is_reached_by_its_number(school: School, group: Group) -> None:
    async with taking(school, group, every_kind()) as seat:
        await seat.press("2")
        assert seat.taking.number == 2
        await seat.press("1", "3")
        assert seat.taking.number == 13
        await seat.press("ctrl+g", "1", "enter")
        assert seat.taking.number == 1
        await seat.press("1", "9")
        assert seat.foot == "There is no question 19."
        await seat.press("1", "f3", "enter")
        assert seat.taking.flagged, "whatever is done else gives the number up"


async def test_G28_the_enter_that_ends_a_questions_number_answers_nothing(
    school: School, group: Group
) -> None:
    async with taking(school, group, [*TWO, stored("third", BODIES["several"])]) as seat:
        await seat.press("3", "enter")
        assert (seat.taking.number, seat.taking.values) == (3, {})
        assert seat.foot == "You are at question 3. Enter again answers."
        await seat.press("enter")
        assert seat.taking.values == {"RESPONSE": ["A"]}
        await seat.press("1", "down", "enter")
        assert seat.taking.values == {"RESPONSE": ["B"]}


async def test_A05_focus_is_never_trapped_and_escape_goes_back(school: School, group: Group) -> None:
    async with taking(school, group, TWO) as seat:
        for keys in (("f1",), ("f8",), ("f7",), ("f10",), ("f4",), ("ctrl+p",)):
            await seat.press(*keys)
            assert not isinstance(seat.app.screen, TakingScreen), keys
            await seat.press("escape")
            assert isinstance(seat.app.screen, TakingScreen), keys
            assert seat.app.focused is seat.view, keys
        for _ in range(5):
            await seat.press("tab")
        assert seat.app.focused is seat.view
        await seat.press("escape")

        assert isinstance(seat.app.screen, PageScreen)
        await seat.shows("Everything is kept. You can go on from Home.")


async def test_A02_the_terminals_cursor_is_on_the_line_under_the_readers_cursor(
    school: School, group: Group
) -> None:
    async with taking(school, group, every_kind()) as seat:
        for item in every_kind():
            keys = BY_KEYBOARD.get(item.identifier, (("enter",), []))[0][:1]
            for key in ("down", "up", *keys, "end", "home", "pagedown"):
                await seat.press(key)
                assert_cursor(seat, (item.identifier, key))
            await seat.press("f6")


def assert_cursor(seat: Seat, what: object) -> None:
    lines = screen_lines(seat.app)
    x, y = seat.app.cursor_position
    marked = [at for at, line in enumerate(lines) if line.startswith(">")]
    if seat.app.focused is seat.view and marked:
        assert ((x, y), what) == ((0, marked[0]), what)


async def test_A02_the_cursor_is_on_the_chosen_option_after_a_letter(school: School, group: Group) -> None:
    async with taking(school, group, TWO) as seat:
        await seat.press("c")

        line = screen_lines(seat.app)[seat.app.cursor_position.y]
        assert line.rstrip() == ">(x) c) salmon"


async def test_A09_every_line_of_every_question_is_reached_at_40_columns(
    school: School, group: Group
) -> None:
    long = stored("long", [*BODIES["one"]], long_passage())
    async with taking(school, group, [*every_kind(), long], size=(40, 24)) as seat:
        for _item in every_kind():
            wanted = [line for line in flat(seat) if line]
            assert all(len(line) < 40 for line in wanted)
            await seat.press("f6")
        seen = set()
        for _ in range(60):
            seen |= {line[1:].rstrip() for line in screen_lines(seat.app)}
            await seat.press("down")
        assert [line for line in flat(seat) if line and line not in seen] == []


def long_passage() -> list[Block]:
    return [block for number in range(40) for block in words(f"Sentence number {number} of a long passage.")]


def flat(seat: Seat) -> list[str]:
    return [line.rstrip() for at in range(seat.view.count) for line in seat.view.lines_of(at)]


async def test_the_cursor_waits_until_a_place_is_in_sight(school: School, group: Group) -> None:
    long = stored("long", BODIES["one"], long_passage())
    async with taking(school, group, [long]) as seat:
        assert seat.view.current is None
        await seat.press("enter")
        assert seat.foot == "Go to the line that you want to answer first, with Up and Down."
        assert seat.taking.values == {}
        await seat.press("f2")
        await seat.shows("Which is a mammal?")
        await seat.press("b")

        assert seat.taking.values == {"RESPONSE": ["B"]}
        await seat.press("f2")
        await seat.shows("Sentence number 0")


async def test_a_receipt_is_still_to_be_had_after_it_was_closed(school: School, group: Group) -> None:
    async with taking(school, group, TWO) as seat:
        await seat.press("b", "f10", "end", "enter", "2")
        await seat.shows("Receipt:", "Answered: 1 of 2")
        assert isinstance(seat.app.screen, ReceiptScreen)
        await seat.press("escape")

        assert isinstance(seat.app.screen, PageScreen)
        assert current_row(seat.app) is not None
