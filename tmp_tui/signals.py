"""Told to end from outside: SIGTERM, SIGHUP, SIGQUIT, a terminal that was closed. What is typed is kept, then we are gone (G26)."""

import contextlib
import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, NoReturn

KEEP_BY = 1.5  # seconds after the signal by which what is typed is kept, from another thread if need be
GONE_BY = 2.5  # seconds after which nothing is waited for any more
# The keyboard protocol, the mouse, pasting, the screen before and the cursor, as they were.
_LEAVE_SCREEN = b"\x1b[<u\x1b[?1003l\x1b[?1000l\x1b[?2004l\x1b[?1049l\x1b[?25h"

_as_found: list[
    tuple[list[Any] | None, bool]
] = []  # the terminal, and whether the full screen is shown on it


class Ended(BaseException):
    """A signal ends the program; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def heeded(
    gone: Callable[[int], None], keep: Callable[[], object], *, full_screen: bool = False
) -> Iterator[Callable[[int], int]]:
    """Call `gone` with the number of the first signal that comes, in the main thread, in the middle of anything.

    Whatever that leads to: after three seconds the process is no more, `keep` was called, and the terminal takes lines
    again. Yields what turns an exit status into the one that says which signal it was. A signal that whoever started us
    wants ignored (`nohup`) stays ignored.
    """
    came: list[int] = []
    before = _terminal()
    _as_found[:] = [(before, full_screen)]

    def end(number: int, _frame: FrameType | None) -> None:
        if not came:
            came.append(number)
            threading.Thread(target=_last_resort, args=(number, keep), daemon=True).start()
            gone(number)

    numbers = [one for one in _numbers() if signal.getsignal(one) is not signal.SIG_IGN]
    old = {number: signal.signal(number, end) for number in numbers}
    try:
        yield lambda status: 128 + came[0] if came else status
    finally:
        if came:
            _hush()
        else:  # once the end is on its way, no further signal cuts it short
            for number, handler in old.items():
                signal.signal(number, handler)


def raise_ended(number: int) -> None:
    """What line mode does: stop whatever is waited for."""
    raise Ended(number)


def _numbers() -> list[signal.Signals]:
    return [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]  # the last is ctrl+\ where lines are read


def _hush() -> None:
    """Where the terminal is gone, what is still to be written goes nowhere, and is no failure."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def give_up(status: int) -> NoReturn:
    """End the process now, from any thread; the terminal takes lines again where it can be reached."""
    with contextlib.suppress(OSError, ValueError, termios.error):
        for before, full_screen in _as_found:
            _restore(before, full_screen)
    os._exit(status)


def _last_resort(number: int, keep: Callable[[], object]) -> None:
    """Nobody may read the terminal, so that whatever writes to it waits for ever: end all the same."""
    time.sleep(KEEP_BY)
    with contextlib.suppress(Exception):
        keep()
    time.sleep(GONE_BY - KEEP_BY)
    give_up(128 + number)


def _terminal() -> list[Any] | None:
    """How the terminal is set, to be set again; None where there is none."""
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (OSError, ValueError, termios.error):
        return None


def _restore(before: list[Any] | None, full_screen: bool) -> None:
    if before is None or sys.__stdin__ is None:
        return
    terminal = sys.__stdin__.fileno()
    termios.tcsetattr(terminal, termios.TCSANOW, before)
    if full_screen and select.select([], [terminal], [], 0)[1]:  # one that is full is written to in vain
        os.write(terminal, _LEAVE_SCREEN)
