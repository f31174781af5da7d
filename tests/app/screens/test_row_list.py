"""The body of a page: cursor, numbers, finding, folding, scrolling; at any size nothing is out of reach."""

import pytest

from tests.support.ui import (
    NARROW,
    WIDE,
    FixedSource,
    PageApp,
    current_row,
    lines_drawn,
    one_page,
    place,
    press,
    screen_lines,
    screen_text,
    status,
    until,
)
from tmp_tui.pages.model import Fact, Page, Route, Row, View

HOME = Route("home")


def rows(count: int, words: str = "Row") -> tuple[Row, ...]:
    return tuple(Row(f"{words} {n}", go=Route("row", str(n)), key=str(n)) for n in range(1, count + 1))


def list_of(*made: Row, intro: tuple[str, ...] = ()) -> PageApp:
    return PageApp(one_page(Page(HOME, "Title", intro=intro, rows=made)))


async def test_the_cursor_passes_over_headings_and_sentences() -> None:
    app = list_of(
        Row("First", heading=True), Row("a"), Row("Second", heading=True), Row("b"), intro=("Read me.",)
    )
    async with app.run_test(size=WIDE) as pilot:
        assert current_row(app) == "a"
        await press(pilot, "down")
        assert current_row(app) == "b"
        await press(pilot, "down", "up")
        assert current_row(app) == "a"


async def test_the_row_under_the_cursor_has_a_sign_that_needs_no_colour() -> None:
    app = list_of(Row("a"), Row("b"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down")
        marked = [line for line in screen_lines(app) if line.startswith(">")]
        assert [line.strip("> ").strip() for line in marked] == ["b"]


async def test_A03_a_number_opens_its_row_as_soon_as_no_longer_one_is_possible() -> None:
    app = list_of(*rows(12))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "1")
        assert "Open 1_" in status(app)
        assert app.rows.current == rows(12)[0]

        await press(pilot, "2")

        assert place(app) == Route("row", "12")


async def test_A03_enter_opens_the_number_typed_so_far_and_esc_takes_it_back() -> None:
    app = list_of(*rows(12))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down", "1", "escape")
        assert "Open" not in status(app)
        assert current_row(app) == "Row 2"

        await press(pilot, "1", "backspace", "1", "enter")

        assert place(app) == Route("row", "1")


async def test_a_number_that_is_not_there_is_said_to_be_so() -> None:
    app = list_of(*rows(3))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "7")
        assert "There is no 7 here." in status(app)
        await press(pilot, "down")
        assert "There is no" not in status(app)


async def test_A03_slash_finds_a_row_by_a_part_of_its_words() -> None:
    app = list_of(
        Row("Apples"), Row("Pears"), Row("Quinces", (Fact("k", "Kind", "Pear-like"),)), Row("Plums")
    )
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", "text:pear")
        assert "Find: pear_" in status(app)
        assert current_row(app) == "Pears"
        await press(pilot, "down")
        assert current_row(app) == "Quinces"
        await press(pilot, "enter")
        assert "Find" not in status(app)

        await press(pilot, "slash", "enter")
        assert current_row(app) == "Pears"
        await press(pilot, "slash", "text:zzz")
        assert "nothing here has it" in status(app)


async def test_letters_typed_to_find_are_no_commands() -> None:
    app = list_of(Row("chain"), Row("hatch"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", "h", "a", "t", "c", "h")
        assert "Find: hatch_" in status(app)
        assert current_row(app) == "hatch"


@pytest.mark.parametrize("key", ["space", "enter", "left"])
async def test_a_row_folds(key: str) -> None:
    def show(route: Route, view: View) -> Page:
        folded = "g" in view.turned
        beneath = () if folded else (Row("leaf", depth=1),)
        return Page(route, "Title", rows=(Row("group", key="g", folds=folded), *beneath))

    app = PageApp(FixedSource(show))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, key)
        assert "leaf" not in screen_text(app)
        assert "+ group" in screen_text(app)
        await press(pilot, "right")
        assert "- group" in screen_text(app)

        await press(pilot, "down", "left")
        assert current_row(app) == "group"


async def test_a_capped_row_shows_all_of_its_text_once_it_is_open() -> None:
    text = " ".join(f"word{n}" for n in range(60))

    def show(route: Route, view: View) -> Page:
        return Page(route, "Title", rows=(Row(text, key="k", folds="k" not in view.turned, lines=2),))

    app = PageApp(FixedSource(show))
    async with app.run_test(size=NARROW) as pilot:
        assert "…" in screen_text(app)
        assert "word59" not in screen_text(app)

        await press(pilot, "enter")

        assert "word59" in screen_text(app)
        assert "…" not in screen_text(app)


async def test_seven_hundred_rows_open_at_once_and_wrap_only_what_is_seen() -> None:
    app = list_of(
        *rows(703, "A row with quite a few words in it, so that it takes more than one line, number")
    )
    async with app.run_test(size=NARROW) as pilot:
        assert len(app.rows._wrapped) < 40
        await press(pilot, "pagedown", "pagedown", "end")
        assert current_row(app).endswith(" 703")
        assert len(app.rows._wrapped) < 160


async def test_A09_every_line_of_a_long_page_can_be_brought_into_sight() -> None:
    words = [f"w{n}" for n in range(400)]
    app = list_of(
        Row(" ".join(words[100:300])),
        Row("x", go=HOME),
        Row(" ".join(words[300:])),
        intro=(" ".join(words[:100]),),
    )
    async with app.run_test(size=NARROW):
        down = set(screen_text(app).split())
        for _step in range(120):
            app.rows.action_move(1)
            down |= set(screen_text(app).split())
        up = set(screen_text(app).split())
        for _step in range(40):
            app.rows.action_page(-1)
            up |= set(screen_text(app).split())

        assert down >= set(words)
        assert up >= set(words)


async def test_moving_draws_only_the_rows_concerned() -> None:
    app = list_of(*rows(10))
    async with app.run_test(size=WIDE) as pilot:
        drawn = lines_drawn(app.rows)
        await press(pilot, "down")

        assert sorted(drawn) == [0, 1]


async def test_resizing_keeps_the_cursor_on_its_row_and_the_row_in_sight() -> None:
    app = list_of(*rows(200, "Some words that wrap when it is narrow, number"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "slash", "text: 150", "enter")
        for size in (NARROW, (30, 10), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()

            assert current_row(app).endswith(" 150")
            assert any(line.startswith(">") and "150" in line for line in screen_lines(app))


async def test_A02_the_terminals_cursor_is_on_the_row() -> None:
    app = list_of(*rows(30), intro=("One.", "Two."))
    async with app.run_test(size=WIDE) as pilot:
        for key in ("down", "down", "pagedown", "end", "home", "up"):
            await press(pilot, key)
            x, y = app.cursor_position
            assert (x, screen_lines(app)[y][0]) == (0, ">"), key


async def test_a_click_opens_a_row() -> None:
    app = list_of(*rows(5))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click(app.rows, offset=(5, 2))
        await pilot.pause()
        assert place(app) == Route("row", "3")


async def test_facts_stand_beside_the_text_or_below_it() -> None:
    facts = (Fact("a", "Level", "Near Mastery"), Fact("b", "Percent", "75 %"))
    app = list_of(Row("Short", facts), Row("Name", (Fact("n", "Name", "Ada"),)))
    async with app.run_test(size=(60, 24)) as pilot:
        assert "Short" + " " * 35 + "Near Mastery · 75 %" in screen_text(app).replace(">", " ")
        assert "Name: Ada" in screen_text(app)

        await pilot.resize_terminal(24, 24)
        await pilot.pause()

        lines = [line.strip() for line in screen_lines(app)]
        assert "Near Mastery · 75 %" in lines


async def test_what_the_lowest_row_unfolds_comes_into_sight() -> None:
    def show(route: Route, view: View) -> Page:
        rows = [
            Row(f"standard {number}", key=f"s{number}", folds=f"s{number}" not in view.turned)
            for number in range(40)
        ]
        if "s39" in view.turned:
            rows += [Row(f"assessment {number}", depth=1) for number in range(3)]
        return Page(route, "Progress", rows=tuple(rows))

    app = PageApp(FixedSource(show))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "end", "space")
        await until(pilot, lambda: "assessment 2" in screen_text(app))

        assert current_row(app) == "standard 39"
