"""Progress on the full screen: what is next at once, a level at a time, and what is behind a standard."""

import pytest

from tests.support.ui import NARROW, WIDE, place, press, screen_lines, screen_text, signed_in
from tmp_tui.pages.model import Route


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_what_is_next_is_seen_without_scrolling_and_opens_by_its_number(size: tuple[int, int]) -> None:
    async with signed_in(size=size) as (app, pilot):
        await press(pilot, "f3", "1", "left_square_bracket")
        assert "What is next" in screen_text(app)
        assert "5 % more for Mastery" in screen_text(app)

        await press(pilot, "text:1", "enter")

        assert place(app) == Route("class", "alg", "4", "progress")
        assert "Level: Near Mastery" in screen_text(app)

        await press(pilot, "escape")
        assert place(app) == Route("class", "alg", tab="progress")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_next_filter_shows_one_level(size: tuple[int, int]) -> None:
    async with signed_in(size=size) as (app, pilot):
        await press(pilot, "f3", "1", "left_square_bracket", "f", "f", "f")

        assert place(app) == Route("class", "alg", tab="progress", filter="near-mastery")
        assert "[Near Mastery]" in screen_text(app)
        assert "Near Mastery: 1 of 5 standards." in screen_text(app)


async def test_an_opened_standard_shows_how_it_was_counted_and_bars_in_line() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "1", "left_square_bracket", "text:6")

        lines = screen_lines(app)

        assert any("How it was counted: your most recent result: 90 %" in line for line in lines)
        assert any("Trend: going up, oldest to newest: 75, 83.3 %" in line for line in lines)
        bars = [line.index("#") for line in lines if "##" in line]
        assert len(bars) == 2
        assert len(set(bars)) == 1
