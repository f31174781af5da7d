"""Keys that come in one packet have the same effect as keys that come one by one."""

from collections.abc import Iterator

import pytest
from textual.events import Key

from tests.support.pretended import PretendSession
from tests.support.ui import WIDE, place, press, screen_text, signed_in, until
from tmp_tui.app import TmpApp
from tmp_tui.pages.model import Route
from tmp_tui.screens.page import PageScreen


def keys(text: str) -> Iterator[Key]:
    names = {"\t": "tab", "\r": "enter", "3": "3"}
    for character in text:
        yield Key(names.get(character, character), character)


@pytest.mark.parametrize("between", ["\t", "\r"])
async def test_each_word_ends_up_in_its_own_field(between: str) -> None:
    session = PretendSession()
    app = TmpApp(lambda server: session)
    async with app.run_test(size=WIDE) as pilot:
        for key in keys(between.join(("4821", "ada", "secret password")) + "\r"):
            app.post_message(key)
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert session.asked[0] == ("sign_in", "4821", "ada", "secret password")


async def test_what_was_typed_before_home_was_there_is_not_lost() -> None:
    app = TmpApp(lambda server: PretendSession())
    async with app.run_test(size=WIDE) as pilot:
        for key in keys("4821\rada\rsecret\r"):
            app.post_message(key)
        await until(pilot, lambda: isinstance(app.screen, PageScreen) and "[F2 Home]" in screen_text(app))
        for name in ("f3", "1", "right_square_bracket", "down", "2"):
            app.post_message(Key(name, name if len(name) == 1 else None))
        await until(pilot, lambda: place(app).page == "assessment")

        assert place(app) == Route("assessment", "alg", "3")


async def test_keys_after_back_act_on_the_page_that_is_then_shown() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "1")
        for name in ("escape", "2", "escape", "down", "enter"):
            app.post_message(Key(name, name if len(name) == 1 else None))
        await until(pilot, lambda: place(app).id == "fut")
