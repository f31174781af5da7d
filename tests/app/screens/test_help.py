"""All keys are listed, every command can be called by name, everything said can be read again."""

import pytest
from textual.command import CommandList

from tests.support.pretended import PretendSession
from tests.support.ui import NARROW, WIDE, place, press, screen_text, signed_in, until
from tmp_tui.app import TmpApp
from tmp_tui.commands import COMMANDS, key_words
from tmp_tui.pages.model import Route
from tmp_tui.screens.help import ReadScreen
from tmp_tui.widgets.row_list import RowList


async def read_all(app: TmpApp) -> str:
    """Everything of a list, from its first line to its last."""
    rows = app.screen.query_one(RowList)
    text = screen_text(app)
    for _step in range(60):
        rows.action_page(1)
        text += screen_text(app)
    return " ".join(text.split())


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_A04_f1_lists_every_command_with_its_keys(size: tuple[int, int]) -> None:
    app = TmpApp(lambda server: PretendSession())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f1")
        text = await read_all(app)

        for command in COMMANDS:
            assert command.name in text
            assert command.help.split()[0] in text
            if command.keys:
                assert key_words(command).split()[0] in text


async def test_help_without_letters_lists_none() -> None:
    app = TmpApp(lambda server: PretendSession(), letters=False)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "f1")
        text = await read_all(app)

        assert "F2 or h" not in text
        assert "F2" in text


async def test_help_leads_back_to_where_it_was_opened() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "f3", "down", "f1")
        assert isinstance(app.screen, ReadScreen)
        await press(pilot, "f1")

        assert place(app) == Route("classes")
        assert screen_text(app).count(">") == 1


async def test_the_palette_calls_a_command_by_name() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: "Your classes (F3)" in screen_text(app))
        await press(pilot, "text:progress rep")
        await until(pilot, lambda: "Your classes (F3)" not in screen_text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: app.screen.query(RowList))

        assert place(app) == Route("reports")


async def test_the_palette_offers_what_makes_sense_and_nothing_of_textuals_own() -> None:
    app = TmpApp(lambda server: PretendSession())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: "Quit" in screen_text(app))
        options = app.screen.query_one(CommandList).options
        offered = [str(option.prompt).split("\n")[0] for option in options]

        assert "Quit" in offered
        assert "Classes" not in offered
        assert not {"Screenshot", "Keys", "Theme", "Maximize"} & set(offered)


async def test_colours_are_chosen_by_name_and_kept() -> None:
    kept: dict[str, object] = {}
    session = PretendSession()
    async with signed_in(session, remember=lambda **values: kept.update(values)) as (app, pilot):
        session.place = "personal"
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: app.screen.query("CommandInput"))
        await press(pilot, "text:high contrast")
        await until(pilot, lambda: "high contrast" in screen_text(app).replace("high contrast", "", 1))
        await press(pilot, "enter")
        await until(pilot, lambda: app.theme == "high-contrast")

        assert kept["theme"] == "high-contrast"


async def test_A12_what_was_said_can_be_read_again() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "escape", "f3", "f8")
        assert "This is Home." in screen_text(app)
        await press(pilot, "f8")
        assert place(app) == Route("classes")


async def test_ctrl_c_does_not_quit_but_says_what_does() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "ctrl+c")
        assert "ctrl+q Quit" in screen_text(app)


def test_no_key_means_two_things_in_one_place() -> None:
    for scopes in (
        ("everywhere", "page", "list"),
        ("everywhere", "page", "bar"),
        ("everywhere", "form", "field"),
    ):
        keys = [
            key
            for command in COMMANDS
            if command.scope in scopes
            for key in (*command.keys, *command.letters)
        ]
        assert len(keys) == len(set(keys))


def test_letters_are_single_characters_and_keys_are_not() -> None:
    names = {"slash", "left_square_bracket", "right_square_bracket"}
    for command in COMMANDS:
        assert all(len(letter) == 1 or letter in names for letter in command.letters)
        assert all(len(key) > 1 and key not in names for key in command.keys)
