"""Signing out: what there is to know of it is said, and whoever quits at once after it takes nothing of it back."""

import asyncio

import pytest

from tests.support.copies import PretendSession
from tests.support.ui import NARROW, PASSWORD, WIDE, press, screen_text, until
from tmp_tui.app import TmpApp
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen

LATER = "Signed out here. The portal was not reached; it ends the session by 14:10."


class Slow(PretendSession):
    """Signs out only once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on, self.ended = asyncio.Event(), False

    async def sign_out(self) -> str:
        """Wait first."""
        await self.go_on.wait()
        self.ended = True
        return await super().sign_out()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_portal_that_was_not_told_is_spoken_of_at_sign_in(size: tuple[int, int]) -> None:
    session = PretendSession()
    session.parting = LATER
    app = TmpApp(lambda server: session, account="4821", hint=["A hint."])
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        await press(pilot, "ctrl+o")

        await until(pilot, lambda: isinstance(app.screen, SignInScreen) and "14:10" in screen_text(app))
        assert "You are signed out." in screen_text(app)
        assert "A hint." in screen_text(app)


async def test_S05_who_quits_at_once_after_signing_out_is_signed_out_all_the_same() -> None:
    session = Slow()
    app = TmpApp(lambda server: session, account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))

        asyncio.get_running_loop().call_later(0.1, session.go_on.set)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code is not None)

    assert session.ended


async def test_who_quits_without_the_portal_is_told_after_the_end() -> None:
    session = PretendSession()
    session.parting = LATER
    app = TmpApp(lambda server: session, account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code is not None)

    assert app.parting == LATER
