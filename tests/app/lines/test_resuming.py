"""A kept session goes on line by line, and for `tmp-tui show`."""

import pytest

from tests.support.pretended import PretendSession
from tests.support.typist import Typist
from tmp_tui.lines import run
from tmp_tui.show import show
from tmp_tui.vault.keeping import Keeping


def walk(session: PretendSession, *lines: str) -> list[str]:
    typist = Typist(*lines)
    run(
        lambda: session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        patience=0,
        resume=True,
    )
    return typist.written


def test_it_says_whose_it_is_and_goes_home() -> None:
    session = PretendSession()
    session.kept = True

    written = walk(session, "q")

    assert written[1:3] == ["Signed in as Ada Lovelace.", "Home"]
    assert session.left


def test_where_it_does_not_go_on_it_says_why_and_asks() -> None:
    session = PretendSession()
    session.refusal = "Your session has ended. Sign in again."

    written = walk(session, "4821", "ada", "analytical-engine", "q")

    assert written[1:3] == ["Your session has ended. Sign in again.", "Sign in"]


def test_a_session_that_could_not_be_kept_says_so() -> None:
    session = PretendSession()
    session.warning = Keeping("memory", "unwritten").words

    written = walk(session, "4821", "ada", "analytical-engine", "q")

    assert written[written.index("You are signed in.") + 1] == session.warning


def test_who_signs_out_is_asked_to_sign_in_and_nothing_goes_on_again() -> None:
    session = PretendSession()
    session.kept = True

    walk(session, "o", "4821", "ada", "analytical-engine", "q")

    assert [asked[0] for asked in session.asked if asked[0] in ("resume", "sign_in", "sign_out")] == [
        "resume",
        "sign_out",
        "sign_in",
    ]


def test_show_goes_on_with_it_and_does_not_end_it(capsys: pytest.CaptureFixture[str]) -> None:
    session = PretendSession()
    session.kept = True

    status = show(session, "home", [], credentials=lambda: None)

    assert status == 0
    assert "Home" in capsys.readouterr().out
    assert ("sign_out",) not in session.asked
