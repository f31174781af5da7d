"""A shared computer that is left alone: the page is hidden, locked, and in the end nobody is signed in any more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import Context
from pathlib import Path
from typing import Any

from textual.driver import Driver
from textual.events import Event, Key, MouseDown, MouseScrollDown, MouseScrollUp, Paste
from textual.message import Message
from textual.screen import Screen

from tmp_tui import idle, signals, site
from tmp_tui.commands import command, hint
from tmp_tui.idle import Guard, Limits, Stage
from tmp_tui.pages import left_alone
from tmp_tui.screens.assessing import AssessingApp
from tmp_tui.screens.away import AwayScreen
from tmp_tui.screens.desk import Desk

HASTY = 0.5  # seconds in which nobody has seen yet that a session ended by itself
GAVE_UP = 75  # the exit status where the thread had to end us
REVOKING = 2.0  # seconds for the portal to hear of it then
_BY_SOMEBODY = Key | Paste | MouseDown | MouseScrollDown | MouseScrollUp  # a mouse that only moves was jolted
_WHILE_LOCKED = {
    "quit",
    "sign_out",
    "focus_next",
    "focus_previous",
    "redraw",
    "say_quit",
    "back",
    "show_secret",
}
_NEVER_SHARED = {"screenshot", "suspend_process", "toggle_dark", "change_theme"}
_CLEAR_SCROLLBACK = "\x1b[3J"


class IdlingApp(AssessingApp):
    """The part of the app that looks whether somebody is there, as long as a student sits at a shared computer."""

    def __init__(
        self,
        desk: Desk,
        driver_class: type[Driver] | None,
        crash_log: Path | None,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(desk, driver_class, crash_log)
        self._guard = Guard(limits or idle.limits(site.load()), self._tell_stage, self._end_without_loop)
        self._loop_here: asyncio.AbstractEventLoop | None = None
        self._context_here: Context | None = None
        self._away: AwayScreen | None = None
        self._back = asyncio.Event()
        self._back.set()
        self._revoke: Callable[[float], None] | None = None
        self._heard_from = 0.0  # keys from before this time are for a page that is gone
        self.was_shared = False  # whether anybody sat here who uses this computer together with others
        self.standing_hint = ""  # what every page says at its foot while somebody is signed in

    # Who sits here

    async def watch_over(self) -> None:
        """Somebody signed in; on their own computer nobody needs to look."""
        session = await self._desk.session()
        if session.place == "shared":
            self._revoke, self.standing_hint = session.presence.revoker(), hint("sign-out")
            self.was_shared = True
            self._guard.watch()

    def leave_alone(self) -> None:
        """Nobody is signed in any more: nothing of them stays in the terminal either."""
        if self.standing_hint and self._driver is not None:
            self._driver.write(_CLEAR_SCROLLBACK)
        if self.clipboard:
            self.copy_to_clipboard("")
        self._away, self._revoke, self.standing_hint = None, None, ""
        self._back.set()
        self._guard.rest()  # not before: whatever hangs above, the thread ends it

    def on_unmount(self) -> None:
        """The app is over."""
        self._guard.stop()

    async def in_sight(self) -> None:
        """Come back when the pages are not hidden: what opens a page by itself waits for that."""
        while not self._back.is_set():
            await self._back.wait()

    def hides_pages(self, screen: Screen[Any]) -> bool:
        """The lock does."""
        return screen is self._away

    def somebody_types(self) -> None:
        """Nobody has left."""

    # What is typed

    async def on_event(self, event: Event) -> None:
        """Every key says that somebody is there; the one that answers the question does nothing else, but for
        the one that signs out."""
        if isinstance(event, _BY_SOMEBODY) and not event.is_forwarded:
            self._mouse_down_widget = None  # where this button's press is dropped, its release is no click
            if event.time < self._heard_from and not _quits(event):
                return
            self.somebody_types()
            met = self._guard.touched()
            if met is Stage.OVER or (met is Stage.LOCKED and self._away is None):
                return
            if met is not Stage.LOCKED and self._away is not None:
                await self._lift()
                if not (isinstance(event, Key) and event.key in command("sign-out").keys):
                    return
        await super().on_event(event)

    def drop_typed_ahead(self, seconds: float = 0) -> None:
        """What was typed for the pages of a session that is over, or is within these seconds, is for no other page."""
        self._heard_from = max(self._heard_from, Message().time + seconds)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done while the pages are hidden shows nothing of them; some things are never for a shared computer."""
        if self._away is not None and action not in _WHILE_LOCKED:
            return False
        if self.standing_hint and action in _NEVER_SHARED:
            return False
        return super().check_action(action, parameters)

    # What the thread says

    def _tell_stage(self, stage: Stage) -> None:
        if self._loop_here is not None:
            with suppress(RuntimeError):  # the loop ended meanwhile
                self._loop_here.call_soon_threadsafe(self._heard_stage, stage, context=self._context_here)

    def _heard_stage(self, stage: Stage) -> None:
        self.run_worker(self._follow(stage), group="idle")

    async def _follow(self, stage: Stage) -> None:
        if stage is not self._guard.stage:
            return  # it went on meanwhile
        if stage is Stage.HERE:
            await self._lift()
        elif stage is Stage.OVER:
            await self._end_alone()
        else:
            self.keep_typed()
            await self._hide()
            if stage is Stage.LOCKED and self._away is not None:
                self._away.ask_password()

    async def _hide(self) -> None:
        if self._away is not None:
            return
        session = await self._desk.session()
        confirm = session.presence.confirm if session.presence.can_confirm else None
        taking = self._taken()
        self._back.clear()
        self._away = AwayScreen(
            confirm,
            self._guard.limits.end / 60,
            taking=taking is not None and not taking.read_only and taking.left is not None,
        )
        await self.push_screen(self._away)

    async def _lift(self) -> None:
        away, self._away = self._away, None
        closed: Awaitable[object] | None = None
        if away is not None and away in self.screen_stack:
            closed = self.close_down_to(self.screen_stack[self.screen_stack.index(away) - 1])
        self._back.set()
        if closed is not None:
            await closed

    def _goes_on(self) -> tuple[str, ...]:
        """Whoever comes to a computer that hides its pages is not asked."""
        return super()._goes_on() if self._away is None else ()

    async def on_away_screen_unlocked(self) -> None:
        """The same student: on where they were."""
        self._guard.unlock()
        if self._guard.stage is Stage.HERE:
            await self._lift()

    async def on_away_screen_guessed_at(self) -> None:
        """Whoever sits here does not know the password."""
        await self._sign_out(left_alone.guessed_words())

    async def _end_alone(self) -> None:
        """Sign out because nobody is there."""
        self.drop_typed_ahead(HASTY)
        await self._sign_out(left_alone.over_words(self._guard.limits.end / 60))

    async def _sign_out(self, words: str) -> None:
        raise NotImplementedError

    def _end_without_loop(self) -> None:
        """In the thread: three seconds are over, and whatever should have signed out hangs."""
        self.last_act(wait=REVOKING)
        signals.give_up(GAVE_UP)

    def last_act(self, wait: float = 0) -> None:
        """From any thread, when nothing else of the program may be relied on: what is typed is kept, a shared computer's
        session ends; `wait` is for how many seconds that is waited for."""
        with suppress(Exception):
            self.keep_typed()
        if self._revoke is not None:
            self._revoke(wait)


def _quits(event: Event) -> bool:
    return isinstance(event, Key) and event.key in command("quit").keys
