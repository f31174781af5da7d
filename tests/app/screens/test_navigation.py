"""Going about: places, rows, tabs, filters, and the way back to where one was."""

import pytest

from tests.support.pretended import PretendSession
from tests.support.ui import (
    NARROW,
    WIDE,
    current_row,
    place,
    press,
    screen_lines,
    screen_text,
    signed_in,
    status,
    until,
)
from tmp_tui.api.errors import NotThere
from tmp_tui.pages.model import Route
from tmp_tui.wire import TestIdEntry


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("f3", "classes"),
        ("c", "classes"),
        ("f4", "reports"),
        ("p", "reports"),
        ("f5", "account"),
        ("n", "account"),
    ],
)
async def test_the_places_have_keys_and_letters(key: str, page: str) -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, key)
        assert place(app) == Route(page)
        await press(pilot, "f2")
        assert place(app) == Route("home")


async def test_A04_letters_can_be_switched_off_and_the_other_keys_still_work() -> None:
    async with signed_in(letters=False) as (app, pilot):
        await press(pilot, "c", "p", "n", "f")
        assert place(app) == Route("home")
        await press(pilot, "f3", "right_square_bracket")
        assert place(app).tab == ""
        await press(pilot, "f6")
        assert place(app).tab == "archived"


async def test_the_current_place_stands_in_brackets() -> None:
    async with signed_in() as (app, pilot):
        assert screen_lines(app)[0].startswith("[F2 Home]")
        await press(pilot, "f3")
        assert "[F3 Classes]" in screen_lines(app)[0]


async def test_A05_esc_walks_back_to_the_row_and_the_folds_as_they_were() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "1", "left_square_bracket", "down", "space", "down")
        before, screen = current_row(app), screen_text(app)
        await press(pilot, "f4", "f5", "escape", "escape")

        assert place(app) == Route("class", "alg", tab="progress")
        assert current_row(app) == before
        assert screen_text(app) == screen

        await press(pilot, "escape")
        assert place(app) == Route("classes")
        assert current_row(app) == "Algebra 1"


async def test_esc_on_home_says_so_and_does_not_quit() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "escape", "escape")
        assert "This is Home." in status(app)
        assert app.is_running


async def test_tabs_and_filters_by_key_each_as_it_was_left() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "1", "right_square_bracket", "down", "f")
        assert place(app) == Route("class", "alg", tab="assessments", filter="to-do")
        await press(pilot, "f", "f")
        assert place(app).filter == ""
        assert screen_lines(app)[3].startswith(" Show: [All]")
        kept = current_row(app)

        await press(pilot, "right_square_bracket", "left_square_bracket")

        assert current_row(app) == kept


async def test_bars_by_tab_arrows_and_enter() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "1", "shift+tab")
        assert app.focused is not None
        assert app.focused.id == "tabs"
        await press(pilot, "right", "enter")
        assert place(app).tab == "assessments"
        assert app.focused.id == "tabs"

        await press(pilot, "shift+tab", "left", "left", "enter")

        assert place(app) == Route("account")
        assert app.focused.id == "rows"


async def test_A05_tab_goes_round_all_parts_and_is_never_trapped() -> None:
    async with signed_in() as (app, pilot):
        order = []
        for _step in range(5):
            order.append(app.focused.id if app.focused is not None else None)
            await press(pilot, "tab")

        assert order == ["rows", "test_id", None, "nav", "rows"]


async def test_digits_and_letters_in_a_field_are_text() -> None:
    session = PretendSession(test_ids={"246813": TestIdEntry("alg", 2, "Equations quiz")})
    async with signed_in(session) as (app, pilot):
        await press(pilot, "tab", "2", "h", "c", "p", "n", "f", "slash", "left_square_bracket")
        assert place(app) == Route("home")
        assert "2hcpnf/[" in screen_text(app)

        await press(pilot, "ctrl+u", "text:246813", "enter")
        await until(pilot, lambda: place(app).page == "assessment")

        assert "Equations quiz" in screen_text(app)
        await press(pilot, "escape")
        assert "246813" not in screen_text(app)


async def test_a_test_id_that_is_not_there_stays_to_be_mended() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "tab", "text:999999", "enter")
        await until(pilot, lambda: NotThere().words in screen_text(app))

        assert "999999" in screen_text(app)
        assert app.focused is not None
        assert app.focused.id == "test_id"


async def test_the_name_leads_to_the_account_and_out() -> None:
    session = PretendSession()
    async with signed_in(session) as (app, pilot):
        await press(pilot, "f5", "ctrl+f", "text:sign out", "enter", "enter")
        await until(pilot, lambda: "You are signed out." in screen_text(app))

        assert ("sign_out",) in session.asked
        assert "Ada" not in screen_text(app)
        assert app.screen.query_one("#account").value == "4821"  # type: ignore[attr-defined]


async def test_signing_out_and_in_again() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "ctrl+o")
        await until(pilot, lambda: "You are signed out." in screen_text(app))
        await press(pilot, "text:ada", "enter", "text:pw", "enter")
        await until(pilot, lambda: "[F2 Home]" in screen_text(app))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_A09_no_line_is_wider_than_the_screen_and_no_page_is_too_narrow(size: tuple[int, int]) -> None:
    from rich.cells import cell_len

    async with signed_in(size=size) as (app, pilot):
        for keys in (
            ["f3"],
            ["1"],
            ["right_square_bracket"],
            ["1"],
            ["escape", "left_square_bracket"],
            ["f4"],
            ["f5"],
            ["f1"],
        ):
            await press(pilot, *keys)
            assert {cell_len(line) for line in screen_lines(app)} == {size[0]}, keys


async def test_A09_everything_of_home_is_on_a_narrow_screen() -> None:
    async with signed_in(size=NARROW) as (app, _pilot):
        text = " ".join(screen_text(app).split())
        for words in (
            "F4 Progress Reports",
            "F5 Ada Lovelace",
            "Start Assessment",
            "Test ID",
            "[ Next ]",
        ):
            assert words in text
