"""Colours, none, and other windows: every word is there, and can be told from its ground."""

import pytest
from textual.color import Color

from tests.support.pretended import PretendSession
from tests.support.ui import NARROW, WIDE, press, screen_lines, screen_text, signed_in, until
from tmp_tui.address import portal_address
from tmp_tui.app import TmpApp
from tmp_tui.commands import THEMES as NAMES
from tmp_tui.themes import THEMES


async def pages(app: TmpApp, pilot: object) -> str:
    text = ""
    for keys in (["f3"], ["1"], ["left_square_bracket"], ["space"], ["f5"], ["f1"]):
        await press(pilot, *keys)  # type: ignore[arg-type]
        text += screen_text(app)
    return text


async def test_A06_without_colours_there_are_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    async with signed_in() as (app, pilot):
        coloured = await pages(app, pilot)

    monkeypatch.setenv("NO_COLOR", "1")
    async with signed_in() as (app, pilot):
        assert await pages(app, pilot) == coloured
        strips = app.screen._compositor.render_strips()
        colours = {segment.style.color for strip in strips for segment in strip if segment.style}
        assert all(colour is None or colour.is_default for colour in colours)


@pytest.mark.parametrize("theme", sorted(NAMES))
async def test_A06_every_theme_shows_the_same_words(theme: str) -> None:
    async with signed_in(theme=theme) as (app, pilot):
        assert app.theme == theme
        await press(pilot, "f3")
        assert "Current Classes" in screen_text(app)


def luminance(color: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_A07_text_stands_out_from_its_ground(theme: object) -> None:
    made = next(known for known in THEMES if known is theme)
    front, back = sorted(
        (luminance(Color.parse(made.foreground or "")), luminance(Color.parse(made.background or ""))),
        reverse=True,
    )
    assert (front + 0.05) / (back + 0.05) >= (7 if made.name == "high-contrast" else 4.5)


async def test_the_terminals_own_colours_cost_no_bytes() -> None:
    async with signed_in() as (app, _pilot):
        (plain,) = [
            strip for strip in app.screen._compositor.render_strips() if strip.text.startswith(" 2 Essay")
        ]
        assert all(not segment.style for segment in plain)


@pytest.mark.parametrize("size", [(20, 6), (10, 3), (1, 1), (200, 60)])
async def test_any_size_is_drawn(size: tuple[int, int]) -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "1", "left_square_bracket")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert len(screen_lines(app)) == size[1]
        await press(pilot, "down", "pagedown", "f1", "escape", "f2")
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "Start Assessment" in screen_text(app)


async def test_a_portal_that_is_not_known_yet_is_asked_for() -> None:
    asked: list[str] = []

    def make(server: str) -> PretendSession:
        asked.append(server)
        return PretendSession()

    app = TmpApp(make, server_known=False)
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "text:http://progress.example", "enter")
        assert "Only https://" in screen_text(app)
        assert asked == []

        await press(pilot, "ctrl+u", "text:progress.\nexample/", "enter")
        await until(pilot, lambda: "Username or Email Address" in screen_text(app))
        await until(pilot, lambda: asked)
        assert asked == ["https://progress.example"]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("progress.example", "https://progress.example"),
        ("HTTPS://progress.example/", "https://progress.example"),
        ("localhost:8000", "http://localhost:8000"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("progress.example:8443/school", "https://progress.example:8443/school"),
    ],
)
def test_addresses(typed: str, address: str) -> None:
    assert portal_address(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "ftp://x", "http://progress.example", "https://", "http://localhost.evil.example"]
)
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    assert " " in portal_address(typed)


async def test_a_window_that_grew_again_has_the_whole_navigation_and_foot() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3")
        before = screen_text(app)

        for size in (NARROW, (20, 8), WIDE):
            await pilot.resize_terminal(*size)
            await pilot.pause()

        assert screen_text(app) == before
