"""S6: hostile text in every field of a page, on every widget: nothing but text reaches the terminal, nothing runs."""

import time

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.color import Color
from textual.widgets import Label

from tests.support.hostile import HOSTILE, acts
from tests.support.pretended import PretendSession
from tests.support.ui import NARROW, PageApp, one_page, press, screen_lines, screen_text, until
from tmp_tui.api.errors import Refused
from tmp_tui.app import TmpApp
from tmp_tui.pages.model import Fact, Field, Page, Route, Row, Tab
from tmp_tui.screens.help import messages_screen
from tmp_tui.widgets.control_filter import ControlFilter
from tmp_tui.widgets.lines import Lines
from tmp_tui.wire import FieldError, Problem


def page_of(text: str) -> Page:
    """The text wherever a page has any."""
    go = Route("home", id=text[:20])
    facts = (Fact("k", text, text), Fact("l", text, text, alone=False))
    return Page(
        Route("home"),
        title=text,
        place=text,
        tabs=(Tab(text, go, True), Tab(text, go)),
        filters=(Tab(text, go, True), Tab(text, go)),
        intro=(text,),
        message=text,
        rows=(
            Row(text, facts, go, key=text[:50]),
            Row(text, facts, folds=True, lines=2, key="f"),
            Row(text, (Fact("k", text, text),), heading=True),
        ),
        field=Field("k", text, text, text),
    )


@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_S06_in_every_field_of_a_page_it_is_only_text(name: str) -> None:
    source = one_page(page_of(HOSTILE[name]))
    source.words = HOSTILE[name]
    app = PageApp(source)
    began = time.monotonic()
    async with app.run_test(size=NARROW) as pilot:
        drawn = "".join(screen_lines(app))
        raw = "".join(
            segment.text
            for widget in app.screen.query(Lines)
            for y in range(widget.size.height)
            for segment in widget.render_line(y)
        )
        for key in ("end", "home", "pagedown", "slash"):
            await press(pilot, key)
            drawn += "".join(screen_lines(app))

        assert acts(drawn) == set()
        assert acts(raw) == set()
        assert app.is_running
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("name", ["action", "bell", "link", "closing"])
async def test_S06_a_click_on_it_runs_nothing(name: str) -> None:
    app = PageApp(one_page(page_of(HOSTILE[name])))
    async with app.run_test(size=NARROW) as pilot:
        for y in range(20):
            await pilot.click(offset=(3, y))
        assert app.is_running
        assert app.return_code is None


async def test_S06_in_what_a_portal_says_about_a_sign_in() -> None:
    text = "".join(words[:300] for words in HOSTILE.values())
    refusal = Refused(Problem(text, 401, "sign-in-refused", errors=[FieldError("username", text)]))
    app = TmpApp(lambda server: PretendSession(refusals=[refusal]), hint=(text,))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", "text:pw", "enter")
        await until(pilot, lambda: app._messages)
        assert acts("".join(screen_lines(app))) == set()

        await app.push_screen(messages_screen([text]))
        await pilot.pause()
        assert acts("".join(screen_lines(app))) == set()


async def test_S06_behind_every_widget_stands_a_filter() -> None:
    class Careless(TmpApp):
        def compose(self) -> ComposeResult:
            yield Label(HOSTILE["clear"] + HOSTILE["c1"] + HOSTILE["bidi"], markup=False)

    app = Careless(lambda server: PretendSession())
    async with app.run_test(size=NARROW):
        assert "gone" in screen_text(app)
        assert acts("".join(screen_lines(app))) == set()


def test_the_filter_leaves_text_and_styles_alone() -> None:
    segments = [Segment("Größe 字 ±", Style(bold=True)), Segment(" plain")]
    assert ControlFilter().apply(segments, Color(0, 0, 0)) is segments

    (cleaned,) = ControlFilter().apply([Segment("a\x1b[2Jb\u202e", Style(bold=True))], Color(0, 0, 0))
    assert cleaned == Segment("a[2Jb", Style(bold=True))


def test_every_control_and_direction_character_is_dropped() -> None:
    (cleaned,) = ControlFilter().apply([Segment("".join(HOSTILE.values()))], Color(0, 0, 0))
    assert acts(cleaned.text) == set()
