"""What the other rows of Account Settings do on the full screen."""

import asyncio
import json
import stat
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from tests.support.accounts import (
    ACCOUNT,
    PHONE,
    AccountPortal,
    account_page,
    account_session,
    open_row,
    refused,
)
from tests.support.hostile import HOSTILE, acts
from tests.support.ui import (
    NARROW,
    PASSWORD,
    WIDE,
    current_row,
    place,
    press,
    screen_lines,
    screen_text,
    signed_in,
    status,
    until,
)
from tmp_tui.pages.model import Route
from tmp_tui.screens.choosing import ChoosingScreen
from tmp_tui.wire.accounts import AccountSettings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def saved(home: Path) -> list[Path]:
    """The files that were written for the student."""
    return list(home.glob("*.json"))


async def test_a_time_zone_is_chosen_by_a_part_of_its_name_and_the_way_leads_back() -> None:
    portal = AccountPortal()
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "time zone")
        await press(pilot, "tab", "text:new y", "enter")
        await until(pilot, lambda: place(app).filter == "new y")
        assert current_row(app) == "America/New York"
        await press(pilot, "enter")
        await until(pilot, lambda: place(app) == Route("account"))

        assert portal.bodies("/v1/me/preferences") == [{"time_zone": "America/New_York"}]
        assert status(app) == "Times are told by: America/New York."
        assert current_row(app) == "Time zone"
        await press(pilot, "escape")
        assert place(app) == Route("home")


async def test_the_field_of_the_next_page_is_drawn_between_its_own_brackets() -> None:
    async with signed_in(account_session()) as (app, pilot):
        before = next(line for line in screen_lines(app) if "Test ID" in line)
        await account_page(pilot, "time zone")
        await press(pilot, "f2")

        assert next(line for line in screen_lines(app) if "Test ID" in line) == before
        assert before.count("]") == 2


async def test_a_time_zone_that_is_refused_stays_to_be_chosen_anew() -> None:
    portal = AccountPortal()
    portal.refusals["/v1/me/preferences"] = refused("bad-time-zone", "No time zone has this name.", 422)
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "time zone")
        await open_row(pilot, "UTC")
        await until(pilot, lambda: status(app) == "No time zone has this name.")

        assert place(app).item == "zone"


async def test_colours_hold_at_once_and_are_remembered_on_ones_own_computer() -> None:
    remembered: dict[str, object] = {}
    session = account_session()
    async with signed_in(session, remember=lambda **kept: remembered.update(kept)) as (app, pilot):
        session.place = "personal"
        await account_page(pilot, "colours")
        await press(pilot, "3")

        assert app.theme == "light"
        assert remembered["theme"] == "light"
        assert screen_lines(app)[7].rstrip().endswith("now")


async def test_letters_go_and_come_back_and_that_is_remembered() -> None:
    remembered: dict[str, object] = {}
    session = account_session()
    async with signed_in(session, remember=lambda **kept: remembered.update(kept)) as (app, pilot):
        session.place = "personal"
        await account_page(pilot, "keys")
        await press(pilot, "1", "c")
        assert (place(app), remembered["letters"]) == (Route("account", item="keys"), False)
        await press(pilot, "f3")
        assert place(app) == Route("classes")
        await press(pilot, "escape", "1", "c")
        assert (place(app), remembered["letters"]) == (Route("classes"), True)


async def test_G25_on_a_shared_computer_it_is_not_remembered_and_goes_with_the_student() -> None:
    remembered: dict[str, object] = {}
    async with signed_in(account_session(), remember=lambda **kept: remembered.update(kept)) as (app, pilot):
        await account_page(pilot, "colours")
        assert "not remembered" in screen_text(app)
        await press(pilot, "2", "escape")
        await open_row(pilot, "keys")
        await press(pilot, "1")
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: "You are signed out." in screen_text(app))
        assert app.theme == "ansi-dark"
        assert not remembered.keys() & {"theme", "letters"}

        await press(pilot, "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: "[F2 Home]" in screen_text(app))
        await press(pilot, "c")
        assert place(app) == Route("classes")


async def test_a_session_elsewhere_is_ended_after_a_question_whose_first_answer_is_no() -> None:
    portal = AccountPortal()
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "devices")
        await press(pilot, "2")
        await until(pilot, lambda: isinstance(app.screen, ChoosingScreen))
        assert "End the session on kitchen?" in screen_text(app)
        await press(pilot, "enter", "2")
        await until(pilot, lambda: isinstance(app.screen, ChoosingScreen))
        portal.settings = replace(
            ACCOUNT, devices=[device for device in ACCOUNT.devices if device is not PHONE]
        )
        await press(pilot, "2")
        await until(pilot, lambda: "kitchen" not in "".join(screen_lines(app)[3:-1]))

        assert [path for method, path, _body in portal.asked if method == "DELETE"] == ["/v1/me/devices/d2"]
        assert "The session on kitchen has ended." in status(app)


async def test_opening_the_session_that_is_here_signs_out() -> None:
    session = account_session()
    async with signed_in(session) as (app, pilot):
        await account_page(pilot, "devices")
        await press(pilot, "1")
        await until(pilot, lambda: "You are signed out." in screen_text(app))

        assert ("sign_out",) in session.asked


async def test_signing_out_everywhere_says_how_many_asks_and_leads_to_sign_in() -> None:
    portal, session = AccountPortal(), account_session()
    session.answer = portal
    async with signed_in(session) as (app, pilot):
        await account_page(pilot, "everywhere")
        await until(pilot, lambda: "3 sessions end, this one too." in screen_text(app))
        assert "/v1/me/devices/end" not in {path for _method, path, _body in portal.asked}
        await press(pilot, "2")
        await until(pilot, lambda: "3 sessions have ended." in screen_text(app))

        assert session.copy is None
        assert "Ada" not in screen_text(app)


async def test_signing_out_everywhere_without_the_portal_ends_nothing_and_says_so() -> None:
    portal = AccountPortal()
    portal.refusals["/v1/me/devices/end"] = httpx.ConnectError("down")
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "everywhere")
        await until(pilot, lambda: isinstance(app.screen, ChoosingScreen))
        await press(pilot, "2")
        await until(pilot, lambda: "The portal does not answer." in status(app))

        assert place(app) == Route("account")


async def test_S08_what_is_held_is_saved_beside_what_is_there_for_its_owner_only(home: Path) -> None:
    portal = AccountPortal()
    portal.held = json.dumps({"name": "Ada \u009b2J \u202e"}, ensure_ascii=False).encode()
    (home / "track-my-progress-about-me.json").write_text("mine")
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "save what")
        path = home / "track-my-progress-about-me-2.json"
        await until(pilot, lambda: str(path) in " ".join(status(app).split()))

        assert json.loads(path.read_bytes()) == {"name": "Ada \u009b2J \u202e"}
        assert acts(path.read_text().replace("\n", "")) == set()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert (home / "track-my-progress-about-me.json").read_text() == "mine"


async def test_what_is_held_is_saved_though_a_time_zone_is_chosen_meanwhile(home: Path) -> None:
    portal, go_on = AccountPortal(), asyncio.Event()
    session = account_session(portal)
    held = session.account.held

    async def slowly() -> bytes:
        await go_on.wait()
        return await held()

    session.account.held = slowly  # type: ignore[method-assign]
    async with signed_in(session) as (app, pilot):
        await account_page(pilot, "save what")
        await app.run_action("app.visit_account('zone')")
        await open_row(pilot, "Denver")
        await until(pilot, lambda: "Times are told by" in status(app))
        go_on.set()

        await until(pilot, lambda: bool(saved(home)))


async def test_what_is_no_json_is_not_saved(home: Path) -> None:
    portal = AccountPortal()
    portal.held = b"<html>login</html>"
    async with signed_in(account_session(portal)) as (app, pilot):
        await account_page(pilot, "save what")
        await until(pilot, lambda: "The portal has a problem of its own." in status(app))

        assert not saved(home)


async def test_without_the_portal_the_page_shows_what_is_known_and_retry_asks_again() -> None:
    portal = AccountPortal()
    portal.refusals["/v1/me/account"] = httpx.ConnectError("down")
    async with signed_in(account_session(portal)) as (app, pilot):
        await press(pilot, "f5")
        await until(pilot, lambda: "The portal does not answer." in status(app))
        assert "Username: ada" in screen_text(app)
        assert "Devices:" not in screen_text(app)

        await press(pilot, "ctrl+r")
        await until(pilot, lambda: "Devices: 3" in screen_text(app))


@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_S06_a_hostile_device_name_is_only_text(name: str) -> None:
    text = HOSTILE[name].encode(errors="surrogatepass").decode(errors="replace")
    devices = [replace(PHONE, name=text, how=text)]
    hostile = AccountSettings(own_email=text, pending_email=text, devices=devices)
    async with signed_in(account_session(AccountPortal(hostile)), size=NARROW) as (app, pilot):
        await press(pilot, "f5")
        await until(pilot, lambda: app.screen._source._copy.settings() is not None)  # type: ignore[attr-defined]
        drawn = screen_text(app)
        for keys in (["end", "home"], ["ctrl+p", "text:devices", "enter"], ["1"], ["escape"]):
            await press(pilot, *keys)
            drawn += screen_text(app)

        assert acts(drawn.replace("\n", "")) == set()
        assert app.is_running


PARTS = ["", "time zone", "colours", "keys", "data", "devices"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_A02_A09_on_every_page_the_cursor_is_on_the_row_and_nothing_is_too_wide(
    part: str, size: tuple[int, int]
) -> None:
    async with signed_in(account_session(), size=size) as (app, pilot):
        await account_page(pilot, part)
        for key in ("down", "end", "home", "pagedown", "up"):
            await press(pilot, key)
            lines = screen_lines(app)
            assert {len(line) for line in lines} == {size[0]}
            (marked,) = [at for at, line in enumerate(lines) if line.startswith(">")]
            assert app.cursor_position == (0, marked)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("Profile Settings", "Current Password"),
        ("Time zone", "Part of a name"),
        ("Data used", "Sent in this session"),
        ("Devices", "lab-12"),
        ("Sign out everywhere", "3 sessions end"),
        ("Single letters", "Single letters are no keys now."),
    ],
)
async def test_the_palette_has_them_by_name_wherever_the_student_is(command: str, shown: str) -> None:
    async with signed_in(account_session()) as (app, pilot):
        await account_page(pilot)
        await press(pilot, "f3", "ctrl+p", f"text:{command}")
        await until(pilot, lambda: screen_text(app).count(command) > 1)
        await press(pilot, "enter")
        await until(pilot, lambda: shown in screen_text(app))
