"""A kept session goes on by itself; the sign-in page is there at once all the same, and loses nothing that is typed."""

import asyncio

from tests.support.pretended import PretendSession
from tests.support.ui import PASSWORD, WIDE, press, screen_text, until
from tmp_tui.api.errors import Refused
from tmp_tui.app import TmpApp
from tmp_tui.pages.ways import LINK, RECOVER_PASSWORD
from tmp_tui.screens.entering.link import LinkScreen
from tmp_tui.screens.entering.recovering import RecoverScreen
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.waiting import WaitingScreen
from tmp_tui.vault.keeping import Keeping
from tmp_tui.wire import Problem
from tmp_tui.wire.accounts import Link


class Slow(PretendSession):
    """Looks for a kept session until told that it may go on."""

    def __init__(self, *, kept: bool) -> None:
        super().__init__()
        self.kept = kept
        self.go_on = asyncio.Event()

    async def resume(self) -> bool:
        """Wait first."""
        await self.go_on.wait()
        return await super().resume()


def app_with(session: PretendSession, *, resume: bool = True) -> TmpApp:
    return TmpApp(lambda server: session, account="4821", resume=resume)


async def test_a_kept_session_leads_home_without_a_question() -> None:
    session = Slow(kept=True)
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        assert isinstance(app.screen, SignInScreen)

        session.go_on.set()

        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        assert session.asked[0] == ("resume",)


async def test_where_it_does_not_go_on_sign_in_says_why_and_keeps_what_was_typed() -> None:
    session = Slow(kept=False)
    session.refusal = "Your session has ended. Sign in again."
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada")

        session.go_on.set()

        await until(pilot, lambda: session.refusal in screen_text(app))
        assert isinstance(app.screen, SignInScreen)
        assert app.screen.form.fields["username"].value == "ada"


async def test_who_signs_in_meanwhile_is_signed_in() -> None:
    session = Slow(kept=False)
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        session.go_on.set()

        await until(pilot, lambda: ("resume",) in session.asked)
        assert isinstance(app.screen, PageScreen)


async def test_where_nothing_can_be_kept_nothing_is_looked_for() -> None:
    session = Slow(kept=True)
    session.go_on.set()
    app = app_with(session, resume=False)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert ("resume",) not in session.asked


async def test_a_session_that_could_not_be_kept_says_so_on_the_first_page() -> None:
    session = PretendSession()
    session.warning = Keeping("memory", "locked").words
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")

        await until(pilot, lambda: "Your keyring is locked." in screen_text(app))


class Wrong(Slow):
    """A sign-in by hand that fails after the kept session was found."""

    async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
        """Find first."""
        self.go_on.set()
        while self.copy is None:  # noqa: ASYNC110  (what is waited for is a state of the session)
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        raise Refused(Problem("No.", 401, "sign-in-refused"))


async def test_where_a_sign_in_by_hand_fails_the_kept_session_goes_on() -> None:
    session = Wrong(kept=True)
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", "text:wrong", "enter")

        await until(pilot, lambda: isinstance(app.screen, PageScreen))


async def test_a_kept_session_leaves_no_other_way_in_open_beneath_it() -> None:
    session = Slow(kept=True)
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await app.on_waiting_screen_way_taken(WaitingScreen.WayTaken(LINK))
        await until(pilot, lambda: isinstance(app.screen, LinkScreen))

        session.go_on.set()

        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        assert len(app.screen_stack) == 2


class Beneath(Slow):
    """A sign-in by hand that is answered when the test says so, after the kept session was found."""

    def __init__(self) -> None:
        super().__init__(kept=True)
        self.answered = asyncio.Event()

    async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
        """Wait first."""
        await self.answered.wait()
        return await super().sign_in(account, username, password, own=own)


async def test_what_was_found_beneath_a_sign_in_is_nobodys_once_that_student_is_gone() -> None:
    first, second = Beneath(), PretendSession(refusals=[Refused(Problem("No.", 401, "sign-in-refused"))])
    sessions = [first, second]
    app = TmpApp(lambda server: sessions.pop(0), account="4821", resume=True)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        first.go_on.set()
        await until(pilot, lambda: first.copy is not None)
        first.answered.set()
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await app._sign_out("")

        await press(pilot, "text:ben", "enter", "text:wrong", "enter")

        await until(pilot, lambda: "No." in screen_text(app))
        assert isinstance(app.screen, SignInScreen)


class Undone(Beneath):
    """One whose session takes the place of the one that was found, and that is then stopped."""

    async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
        """Wait; stopped, nobody is signed in."""
        try:
            await self.answered.wait()
        finally:
            self.copy = None
        raise AssertionError


async def test_a_sign_in_that_is_stopped_when_it_had_ended_the_kept_session_leads_to_no_page() -> None:
    session = Undone()
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        session.go_on.set()
        await until(pilot, lambda: session.copy is not None)

        await press(pilot, "escape")

        await until(pilot, lambda: session.copy is None)
        await pilot.pause()
        assert isinstance(app.screen, SignInScreen)
        assert "Stopped." in screen_text(app)


class Mailed(Beneath):
    """A portal that takes its time for a mail."""

    def __init__(self) -> None:
        super().__init__()
        self.entrance.recover_password = self._recover  # type: ignore[method-assign]

    async def _recover(self, email: str) -> None:
        await self.answered.wait()


async def test_a_kept_session_goes_on_also_where_the_portal_is_asked_for_something_else() -> None:
    session = Mailed()
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await app.on_waiting_screen_way_taken(WaitingScreen.WayTaken(RECOVER_PASSWORD))
        await until(pilot, lambda: isinstance(app.screen, RecoverScreen))
        await press(pilot, "text:ada@example.org", "enter")
        await until(pilot, lambda: "Asking the portal" in screen_text(app))

        session.go_on.set()

        await until(pilot, lambda: isinstance(app.screen, PageScreen))


class Linked(Beneath):
    """A portal that takes its time to refuse a password."""

    def __init__(self) -> None:
        super().__init__()
        self.entrance.use_link = self._use  # type: ignore[method-assign]

    async def _use(self, word: str, password: str, *, own: bool = False) -> None:
        await self.answered.wait()
        raise Refused(Problem("This link was used.", 410, "link-used"))


async def test_where_a_link_does_not_let_in_the_kept_session_goes_on() -> None:
    session = Linked()
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await app.on_link_screen_found(LinkScreen.Found("BCDFGHJKLMNP", Link("reset", "Ada", "4821", "ada")))
        await press(pilot, f"text:{PASSWORD}", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: "Saving" in screen_text(app))
        session.go_on.set()
        await until(pilot, lambda: session.copy is not None)
        assert not isinstance(app.screen, PageScreen)

        session.answered.set()

        await until(pilot, lambda: isinstance(app.screen, PageScreen))
