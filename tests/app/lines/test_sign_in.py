"""Signing in line by line."""

import pytest

from tests.support.pretended import PretendSession
from tests.support.typist import Typist
from tmp_tui.api.errors import ApiError, Maintenance, NoNetwork, Refused, SignedOut, TooMany
from tmp_tui.lines import Attended, ask_address, run
from tmp_tui.pages.sign_in import password_fault, saved_before, things_to_check
from tmp_tui.wire import FieldError, Problem

WRONG = SignedOut(Problem("The account number, username or password is incorrect.", 401, "sign-in-failed"))
ADA = ("4821", "ada", "analytical-engine")


def walk(session: PretendSession, *lines: str, account: str | None = None) -> Typist:
    """Line mode, with these lines typed, from its first line to its last."""
    typist = Typist(*lines)
    status = run(
        session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        account=account,
        patience=0,
    )
    assert status == 0
    return typist


def test_A01_the_first_line_says_that_it_is_line_mode_and_how_to_get_help() -> None:
    first = walk(PretendSession()).written[0]

    assert "line mode" in first
    assert "? for help" in first


def test_sign_in_asks_for_account_number_name_and_password_and_goes_home() -> None:
    session = PretendSession()

    typist = walk(session, *ADA)

    assert session.asked == [("sign_in", *ADA)]
    assert typist.written[1:8] == [
        "Sign in",
        "No password yet, or something forgotten? Type w.",
        "Account number: ",
        "Username or Email Address: ",
        "Password: ",
        "You are signed in.",
        "Home",
    ]
    assert typist.unseen == ["Password: "]


def test_the_account_number_last_used_is_kept_by_enter() -> None:
    session = PretendSession()

    typist = walk(session, "", "ada", "analytical-engine", account="4821")

    assert "Account number (4821, Enter keeps it): " in typist.written
    assert session.asked == [("sign_in", *ADA)]


def test_a_password_is_passed_on_exactly_as_typed() -> None:
    session = PretendSession()

    walk(session, "4821", "  ada ", " p\u00e4ss  word ")

    assert session.asked == [("sign_in", "4821", "ada", " p\u00e4ss  word ")]


def test_a_wrong_password_tells_the_things_to_check_and_asks_again() -> None:
    session = PretendSession(refusals=[WRONG])

    typist = walk(session, *ADA, "", "ada", "analytical-engine")

    assert typist.after("Password: ")[:7] == [
        "The account number, username or password is incorrect.",
        "Please check the following:",
        *things_to_check(),
        "Sign in",
    ]
    assert typist.written.count("You are signed in.") == 1


@pytest.mark.parametrize("error", [NoNetwork(), Maintenance(), TooMany()])
def test_trouble_that_is_not_the_students_doing_asks_nobody_to_check_a_password(error: ApiError) -> None:
    typist = walk(PretendSession(refusals=[error]), *ADA)

    assert typist.after("Password: ")[:2] == [error.words, "Sign in"]


def test_the_things_to_check_are_those_of_the_help_page() -> None:
    words = " ".join(things_to_check())

    for said in ("four to six digits", "letter d and one to three digits", "email address", "Caps Lock"):
        assert said in words


def test_help_and_quit_work_at_the_first_question() -> None:
    session = PretendSession()

    typist = walk(session, "?", "q")

    assert things_to_check()[0] in typist.written
    assert (typist.written[-1], session.asked) == ("Goodbye.", [])


@pytest.mark.parametrize("typed", ["3", "123", "1234567", "ada", "d", "d1234"])
def test_what_can_be_no_account_number_is_refused_at_once_and_not_offered_again(typed: str) -> None:
    session = PretendSession()

    typist = walk(session, typed, *ADA)

    assert typist.after("Account number: ")[0].startswith("An account number has four to six digits")
    assert typist.written.count("Account number: ") == 2
    assert session.asked == [("sign_in", *ADA)]


def test_help_is_given_at_the_username_too_and_an_empty_password_leads_back() -> None:
    session = PretendSession()

    typist = walk(session, "help", "4821", "?", "ada", "", "", "ada", "analytical-engine")

    assert typist.written.count(things_to_check()[0]) == 2
    assert typist.after("Username or Email Address: ")[: len(things_to_check())] == list(things_to_check())
    assert "Account number (4821, Enter keeps it): " in typist.written
    assert session.asked == [("sign_in", *ADA)]


def test_a_temporary_password_leads_to_profile_setup_first() -> None:
    session = PretendSession(setup=True)

    typist = walk(session, *ADA, "short", "short", "long enough", "long enouhg", "long enough", "long enough")

    assert typist.unseen[1:3] == ["Password: ", "Confirm Password: "]
    assert session.asked[1:] == [("set_up", "long enough")]
    said = [line for line in typist.after("Profile Setup") if not line.endswith(": ")]
    assert said[:6] == [
        "Choose a password of at least eight characters, and type it twice.",
        "That password is too short. Choose one of at least eight characters.",
        "The two passwords are not the same. Type them again.",
        "Your password is saved.",
        "You are signed in.",
        "Home",
    ]


def test_a_first_password_that_the_portal_refuses_is_asked_for_again() -> None:
    common = Refused(
        Problem(
            "Choose another password.", 422, "bad-password", errors=[FieldError("password", "Too common.")]
        )
    )
    session = PretendSession(setup=True)
    typed = ("password", "password", "not so common", "not so common")

    class Refusing(PretendSession):
        async def set_up(self, password: str) -> None:
            self._refusals = [common] if password == "password" else []
            await super().set_up(password)

    session = Refusing(setup=True)
    typist = walk(session, *ADA, *typed)

    assert typist.after("Confirm Password: ")[:2] == ["Choose another password.", "Too common."]
    assert session.asked[-1] == ("set_up", "not so common")


def test_who_tries_again_after_a_first_password_was_saved_unheard_is_told_so() -> None:
    class Unheard(PretendSession):
        async def set_up(self, password: str) -> None:
            self._refusals = [SignedOut() if self.asked[-1][0] == "set_up" else NoNetwork()]
            await super().set_up(password)

    typist = walk(Unheard(setup=True), *ADA, *["a longer one"] * 4)

    assert saved_before() in typist.written
    assert typist.after(saved_before())[0] == "Sign in"


def test_nobody_is_watched_any_more_once_the_session_has_ended_in_profile_setup() -> None:
    """Else the sign-in page would be locked, and ask whoever comes for the password of who was there before."""

    class Ending(PretendSession):
        async def set_up(self, password: str) -> None:
            raise SignedOut

    def looks() -> str:
        watched.append(looking[0].is_watching)
        return "q"

    looking: list[Attended] = []
    watched: list[bool] = []
    session, typist = Ending(setup=True), Typist(*ADA, "a longer one", "a longer one", looks)

    run(
        session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        attended=looking.append,
    )

    assert (watched, session.left) == ([False], True)
    assert typist.after(SignedOut().words)[0] == "Sign in"
    assert typist.written[-2] == "Account number (4821, Enter keeps it): "


@pytest.mark.parametrize(
    ("password", "confirmed", "fault"),
    [
        ("1234567", "1234567", "too short"),
        ("12345678", "1234567", "not the same"),
        ("12345678", "12345678", ""),
    ],
)
def test_a_first_password_has_eight_characters_and_is_typed_twice_alike(
    password: str, confirmed: str, fault: str
) -> None:
    assert fault in password_fault(password, confirmed)
    assert bool(fault) == bool(password_fault(password, confirmed))


@pytest.mark.parametrize("typed", range(9))
def test_the_end_of_input_ends_everything_with_status_0(typed: int) -> None:
    lines = [*ADA, "longenough", "longenough", "c", "1", "as", "b"][:typed]

    assert walk(PretendSession(setup=True), *lines).written[-1] == "Goodbye."


def test_what_was_good_is_remembered() -> None:
    remembered: list[dict[str, str]] = []
    typist = Typist(*ADA, "q")

    run(
        PretendSession(),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        remember=lambda **changes: remembered.append(changes),
        patience=0,
    )

    assert remembered == [{"server": "https://portal.example", "account": "4821"}]


def test_ctrl_c_ends_with_130() -> None:
    def interrupt() -> str:
        raise KeyboardInterrupt

    typist = Typist(interrupt)

    assert run(PretendSession(), read=typist.read, write=typist.write) == 130


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["", "portal.example"], "https://portal.example"),
        (["http://127.0.0.1:8000"], "http://127.0.0.1:8000"),
        (["q"], ""),
        ([], ""),
    ],
)
def test_the_portals_address_is_asked_for_where_none_is_known(lines: list[str], address: str) -> None:
    typist = Typist(*lines)

    assert ask_address(read=typist.read, write=typist.write) == address
    assert "line mode" in typist.written[0]
