"""Reading lines on a shared computer: whether anybody still types them is looked at by a thread."""

import contextlib
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from tmp_tui import idle, signals, site, wiping
from tmp_tui.api.errors import Refused, SignedOut, TooMany
from tmp_tui.idle import Guard, Limits, Stage
from tmp_tui.lines.background import Background
from tmp_tui.lines.left import Left
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.pages import left_alone
from tmp_tui.text import _

GAVE_UP = 75  # the exit status where the thread had to end us
REVOKING = 2.0  # seconds for the portal to hear of it then
_CALL = signal.SIGURG  # the thread's word to whoever reads; it harms nobody who does not know it

Read = Callable[[str], str]


class _Interrupted(Exception):
    """Nobody typed for too long: what is being read is given up."""


class Attended:
    """Asks whether somebody is there, locks, and leaves for them, while a student is signed in at a shared computer."""

    def __init__(
        self,
        read: Read,
        read_secret: Read,
        write: Callable[[str], object],
        background: Background,
        limits: Limits | None = None,
    ) -> None:
        self._read, self._read_secret, self._write, self._background = read, read_secret, write, background
        self._guard = Guard(limits or idle.limits(site.load()), self._call, self._end)
        self._session: StudentSession | None = None
        self._revoke: Callable[[float], None] | None = None
        self._before: dict[signal.Signals, Any] = {}
        self._reading = False
        self._up_to = Stage.ASKED
        self._is_door = True  # whether nobody is in yet
        self._typed = False  # whether somebody has typed something all the same

    # Who sits here

    def watch(self, session: StudentSession) -> None:
        """Somebody signed in; on their own computer nobody needs to look. Who is watched already stays locked if they are."""
        self._is_door = False
        if session.place != "shared" or self._session is session:
            return
        self._session, self._revoke = session, session.presence.revoker()
        if not self._before and threading.current_thread() is threading.main_thread():  # else nobody hears it
            self._before = {
                _CALL: signal.signal(_CALL, self._called),
                # A program that is stopped shows the shell, and whoever comes next brings it back.
                signal.SIGTSTP: signal.signal(signal.SIGTSTP, signal.SIG_IGN),
            }
        self._guard.watch()

    def wipe(self) -> None:
        """They leave, and so does what is in the terminal of them; a shell may be shown again."""
        self._unheed()
        if self._session is not None:
            wiping.clear_terminal()

    def _unheed(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}

    def rest(self) -> None:
        """They are gone."""
        self._session = self._revoke = None
        self._is_door, self._typed = True, False
        self._guard.rest()

    def stop(self) -> None:
        """The program is over."""
        self._guard.stop()

    @property
    def is_watching(self) -> bool:
        """Whether somebody sits here who has to be looked after."""
        return self._session is not None

    @property
    def is_over(self) -> bool:
        """Whether they leave because nobody is there."""
        return self._guard.stage is Stage.OVER

    # Reading

    def read(self, prompt: str) -> str:
        """A typed line. Raises Left where nobody typed one."""
        return self._attended(self._read, prompt)

    def read_secret(self, prompt: str) -> str:
        """A typed line that nobody sees. Raises Left where nobody typed one."""
        return self._attended(self._read_secret, prompt)

    def _attended(self, read: Read, prompt: str) -> str:
        if self._is_door:
            return self._at_the_door(read, prompt)
        while True:
            line, met = self._line(read, prompt, Stage.ASKED)
            if met is Stage.HERE or (met is Stage.ASKED and line):
                return line
            if met is Stage.LOCKED:
                self._unlock()

    def _at_the_door(self, read: Read, prompt: str) -> str:
        """A line of somebody who is not in yet: what they typed before, a link perhaps, is not for whoever comes next."""
        if not self._typed or threading.current_thread() is not threading.main_thread():
            line = read(prompt)
            self._typed = bool(line)
            return line
        self._before = {_CALL: signal.signal(_CALL, self._called)}
        self._guard.watch()
        try:
            line, met = self._line(read, prompt, Stage.ASKED)
        finally:
            self._guard.rest()
            self._unheed()
        if met is Stage.LOCKED:
            self._leave()
        return line

    def _line(self, read: Read, prompt: str, up_to: Stage) -> tuple[str, Stage]:
        """A line, and the stage that it met. Raises Left when it is over."""
        line = ""
        self._up_to, self._reading = up_to, True
        try:
            if self._guard.stage <= up_to:
                line = read(prompt)
        except _Interrupted:
            pass
        finally:
            self._reading = False
        met = self._guard.touched()
        if met is Stage.OVER:
            self._leave()
        return line, met

    def _leave(self) -> None:
        wiping.drop_typed()
        if self._is_door:
            wiping.clear_terminal()
            raise Left(for_good=False, words=left_alone.left_at_the_door())
        raise Left(for_good=False, words=left_alone.over_words(self._guard.limits.end / 60))

    # Locked

    def _unlock(self) -> None:
        """Hide everything and ask for the password. Raises Left when whoever sits here gives up."""
        session = self._session
        if session is None:
            return
        wiping.drop_typed()
        wiping.clear_terminal()
        can, taking = self._background.call(lambda: (session.presence.can_confirm, _time_runs(session)))
        self._say(
            left_alone.locked_title(),
            *left_alone.locked_words(self._guard.limits.end / 60, taking=taking, can_confirm=can),
        )
        prompt = _("Password, or o to sign out: ") if can else _("Enter signs out: ")
        while self._guard.stage is Stage.LOCKED:
            typed, _met = self._line(self._read_secret, prompt, Stage.LOCKED)
            if not can or typed.strip().casefold() == "o":
                raise Left(for_good=False, words=_("You are signed out."))
            if typed and (why := self._refusal(session, typed)):
                self._say(why)
        self._say(_("You can go on. What was read before is cleared; a line that was not finished is gone."))

    def _refusal(self, session: StudentSession, password: str) -> str:
        """Why the password does not open it; empty where it does. Raises Left after too many."""
        try:
            self._background.wait(session.presence.confirm(password))
        except Refused:
            return left_alone.wrong_words()
        except TooMany as error:
            return error.words
        except SignedOut as error:
            raise Left(for_good=False, words=left_alone.guessed_words()) from error
        self._guard.unlock()
        return ""

    # What the thread does

    def _call(self, stage: Stage) -> None:
        if self._before and stage is not Stage.HERE:
            signal.pthread_kill(threading.main_thread().ident or 0, _CALL)

    def _called(self, _number: int, _frame: FrameType | None) -> None:
        """In the main thread, in the middle of anything: nothing of a student's work is written there."""
        stage = self._guard.stage
        if stage is Stage.OVER:
            self._leave()
        if not self._reading:
            return
        if stage > self._up_to:
            raise _Interrupted
        if stage is Stage.ASKED and not self._is_door:
            with contextlib.suppress(RuntimeError):  # it came while a line was being written
                self._say("", left_alone.asked_line())

    def _end(self) -> None:
        """In the thread: three seconds are over, and whatever should have signed out hangs."""
        self.last_act(REVOKING)
        signals.give_up(GAVE_UP)

    def last_act(self, wait: float = 0) -> None:
        """From any thread: the session of a shared computer ends at the portal, whatever else hangs."""
        if self._revoke is not None:
            self._revoke(wait)

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._write(line)


def _time_runs(session: StudentSession) -> bool:
    """Whether an assessment that was begun here has an end."""
    copy = session.copy
    return copy is not None and any(work.state == "started" and work.deadline for work in copy.work())
