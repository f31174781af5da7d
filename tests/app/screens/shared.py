"""A shared computer in a test: its clock is set by hand."""

import asyncio

from textual.pilot import Pilot

from tests.support.pretended import PretendSession
from tests.support.ui import PASSWORD, press, screen_text, until
from tmp_tui.app import TmpApp
from tmp_tui.idle import Guard, Limits
from tmp_tui.presence import Presence
from tmp_tui.screens.page import PageScreen

LIMITS = Limits(270, 300, 900)


class Clocked(PretendSession):
    """A session whose clock is set by hand."""

    at = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.presence = Presence(lambda: None, clock=lambda: self.at)


class Own(Clocked):
    """A session at a computer that nobody else uses."""

    async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
        """As if the student had said so."""
        return await super().sign_in(account, username, password, own=True)


class Shared(TmpApp):
    """The app of a shared computer whose clock is set by hand."""

    def __init__(self, session: Clocked | None = None) -> None:
        self.session = session or Clocked()
        self.at = 0.0
        super().__init__(lambda server: self.session, limits=LIMITS)
        self._guard = Guard(LIMITS, self._tell_stage, lambda: None, clock=lambda: self.at)

    def pass_by(self, seconds: float) -> None:
        """So long nobody does anything."""
        self.at += seconds

    async def at_home(self, pilot: "Pilot[None]") -> None:
        """Signed in."""
        await press(pilot, "text:4821", "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(self.screen, PageScreen) and "Ada" in screen_text(self))

    async def locked(self, pilot: "Pilot[None]") -> None:
        """Signed in, and left alone for five minutes."""
        await self.at_home(pilot)
        self.pass_by(300)
        await until(pilot, lambda: "Locked" in screen_text(self))


class Begun(Clocked):
    """A first sign-in whose new password the portal takes its time for."""

    def __init__(self) -> None:
        super().__init__()
        self._setup, self.taken = True, asyncio.Event()

    async def set_up(self, password: str) -> None:
        await self.taken.wait()
        await super().set_up(password)


async def locked_while_it_is_taken(app: Shared, pilot: "Pilot[None]") -> None:
    """A first password is sent, and the computer left alone before the portal answers."""
    await press(pilot, "text:4821", "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
    await until(pilot, lambda: "Profile Setup" in screen_text(app))
    await press(pilot, "text:difference-engine", "enter", "text:difference-engine", "enter")
    app.pass_by(300)
    await until(pilot, lambda: "Locked" in screen_text(app))
