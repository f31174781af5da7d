"""From the sign-in page to every other way in, and back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.driver import Driver
from textual.screen import Screen
from textual.timer import Timer

from tmp_tui.pages.left_alone import left_at_the_door
from tmp_tui.pages.ways import GRANT, HELPING, LINK, RECOVER_ACCOUNT, SIGN_IN
from tmp_tui.screens.desk import Desk
from tmp_tui.screens.resuming import ResumingApp
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.waiting import WaitingScreen
from tmp_tui.store.clock import steady

if TYPE_CHECKING:
    from tmp_tui.entrance import Entrance
    from tmp_tui.idle import Limits
    from tmp_tui.pages.model import Route
    from tmp_tui.screens.entering.granting import GrantScreen
    from tmp_tui.screens.entering.link import LinkScreen
    from tmp_tui.wire.accounts import DeviceGrant, Link, Portal, Provider


class EnteringApp(ResumingApp):
    """The part of the app that lets people in."""

    def __init__(
        self,
        desk: Desk,
        driver_class: type[Driver] | None,
        crash_log: Path | None,
        limits: "Limits | None" = None,
    ) -> None:
        super().__init__(desk, driver_class, crash_log, limits)
        self._portal: Portal | None = None
        self._forgetting: Timer | None = None
        self._typed_at = 0.0

    # What is left half typed

    def somebody_types(self) -> None:
        """From the last key on it is counted how long what was typed at the door lies there."""
        self._typed_at = steady()
        if self._forgetting is None:
            self._forgetting = self.set_timer(self._guard.limits.lock, self._look_at_the_door)

    async def _look_at_the_door(self) -> None:
        left = self._typed_at + self._guard.limits.lock - steady()
        self._forgetting = self.set_timer(left, self._look_at_the_door) if left > 0 else None
        if self._forgetting is None:
            await self._forget_typed()

    async def _forget_typed(self) -> None:
        """Where others use the computer too, it is not for whoever comes next; a browser elsewhere may take its time."""
        from tmp_tui.screens.entering.granting import GrantScreen

        page = self._sign_in_page()
        if page is None or page.own or not self._desk.has_begun or self._shown or self.standing_hint:
            return
        if self._is_signing_in() or any(isinstance(screen, GrantScreen) for screen in self.screen_stack):
            return
        if page.is_filled_in or len(self.screen_stack) > 1:
            await self._back_to_sign_in()
            page.begin_again(left_at_the_door(), self._desk.account)
            page.from_the_top()

    # What the portal has

    def look_at_portal(self) -> None:
        """Ask beside everything else which other ways in it has; one that does not answer is asked again by the help."""
        self._worker("portal", self._look_at_portal)

    async def _look_at_portal(self) -> None:
        if not await self._desk.is_made():
            return
        # Not before: making a session imports it beside the first keys.
        from tmp_tui.api.errors import ApiError

        try:
            await self._ask_portal()
        except ApiError:
            return

    async def _ask_portal(self, account: str = "") -> "Portal":
        self._portal = await (await self._entrance()).portal(account)
        if (page := self._sign_in_page()) is not None:
            page.heard_of(self._portal)
        return self._portal

    def _sign_in_page(self) -> SignInScreen | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, SignInScreen)), None)

    async def _entrance(self) -> "Entrance":
        return (await self._desk.session()).entrance

    @property
    def _own(self) -> bool:
        page = self._sign_in_page()
        return page is not None and page.own

    # From screen to screen

    async def on_waiting_screen_way_taken(self, event: WaitingScreen.WayTaken) -> None:
        """Back to where the student was on the way already, with what was typed there; else on.

        One that was chosen just before somebody was let in is not needed any more."""
        if self._shown is not None or self.standing_hint:
            return
        if event.route == SIGN_IN:
            await self._back_to_sign_in()
            if (page := self._sign_in_page()) is not None:
                page.from_the_top()
            return
        been = [screen for screen in self.screen_stack if getattr(screen, "way", None) == event.route]
        if been:
            await self.close_down_to(been[0])
        else:
            await self.push_screen(self._door(event.route))

    def _door(self, route: "Route") -> Screen[Any]:
        from tmp_tui.screens.entering.granting import GrantScreen
        from tmp_tui.screens.entering.link import LinkScreen
        from tmp_tui.screens.entering.recovering import RecoverScreen

        if route == HELPING:
            return self._helping()
        if route == LINK:
            return LinkScreen(self._look_at_link)
        if route.page == GRANT:
            return GrantScreen(route, partial(self._begin_grant, route.id), self._await_grant)
        send = self._recover_account if route == RECOVER_ACCOUNT else self._recover_password
        return RecoverScreen(route, send, lambda: self._portal)

    def _helping(self) -> Screen[Any]:
        from tmp_tui.screens.entering.helping import HelpingScreen

        page = self._sign_in_page()
        account = page.account if page is not None else ""
        ask = partial(self._ask_portal, account)
        signed_in = self._shown is not None or bool(self.standing_hint)  # in Profile Setup, too
        return HelpingScreen(ask, self._feedback, account=account, signed_in=signed_in)

    async def _back_to_sign_in(self) -> None:
        await self.close_down_to(self.screen_stack[0])

    async def action_troubleshoot(self) -> None:
        """Help with signing in, from anywhere."""
        if getattr(self.screen, "way", None) != HELPING:
            await self.push_screen(self._helping())

    # Links and codes

    async def on_link_screen_found(self, event: "LinkScreen.Found") -> None:
        """A password, or a question first."""
        from tmp_tui.screens.entering.link import ConfirmScreen, LinkPasswordScreen

        word, link = event.word, event.link
        if link.kind == "email":
            await self.push_screen(ConfirmScreen(link, partial(self._confirm_email, word)))
        else:
            await self.push_screen(LinkPasswordScreen(link, partial(self._use_link, word, link)))

    async def _look_at_link(self, word: str) -> "Link":
        return await (await self._entrance()).look_at_link(word)

    async def _use_link(self, word: str, link: "Link", password: str) -> None:
        await (await self._entrance()).use_link(word, password, own=self._own)
        await self._desk.remember(link.account)

    async def _confirm_email(self, word: str) -> None:
        await (await self._entrance()).confirm_email(word)

    # What is asked of the portal

    async def _recover_account(self, email: str) -> None:
        await (await self._entrance()).recover_account(email)

    async def _recover_password(self, email: str) -> None:
        await (await self._entrance()).recover_password(email)

    async def _feedback(self, helpful: bool, words: str) -> None:
        from tmp_tui.pages.helping import NAME

        await (await self._entrance()).feedback(NAME, words, helpful=helpful)

    # In a browser

    async def _begin_grant(self, provider: str) -> "DeviceGrant":
        names: dict[str, Provider] = {"google": "google", "clever": "clever"}
        return await (await self._entrance()).begin_device(names.get(provider), own=self._own)

    async def _await_grant(self, grant: "DeviceGrant") -> bool:
        setup = await (await self._entrance()).await_device(grant)
        await self._desk.remember("")
        return setup

    async def on_grant_screen_signed_in(self, event: "GrantScreen.SignedIn") -> None:
        """As after a password."""
        self.post_message(SignInScreen.SignedIn(event.setup))
