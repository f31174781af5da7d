"""Need your account #? and Forgotten your password?: one answer for everybody, and the way on from there."""

from functools import partial

import httpx
import pytest

from tests.app.screens.entering.conftest import At, flat, rows
from tests.support.door import EVERYTHING, Door
from tests.support.ui import press, screen_lines, screen_text, status, until
from tmp_tui.pages.recovering import email_fault
from tmp_tui.wire.accounts import Portal

PATHS = {"Need your": "/v1/recovery/account-number", "Forgotten": "/v1/recovery/password"}


def sent(door: Door, path: str, email: str) -> bool:
    return door.said(path)[-1:] == [{"email": email}]


@pytest.mark.parametrize("way", PATHS)
async def test_S03_whoever_asks_gets_the_same_words(at: At, way: str) -> None:
    door = Door(EVERYTHING)
    async with at(door, way) as (app, pilot):
        said = []
        for email in ("ada@hill.example", "nobody@nowhere.example"):
            await press(pilot, f"text:{email}", "enter")
            await until(pilot, partial(sent, door, PATHS[way], email))
            await until(pilot, lambda: "If that address is known, a mail is on its way." in flat(app))
            said.append(flat(app).replace(email, "…"))
            await press(pilot, "shift+tab", "shift+tab", "ctrl+u")

        assert "spam folder" in said[0]
        assert said[0].split("Send ]")[1] == said[1].split("Send ]")[1]


async def test_a_portal_without_mail_says_where_it_lies_ready(at: At) -> None:
    async with at(Door(Portal()), "Forgotten") as (app, pilot):
        await until(pilot, lambda: app._portal is not None)
        await press(pilot, "text:ada@hill.example", "enter")

        await until(pilot, lambda: "ready at your school" in flat(app))
        assert "ask your teacher or the office" in flat(app)


async def test_then_comes_the_link_or_code_and_esc_leads_back_to_the_words(at: At) -> None:
    async with at(Door(), "Forgotten") as (app, pilot):
        await press(pilot, "text:ada@hill.example", "enter")
        await until(pilot, lambda: "I have the link or code now" in rows(app))
        await press(pilot, "1")
        assert "I have a link or code" in screen_lines(app)[0]

        await press(pilot, "escape")

        assert "on its way" in screen_text(app)
        assert "ada@hill.example" in screen_text(app)


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@", "@hill.example", "ada@hill", "ada hill@x.example", "a" * 255 + "@x.org"]
)
async def test_an_address_that_cannot_be_one_is_said_beside_its_field(at: At, typed: str) -> None:
    door = Door()
    async with at(door, "Need your") as (app, pilot):
        await press(pilot, *([f"text:{typed}"] if typed else []), "enter")

        assert "e-mail address" in flat(app)
        assert email_fault(typed) in flat(app)
        assert not door.said("/v1/recovery/account-number")


async def test_a_refusal_keeps_what_was_typed(at: At) -> None:
    door = Door()
    door.refuse("/v1/recovery/password", 429, "too-many", "Slowly.")
    async with at(door, "Forgotten") as (app, pilot):
        await press(pilot, "text:ada@hill.example", "enter")
        await until(pilot, lambda: "Too many tries" in flat(app) or "Slowly." in flat(app))

        assert "ada@hill.example" in screen_text(app)
        assert status(app) == ""


async def test_a_page_that_a_network_puts_in_the_portals_place_is_no_yes(at: At) -> None:
    door = Door()
    page = httpx.Response(200, content=b"<html>Accept the terms of this network.</html>")
    door.refusals["/v1/recovery/password"] = [page]
    async with at(door, "Forgotten") as (app, pilot):
        await press(pilot, "text:ada@hill.example", "enter")

        await until(pilot, lambda: "The portal has a problem of its own" in flat(app))
        assert "is on its way" not in flat(app)
