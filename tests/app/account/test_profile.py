"""Profile Settings on the full screen: what is wrong stands beside its field, what was typed stays, passwords never do."""

from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.support.accounts import ACCOUNT, AccountPortal, account_page, account_session, refused
from tests.support.copies import MemoryCopy
from tests.support.documents import ADA
from tests.support.ui import NARROW, WIDE, place, press, screen_lines, screen_text, signed_in, status, until
from tmp_tui.pages.model import Route
from tmp_tui.screens.account.profile import ProfileScreen
from tmp_tui.screens.page import PageScreen
from tmp_tui.widgets.secret import Field

OLD, NEW, EMAIL = "analytical-engine", "difference-engine", "ada@home.example"
PASSWORD, ADDRESS = "/v1/me/password", "/v1/me/email"
WRONG = "This is not your current password."


async def fill(
    pilot: Pilot[Any], current: str = "", new: str = "", confirm: str = "", email: str = ""
) -> None:
    """Type into every field, and press Enter in the last."""
    for value in (current, new, confirm, email):
        await press(pilot, "ctrl+u", *([f"text:{value}"] if value else []), "enter")


def values(pilot: Pilot[Any]) -> list[str]:
    """What stands in the fields."""
    return [field.value for field in pilot.app.screen.query(Field)]


def words(pilot: Pilot[Any]) -> str:
    """The screen's words with single spaces between them."""
    return " ".join(screen_text(pilot.app).split())


async def test_the_password_is_changed_and_nothing_else() -> None:
    portal = AccountPortal()
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "profile")
        assert isinstance(app.screen, ProfileScreen)
        await fill(pilot, OLD, NEW, NEW)
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert portal.bodies(PASSWORD) == [{"current": OLD, "password": NEW}]
        assert portal.bodies(ADDRESS) == []
        await until(pilot, lambda: "Your password is changed." in status(app))


async def test_an_address_is_added_and_the_page_says_that_it_waits() -> None:
    portal = AccountPortal()
    async with signed_in(account_session(portal)) as (_app, pilot):
        await account_page(pilot, "profile")
        portal.settings = replace(ACCOUNT, pending_email=EMAIL)
        await fill(pilot, OLD, email=f"  {EMAIL} ")
        await until(pilot, lambda: "Waits to be confirmed" in words(pilot))

        assert portal.bodies(ADDRESS) == [{"email": EMAIL, "current": OLD}]
        assert portal.bodies(PASSWORD) == []


async def test_both_at_once_the_address_goes_with_the_new_password() -> None:
    portal = AccountPortal()
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "profile")
        await fill(pilot, OLD, NEW, NEW, EMAIL)
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert portal.bodies(ADDRESS) == [{"email": EMAIL, "current": NEW}]


async def test_where_only_half_is_done_both_halves_are_said() -> None:
    portal = AccountPortal()
    portal.refusals[ADDRESS] = refused("bad-email", "Check the address.", 422, email="Nobody has it.")
    async with signed_in(account_session(portal)) as (_app, pilot):
        await account_page(pilot, "profile")
        await fill(pilot, OLD, NEW, NEW, EMAIL)
        await until(pilot, lambda: "Nobody has it." in words(pilot))

        assert "Your password is changed." in words(pilot)
        assert "But your email address was not changed." in words(pilot)
        assert values(pilot) == ["", "", "", EMAIL]


async def test_a_reply_that_was_lost_is_not_taken_for_a_no() -> None:
    portal = AccountPortal()
    portal.refusals[PASSWORD] = httpx.ReadTimeout("lost")
    async with signed_in(account_session(portal)) as (_app, pilot):
        await account_page(pilot, "profile")
        await fill(pilot, OLD, NEW, NEW)
        await until(pilot, lambda: "Whether your password was changed is not known" in words(pilot))

        assert values(pilot) == ["", "", "", ""]


@pytest.mark.parametrize("down", [httpx.ConnectError("refused"), httpx.ConnectTimeout("nobody")])
async def test_a_request_that_was_never_sent_changed_nothing_and_the_address_stays(down: Exception) -> None:
    portal = AccountPortal()
    portal.refusals[PASSWORD] = down
    async with signed_in(account_session(portal)) as (_app, pilot):
        await account_page(pilot, "profile")
        await fill(pilot, OLD, NEW, NEW, EMAIL)
        await until(pilot, lambda: "Nothing was changed." in words(pilot))

        assert "not known" not in words(pilot)
        assert values(pilot) == ["", "", "", EMAIL]


async def test_what_the_portal_says_of_a_field_stands_beside_it_and_the_address_stays() -> None:
    portal = AccountPortal()
    portal.refusals[PASSWORD] = refused(
        "wrong-password", "No.", 422, current=WRONG, password="Too well known."
    )
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "profile")
        await fill(pilot, OLD, NEW, NEW, EMAIL)
        await until(pilot, lambda: WRONG in words(pilot))

        lines = screen_lines(app)
        at = next(number for number, line in enumerate(lines) if WRONG in line)
        assert "Current Password" in lines[at - 1]
        assert "Too well known." in words(pilot)
        assert values(pilot) == ["", "", "", EMAIL]
        assert app.focused is not None
        assert app.focused.id == "current"
        assert portal.bodies(ADDRESS) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Type a new password, or an email address below."),
        ({"current": OLD}, "Type a new password, or an email address below."),
        ({"new": NEW, "confirm": NEW}, "Type the password that you signed in with."),
        ({"current": OLD, "new": "short", "confirm": "short"}, "at least eight characters."),
        ({"current": OLD, "new": NEW, "confirm": NEW + "x"}, "Not the same as the new password above."),
        ({"current": OLD, "new": NEW}, "Not the same as the new password above."),
        ({"current": OLD, "confirm": NEW}, "That password is too short."),
        ({"current": OLD, "new": OLD, "confirm": OLD}, "That is your current password."),
        ({"current": OLD, "email": "ada at home"}, "That is not an email address."),
        ({"current": OLD, "email": "ada@home"}, "That is not an email address."),
    ],
)
async def test_what_can_be_seen_here_asks_the_portal_nothing(typed: dict[str, str], said: str) -> None:
    portal = AccountPortal()
    async with signed_in(account_session(portal)) as (_app, pilot):
        await account_page(pilot, "profile")
        await fill(pilot, **typed)

        assert said in words(pilot)
        assert not portal.bodies(PASSWORD) + portal.bodies(ADDRESS)


async def test_a_password_that_is_refused_here_is_typed_anew_and_the_rest_stays() -> None:
    async with signed_in(account_session()) as (app, pilot):
        await account_page(pilot, "profile")
        await fill(pilot, OLD, "short", "short", EMAIL)

        assert values(pilot) == [OLD, "", "", EMAIL]
        assert app.focused is not None
        assert app.focused.id == "password"


async def test_tab_goes_from_the_button_to_the_first_field_for_below_it_is_nothing_to_open() -> None:
    async with signed_in(account_session()) as (app, pilot):
        await account_page(pilot, "profile")
        await press(pilot, "tab", "tab", "tab", "tab")
        assert any(line.lstrip().startswith("[ Save Changes ]") for line in screen_lines(app))
        await press(pilot, "tab")

        assert app.focused is not None
        assert app.focused.id == "current"


async def test_staff_are_told_fifteen_characters_before_the_portal_is() -> None:
    teacher = MemoryCopy(replace(ADA, role="teacher"))
    async with signed_in(account_session(copy=teacher)) as (_app, pilot):
        await account_page(pilot, "profile")
        assert "at least fifteen characters" in words(pilot)
        await fill(pilot, OLD, "twelve-chars", "twelve-chars")

        assert "Choose one of at least fifteen characters." in words(pilot)


async def test_my_address_is_removed_with_my_password() -> None:
    portal = AccountPortal(replace(ACCOUNT, own_email=EMAIL))
    portal.refusals[ADDRESS] = refused("wrong-password", "No.", 422, current=WRONG)
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "remove")
        await press(pilot, "text:nonsense", "enter")
        await until(pilot, lambda: WRONG in words(pilot))
        assert values(pilot) == [""]
        portal.settings = ACCOUNT
        await press(pilot, f"text:{OLD}", "enter")
        await until(pilot, lambda: "Your own email address: None" in words(pilot))

        assert portal.bodies(ADDRESS)[-1] == {"email": "", "current": OLD}
        assert "Your own email address is removed." in status(app)


async def test_an_address_is_confirmed_with_the_code_which_stays_where_it_was_wrong() -> None:
    portal = AccountPortal(replace(ACCOUNT, pending_email=EMAIL))
    portal.refusals["/v1/links/confirm"] = refused("link-expired", "This code has expired.", 410)
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "confirm ada")
        await press(pilot, "text:BCDF-GHJK-LMNP", "enter")
        await until(pilot, lambda: "This code has expired." in words(pilot))
        assert values(pilot) == ["BCDF-GHJK-LMNP"]
        portal.settings = replace(ACCOUNT, own_email=EMAIL)
        await press(pilot, "enter")
        await until(pilot, lambda: f"Your own email address: {EMAIL}" in words(pilot))

        assert "is confirmed" in status(app)


@pytest.mark.parametrize("row", ["profile", "remove", "confirm"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_A05_esc_leads_back_to_the_row_and_nothing_is_changed(row: str, size: tuple[int, int]) -> None:
    portal = AccountPortal(replace(ACCOUNT, pending_email=EMAIL))
    async with signed_in(account_session(portal), size=size) as (app, pilot):
        await account_page(pilot, f"{row} ada" if row == "confirm" else row)
        assert app.cursor_position == app.focused.region.offset  # type: ignore[union-attr]
        assert {len(line) for line in screen_lines(app)} == {size[0]}
        await press(pilot, "text:something", "escape")

        assert place(app) == Route("account")
        assert app.screen.query_one("#rows").current.key == row  # type: ignore[attr-defined]
        assert all(method == "GET" for method, _path, _body in portal.asked)


async def test_esc_stops_waiting_and_the_form_stays() -> None:
    portal = AccountPortal()
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "profile")
        screen = app.screen
        assert isinstance(screen, ProfileScreen)
        screen.wait_for(never(), "Saving…")
        await press(pilot, "escape")

        assert app.screen is screen
        assert "Stopped. It may be saved already." in words(pilot)


async def never() -> object:
    """A portal that does not answer."""
    import asyncio

    return await asyncio.Event().wait()
