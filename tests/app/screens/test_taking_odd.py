"""Questions and windows that are not as usual."""

import pytest

from tests.support.every_kind import BODIES, R, cells, every_kind, options, stored, words
from tests.support.player import Seat, taking
from tests.support.school import Group, School
from tests.support.ui import NARROW, screen_lines
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.wire.items import Block, Choice, Graphical, Option, Table


async def test_an_option_after_z_is_chosen_with_arrows(school: School, group: Group) -> None:
    many = [Option(f"O{number}", words(f"Option {number}")) for number in range(1, 31)]
    async with taking(school, group, [stored("many", [Choice(R, words("Which?"), many)])]) as seat:
        await seat.press("z")
        assert seat.taking.values == {R: ["O26"]}
        await seat.press("end", "enter")
        await seat.shows("(x) ad) Option 30", "Chosen: ad) Option 30")
        await seat.press("A")

        assert seat.taking.values == {R: ["O1"]}


async def test_a_question_that_asks_nothing_can_be_read_and_left(school: School, group: Group) -> None:
    plain = stored("plain", [*words("Read this first."), *words("Then go on.")])
    async with taking(school, group, [plain, stored("one", BODIES["one"])]) as seat:
        await seat.press("enter", "a", "space", "down", "end", "delete", "f5", "ctrl+z", "ctrl+d")
        assert seat.taking.values == {}
        await seat.press("f7")
        await seat.shows("1 Question 1")
        await seat.press("escape", "f6")

        assert seat.taking.number == 2


async def test_a_question_that_needs_a_browser_says_so(school: School, group: Group) -> None:
    async with taking(school, group, [stored("spot", [Graphical(R, words("Where?"), "hotspot")])]) as seat:
        await seat.shows("This part needs a graphical browser. Ask your teacher how to answer it.")
        await seat.press("enter", "a", "down")
        assert seat.taking.values == {}


def wide_table() -> list[Block]:
    names = [f"Column {number}" for number in range(8)]
    return [Table([cells(*names, header=True), cells(*(f"value {n}" for n in range(8)))])]


async def test_A13_a_table_wider_than_the_screen_is_said_header_by_header(
    school: School, group: Group
) -> None:
    async with taking(school, group, [stored("table", BODIES["one"], wide_table())], size=NARROW) as seat:
        await seat.shows("Column 0: value 0; Column 1: value 1;", "Column 7: value 7")


async def test_A14_passage_question_instruction_and_options_come_in_reading_order(
    school: School, group: Group
) -> None:
    async with taking(school, group, every_kind()[-1:]) as seat:
        order = [
            "The moons",
            "Moons of planets",
            "Saturn 146",
            "Which has more?",
            "Choose one:",
            "a) Mars",
            "b) Saturn",
        ]

        places = [seat.text.index(part) for part in order]
        assert places == sorted(places)


@pytest.mark.parametrize("size", [(40, 24), (120, 50), (80, 10), (30, 12)])
async def test_a_window_that_changes_its_size_keeps_question_cursor_and_text(
    school: School, group: Group, size: tuple[int, int]
) -> None:
    async with taking(school, group, every_kind()) as seat:
        await seat.press("c")
        await seat.pilot.resize_terminal(*size)
        await seat.settled()
        cursor(seat, "(x) c) salmon")

        seat.question.go(6)
        await seat.press("enter", "text:Light")
        await seat.pilot.resize_terminal(80, 24)
        await seat.pilot.resize_terminal(*size)
        await seat.press("text: scatters.", "escape")

        assert seat.taking.values == {R: ["Light scatters."]}
        assert isinstance(seat.app.screen, TakingScreen)


def cursor(seat: Seat, words: str) -> None:
    lines = screen_lines(seat.app)
    assert lines[seat.app.cursor_position.y].strip() == ">" + words


async def test_A02_strike_out_and_order_keep_the_cursor_where_it_is(school: School, group: Group) -> None:
    async with taking(school, group, [stored("order", BODIES["order"])]) as seat:
        await seat.press("a", "b", "c", "+")
        await seat.shows("[1] a) cat", "[3] b) ant", "[2] c) horse")
        cursor(seat, "[2] c) horse")
        await seat.press("f5")
        cursor(seat, "[2] c) horse (struck out)")
        await seat.press("ctrl+z")
        await seat.shows("[2] b) ant")
        await seat.press("delete")
        assert seat.taking.values == {}
        await seat.press("ctrl+z")
        assert seat.taking.values == {R: ["A", "B", "C"]}


async def test_more_than_can_be_chosen_is_refused_in_words(school: School, group: Group) -> None:
    three: list[Block] = [Choice(R, words("Choose two."), options("x", "y", "z"), max_choices=2)]
    async with taking(school, group, [stored("two", three)]) as seat:
        await seat.press("a", "b", "c")

        assert seat.taking.values == {R: ["A", "B"]}
        assert seat.foot == "2 are chosen already, and no more can be. Take one back first."


async def test_A03_a_list_of_a_place_opens_and_closes_again(school: School, group: Group) -> None:
    async with taking(school, group, [stored("match", BODIES["match"])]) as seat:
        await seat.press("enter")
        await seat.shows("( ) a) grass", "( ) b) rabbits")
        await seat.press("enter")
        assert "( ) a) grass" not in seat.text
        await seat.press("enter", "down", "down", "enter")

        assert seat.taking.values == {R: ["COW B"]}
        cursor(seat, "cow: b) rabbits")


async def test_A12_everything_that_was_said_is_in_the_list_of_messages(school: School, group: Group) -> None:
    async with taking(school, group, [stored("one", BODIES["one"])]) as seat:
        await seat.press("a", "f3", "q", "f8")

        await seat.shows("There is no option q here.", "Flagged.", "Chosen: a) whale")


async def test_A10_nothing_moves_while_nobody_does_anything(school: School, group: Group) -> None:
    async with taking(school, group, every_kind()) as seat:
        before = screen_lines(seat.app)
        for _ in range(3):
            seat.question._tick()
            await seat.settled()
        assert screen_lines(seat.app) == before
