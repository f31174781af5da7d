"""Line mode from its first line to its last."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tmp_tui.idle import Limits
from tmp_tui.lines.attended import Attended
from tmp_tui.lines.background import Background, uninterrupted
from tmp_tui.lines.console import Console, pasted, pressed, put, secret, typed
from tmp_tui.lines.left import Left
from tmp_tui.lines.reader import Reader
from tmp_tui.lines.sign_in import Quit, SignIn
from tmp_tui.lines.source import Source
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.lines.unsent import MOMENT
from tmp_tui.lines.words import goodbye, signed_in_as, waiting, welcome
from tmp_tui.looks import Looks

if TYPE_CHECKING:
    from concurrent.futures import Future

INTERRUPTED = 130  # the exit status of what ctrl+c ended

Making = Callable[[], StudentSession]


def run(
    session: StudentSession | Making,
    *,
    read: Callable[[str], str] = typed,
    read_secret: Callable[[str], str] = secret,
    write: Callable[[str], object] = put,
    pressed: Callable[[float], bool] = pressed,
    pasted: Callable[[], str] = pasted,
    account: str | None = None,
    remember: Callable[..., object] | None = None,
    patience: float = 2.0,
    hint: Sequence[str] = (),
    looks: Looks | None = None,
    limits: Limits | None = None,
    attended: Callable[[Attended], object] = lambda attended: None,
    resume: bool = False,
) -> int:
    """Sign in and read pages until the reader quits or the input ends; returns the exit status.

    `session` may be what makes one: it is then made while the first question is answered. One that is signed in
    already goes straight to Home. `account` is the account number to offer; `remember` is called with `server` and
    `account` after a sign-in; `hint` is read after the first line. `limits` are those of a shared computer where they
    are not the site's; `attended` is given what looks after it. `resume` is whether a session may have been kept here.
    `looks` are those of the full screen, which can be changed here too.
    """
    with Background() as background:
        look = Attended(read, read_secret, write, background, limits)
        attended(look)
        console = Console(look.read, look.read_secret, write, pressed, pasted)
        console.say(welcome(), *hint)
        try:
            sign_in = SignIn(console, background, account or "", remember, look.watch)
            desk = _Desk(console, background, sign_in, look, patience, looks or Looks())
            desk.run(session, resume=resume)
        except KeyboardInterrupt:
            console.say("", goodbye())
            return INTERRUPTED
        except (EOFError, Quit):
            pass
        finally:
            look.stop()
        console.say(goodbye())
        return 0


class _Desk:
    """One place at which students sign in, one after the other."""

    def __init__(
        self,
        console: Console,
        background: Background,
        sign_in: SignIn,
        attended: Attended,
        patience: float,
        looks: Looks,
    ) -> None:
        self._console, self._background, self._sign_in = console, background, sign_in
        self._attended, self._patience, self._looks = attended, patience, looks

    def run(self, given: StudentSession | Making, *, resume: bool) -> None:
        """Student after student. Raises EOFError or Quit when the reader leaves from sign-in."""
        session = self._made(given) if callable(given) else lambda: given
        signed_in = not callable(given) and self._background.call(lambda: given.copy) is not None
        signed_in = signed_in or (resume and self._resumed(session()))
        while True:
            left = None if signed_in else self._enter(session)
            left = left or self._read(session())
            if left.words:
                self._console.say(left.words)
            if left.for_good:
                return
            signed_in = False

    def _enter(self, session: Making) -> Left | None:
        """Sign in; how it was left where somebody was in already, but for a password of their own."""
        try:
            self._sign_in.run(session)
        except Left as left:
            self._see_out(session())
            return left
        except BaseException:  # the end of the input, ctrl+c, a signal
            if self._attended.is_watching:
                self._see_out(session())
            raise
        self._console.say(*filter(None, (session().warning,)))
        return None

    def _see_out(self, session: StudentSession) -> None:
        with uninterrupted():
            self._attended.wipe()
            parting = self._background.see_through(session.leave())
            self._attended.rest()
            self._console.say(*filter(None, (parting,)))

    def _resumed(self, session: StudentSession) -> bool:
        """Whether a session that was kept here goes on; says whose it is, or why it does not."""
        if self._background.wait(session.resume(), self._long):
            self._console.say(self._background.call(lambda: signed_in_as(session.copy)))
            return True
        self._console.say(*filter(None, (session.refusal,)))
        return False

    def _made(self, make: Making) -> Making:
        """Begin to make the session; what comes back waits for it."""

        async def made() -> StudentSession:
            return make()

        return self._background.start(made()).result

    def _read(self, session: StudentSession) -> Left:
        """The pages, with a sync and the sending of answers beside them; how the reader left them."""
        changed = threading.Event()
        beside = [
            self._background.start(session.keep_in_sync(changed.set)),
            self._background.start(session.keep_sending(changed.set)),
        ]
        source = Source(session, self._background, changed, self._patience, self._long, self._looks)
        try:
            self._attended.watch(session)
            Reader(source, self._console).run()
        except Left as left:
            return left
        finally:
            self._looks.begin_again()
            self._attended.wipe()
            try:
                if session.copy is not None and not self._attended.is_over:
                    # quit, the end of the input or ctrl+c; who signed out has no copy
                    source.until(lambda: session.unsent == 0, MOMENT)
            finally:  # also where ctrl+c is pressed once more
                self._end(session, beside)
        return Left(for_good=True)

    def _end(self, session: StudentSession, beside: "Sequence[Future[None]]") -> None:
        with uninterrupted():
            for work in beside:
                work.cancel()
            parting = self._background.see_through(session.leave()) if session.copy is not None else ""
            self._attended.rest()
            self._console.say(*filter(None, (parting,)))

    def _long(self) -> None:
        self._console.say(waiting())
