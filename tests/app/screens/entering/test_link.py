"""I have a link or code: whatever was pasted around it, what it is good for, and every way in which it is not."""

import pytest

from tests.app.screens.entering.conftest import At, flat, rows
from tests.support.door import CODE, GRACE, TOKEN, Door
from tests.support.ui import NARROW, PASSWORD, press, screen_lines, screen_text, until
from tmp_tui.pages.links import link_word
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.widgets.secret import Field
from tmp_tui.wire.accounts import Link

ADDRESS = f"https://portal.hill.example/activate#{TOKEN}"


@pytest.mark.parametrize(
    "pasted",
    [
        TOKEN,
        ADDRESS,
        f"<{ADDRESS}>.",
        f"{ADDRESS[:60]}\n{ADDRESS[60:]}\n",
        f"{ADDRESS[:60]}=\r\n{ADDRESS[60:]}",
        f"{ADDRESS[:60]}={ADDRESS[60:]}",
        f"https://portal.hill.example/activate?t=3D{TOKEN}",
        f"https://filter.example/?url=https%3A%2F%2Fportal.hill.example%2Factivate%23{TOKEN}&data=05%7C01",
    ],
)
def test_of_a_pasted_address_only_the_token_is_sent(pasted: str) -> None:
    assert link_word(pasted) == TOKEN


@pytest.mark.parametrize("typed", [CODE, "bcdf ghjk lmnp", "bcdfghjklmnp", f"Code: {CODE}.", f"<{CODE}>"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert link_word(typed) == "BCDFGHJKLMNP"


@pytest.mark.parametrize(
    "typed", ["", "https://portal.hill.example/activate", "123456", "pass-w0rd!", "x" * 300]
)
def test_what_is_neither_is_not_sent_at_all(typed: str) -> None:
    assert link_word(typed) == ""


MAIL = f"""Hello Grace Hopper,

you can sign in at Harborlight from now on. Choose a password within seven days
with this code:
{CODE}
It is good once.
"""


@pytest.mark.parametrize(("pasted", "wanted"), [(MAIL, CODE), (f"{MAIL}{ADDRESS}\n-- \nThe portal", TOKEN)])
async def test_a_whole_mail_may_be_pasted_with_or_without_a_link_in_it(
    at: At, pasted: str, wanted: str
) -> None:
    async with at(Door(), "I have") as (app, pilot):
        await press(pilot, "text:my words", f"text:{pasted}")

        assert app.screen.form.fields["word"].value == wanted  # type: ignore[attr-defined]


async def test_of_two_faults_only_the_newer_is_said(at: At) -> None:
    door = Door()
    door.refuse("/v1/links/look", 410, "link-used", "Used already.")
    async with at(door, "I have") as (app, pilot):
        await press(pilot, f"text:{CODE}", "enter")
        await until(pilot, lambda: "Used already." in screen_text(app))

        await press(pilot, "ctrl+u", "text:123456", "enter")

        assert "no link or code in this" in flat(app)
        assert "Used already." not in screen_text(app)
        assert "Ask for a new mail" not in rows(app)


async def test_at_forty_columns_a_code_is_seen_whole(at: At) -> None:
    async with at(Door(), "I have", size=NARROW) as (app, pilot):
        await press(pilot, f"text:{CODE}")

        assert CODE in screen_text(app)
        assert app.screen.form.fields["word"].size.width > len(CODE) + 4  # type: ignore[attr-defined]


async def test_from_a_pasted_link_over_profile_setup_to_home(at: At) -> None:
    door = Door()
    async with at(door, "I have") as (app, pilot):
        await press(pilot, f"text:{ADDRESS[:50]}\n{ADDRESS[50:]}", "enter")
        await until(pilot, lambda: "Profile Setup" in screen_lines(app)[0])
        assert "For Grace Hopper. Account number: 4821" in flat(app)

        await press(pilot, f"text:{PASSWORD}", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert door.said("/v1/links/look") == [{"word": TOKEN}]
        used = door.said("/v1/links/use")[0]
        assert (used["word"], used["password"]) == (TOKEN, PASSWORD)
        assert len(app.screen_stack) == 2


async def test_a_password_that_is_too_short_or_typed_differently_is_not_sent(at: At) -> None:
    door = Door()
    async with at(door, "I have") as (app, pilot):
        await press(pilot, f"text:{CODE}", "enter")
        await until(pilot, lambda: "Profile Setup" in screen_lines(app)[0])
        await press(pilot, "text:short", "enter", "text:other", "enter")

        assert "too short" in flat(app)
        assert "Not the same" in flat(app)
        assert not door.said("/v1/links/use")


@pytest.mark.parametrize("code", ["unknown", "truncated", "used", "replaced", "expired"])
async def test_every_fault_of_a_link_has_the_portals_words_and_a_next_step(at: At, code: str) -> None:
    door = Door()
    door.refuse("/v1/links/look", 410, f"link-{code}", f"The portal's words about {code}.")
    async with at(door, "I have") as (app, pilot):
        await press(pilot, "text:tmpl_abc", "enter")
        await until(pilot, lambda: "The portal's words" in screen_text(app))
        assert app.screen.form.fields["word"].value == "tmpl_abc"  # type: ignore[attr-defined]

        await press(pilot, "tab", "tab", "slash", *"Ask for", "enter", "enter")

        assert "Forgotten your password?" in screen_lines(app)[0]


async def test_what_is_no_link_is_said_beside_the_field_and_never_sent(at: At) -> None:
    door = Door()
    async with at(door, "I have") as (app, pilot):
        await press(pilot, "text:my-password-123", "enter")

        assert "no link or code in this" in flat(app)
        assert not door.said("/v1/links/look")


async def test_a_link_that_was_used_meanwhile_leads_to_sign_in_or_a_new_mail(at: At) -> None:
    door = Door()
    door.refuse("/v1/links/use", 410, "link-used", "Used already.")
    async with at(door, "I have") as (app, pilot):
        await press(pilot, f"text:{CODE}", "enter")
        await until(pilot, lambda: "Profile Setup" in screen_lines(app)[0])
        await press(pilot, f"text:{PASSWORD}", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: "Used already." in screen_text(app))
        assert rows(app) == "Back to sign in Ask for a new mail"

        await press(pilot, "tab", "tab", "1")

        assert isinstance(app.screen, SignInScreen)
        assert isinstance(app.focused, Field)  # what is typed next is for the form, not for the ways


async def test_an_address_is_confirmed_only_after_being_asked(at: At) -> None:
    door = Door(link=Link("email", "Grace Hopper", email="grace@home.example"))
    async with at(door, "I have") as (app, pilot):
        await press(pilot, f"text:{CODE}", "enter")
        await until(pilot, lambda: "grace@home.example" in screen_text(app))
        assert not door.said("/v1/links/confirm")

        await press(pilot, "1")
        await until(pilot, lambda: "is confirmed" in screen_text(app))

        assert door.said("/v1/links/confirm") == [{"word": "BCDFGHJKLMNP"}]


async def test_esc_leads_back_step_by_step_and_uses_nothing_up(at: At) -> None:
    door = Door(link=GRACE)
    async with at(door, "I have") as (app, pilot):
        await press(pilot, f"text:{CODE}", "enter")
        await until(pilot, lambda: "Profile Setup" in screen_lines(app)[0])
        await press(pilot, "escape")
        assert CODE in screen_text(app)
        await press(pilot, "escape")

        assert isinstance(app.screen, SignInScreen)
        assert not door.said("/v1/links/use")
        assert ("sign_out",) not in door.session.asked
