"""Signing in in a browser: what is said, what is drawn where it fits, and every end that it can have."""

import httpx
import msgspec
import pytest

from tests.app.screens.entering.conftest import At, flat, rows
from tests.support.door import GRANT, Door, granted, refused
from tests.support.ui import NARROW, press, screen_lines, screen_text, status, until
from tmp_tui import entrance
from tmp_tui.pages.ways import SIGN_IN
from tmp_tui.screens.entering import granting
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.waiting import WaitingScreen
from tmp_tui.widgets.picture import Picture


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal is asked again at once."""
    monkeypatch.setattr(entrance, "LONGEST_PAUSE", 0.01)
    monkeypatch.setattr(entrance, "LEAST_PAUSE", 0.01)


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal near by that can show blocks in two colours."""
    monkeypatch.setattr(granting, "draws_blocks", lambda: True)
    monkeypatch.setattr(granting, "is_far", lambda: False)


async def test_address_code_and_the_time_left_are_said_in_plain_words(at: At) -> None:
    async with at(Door(), "Google", size=NARROW) as (app, pilot):
        await until(pilot, lambda: "WDJB-MJHT" in screen_text(app))

        assert "https://portal.hill.example/d" in screen_text(app)
        assert "Sign in with Google there" in flat(app)
        assert "more minutes" in status(app)


async def test_approved_in_the_browser_is_signed_in_here(at: At) -> None:
    door = Door()
    door.tokens = [refused("authorization_pending"), granted()]
    async with at(door, "another device") as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert len(app.screen_stack) == 2


@pytest.mark.parametrize(
    ("error", "words"), [("access_denied", "refused in the browser"), ("expired_token", "expired")]
)
async def test_denied_and_expired_say_so_and_offer_a_new_code(at: At, error: str, words: str) -> None:
    door = Door()
    door.tokens = [refused(error)]
    async with at(door, "Clever") as (app, pilot):
        await until(pilot, lambda: words in flat(app))
        assert "WDJB-MJHT" not in screen_text(app)

        await press(pilot, "1")
        await until(pilot, lambda: "WDJB-MJHT" in screen_text(app))

        assert len(door.said("/oauth/device_authorization")) == 2


async def test_a_time_that_no_clock_has_is_no_answer_and_ends_nothing(at: At) -> None:
    door = Door()
    endless = msgspec.json.encode(GRANT).replace(b'"expires_in":600', b'"expires_in":1' + b"0" * 400)
    door.refusals["/oauth/device_authorization"] = [httpx.Response(200, content=endless)]
    async with at(door, "Google") as (app, pilot):
        await until(pilot, lambda: "problem of its own" in flat(app))

        await press(pilot, "1")

        await until(pilot, lambda: "WDJB-MJHT" in screen_text(app))


async def test_esc_stops_it_and_nobody_asks_any_more(at: At) -> None:
    door = Door()
    async with at(door, "Google") as (app, pilot):
        await until(pilot, lambda: door.said("/oauth/token"))
        await press(pilot, "escape")
        assert isinstance(app.screen, SignInScreen)
        asked = len(door.said("/oauth/token"))

        door.tokens = [granted()]
        await pilot.pause()
        await pilot.pause()

        assert isinstance(app.screen, SignInScreen)
        assert len(door.said("/oauth/token")) <= asked + 1
        assert door.session.copy is None


@pytest.mark.usefixtures("blocks")
async def test_beside_the_words_stands_the_address_as_a_picture_black_on_white(at: At) -> None:
    async with at(Door(), "Google") as (app, pilot):
        await until(pilot, lambda: app.screen.has_class("beside"))
        await until(pilot, lambda: "█▀▀▀▀▀█" in screen_text(app))
        picture = app.screen.query_one(Picture)

        assert picture.room == (29, 15)
        (segment,) = picture.render_line(3)
        assert segment.style is not None
        assert str(segment.style) == "#000000 on #ffffff"
        assert "WDJB-MJHT" in screen_text(app)


@pytest.mark.usefixtures("blocks")
async def test_where_it_does_not_fit_beside_them_it_is_shown_when_asked_for(at: At) -> None:
    async with at(Door(), "Google", size=NARROW) as (app, pilot):
        await until(pilot, lambda: "QR code" in rows(app))
        assert "█▀▀▀▀▀█" not in screen_text(app)

        await press(pilot, "1")
        await until(pilot, lambda: "█▀▀▀▀▀█" in screen_text(app))
        await press(pilot, "escape")

        assert "WDJB-MJHT" in screen_text(app)
        assert "Sign in with Google" in screen_lines(app)[0]


async def test_at_the_end_of_a_slow_line_it_is_not_drawn_unasked(
    at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(granting, "draws_blocks", lambda: True)
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    async with at(Door(), "Google") as (app, pilot):
        await until(pilot, lambda: "QR code" in rows(app))

        assert "█▀▀▀▀▀█" not in screen_text(app)


async def test_a_portal_that_gives_no_code_says_why_and_can_be_asked_again(at: At) -> None:
    door = Door()
    door.refuse("/oauth/device_authorization", 429, "too-many", "x")
    async with at(door, "Google") as (app, pilot):
        await until(pilot, lambda: "Get a new code" in rows(app))
        await press(pilot, "1")

        await until(pilot, lambda: "WDJB-MJHT" in screen_text(app))


async def test_an_address_that_is_too_long_for_a_picture_is_said_in_words(at: At, blocks: None) -> None:
    address = "https://portal.hill.example/" + "d" * 5_000
    door, grant = Door(), msgspec.structs.replace(GRANT, verification_uri_complete=address)
    door.refusals["/oauth/device_authorization"] = [httpx.Response(200, content=msgspec.json.encode(grant))]
    async with at(door, "Google") as (app, pilot):
        await until(pilot, lambda: "WDJB-MJHT" in screen_text(app))

        await until(pilot, lambda: all(worker.group != "picture" for worker in app.workers))

        assert not app.screen.query_one(Picture).lines


async def test_a_way_that_was_chosen_just_before_it_was_approved_leads_nowhere(at: At) -> None:
    door = Door()
    door.tokens = [granted()]
    async with at(door, "another device") as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        app.post_message(WaitingScreen.WayTaken(SIGN_IN))  # as it is heard then
        await pilot.pause()

        assert isinstance(app.screen, PageScreen)
