"""The sign-in page: order, errors in words, nothing lost but the password, nothing that waits."""

import asyncio

import pytest
from textual.message import Message

from tests.support.pretended import PretendSession
from tests.support.ui import PASSWORD, WIDE, press, screen_text, status, until
from tmp_tui.api.errors import NoNetwork, Refused, SignedOut, words
from tmp_tui.app import TmpApp
from tmp_tui.pages.sign_in import saved_before
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.profile_setup import ProfileSetupScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.waiting import WaitingScreen
from tmp_tui.wire import Problem

WRONG = Refused(Problem("Account number, username or password is incorrect.", 401, "sign-in-refused"))


def app_with(session: PretendSession, **options: object) -> TmpApp:
    return TmpApp(lambda server: session, **options)  # type: ignore[arg-type]


def values(app: TmpApp) -> list[str]:
    return [field.value for field in app.screen.query("Field").results()]  # type: ignore[attr-defined]


async def test_focus_goes_from_account_to_username_to_password_to_submit_and_round() -> None:
    app = app_with(PretendSession())
    async with app.run_test(size=WIDE) as pilot:
        order = []
        for _step in range(7):
            order.append(app.focused.id if app.focused else None)
            await press(pilot, "tab")

        assert order == ["account", "username", "password", None, "own", "words", "account"]


async def test_enter_goes_on_and_in_the_password_submits() -> None:
    session = PretendSession()
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert session.asked[0] == ("sign_in", "4821", "ada", PASSWORD)


async def test_the_account_number_forgives_spaces_and_pasted_line_ends() -> None:
    session = PretendSession()
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text: 48 21\n", "enter", "text:ada", "enter", f"text:{PASSWORD}\r\n", "enter")
        await until(pilot, lambda: session.asked)

        assert session.asked[0] == ("sign_in", "4821", "ada", PASSWORD)


async def test_a_refusal_says_what_to_check_and_keeps_all_but_the_password() -> None:
    app = app_with(PretendSession(refusals=[WRONG]))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", "text:wrong", "enter")
        await until(pilot, lambda: "incorrect" in screen_text(app))

        assert values(app) == ["4821", "ada", ""]
        assert app.focused is not None
        assert app.focused.id == "password"
        assert "four to six digits" in screen_text(app)
        assert "Caps Lock on?" not in screen_text(app).replace("differ. Is Caps Lock on?", "")


async def test_caps_lock_is_mentioned_when_the_password_looks_like_it() -> None:
    app = app_with(PretendSession(refusals=[WRONG]))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", "text:WRONG", "enter")
        await until(pilot, lambda: "capital letters only" in screen_text(app))


async def test_a_portal_that_is_not_reached_is_not_blamed_on_the_student() -> None:
    app = app_with(PretendSession(refusals=[NoNetwork()]))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", "text:right", "enter")
        await until(pilot, lambda: "does not answer" in screen_text(app))

        assert "four to six digits" not in screen_text(app)


async def test_what_is_missing_is_said_beside_the_field_before_the_portal_is_asked() -> None:
    session = PretendSession()
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:48", "enter", "enter", "enter")

        lines = screen_text(app).split("\n")
        at = next(number for number, line in enumerate(lines) if "Account number" in line)
        assert "four to six digits" in lines[at + 1]
        assert "Type your password." in screen_text(app)
        assert app.focused is not None
        assert app.focused.id == "account"
        assert not session.asked


async def test_a_slow_portal_holds_up_no_key_and_esc_stops_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(PretendSession):
        async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
            await asyncio.Event().wait()
            return False

    monkeypatch.setattr("tmp_tui.screens.waiting.LONG", 0.01)
    app = app_with(Slow())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", "text:pw", "enter")
        await until(pilot, lambda: "It takes a while" in status(app))
        await press(pilot, "shift+tab", "text:x")
        assert values(app) == ["4821", "x", "pw"]

        await press(pilot, "escape")

        assert "Stopped." in status(app)


async def test_esc_that_comes_as_the_portal_has_said_yes_comes_too_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = app_with(PretendSession())
    async with app.run_test(size=WIDE) as pilot:
        page = app.screen
        assert isinstance(page, SignInScreen)
        post = page.post_message

        def post_and_stop(message: Message) -> bool:
            queued = post(message)
            if isinstance(message, WaitingScreen._Done):
                page.action_back()
            return queued

        monkeypatch.setattr(page, "post_message", post_and_stop)
        await press(pilot, "text:4821", "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")

        await until(pilot, lambda: isinstance(app.screen, PageScreen))


async def test_a_session_that_cannot_be_made_ends_the_app_with_its_reason() -> None:
    def fail(server: str) -> PretendSession:
        raise OSError("no room")

    app = TmpApp(fail)
    async with app.run_test(size=WIDE):
        pass

    assert app.return_code == 1
    assert str(app.failure) == "no room"


async def test_the_hint_of_the_demo_stands_under_the_form() -> None:
    app = app_with(PretendSession(), hint=("Account number 4821.", "Student: ada"))
    async with app.run_test(size=WIDE):
        assert "Student: ada" in screen_text(app)


async def test_a_first_sign_in_leads_to_profile_setup_and_then_home() -> None:
    session = PretendSession(setup=True)
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:grace", "enter", "text:nanosecond-1906", "enter")
        await until(pilot, lambda: isinstance(app.screen, ProfileSetupScreen))
        await press(pilot, "text:short", "enter", "text:other", "enter")
        assert "at least eight characters" in screen_text(app)
        assert "Not the same as the password above." in screen_text(app)
        assert ("set_up", "short") not in session.asked

        await press(pilot, "ctrl+u", "text:a longer one", "enter", "ctrl+u", "text:a longer one", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert ("set_up", "a longer one") in session.asked


@pytest.mark.parametrize("unheard", ["stopped", "unreached"])
async def test_who_tries_again_after_a_first_password_was_saved_unheard_is_told_so(unheard: str) -> None:
    class Unheard(PretendSession):
        async def set_up(self, password: str) -> None:
            if self.asked[-1][0] == "set_up":
                self._refusals = [SignedOut()]
            elif unheard == "unreached":
                self._refusals = [NoNetwork()]
            await super().set_up(password)
            await asyncio.Event().wait()

    app = app_with(Unheard(setup=True))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:grace", "enter", "text:nanosecond-1906", "enter")
        await until(pilot, lambda: isinstance(app.screen, ProfileSetupScreen))
        await press(pilot, "text:a longer one", "enter", "text:a longer one", "enter")
        if unheard == "stopped":
            await press(pilot, "escape")
            assert "Stopped. It may be saved already." in status(app)
        else:
            await until(pilot, lambda: words(NoNetwork.code) in screen_text(app))
        await press(pilot, "enter")

        await until(pilot, lambda: saved_before() in screen_text(app))


async def test_esc_leaves_profile_setup_for_the_sign_in_page() -> None:
    session = PretendSession(setup=True)
    app = app_with(session)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:grace", "enter", "text:nanosecond-1906", "enter")
        await until(pilot, lambda: isinstance(app.screen, ProfileSetupScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: "Username or Email Address" in screen_text(app))

        assert values(app) == ["4821", "", ""]
        assert ("sign_out",) in session.asked


async def test_A15_a_password_is_shown_on_request_and_never_copied() -> None:
    app = app_with(PretendSession())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "tab", "tab", "text:secret")
        assert "secret" not in screen_text(app)

        await press(pilot, "ctrl+t", "ctrl+shift+a", "ctrl+c")
        assert "secret" in screen_text(app)
        assert app.clipboard == ""

        await press(pilot, "ctrl+shift+a", "ctrl+x")
        assert app.clipboard == ""
        assert values(app) == ["", "", ""]


async def test_what_worked_is_remembered_without_the_student() -> None:
    kept: dict[str, object] = {}
    app = app_with(PretendSession(), remember=lambda **values: kept.update(values))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

    assert kept == {"server": "https://portal.example", "account": "4821"}
