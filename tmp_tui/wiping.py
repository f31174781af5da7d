"""Nothing of a student stays in the terminal of a shared computer: not on the screen, not in what can be scrolled back."""

import contextlib
import os
import select
import sys
import termios

_CLEAR = b"\x1b[H\x1b[2J\x1b[3J"


def clear_terminal() -> None:
    """Clear the screen and what was scrolled away, where lines are written to a terminal that takes them."""
    with contextlib.suppress(OSError, ValueError, termios.error):
        if not sys.stdout.isatty():
            return
        # Ctrl+S may have stopped it, and TCOON undoes nothing but TCOOFF.
        termios.tcflow(sys.stdout, termios.TCOOFF)
        termios.tcflow(sys.stdout, termios.TCOON)
        if select.select([], [sys.stdout], [], 0)[1]:
            os.write(sys.stdout.fileno(), _CLEAR)


def drop_typed() -> None:
    """Forget what was typed and not yet read: it was meant for another question, or for somebody else."""
    with contextlib.suppress(OSError, ValueError, termios.error):
        termios.tcflush(sys.stdin, termios.TCIFLUSH)
