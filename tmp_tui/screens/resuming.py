"""A session that was kept on this computer goes on, while the sign-in page is there already."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerError

from tmp_tui.screens.idling import IdlingApp
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.waiting import WaitingScreen
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.lines.student_session import StudentSession


class ResumingApp(IdlingApp):
    """The part of the app that needs no password, and that says how a session ended."""

    _resumed_beneath = False  # whether a kept session was found while somebody was signing in
    _endings: "Sequence[Worker[None]]" = ()

    async def _show_pages(self) -> None:
        raise NotImplementedError

    def resume_soon(self) -> None:
        """Look for a kept session beside everything else: what is typed meanwhile is typed into the form."""
        self.run_worker(self._resume(), group="resume")

    async def _resume(self) -> None:
        try:
            session = await self._desk.session()
        except Exception:  # told where the session was to be made
            return
        self._say_at_sign_in(_("Looking for your session on this computer…"))
        resumed = await session.resume()
        if self._shown is not None:
            return
        if self._is_signing_in():
            self._resumed_beneath = resumed
            return
        self._say_at_sign_in("")
        if resumed:
            await self._go_on()
        elif session.refusal:
            self._tell_at_sign_in(session.refusal)

    async def on_sign_in_screen_not_signed_in(self) -> None:
        """A sign-in by hand came to nothing: the session that was found meanwhile goes on."""
        beneath, self._resumed_beneath = self._resumed_beneath, False
        if beneath and self._shown is None and (await self._desk.session()).copy is not None:
            await self._go_on()

    async def _go_on(self) -> None:
        """Whichever way in the student was looking at, it is not needed."""
        await self._show_pages()

    def _end_session(self, session: "StudentSession", words: str) -> None:
        """Sign out beside everything else; what there is to know of how that went is told at sign-in, too."""
        ending = self.run_worker(self._sign_out_of(session, words), group="sign-out")
        self._endings = [ending, *(before for before in self._endings if not before.is_finished)]

    async def _sign_out_of(self, session: "StudentSession", words: str) -> None:
        if said := await session.sign_out():
            self._tell_at_sign_in(*filter(None, (words, said)))

    async def _all_ended(self) -> None:
        """Whoever leaves at once after signing out still takes nothing of it back: the portal is told, the keyring empty."""
        for ending in self._endings:
            with suppress(WorkerError):
                await ending.wait()

    def _is_signing_in(self) -> bool:
        return any(
            isinstance(screen, WaitingScreen) and screen.LETS_IN and screen.waiting
            for screen in self.screen_stack
        )

    def _say_at_sign_in(self, words: str) -> None:
        first = self.screen_stack[0]
        if isinstance(first, SignInScreen) and not first.waiting:
            first.say(words)

    def _tell_at_sign_in(self, *words: str) -> None:
        first = self.screen_stack[0]
        if isinstance(first, SignInScreen):
            first.tell_first(*words)
