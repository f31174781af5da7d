"""Below the sign-in form: the tick, and every other way in."""

import pytest

from tests.app.screens.entering.conftest import TO_THE_WAYS, At, flat, rows
from tests.support.door import Door, hostile_door
from tests.support.hostile import HOSTILE, acts
from tests.support.pretended import PretendSession
from tests.support.ui import NARROW, PASSWORD, WIDE, press, screen_lines, screen_text, status, until
from tmp_tui.api.errors import Refused
from tmp_tui.app import TmpApp
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.wire import Problem
from tmp_tui.wire.accounts import Portal

WAYS = [
    "I have a link or code",
    "Need your account #?",
    "Forgotten your password?",
    "Sign in with Google",
    "Sign in with Clever",
    "Sign in on another device",
    "Help with signing in",
]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_A09_everything_of_the_sign_in_page_is_on_it_at_once(at: At, size: tuple[int, int]) -> None:
    async with at(Door(), size=size) as (app, _pilot):
        text = flat(app)

        for number, way in enumerate(WAYS, 1):
            assert f"{number} {way}" in text
        assert "[ ] This is my own computer" in text


async def test_only_what_the_portal_has_is_offered(at: At) -> None:
    async with at(Door(Portal())) as (app, pilot):
        await until(pilot, lambda: app._portal is not None)

        assert rows(app) == " ".join((*WAYS[:3], WAYS[-1]))


async def test_a_portal_that_does_not_answer_is_not_spoken_of(at: At) -> None:
    door = Door(Portal())
    door.refuse("/v1/portal", 503, "maintenance", "Later.")
    async with at(door) as (app, pilot):
        await until(pilot, lambda: door.asked)

        assert WAYS[0] in rows(app)
        assert status(app) == ""


async def test_A03_numbers_open_ways_but_never_while_a_field_has_the_focus(at: At) -> None:
    async with at(Door()) as (app, pilot):
        await press(pilot, "1")
        assert isinstance(app.screen, SignInScreen)
        assert app.screen.form.fields["username"].value == "1"

        await press(pilot, *TO_THE_WAYS, "2")

        assert "Need your account #?" in screen_lines(app)[0]


async def test_A02_A05_the_cursor_is_where_the_keys_go_and_esc_leads_back_to_what_was_typed(at: At) -> None:
    async with at(Door()) as (app, pilot):
        await press(pilot, "text:ada", "tab", "text:secret", "tab", "tab")
        assert app.cursor_position == (2, 6)

        await press(pilot, "tab", "1")
        assert app.cursor_position == (16, 2)
        await press(pilot, "escape")

        assert isinstance(app.screen, SignInScreen)
        assert [field.value for field in app.screen.form.fields.values()] == ["4821", "ada", ""]
        assert app.focused is app.screen.told


@pytest.mark.parametrize(
    ("keys", "own"), [(("space",), True), (("enter",), True), (("space", "space"), False)]
)
async def test_the_tick_travels_with_the_sign_in(keys: tuple[str, ...], own: bool) -> None:
    told: list[bool] = []

    class Heard(PretendSession):
        async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
            told.append(own)
            return await super().sign_in(account, username, password, own=own)

    app = TmpApp(lambda server: Heard(), account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "tab", f"text:{PASSWORD}", "tab", "tab", *keys)
        assert ("[x]" in screen_text(app)) is own

        await press(pilot, "shift+tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

    assert told == [own]


async def test_where_the_computer_is_known_to_be_shared_there_is_no_tick() -> None:
    class Lab(TmpApp):
        def get_default_screen(self) -> SignInScreen:
            return SignInScreen(self._desk.sign_in, may_be_own=False)

    app = Lab(lambda server: PretendSession())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *TO_THE_WAYS)

        assert "my own computer" not in screen_text(app)
        assert isinstance(app.screen, SignInScreen)
        assert app.focused is app.screen.told


async def test_whoever_signs_out_takes_the_tick_along() -> None:
    session = PretendSession()
    app = TmpApp(lambda server: session, account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "tab", f"text:{PASSWORD}", "tab", "tab", "space", "shift+tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))

        assert "[ ] This is my own computer" in screen_text(app)


async def test_what_is_said_stands_above_the_ways_until_keys_go_there(at: At) -> None:
    door = Door()
    door.session = PretendSession(refusals=[])
    door.session.answer = door
    async with at(door, size=NARROW) as (app, pilot):
        assert isinstance(app.screen, SignInScreen)
        app.screen.tell(*(f"Sentence {number}." for number in range(30)))
        await pilot.pause()
        assert "Sentence 0." in screen_text(app)

        await press(pilot, *TO_THE_WAYS)

        assert ">1 I have a link or code" in screen_text(app)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_refused_sign_in_says_that_help_is_further_down(at: At, size: tuple[int, int]) -> None:
    door = Door()
    door.session = PretendSession(refusals=[Refused(Problem("Incorrect.", 401, "sign-in-failed"))])
    door.session.answer = door
    async with at(door, size=size) as (app, pilot):
        await press(pilot, "text:ada", "enter", "text:wrong", "enter")
        await until(pilot, lambda: "Incorrect." in screen_text(app))
        assert "help" in status(app)

        await press(pilot, "tab", "tab", "tab", "end")

        assert ">7 Help with signing in" in screen_text(app)


@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_S06_a_portal_that_means_harm_writes_only_text(at: At, name: str) -> None:
    door = hostile_door(HOSTILE[name])
    async with at(door, "Help with", size=NARROW) as (app, pilot):
        await until(pilot, lambda: "Phone" in rows(app))
        await press(pilot, "end")
        drawn = "".join(screen_lines(app))
        await press(pilot, "escape", "slash", *"I have", "enter", "enter", "text:bcdfghjklmnp", "enter")
        await until(pilot, lambda: "Reset Password" in screen_text(app))

        assert acts(drawn + "".join(screen_lines(app))) == set()
