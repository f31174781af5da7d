"""Signing out in line mode, also out of an assessment; and a shared computer that is left in Profile Setup."""

import asyncio
import signal
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from tests.app.lines.taking import ADA, START, after, walk
from tests.portal.attempts.support import give
from tests.support.door import TOKEN, Door
from tests.support.faults import Faulty
from tests.support.pretended import PretendSession
from tests.support.school import PASSWORD, School
from tests.support.typist import Typist
from tmp_tui import idle
from tmp_tui.idle import Guard, Limits
from tmp_tui.lines import attended, run
from tmp_tui.pages.left_alone import left_at_the_door
from tmp_tui.signals import Ended

MINUTE = 60.0
GONE = "You were signed out, for nobody used this computer"


@pytest.fixture
def stays_away(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """A minute goes by without a key, and no other time does, however long this machine takes for its work."""
    times = [0.0]
    monkeypatch.setattr(attended, "Guard", partial(Guard, clock=lambda: times[-1]))
    monkeypatch.setattr(idle, "LOOK", 0.005)

    def stays() -> str:
        times.append(times[-1] + MINUTE)
        time.sleep(5)  # the guard looks at once, and the line is given up
        return ""

    return stays


def test_in_an_assessment_it_is_asked_once_and_says_that_the_time_goes_on(school: School) -> None:
    give(school, school.class_("Algebra", {school.person("ada"): "student"}), minutes=45)

    typist = walk(school, *START, "yes", "/out", "no", "/out", "yes", "q")

    asked = [line for line in typist.written if line.startswith("Sign out? ")]
    assert len(asked) == 2
    assert any(line.startswith("The time goes on: ") for line in typist.written)
    assert "You are signed out." in typist.written


def test_a_portal_that_was_not_told_is_spoken_of_on_leaving(school: School) -> None:
    school.class_("Algebra", {school.person("ada"): "student"})
    line = Faulty(school.transport())

    def drops() -> str:
        line.down = True
        return "q"

    typist = walk(school, drops, transport=line)

    assert any(said.startswith("Signed out here. The portal was not reached") for said in typist.written)


def test_the_lock_says_that_the_time_of_an_assessment_goes_on(
    school: School, stays_away: Callable[[], str]
) -> None:
    give(school, school.class_("Algebra", {school.person("ada"): "student"}), minutes=45)

    typist = Typist(*ADA, *START, "yes", stays_away, PASSWORD, "/leave", "q")
    run(
        school.session(),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        limits=Limits(MINUTE / 2, MINUTE, 2 * MINUTE),
    )

    assert "The time of the assessment goes on." in after(typist, "Locked")
    assert any(line.startswith("You can go on.") for line in typist.written)


def test_G25_profile_setup_that_was_left_alone_ends_at_the_portal(
    school: School, stays_away: Callable[[], str]
) -> None:
    school.person("ben", temporary=True)
    session = school.session()

    typist = Typist("4821", "ben", PASSWORD, stays_away, "q")
    run(
        session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        limits=Limits(MINUTE / 2, MINUTE, MINUTE),
    )

    assert any(line.startswith(GONE) for line in typist.written)
    assert session._client is None


@pytest.mark.parametrize(
    "typed",
    [("4821", "ada"), ("w", "link or code", TOKEN), ("w", "link or code", TOKEN, "three calm grey horses")],
)
def test_G25_what_was_left_half_typed_at_the_door_is_not_for_whoever_comes_next(
    typed: tuple[str, ...], stays_away: Callable[[], str]
) -> None:
    """A link that was left there would let them choose the password of somebody else."""
    typist = Typist(*typed, stays_away, "q")

    run(
        Door().session,
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        pasted=lambda: "",
        limits=Limits(MINUTE / 2, MINUTE, 2 * MINUTE),
    )

    assert typist.after(left_at_the_door())[0] == "Sign in"
    assert typist.written[-1] == "Goodbye."


def test_nobody_is_asked_to_hurry_at_the_first_question_nor_on_their_own_computer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stays(typed: str) -> Callable[[], str]:
        def stay() -> str:
            times.append(times[-1] + MINUTE)
            return typed

        return stay

    class Own(PretendSession):
        async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
            return await super().sign_in(account, username, password, own=True)

    times = [0.0]
    monkeypatch.setattr(attended, "Guard", partial(Guard, clock=lambda: times[-1]))
    typist = Typist(stays("4821"), *ADA[1:], stays("c"), stays("q"))

    run(
        Own(),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        limits=Limits(MINUTE / 2, MINUTE, MINUTE),
    )

    assert "Classes" in typist.written
    assert typist.written.count("Sign in") == 1


def test_a_lock_that_came_while_the_first_password_was_saved_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that was closed meanwhile, and is opened by somebody else."""

    class Slept(PretendSession):
        async def set_up(self, password: str) -> None:
            times.append(MINUTE)
            await super().set_up(password)

    times = [0.0]
    monkeypatch.setattr(attended, "Guard", partial(Guard, clock=lambda: times[-1]))
    typist = Typist(*ADA, "a longer one", "a longer one", ADA[2], "q")

    run(
        Slept(setup=True),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        limits=Limits(MINUTE / 2, MINUTE, 2 * MINUTE),
    )

    assert "Locked" in typist.after("Your password is saved.")
    assert typist.written[-1] == "Goodbye."


def test_quitting_from_the_help_tells_what_is_not_sent_yet_too() -> None:
    class Unsent(PretendSession):
        @property
        def unsent(self) -> int:
            return 2

    session, typist = Unsent(), Typist(*ADA, "??", "q", "no", "q", "yes")

    run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write)

    assert typist.written.count("2 answers are not sent yet.") == 2
    assert typist.written.count("Home") == 2
    assert session.left


@pytest.mark.parametrize("secret", ["Password: ", "Confirm Password: "])
def test_G25_a_signal_in_profile_setup_ends_the_session_at_the_portal(school: School, secret: str) -> None:
    def ended() -> str:
        raise Ended(signal.SIGHUP)

    school.person("ben", temporary=True)
    session = school.session()
    chosen = [] if secret == "Password: " else ["three calm grey horses"]
    typist = Typist("4821", "ben", PASSWORD, *chosen, ended)

    with pytest.raises(Ended):
        run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write)

    assert typist.unseen[-1] == secret
    assert session._client is None


def test_G25_who_presses_ctrl_c_twice_is_signed_out_all_the_same() -> None:
    """The second time while what is not sent gets its moment, the third while the portal is told."""

    class Unsent(PretendSession):
        pressed = False

        @property
        def unsent(self) -> int:
            if not self.pressed:
                self.pressed = True
                press_ctrl_c()
            return 1

        async def leave(self) -> str:
            press_ctrl_c()
            await asyncio.sleep(0.1)
            return await super().leave()

    def interrupt() -> str:
        raise KeyboardInterrupt

    session, typist = Unsent(), Typist(*ADA, interrupt)

    status = run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write)

    assert (status, session.left) == (130, True)


def test_G25_ctrl_c_while_it_signs_out_does_not_keep_the_portal_from_hearing_it() -> None:
    told: list[bool] = []

    class Slow(PretendSession):
        async def sign_out(self) -> str:
            self.copy = None
            press_ctrl_c()
            await asyncio.sleep(0.1)
            told.append(True)
            return ""

    typist = Typist(*ADA, "o")

    status = run(Slow(), read=typist.read, read_secret=typist.read_secret, write=typist.write)

    assert (status, told) == (130, [True])


def press_ctrl_c() -> None:
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
