"""What Account Settings need of the app: forms, questions, what is done at the portal, and the words for it."""

from functools import partial
from typing import TYPE_CHECKING

from textual.driver import Driver

from tmp_tui.commands import USUAL_THEME
from tmp_tui.looks import Looks
from tmp_tui.pages.model import Route
from tmp_tui.screens.desk import Desk
from tmp_tui.screens.entering.app import EnteringApp
from tmp_tui.surroundings import Surroundings
from tmp_tui.text import _
from tmp_tui.widgets.bindings import keymap_without_letters

if TYPE_CHECKING:
    from pathlib import Path

    from tmp_tui.idle import Limits
    from tmp_tui.pages.profile_settings import Outcome
    from tmp_tui.screens.page import PageScreen


class AccountApp(EnteringApp):
    """The part of the app in which a student looks after the account."""

    def __init__(
        self,
        desk: Desk,
        looks: Looks,
        driver_class: type[Driver] | None,
        crash_log: "Path | None",
        limits: "Limits | None" = None,
    ) -> None:
        super().__init__(desk, driver_class, crash_log, limits)
        self._looks = looks
        self._surroundings: Surroundings | None = None

    async def on_page_screen_act_wanted(self, event: "PageScreen.ActWanted") -> None:
        """A row of the account's pages."""
        await self._act(event.route)

    async def action_act(self, name: str) -> None:
        """One of them by name."""
        await self._act(Route("act", item=name))

    async def action_visit_account(self, part: str) -> None:
        """One of the account's pages."""
        await self._back_to_pages()
        if self._shown is not None:
            await self._shown.visit(Route("account", item=part))

    async def _act(self, route: Route) -> None:
        if self._shown is None:
            return
        match route.item:
            case "profile" | "remove" | "confirm":
                await self._open_form(route.item)
            case "zone":
                self._worker("zone", self._choose_zone, route.id)
            case "theme":
                self.action_colours(route.id)
            case "letters":
                self.action_letters(route.id)
            case "end":
                await self._ask_to_end(route.id)
            case "everywhere":
                await self._ask_everywhere()
            case "held":
                self._say(_("Asking the portal…"))
                self._worker("held", self._save_held)
            case "help" | "sign-out" as action:
                await self.run_action(f"app.{action.replace('-', '_')}")

    # Password and e-mail address

    async def _open_form(self, name: str) -> None:
        from tmp_tui import saving
        from tmp_tui.pages.account import own_email, pending_email
        from tmp_tui.screens.account.email import confirm_screen, remove_screen
        from tmp_tui.screens.account.profile import ProfileScreen

        session = await self._desk.session()
        me = session.copy.me() if session.copy is not None else None
        if session.copy is None or me is None:
            return
        own, pending = own_email(session.copy), pending_email(session.copy)
        if name == "profile":
            save = partial(saving.save, session.account)
            await self.push_screen(ProfileScreen(save, self._told, role=me.role, own=own))
        elif name == "confirm":
            await self.push_screen(
                confirm_screen(pending, partial(saving.confirm_email, session.entrance), self._told)
            )
        elif own or pending:
            remove = partial(saving.remove_email, session.account)
            await self.push_screen(remove_screen(own or pending, remove, self._told))
        else:
            self._say(_("You have no email address of your own here."))

    def _told(self, outcome: "Outcome") -> None:
        """Something of the account is not what it was: say so, and ask the portal how it is now."""
        if outcome.done:
            self._say(" ".join(outcome.done))
            self._worker("account", self._look_at_account)

    async def _look_at_account(self) -> None:
        """The documents and the rest of the account, as the portal has them now."""
        session = await self._desk.session()
        await session.sync()
        if self._shown is not None:
            self._shown.reread()
            self._shown.ask_again()

    # Time zone, colours, keys

    async def _choose_zone(self, name: str) -> None:
        from tmp_tui.api.errors import ApiError
        from tmp_tui.pages.time_zones import zone_words

        session = await self._desk.session()
        try:
            await session.account.prefer(name)
        except ApiError as error:
            self._say(error.words)
            return
        await session.sync()
        page = self._shown
        while page is not None and page.route.item == "zone":
            await page.action_back()
        if page is not None:
            self._say(_("Times are told by: {zone}.").format(zone=zone_words(name)))

    def action_colours(self, name: str) -> None:
        """Other colours."""
        self._looks.use(theme=name, keep=self._remembered)
        self.theme = name
        self._reread()

    def action_letters(self, wanted: str = "") -> None:
        """Single letters as keys, or no longer."""
        self._looks.use(letters=wanted == "on" if wanted else not self._letters, keep=self._remembered)
        self._use_letters()
        on, off = _("Single letters are keys."), _("Single letters are no keys now.")
        self._reread()
        self._say(on if self._letters else off)

    def _use_letters(self) -> None:
        self._letters = self._looks.letters
        self.set_keymap({} if self._letters else keymap_without_letters())

    def _looks_again(self) -> None:
        """Somebody signed out: what they chose for themselves goes with them."""
        self._looks.begin_again()
        self.theme = self._looks.theme or USUAL_THEME
        self._use_letters()

    @property
    def _remembered(self) -> bool:
        return self._surroundings is None or self._surroundings.remembered

    # Devices

    async def _ask_to_end(self, id: str) -> None:
        from tmp_tui.pages.devices import device_name, ending_words, find_device

        session = await self._desk.session()
        device = find_device(session.copy, id) if session.copy is not None else None
        if device is None:
            return
        if device.current:
            await self.run_action("app.sign_out")
            return
        title = _("End the session on {name}?").format(name=device_name(device))
        end = partial(self._worker, "device", self._end_device, id)
        await self._ask(title, [ending_words(device)], _("Let it be"), _("End it"), end)

    async def _end_device(self, id: str) -> None:
        from tmp_tui.api.errors import ApiError
        from tmp_tui.pages.devices import ended_words, find_device

        session = await self._desk.session()
        device = find_device(session.copy, id) if session.copy is not None else None
        try:
            await session.account.end_device(id)
        except ApiError as error:
            self._say(error.words)
        else:
            self._say(ended_words(device) if device is not None else "")
        if self._shown is not None:
            self._shown.ask_again()

    async def _ask_everywhere(self) -> None:
        go = _("Sign out everywhere")
        if await self.may_leave(go, partial(self._worker, "account", self._ask_once_more)):
            await self._ask_once_more()

    async def _ask_once_more(self) -> None:
        from tmp_tui.pages.devices import everywhere_words

        session = await self._desk.session()
        if session.copy is None:
            return
        await self._ask(
            _("Sign out everywhere?"),
            [everywhere_words(session.copy)],
            _("Stay"),
            _("Sign out everywhere"),
            partial(self._worker, "everywhere", self._sign_out_everywhere),
        )

    async def _sign_out_everywhere(self) -> None:
        from tmp_tui.api.errors import ApiError
        from tmp_tui.pages.devices import everywhere_done

        session, page = await self._desk.session(), self._shown
        try:
            ended = await session.account.end_devices()
        except ApiError as error:
            if page is self._shown:
                self._say(error.words)
            return
        if page is self._shown:  # else they have signed out already, and somebody else may sit here
            await self.back_to_sign_in(everywhere_done(ended))

    async def back_to_sign_in(self, words: str) -> None:
        """Back to sign-in, with nothing of the student left."""

    # What the portal holds

    async def _save_held(self) -> None:
        from tmp_tui.api.errors import ApiError
        from tmp_tui.held import held_words, readable
        from tmp_tui.store.exporting import NotWritten, write_held

        session = await self._desk.session()
        try:
            path = write_held(readable(await session.account.held()))
        except NotWritten as error:
            self._say(str(error))
        except ApiError as error:
            self._say(error.words)
        else:
            self._say(held_words(path))

    # Saying

    def _say(self, words: str) -> None:
        if self._shown is not None:
            self._shown.say(words)

    def _reread(self) -> None:
        if self._shown is not None:
            self._shown.reread()
