"""Signing out: what there is to know of it is said, and whoever quits at once after it takes nothing of it back."""

import asyncio

import pytest

from tests.portal.attempts.support import give
from tests.support.player import seated, taking
from tests.support.pretended import PretendSession
from tests.support.school import School
from tests.support.ui import NARROW, PASSWORD, WIDE, press, screen_text, until
from tmp_tui.app import TmpApp
from tmp_tui.idle import Limits
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.taking import TakingScreen

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
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        await press(pilot, "ctrl+o")

        await until(pilot, lambda: isinstance(app.screen, SignInScreen) and "14:10" in screen_text(app))
        assert "You are signed out." in screen_text(app)
        assert "A hint." in screen_text(app)
        await until(pilot, lambda: size == NARROW or ">Username" in screen_text(app))  # the keys go there


async def test_S05_who_quits_at_once_after_signing_out_is_signed_out_all_the_same() -> None:
    session = Slow()
    app = TmpApp(lambda server: session, account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
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
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code is not None)

    assert app.parting == LATER


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_in_an_assessment_it_is_asked_once_and_says_that_the_time_goes_on(
    school: School, size: tuple[int, int]
) -> None:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, minutes=45)
    async with seated(school, size=size) as seat:
        await seat.press("1", "1", "2")
        await until(seat.pilot, lambda: isinstance(seat.app.screen, TakingScreen))

        await seat.press("ctrl+o")
        await seat.shows("You are taking an assessment", "Every answer is kept", "The time goes on:")
        await seat.press("enter")  # Stay
        assert isinstance(seat.app.screen, TakingScreen)
        await seat.press("ctrl+o", "ctrl+o")  # who means it says it twice

        await seat.shows("You are signed out.")


async def test_whoever_comes_to_a_locked_assessment_is_not_asked(school: School) -> None:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    async with taking(school, group, limits=Limits(270, 300, 900)) as seat:
        seat.app._guard._since -= 301
        await seat.shows("Locked")

        await seat.press("ctrl+o")

        await seat.shows("You are signed out.")


STEPS: dict[str, list[str]] = {
    "home": [],
    "class": ["f3", "1"],
    "account": ["f5"],
    "help": ["f1"],
    "messages": ["f8"],
    "before the start": ["1", "1"],
    "question": ["1", "1", "2"],
    "map": ["1", "1", "2", "f7"],
    "note": ["1", "1", "2", "f4"],
    "look before submitting": ["1", "1", "2", "f10"],
    "last question": ["1", "1", "2", "f10", "end", "enter"],
    "receipt": ["1", "1", "2", "f10", "end", "enter", "2"],
}


@pytest.mark.parametrize("screen", STEPS)
async def test_every_screen_can_be_signed_out_of_and_says_how(school: School, screen: str) -> None:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group)
    async with seated(school) as seat:
        for key in STEPS[screen]:
            await seat.press(key)
            await until(seat.pilot, lambda: not seat.at_work("taking"))
            await seat.settled()
        active = seat.app.screen.active_bindings

        assert "ctrl+o" in active
        assert active["ctrl+o"].binding.action == "app.sign_out"
        assert active["ctrl+o"].enabled
        assert "ctrl+o Sign out" in seat.text
