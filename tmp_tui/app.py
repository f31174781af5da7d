"""The full screen: which screens there are, what leads from one to the other, colours, and what goes on beside them."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.command import CommandPalette
from textual.driver import Driver
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen

from tmp_tui import commands
from tmp_tui.looks import Looks
from tmp_tui.place import may_be_own
from tmp_tui.screens.account.app import AccountApp
from tmp_tui.screens.desk import Desk
from tmp_tui.screens.idling import HASTY
from tmp_tui.screens.notices import Notice
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.signals import Ended
from tmp_tui.store.work import handed_in
from tmp_tui.surroundings import Surroundings
from tmp_tui.text import _
from tmp_tui.themes import THEMES
from tmp_tui.widgets.bindings import bindings, keymap_without_letters

if TYPE_CHECKING:
    from textual.command import Provider

    from tmp_tui.idle import Limits
    from tmp_tui.lines.student_session import StudentSession
    from tmp_tui.screens.address import AddressScreen
    from tmp_tui.screens.page import PageScreen
    from tmp_tui.screens.source import Show

KEPT = 200  # messages
PARTING = 2.0  # seconds for the portal and the keyring to hear that a session ended just before
GOODBYE = 1.0  # seconds for the portal to hear that a session ends, when a signal ends us
ENDED = "signed-out"  # the trouble of a copy whose session is over (tmp_tui.api.errors)


def _palette() -> "type[Provider]":
    from tmp_tui.screens.palette import CommandProvider

    return CommandProvider


class TmpApp(AccountApp):
    """Track My Progress for one student at one portal.

    `session_factory` makes a session; it runs in a thread once the first page is on the screen, since it imports what
    is slow to import. It is given the portal's address where the student was asked for it (`server_known` is false),
    else "". `remember` is called with `server` and `account` after a sign-in, with `theme` when that is changed.
    `resume` is whether a session may have been kept on this computer. After the end, `failure` is what kept a session
    from being made, `parting` what the student has to know of how it ended.
    """

    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_palette}
    ALLOW_SELECT = False
    BINDINGS = bindings("everywhere")
    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "Track My Progress"
    theme: Reactive[str] = Reactive(commands.USUAL_THEME)  # set before Textual looks at NO_COLOR

    class SessionEnded(Message):
        """The portal no longer knows the session."""

    def __init__(
        self,
        session_factory: "Callable[[str], StudentSession]",
        *,
        server_known: bool = True,
        account: str = "",
        username: str = "",
        hint: Sequence[str] = (),
        letters: bool = True,
        theme: str = "",
        remember: Callable[..., object] | None = None,
        resume: bool = False,
        pages: "Show | None" = None,
        crash_log: Path | None = None,
        driver_class: type[Driver] | None = None,
        limits: "Limits | None" = None,
    ) -> None:
        looks = Looks(theme, letters=letters, remember=remember)
        super().__init__(Desk(session_factory, remember), looks, driver_class, crash_log, limits)
        self.animation_level = "none"
        self._desk.account = account
        self._username, self._hint, self._letters = username, hint, letters
        self._pages, self._server_known = pages, server_known
        self._may_resume = resume
        self.failure: Exception | None = None
        self.parting = ""
        self._messages: deque[str] = deque(maxlen=KEPT)
        self._said_from = 0.0  # what was said before this time was for somebody else
        for made in THEMES:
            self.register_theme(made)
        if theme in commands.THEMES:
            self.theme = theme
        if not letters:
            self.set_keymap(keymap_without_letters())

    def get_default_screen(self) -> Screen[Any]:
        """Sign-in is beneath everything else."""
        return SignInScreen(
            self._desk.sign_in,
            account=self._desk.account,
            username=self._username,
            hint=self._hint,
            may_be_own=may_be_own(),
        )

    async def on_mount(self) -> None:
        """Where the portal is not known, that is asked before anything else."""
        self._loop_here, self._context_here = asyncio.get_running_loop(), copy_context()
        if not self._server_known:
            from tmp_tui.screens.address import AddressScreen

            await self.push_screen(AddressScreen())

    # From screen to screen

    def on_ready(self) -> None:
        """The first page is painted: now there is time for what is slow to import."""
        if self._server_known:
            self._begin_session()
            if self._may_resume:
                self.resume_soon()

    async def on_address_screen_chosen(self, event: "AddressScreen.Chosen") -> None:
        """The portal is known."""
        self._desk.server = event.address
        self._begin_session()
        await self.pop_screen()

    async def on_sign_in_screen_signed_in(self, event: SignInScreen.SignedIn) -> None:
        """On to Profile Setup, or Home."""
        if not event.setup:
            await self._show_pages()
            return
        await self._back_to_sign_in()
        from tmp_tui.screens.profile_setup import ProfileSetupScreen

        session = await self._desk.session()
        await self.watch_over()
        await self.push_screen(ProfileSetupScreen(session.set_up))

    async def on_profile_setup_screen_set_up(self) -> None:
        """The password is chosen: Home, but not before whoever locked the computer is back."""
        self.run_worker(self._go_home(), group="go-home", exclusive=True)

    async def _go_home(self) -> None:
        await self.in_sight()
        if (await self._desk.session()).copy is not None:  # else it has ended meanwhile
            await self._show_pages()

    async def on_profile_setup_screen_given_up(self) -> None:
        """Back to sign-in."""
        await self._sign_out("")

    async def on_tmp_app_session_ended(self) -> None:
        """The portal no longer knows the session."""
        from tmp_tui.api.errors import words

        if self._shown is not None:
            self.drop_typed_ahead(HASTY)
            await self._sign_out(words(ENDED))

    def on_notice(self, event: Notice) -> None:
        """Keep what was said, but for what was said to somebody who has signed out meanwhile."""
        if event.time >= self._said_from:
            self._messages.append(event.words)

    # Commands

    async def action_sign_out(self) -> None:
        """Forget the student at once; the portal is told beside it. What waits to be sent is spoken of first, and that an
        assessment goes on."""

        def sign_out() -> None:
            self.run_worker(self._sign_out(_("You are signed out.")), group="sign-out-wanted")

        if self._shown is None:
            if self.standing_hint:  # from Profile Setup
                await self._sign_out("")
        elif self.is_asking or await self.may_leave(_("Sign out"), sign_out, self._goes_on()):
            await self._sign_out(_("You are signed out."))

    async def action_sync(self) -> None:
        """Ask the portal again, now."""
        if self._shown is not None:
            say = getattr(self.screen, "say", self._shown.say)
            say(_("Asking the portal…"))
            self.run_worker(self._sync(self._shown), group="sync-now", exclusive=True)

    async def action_help(self) -> None:
        """All keys."""
        from tmp_tui.screens.help import help_screen

        await self.push_screen(help_screen(letters=self._letters))

    async def action_messages(self) -> None:
        """Everything that was said."""
        from tmp_tui.screens.help import messages_screen

        await self.push_screen(messages_screen(self._messages))

    def action_command_palette(self) -> None:
        """Call a command by name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(placeholder=_("Type a part of a command's name"), id="--command-palette")
            )

    def action_redraw(self) -> None:
        """Draw everything afresh, also what a driver believes to be there already."""
        forget = getattr(self._driver, "invalidate", None)
        if forget is not None:
            forget()
        self.screen.refresh(layout=True)

    async def action_quit(self) -> None:
        """Leave; a session that is kept here goes on, any other ends at the portal too. What waits to be sent is spoken of."""

        def leave() -> None:
            self.run_worker(self._leave(), group="leave")

        if self._shown is None or self.is_asking or await self.may_leave(_("Quit"), leave):
            await self._leave()

    async def _leave(self) -> None:
        self.keep_typed()
        self.parting = await self._desk.leave()
        with suppress(TimeoutError):
            async with asyncio.timeout(PARTING):
                await self._all_ended()
        self.exit()

    def end_soon(self, number: int) -> None:
        """A signal came, perhaps in the middle of anything: leave as soon as what runs now is done (G26)."""
        if self._loop_here is None:
            raise Ended(number)
        self._loop_here.call_soon_threadsafe(self._end_now, number, context=self._context_here)

    def _end_now(self, number: int) -> None:
        self.keep_typed()
        self.run_worker(self._end(number), group="leave", exclusive=True)

    async def _end(self, number: int) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE):
                await asyncio.gather(self._desk.leave(), self._all_ended())
        self.exit(return_code=128 + number)

    def action_say_quit(self) -> None:
        """Many try ctrl+c first."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(commands.hint("quit"))

    # Beside the screens

    def _begin_session(self) -> None:
        self._desk.begin(self._end_without_session)
        self.look_at_portal()

    def _end_without_session(self, error: Exception) -> None:
        """Nothing can be done here; the message is our own or the machine's, nothing was typed yet."""
        self.failure = error
        self.exit(return_code=1, message=Text(str(error)))

    async def _show_pages(self) -> None:
        from tmp_tui.screens.page import PageScreen
        from tmp_tui.screens.source import SignedIn

        session = await self._desk.session()
        if session.copy is None:
            raise RuntimeError("signed in without a copy")
        await self.watch_over()
        copy, around = session.copy, Surroundings(session, self._looks)
        screen = PageScreen(SignedIn(session, copy, self._pages or _pages(), around.at))
        self._shown, self._surroundings = screen, around

        def changed() -> None:
            ended = copy.freshness.trouble == ENDED
            (self if ended else screen).post_message(self.SessionEnded() if ended else screen.CopyChanged())

        received = handed_in(copy.work())

        def sent() -> None:
            nonlocal received
            screen.post_message(screen.CopyChanged())
            self.work_changed()
            before, received = received, handed_in(copy.work())
            for attempt in received.keys() - before.keys():
                if self.screen is screen and (receipt := session.taking(attempt).receipt) is not None:
                    screen.say(
                        _("{title} is submitted: the portal has it. Receipt {code}.").format(
                            title=received[attempt], code=receipt.code
                        )
                    )

        self.run_worker(session.keep_in_sync(changed), group="sync", exclusive=True)
        self.run_worker(session.keep_sending(sent), group="sending", exclusive=True)
        # Whichever way in the student took is not needed any more.
        closed = self.close_down_to(self.screen_stack[0])
        await self.push_screen(screen)
        await closed
        if session.warning:
            screen.say(session.warning)

    async def _sync(self, screen: "PageScreen") -> None:
        session = await self._desk.session()
        await session.sync()
        if self.screen is not screen and (say := getattr(self.screen, "say", None)) is not None:
            say("")
        ended = session.copy is not None and session.copy.freshness.trouble == ENDED
        (self if ended else screen).post_message(self.SessionEnded() if ended else screen.Synced())

    async def _sign_out(self, words: str) -> None:
        """Back to sign-in, with nothing of the student left; a new session waits for the next one."""
        self.keep_typed()
        for group in (
            "sync",
            "sync-now",
            "sending",
            "taking",
            "look-again",
            "submit",
            "finish",
            "pictures",
            "news",
            "account",
            "zone",
            "held",
            "device",
        ):
            self.workers.cancel_group(self, group)
        session, self._shown, self._surroundings = await self._desk.session(), None, None
        self._end_session(session, words)
        self._begin_session()
        self._messages.clear()
        self._said_from = Message().time
        self._looks_again()
        if isinstance(first := self.screen_stack[0], SignInScreen):
            first.begin_again(words, self._desk.account)
        self.drop_typed_ahead()
        with self.batch_update():  # nothing of what lies beneath the lock is drawn on the way
            closed = [self.pop_screen() for _above in self.screen_stack[1:]]
            if isinstance(first, SignInScreen):
                first.from_the_top()  # not later: the next student's first keys would go elsewhere
            await asyncio.gather(*closed)
        self.screen.refresh(layout=True)
        self.leave_alone()

    async def back_to_sign_in(self, words: str) -> None:
        """Every session has ended at the portal."""
        await self._sign_out(words)


def _pages() -> "Show":
    from tmp_tui.pages.showing import show

    return show
