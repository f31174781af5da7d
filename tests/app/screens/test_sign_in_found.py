"""What a tester found at the sign-in page and around it: where keys go, what stays, what the foot says."""

import pytest
from textual.events import Key

from tests.support.pretended import PretendSession
from tests.support.ui import (
    NARROW,
    PASSWORD,
    WIDE,
    press,
    screen_lines,
    screen_text,
    signed_in,
    status,
    until,
)
from tmp_tui.api.errors import Refused
from tmp_tui.app import TmpApp
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.profile_setup import ProfileSetupScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.wire import Problem

WRONG = Refused(Problem("Account number, username or password is incorrect.", 401, "sign-in-refused"))


def app_with(session: PretendSession, **options: object) -> TmpApp:
    return TmpApp(lambda server: session, **options)  # type: ignore[arg-type]


def values(app: TmpApp) -> list[str]:
    return [field.value for field in app.screen.query("Field").results()]  # type: ignore[attr-defined]


async def test_S05_after_a_session_only_the_number_with_which_it_began_is_left() -> None:
    app = app_with(PretendSession(), account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "shift+tab", "shift+tab", "shift+tab")
        await until(pilot, lambda: app.focused is not None)
        page = app.screen
        assert isinstance(page, SignInScreen)
        page.form.fields["account"].value = "grace@harborlight.example"
        page.post_message(SignInScreen.SignedIn(False))  # came in another way
        await (await app._desk.session()).sign_in("4821", "ada", PASSWORD)
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))

        assert values(app) == ["4821", "", ""]


async def test_S05_the_number_of_a_sign_in_takes_the_place_of_the_one_that_was_remembered() -> None:
    app = app_with(PretendSession(), account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(
            pilot, "shift+tab", "ctrl+u", "text:4616", "enter", "text:ada", "enter", "text:pw", "enter"
        )
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))

        assert values(app) == ["4616", "", ""]


async def test_keys_from_before_a_session_ended_are_for_no_other_page() -> None:
    async with signed_in() as (app, pilot):
        early = Key("6", "6")
        app.post_message(app.SessionEnded())
        hasty = Key("7", "7")
        app.post_message(early)
        app.post_message(hasty)
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        await pilot.pause()

        assert values(app) == ["4821", "", ""]
        assert app.focused is not None
        assert app.focused.id == "username"


async def test_keys_from_before_a_sign_out_are_for_no_other_page() -> None:
    async with signed_in() as (app, pilot):
        typed = [Key("ctrl+o", None), Key("x", "x")]
        for key in typed:
            app.post_message(key)
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        await until(pilot, lambda: app.focused is not None and app.focused.id == "username")
        assert values(app) == ["4821", "", ""]

        await press(pilot, "g")
        await until(pilot, lambda: values(app) == ["4821", "g", ""])


@pytest.mark.parametrize(("account", "field"), [("", ">Account number"), ("4821", ">Username")])
async def test_the_keys_begin_where_something_is_missing_and_it_is_seen(account: str, field: str) -> None:
    app = app_with(PretendSession(), account=account)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: field in screen_text(app))

        assert next(line for line in screen_lines(app) if line.startswith(">")).startswith(field)


async def test_who_is_hurried_never_has_the_password_in_clear() -> None:
    session = PretendSession()
    app = app_with(session, account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:grace", "enter", "text:secret", "enter")
        await until(pilot, lambda: session.asked)

        assert session.asked[0] == ("sign_in", "4821", "grace", "secret")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_only_the_field_with_the_keys_has_a_sign_and_the_foot_leads_to_the_list(
    size: tuple[int, int],
) -> None:
    app = app_with(PretendSession(), account="4821")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "tab")
        lines = screen_lines(app)
        signed = [line for line in lines if line.startswith(">")]
        assert len(signed) == 1
        assert "[" in signed[0]
        assert "tab Other ways in" in screen_text(app).replace("Tab", "tab")
        assert "F1 Help" in screen_text(app)

        await press(pilot, "tab", "tab", "tab")

        assert [line for line in screen_lines(app) if line.startswith(">1 I have")]


@pytest.mark.parametrize("tabs", [2, 3])
async def test_digits_choose_a_way_from_wherever_nothing_is_typed(tabs: int) -> None:
    app = app_with(PretendSession(), account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *["tab"] * tabs, "3")

        await until(pilot, lambda: "Forgotten your password?" in screen_lines(app)[0])


async def test_S05_a_form_that_cannot_be_sent_does_not_keep_the_password() -> None:
    app = app_with(PretendSession())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:48", "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")

        assert values(app) == ["48", "ada", ""]


async def test_what_was_said_of_an_earlier_try_does_not_stay_below_a_new_fault() -> None:
    app = app_with(PretendSession(refusals=[WRONG]), account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:ada", "enter", "text:wrong", "enter")
        await until(pilot, lambda: "incorrect" in screen_text(app))

        await press(pilot, "enter")

        assert "Type your password." in screen_text(app)
        assert "incorrect" not in screen_text(app)


async def test_that_this_is_the_first_page_is_said_until_the_next_key() -> None:
    app = app_with(PretendSession(), account="4821")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "escape")
        assert "first page" in status(app)
        await press(pilot, "a")
        assert "first page" not in status(app)

        await press(pilot, "escape", "tab")

        assert "first page" not in status(app)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_profile_setup_says_that_esc_leads_back(size: tuple[int, int]) -> None:
    app = app_with(PretendSession(setup=True), account="4821")
    async with app.run_test(size=size) as pilot:
        assert "Esc Back" not in screen_text(app)
        await press(pilot, "text:grace", "enter", "text:pw", "enter")
        await until(pilot, lambda: isinstance(app.screen, ProfileSetupScreen))

        assert "Esc Back" in screen_text(app)
        assert "ctrl+t Show password" in screen_text(app)
        assert "F1 Help" in screen_text(app)


async def test_the_sign_of_a_field_moves_with_it_when_an_error_is_taken_back() -> None:
    app = app_with(PretendSession(), account="")
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "enter", "enter", "enter", "text:4821", "enter", "enter")

        await press(pilot, "text:ada", "enter", "enter")

        signed = [line for line in screen_lines(app) if line.startswith(">")]
        assert len(signed) == 1
        assert "[" in signed[0]
