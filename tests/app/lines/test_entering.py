"""Every way in and the help with signing in, a line at a time (A1)."""

import threading
from collections.abc import Callable

import httpx
import pytest

from tests.support.door import CODE, EVERYTHING, GRACE, TOKEN, Door, granted, hostile_door, refused
from tests.support.hostile import HOSTILE, acts
from tests.support.pretended import PretendSession
from tests.support.typist import Typist
from tests.support.waiting import wait_until
from tmp_tui import entrance
from tmp_tui.lines import run
from tmp_tui.pages.helping import helping_page
from tmp_tui.pages.links import for_whom
from tmp_tui.pages.recovering import recovery_answer
from tmp_tui.pages.ways import RECOVER_PASSWORD, ways
from tmp_tui.wire.accounts import Link, Portal

ADDRESS = f"https://portal.hill.example/activate#{TOKEN}"
PASSWORD = "three calm grey horses"


def walk(
    door: Door, *lines: str | Callable[[], str], pressed: Callable[[float], bool] | None = None
) -> Typist:
    """Line mode at this door, from its first line to its last."""
    typist = Typist(*lines)
    never = threading.Event()
    status = run(
        door.session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        pressed=pressed or (lambda seconds: never.wait(0.01)),
        account="4821",
        patience=0,
    )
    assert status == 0
    return typist


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal is asked again at once."""
    monkeypatch.setattr(entrance, "LONGEST_PAUSE", 0.01)
    monkeypatch.setattr(entrance, "LEAST_PAUSE", 0.01)


def test_A01_the_list_is_that_of_the_sign_in_page() -> None:
    typist = walk(Door(), "w")

    said = typist.after("Other ways to sign in")
    numbered = [f"{number}. {row.text}" for number, row in enumerate(ways(EVERYTHING), 1)]
    assert said[: len(numbered)] == numbered
    assert said[len(numbered)] == f"{len(numbered) + 1}. This is my own computer: no"


def test_w_is_spoken_of_before_the_first_question() -> None:
    assert "Type w" in " ".join(walk(Door()).written[:3])


def test_a_portal_that_does_not_answer_is_said_for_it_was_asked() -> None:
    door = Door()
    door.refuse("/v1/portal", 503, "maintenance", "Later.")

    said = walk(door, "w").after("Other ways to sign in")

    assert said[0] == "Later."
    assert said[1:5] == [f"{number}. {row.text}" for number, row in enumerate(ways(None), 1)]


def test_b_leads_back_to_the_password() -> None:
    door = Door()

    typist = walk(door, "w", "b", "", "ada", "analytical-engine")

    assert door.session.asked[0] == ("sign_in", "4821", "ada", "analytical-engine")
    assert "Home" in typist.written


def test_the_computer_is_said_to_be_ones_own_before_signing_in() -> None:
    told: list[bool] = []

    class Heard(PretendSession):
        async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
            told.append(own)
            return await super().sign_in(account, username, password, own=own)

    door = Door(Portal())
    door.session = Heard()
    door.session.answer = door

    typist = walk(door, "w", "own computer", "b", "", "ada", "analytical-engine")

    assert told == [True]
    assert "5. This is my own computer: yes" in typist.written


@pytest.mark.parametrize(
    "pasted", [[ADDRESS], [CODE], [ADDRESS[:60], ADDRESS[60:]], [f"<{ADDRESS[:60]}=", f"{ADDRESS[60:]}>."]]
)
def test_from_a_link_over_profile_setup_to_home(pasted: list[str]) -> None:
    door = Door()

    typist = walk(door, "w", "1", *pasted, "short", "short", PASSWORD, PASSWORD)

    word = TOKEN if len(pasted[0]) > len(CODE) else CODE.replace("-", "")
    assert door.said("/v1/links/look") == [{"word": word}]
    assert door.said("/v1/links/use")[0]["password"] == PASSWORD
    assert typist.after("Profile Setup")[:3] == list(for_whom(GRACE))
    assert typist.after("Your password is saved.")[:2] == ["You are signed in.", "Home"]
    assert PASSWORD not in " ".join(typist.written)


def test_a_whole_mail_that_is_pasted_is_one_answer() -> None:
    door, typist = Door(), Typist("w", "1", "Hello Grace,", PASSWORD, PASSWORD)
    mail = f"\nTo choose your password:\nthe code: {CODE}\n\nByron School\n"
    run(
        door.session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        pasted=lambda: mail,
        account="4821",
        patience=0,
    )

    assert door.said("/v1/links/look") == [{"word": CODE.replace("-", "")}]
    assert "Your password is saved." in typist.written


@pytest.mark.parametrize("code", ["unknown", "truncated", "used", "replaced", "expired"])
def test_every_fault_of_a_link_has_the_portals_words_and_a_next_step(code: str) -> None:
    door = Door()
    door.refuse("/v1/links/look", 410, f"link-{code}", f"The portal's words about {code}.")

    typist = walk(door, "w", "1", CODE, "Ask for")

    assert any("Ask for a new mail" in line for line in typist.after(f"The portal's words about {code}.")[:2])
    assert "Forgotten your password?" in typist.written


def test_what_is_no_link_is_never_sent() -> None:
    door = Door()

    typist = walk(door, "w", "1", "my-password-123", "b", "b")

    assert not door.said("/v1/links/look")
    assert any("no link or code in this" in line for line in typist.written)


def test_an_address_is_confirmed_only_with_a_yes() -> None:
    door = Door(link=Link("email", "Grace Hopper", email="grace@home.example"))

    walk(door, "w", "1", CODE, "no", "1", CODE, "yes")

    assert door.said("/v1/links/confirm") == [{"word": CODE.replace("-", "")}]


@pytest.mark.parametrize("email", ["ada@hill.example", "nobody@nowhere.example"])
def test_S03_whoever_asks_gets_the_same_words(email: str) -> None:
    door = Door()

    typist = walk(door, "w", "3", "ada", email, "b")

    said = list(recovery_answer(RECOVER_PASSWORD, EVERYTHING))
    assert door.said("/v1/recovery/password") == [{"email": email}]
    assert typist.after("Email Address, or b for back: ")[2:4] == said
    assert "1. I have the link or code now" in typist.written


def test_the_help_says_what_the_page_says_and_takes_an_answer() -> None:
    door = Door()

    typist = walk(door, "w", "Help", "No", "my d number")

    for row in helping_page(EVERYTHING).rows:
        assert any(row.text in line for line in typist.written)
    assert door.said("/v1/feedback") == [{"page": "sign-in", "helpful": False, "words": "my d number"}]
    assert "Thanks for the feedback." in typist.written


def test_feedback_that_is_not_sent_is_kept_and_retried_by_a_key() -> None:
    door = Door()
    door.refuse("/v1/feedback", 503, "maintenance", "Later.")

    typist = walk(door, "w", "Help", "Yes", "r")

    assert any("was not sent. Later." in line for line in typist.written)
    assert "Thanks for the feedback." in typist.written
    assert len(door.said("/v1/feedback")) == 2


def test_whoever_is_signed_in_reads_it_too() -> None:
    door = Door()

    typist = walk(door, "", "ada", "analytical-engine", "??", "b")

    assert "Help with signing in" in typist.written
    assert "Phone: 800-555-0100 x2" in typist.written
    assert typist.written.count("Home") == 2


def test_a_sign_in_in_a_browser_is_told_in_lines_and_waited_for() -> None:
    door = Door()
    door.tokens = [refused("authorization_pending"), granted()]

    typist = walk(door, "w", "Google")

    said = typist.after("Sign in with Google")
    assert "https://portal.hill.example/d" in said
    assert "WDJB-MJHT" in said
    assert typist.after("You are signed in.")[0] == "Home"


@pytest.mark.parametrize("how", ["enter", "ctrl+c"])
def test_enter_or_ctrl_c_stops_it(how: str) -> None:
    def stop(seconds: float) -> bool:
        if how == "ctrl+c":
            raise KeyboardInterrupt
        return True

    typist = walk(Door(), "w", "another device", pressed=stop)

    assert "Stopped." in typist.written
    assert "You are signed in." not in typist.written


@pytest.mark.parametrize("how", ["enter", "ctrl+c"])
def test_who_is_in_already_is_not_told_that_it_was_stopped(how: str) -> None:
    """Else somebody would be signed in at a list of ways to sign in, where nobody sees it and no clock runs."""

    def stop_too_late(seconds: float) -> bool:
        wait_until(lambda: door.session.copy is not None)
        if how == "ctrl+c":
            raise KeyboardInterrupt
        return True

    door = Door()
    door.tokens = [granted()]

    typist = walk(door, "w", "another device", pressed=stop_too_late)

    assert "Stopped." not in typist.written
    assert typist.after("You are signed in.")[0] == "Home"


def test_a_long_wait_is_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tmp_tui.lines.entering.granting.STILL", 0.0)
    door = Door()
    looks = iter(range(100))

    typist = walk(door, "w", "Google", pressed=lambda seconds: next(looks) > 2)

    assert "Still waiting." in typist.written


@pytest.mark.parametrize(("error", "words"), [("access_denied", "refused"), ("expired_token", "expired")])
def test_denied_and_expired_say_so_and_offer_a_new_code(error: str, words: str) -> None:
    door = Door()
    door.tokens = [refused(error), granted()]

    typist = walk(door, "w", "Clever", "1")

    assert any(words in line for line in typist.written)
    assert "1. Get a new code" in typist.written
    assert "Home" in typist.written


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_S06_a_portal_that_means_harm_writes_only_text(name: str) -> None:
    door = hostile_door(HOSTILE[name])
    door.refusals["/v1/links/use"] = [
        httpx.Response(422, json={"title": door.portal.name[:500], "status": 422, "code": "bad-password"})
    ]

    typist = walk(door, "w", "Help", "b", "1", CODE, PASSWORD, PASSWORD)

    assert acts("".join(typist.written)) == set()


@pytest.mark.parametrize("typed", range(8))
def test_the_end_of_input_ends_everything_anywhere(typed: int) -> None:
    lines = ["w", "3", "ada@hill.example", "1", CODE, PASSWORD, PASSWORD, "c"][:typed]

    assert walk(Door(), *lines).written[-1] == "Goodbye."


@pytest.mark.parametrize("way", ["1", "2", "Help", "Google"])
def test_q_quits_from_every_question(way: str) -> None:
    door = Door()
    door.tokens = [refused("access_denied")]

    assert walk(door, "w", way, "q").written[-1] == "Goodbye."
