"""A1: everything of Account Settings a line at a time."""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from tests.support.accounts import ACCOUNT, PHONE, AccountPortal, account_session, refused
from tests.support.copies import MemoryCopy
from tests.support.documents import ADA
from tests.support.hostile import HOSTILE, acts
from tests.support.typist import Typist
from tmp_tui.lines import run
from tmp_tui.looks import Looks
from tmp_tui.pages.model import Route
from tmp_tui.wire.accounts import AccountSettings

SIGN_IN = ("4821", "ada", "analytical-engine")
OLD, NEW, EMAIL = "analytical-engine", "difference-engine", "ada@home.example"
PASSWORD, ADDRESS = "/v1/me/password", "/v1/me/email"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def typed(
    portal: AccountPortal,
    *lines: str | Callable[[], str],
    copy: MemoryCopy | None = None,
    looks: Looks | None = None,
) -> Typist:
    """What is written while these lines are typed after sign-in."""
    typist = Typist(*SIGN_IN, *lines)
    run(
        account_session(portal, copy),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        patience=0,
        looks=looks,
    )
    return typist


def test_the_page_is_read_with_its_numbers() -> None:
    written = typed(AccountPortal(), "n", "q").after("Account Settings")

    assert written[:6] == [
        "Byron School",
        "Name: Ada Lovelace",
        "School: Byron School",
        "Account number: 4821",
        "Username: ada",
        "Email address: ada@byron.example",
    ]
    assert "6. Devices: 3" in written


def test_the_password_is_changed_unseen() -> None:
    portal = AccountPortal()

    typist = typed(portal, "n", "profile", OLD, NEW, NEW, "", "q")

    assert portal.bodies(PASSWORD) == [{"current": OLD, "password": NEW}]
    assert portal.bodies(ADDRESS) == []
    assert typist.unseen[1:] == [
        "Current Password: ",
        "New Password (Enter keeps the old one): ",
        "Confirm Password: ",
    ]
    assert "Your password is changed. Your sessions at other places have ended." in typist.written


def test_an_address_is_added_and_faults_are_said_with_the_name_of_their_field() -> None:
    portal = AccountPortal()
    portal.refusals[ADDRESS] = refused("wrong-password", "No.", 422, current="This is not it.")

    typist = typed(portal, "n", "1", OLD, "", "nonsense", OLD, "", EMAIL, OLD, "", "", "q")

    assert "Student Email: That is not an email address. One looks like name@example.org." in typist.written
    assert "Current Password: This is not it." in typist.written
    assert f"Student Email ({EMAIL}, Enter keeps it, - leaves it out): " in typist.written
    assert portal.bodies(ADDRESS) == [{"email": EMAIL, "current": OLD}] * 2
    assert any(line.startswith(f"A mail is on its way to {EMAIL}.") for line in typist.written)


def test_half_done_is_said_and_only_the_rest_is_tried_again() -> None:
    portal = AccountPortal()
    portal.refusals[ADDRESS] = httpx.ReadError("lost")

    typist = typed(portal, "n", "1", OLD, NEW, NEW, EMAIL, NEW, "", "", "q")

    after = typist.after("Your password is changed. Your sessions at other places have ended.")
    assert after[0].startswith("The portal does not answer.")
    assert "Whether your email address was changed is not known" in after[0]
    assert len(portal.bodies(PASSWORD)) == 1
    assert portal.bodies(ADDRESS)[-1] == {"email": EMAIL, "current": NEW}


def test_enter_alone_changes_nothing() -> None:
    portal = AccountPortal(replace(ACCOUNT, own_email=EMAIL))

    typist = typed(portal, "n", "profile", "", "remove", "", "q")

    assert typist.written.count("Nothing was changed.") == 2
    assert all(method == "GET" for method, _path, _body in portal.asked)


def test_an_address_is_confirmed_and_removed() -> None:
    portal = AccountPortal(replace(ACCOUNT, pending_email=EMAIL))

    typist = typed(portal, "n", "confirm", "BCDF-GHJK-LMNP", "remove", OLD, "q")

    assert portal.bodies("/v1/links/confirm") == [{"word": "BCDF-GHJK-LMNP"}]
    assert portal.bodies(ADDRESS) == [{"email": "", "current": OLD}]
    assert "Your email address is confirmed: you can sign in with it." in typist.written
    assert "Your own email address is removed." in typist.written


def test_staff_hear_of_fifteen_characters() -> None:
    teacher = MemoryCopy(replace(ADA, role="teacher"))

    typist = typed(AccountPortal(), "n", "1", OLD, "twelve-chars", "twelve-chars", "", "", "q", copy=teacher)

    assert any("at least fifteen characters: three or four words" in line for line in typist.written)
    assert (
        "New Password: That password is too short. Choose one of at least fifteen characters."
        in typist.written
    )


@pytest.mark.parametrize("words", ["los ang", "Los Angeles"])
def test_a_time_zone_is_chosen_by_a_part_of_its_name(words: str) -> None:
    portal = AccountPortal()

    typist = typed(portal, "n", "time", words, "q")

    assert portal.bodies("/v1/me/preferences") == [{"time_zone": "America/Los_Angeles"}]
    after = typist.after("Times are told by: America/Los Angeles.")
    assert after[0] == "Account Settings"


def test_colours_and_letters_of_the_full_screen_are_chosen_here_too() -> None:
    looks, seen = Looks(), []

    def note() -> str:
        seen.append((looks.theme, looks.letters))
        return "q"

    typed(AccountPortal(), "n", "colours", "high", "b", "keys", "1", note, looks=looks)

    assert seen == [("high-contrast", False)]
    assert (looks.theme, looks.letters) == ("", True)  # on a shared computer they go with the student


def test_a_session_elsewhere_is_ended_only_by_yes() -> None:
    portal = AccountPortal()

    typist = typed(portal, "n", "devices", "2", "no", "2", "yes", "q")

    deleted = [path for method, path, _body in portal.asked if method == "DELETE"]
    assert deleted == ["/v1/me/devices/d2"]
    assert "The session on kitchen has ended." in typist.written


def test_signing_out_everywhere_asks_and_leads_to_sign_in() -> None:
    portal = AccountPortal()

    typist = typed(portal, "n", "everywhere", "no", "everywhere", "yes", "q")

    assert [path for _method, path, _body in portal.asked].count("/v1/me/devices/end") == 1
    after = typist.after("You are signed out everywhere: 3 sessions have ended.")
    assert "Sign in" in after[0]


def test_sign_out_is_a_row_too() -> None:
    assert "You are signed out." in typed(AccountPortal(), "n", "Sign out", "q").written


def test_what_is_held_is_saved(home: Path) -> None:
    typed(AccountPortal(), "n", "save", "q")

    assert (home / "track-my-progress-about-me.json").read_text() == '{\n  "name": "Ada"\n}\n'


def test_without_the_portal_the_rest_is_read_and_r_asks_again() -> None:
    portal = AccountPortal()
    portal.refusals["/v1/me/account"] = httpx.ConnectError("down")

    written = typed(portal, "n", "r", "q").written

    first = written.index("Account Settings")
    assert any(line.startswith("The portal does not answer.") for line in written[:first])
    assert "6. Devices" in written
    assert "6. Devices: 3" in written


def test_a_portal_that_stalls_does_not_keep_the_page_and_what_comes_is_announced() -> None:
    portal = AccountPortal()
    session, late = account_session(portal), threading.Event()

    async def fetch(route: Route) -> None:
        while not late.is_set():  # noqa: ASYNC110  (what ends it is typed in another thread)
            await asyncio.sleep(0.01)
        assert session.copy is not None
        session.copy.account = portal.settings

    def comes() -> str:
        late.set()
        deadline = time.monotonic() + 5
        while (session.copy is None or session.copy.account is None) and time.monotonic() < deadline:
            late.wait(0.01)
        return "devices of mine"

    session.fetch = fetch  # type: ignore[method-assign]
    typist = Typist(*SIGN_IN, "n", comes, "q")
    run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=0)

    after = typist.after("The portal takes its time. What is known without it:")
    assert after[0] == "Account Settings"
    assert "There is something new on this page. r reads it again." in after


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_S06_a_hostile_device_name_is_only_text(name: str) -> None:
    text = HOSTILE[name].encode(errors="surrogatepass").decode(errors="replace")
    hostile = AccountSettings(text, text, text, [replace(PHONE, name=text, how=text)])

    typist = typed(AccountPortal(hostile), "n", "devices", "1", "yes", "q")

    assert acts("".join(typist.written)) == set()
