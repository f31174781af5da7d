"""A shared computer that is left alone: hidden, locked, ended; on one's own nothing of that."""

import asyncio
import threading
from functools import partial
from typing import cast

import httpx
import pytest
from textual.app import App
from textual.command import CommandPalette

from tests.app.screens.shared import Begun, Own, Shared, locked_while_it_is_taken
from tests.support.pretended import PretendSession
from tests.support.ui import NARROW, PASSWORD, WIDE, press, screen_text, signed_in, until
from tmp_tui.app import TmpApp
from tmp_tui.commands import COMMANDS, command
from tmp_tui.idle import Limits, Stage
from tmp_tui.presence import OVER_AFTER, PAUSE, SLOW_AFTER
from tmp_tui.screens.away import AwayScreen
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.waiting import WaitingScreen


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_before_the_lock_the_page_is_hidden_and_any_key_brings_it_back(size: tuple[int, int]) -> None:
    app = Shared()
    async with app.run_test(size=size) as pilot:
        await app.at_home(pilot)
        before = screen_text(app)

        app.pass_by(270)
        await until(pilot, lambda: "Press any key to go on." in screen_text(app))
        await until(pilot, lambda: "Still there?" in screen_text(app))

        assert "Ada" not in screen_text(app)
        await press(pilot, "2")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        assert screen_text(app) == before


async def test_who_is_asked_may_sign_out_at_once() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        app.pass_by(270)
        await until(pilot, lambda: "Still there?" in screen_text(app))

        await press(pilot, "ctrl+o")

        await until(pilot, lambda: isinstance(app.screen, SignInScreen))


async def test_after_the_lock_only_the_password_opens_the_page_again() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)

        await press(pilot, "text:wrong", "enter")
        await until(pilot, lambda: "not the password" in screen_text(app))
        assert "Ada" not in screen_text(app)
        await press(pilot, f"text:{PASSWORD}", "enter")

        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        assert app._guard.stage is Stage.HERE
        assert app.session.copy is not None


@pytest.mark.parametrize("key", ["f1", "f5", "f8", "ctrl+p", "ctrl+r", "1"])
async def test_G25_no_command_shows_anything_while_it_is_locked(key: str) -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)

        await press(pilot, key)

        assert isinstance(app.screen, AwayScreen)
        assert "Ada" not in screen_text(app)


async def test_a_locked_computer_can_be_signed_out_by_whoever_comes_but_not_by_esc() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)

        await press(pilot, "escape")
        await until(pilot, lambda: "Esc leads nowhere here. ctrl+o Sign out." in screen_text(app))
        assert isinstance(app.screen, AwayScreen)
        await press(pilot, "ctrl+o")

        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        assert app.session.copy is None


async def test_G18_without_the_portal_the_password_opens_it_all_the_same() -> None:
    def away(asked: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=asked)

    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)
        app.session.answer = away

        await press(pilot, f"text:{PASSWORD}", "enter")

        await until(pilot, lambda: isinstance(app.screen, PageScreen))


async def test_S04_who_guesses_has_to_wait_and_then_the_student_is_signed_out() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)
        for number in range(1, OVER_AFTER):
            await press(pilot, "text:wrong", "enter")
            await until(pilot, partial(_guessed, app, number))
            if number >= SLOW_AFTER:
                await press(pilot, f"text:{PASSWORD}", "enter")  # not even the right one
                await until(pilot, lambda: "Too many tries. Wait 30 seconds" in screen_text(app))
                app.session.at += PAUSE

        await press(pilot, "text:wrong", "enter")

        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        await until(pilot, lambda: "too many passwords were wrong. Every answer is kept" in screen_text(app))


async def test_who_came_in_without_a_password_is_told_the_way_back() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        app.session.presence.forget()  # as after a sign-in in a browser
        app.pass_by(300)
        await until(pilot, lambda: "Locked" in screen_text(app))

        assert "You came in without a password" in screen_text(app)
        assert "Password" not in screen_text(app)
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))


class Saving(WaitingScreen):
    """Closes itself once the portal has answered."""

    def done(self, result: object) -> None:
        self.dismiss()


async def test_what_ends_behind_the_lock_does_not_open_it_and_is_gone_after_the_password() -> None:
    app, answered = Shared(), asyncio.Event()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        form = Saving("Profile Settings")
        await app.push_screen(form)
        form.wait_for(answered.wait(), "Saving…")
        app.pass_by(300)
        await until(pilot, lambda: "Locked" in screen_text(app))

        answered.set()
        await until(pilot, lambda: not form.waiting)
        await pilot.pause()

        assert isinstance(app.screen, AwayScreen)
        await press(pilot, f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        assert form not in app.screen_stack


async def test_a_first_password_that_is_taken_behind_the_lock_leads_home_after_the_lock() -> None:
    session = Begun()
    app = Shared(session)
    async with app.run_test(size=WIDE) as pilot:
        await locked_while_it_is_taken(app, pilot)

        session.taken.set()
        await until(pilot, lambda: session.copy is not None)
        await pilot.pause()

        assert isinstance(app.screen, AwayScreen)
        await press(pilot, f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))


async def test_a_first_password_that_is_taken_behind_the_lock_leads_nowhere_once_it_is_over() -> None:
    session = Begun()
    app = Shared(session)
    async with app.run_test(size=WIDE) as pilot:
        await locked_while_it_is_taken(app, pilot)
        session.taken.set()
        await until(pilot, lambda: session.copy is not None)

        app.pass_by(600)
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        await until(pilot, lambda: not app.workers)

        assert len(app.screen_stack) == 1


async def test_G25_after_a_quarter_of_an_hour_nobody_is_signed_in_any_more() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)

        app.pass_by(900)

        await until(pilot, lambda: isinstance(app.screen, SignInScreen) and app.session.copy is None)
        await until(pilot, lambda: "nobody used this computer for 15 minutes" in screen_text(app))
        assert len(app._messages) == 1  # nothing of what was said before
        assert app._guard.stage is Stage.HERE


async def test_a_page_that_opens_by_itself_waits_behind_the_lock() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)
        opened: list[str] = []

        async def opens() -> None:
            await app.in_sight()
            opened.append("now")

        app.run_worker(opens())
        await pilot.pause()
        assert not opened
        await app._lift()
        await until(pilot, lambda: opened)


async def test_on_ones_own_computer_nothing_is_locked() -> None:
    app = Shared(Own())
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)

        app.pass_by(10_000)
        await pilot.pause()

        assert isinstance(app.screen, PageScreen)
        assert "Sign out" not in screen_text(app).splitlines()[-1]


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f1", "f8"])
async def test_every_page_of_a_shared_computer_says_how_to_sign_out(key: str, size: tuple[int, int]) -> None:
    app = Shared()
    async with app.run_test(size=size) as pilot:
        await app.at_home(pilot)

        await press(pilot, key)

        assert "ctrl+o Sign out" in screen_text(app)
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        assert "Sign out" not in screen_text(app).splitlines()[-1]


def _guessed(app: Shared, number: int) -> bool:
    return app.session.presence._wrong == number and "not the password" in screen_text(app)


def test_signing_out_works_on_every_screen() -> None:
    taken = {
        key for made in COMMANDS for key in made.keys if made.scope != "everywhere" and made.id != "sign-out"
    }

    assert command("sign-out").scope == "everywhere"
    assert not {"ctrl+o", *command("sign-out").keys} & taken


async def test_G25_nothing_stops_the_program_or_writes_a_file_unasked() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)

        await press(pilot, "ctrl+z")
        ran = [await app.run_action(f"app.{name}") for name in ("screenshot", "suspend_process")]

        assert ran == [False, False]
        assert not app.ALLOW_SELECT
        offered = {made.id for made in COMMANDS if made.palette}
        assert not {"screenshot", "suspend"} & offered
        assert TmpApp.COMMANDS.isdisjoint(App.COMMANDS)  # nothing of Textual's own in the palette


async def test_G25_what_was_copied_is_gone_with_the_student() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        app.copy_to_clipboard("boathouse")

        await press(pilot, "ctrl+o")

        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        assert app.clipboard == ""


@pytest.mark.parametrize("own", [False, True])
async def test_G25_what_is_left_half_typed_at_the_door_is_not_there_for_whoever_comes_next(own: bool) -> None:
    app = TmpApp(lambda server: PretendSession(), account="4821", limits=Limits(0.2, 0.3, 60))
    async with app.run_test(size=WIDE) as pilot:
        page = cast("SignInScreen", app.screen)
        page._tick.set(own)
        await press(pilot, "text:ada", "enter", "text:boat")

        await pilot.pause(0.5)  # what is tested is that nothing is typed for so long

        left = [page.form.fields[key].value for key in ("account", "username", "password")]
        assert left == (["4821", "ada", "boat"] if own else ["4821", "", ""])
        assert ("What had been typed is gone" in screen_text(app)) is not own


async def test_G25_the_lock_lies_over_the_palette_too_and_leaves_it_as_it_was() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        await press(pilot, "ctrl+p", "text:acc")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))

        app.pass_by(300)
        await until(pilot, lambda: "Locked" in screen_text(app))
        assert "Ada" not in screen_text(app)
        await press(pilot, f"text:{PASSWORD}", "enter")

        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        assert app._guard.stage is Stage.HERE


async def at_once(attempt: str) -> None:
    """Nothing is in the way."""


async def test_G25_an_assessment_that_was_taken_over_does_not_lift_the_lock() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)

        app.session.take_over = at_once  # type: ignore[method-assign]  # the portal said yes
        beside = app.run_worker(app._take_over("a1"))
        await pilot.pause()

        assert not beside.is_finished  # it waits behind the lock
        assert isinstance(app.screen, AwayScreen)
        await app._lift()
        await until(pilot, lambda: beside.is_finished)


async def test_G26_an_app_that_is_over_leaves_no_guard_behind() -> None:
    before = set(threading.enumerate())

    async with signed_in():
        guards = [one for one in set(threading.enumerate()) - before if one.name == "idle"]

    assert len(guards) == 1
    guards[0].join(5)
    assert not guards[0].is_alive()
