"""Where line mode writes and reads: whatever prints and asks, a terminal, a pipe, or a test."""

import sys
import time
from collections.abc import Callable
from io import TextIOWrapper

from tmp_tui.text import safe_text

LONGEST = 21_000  # characters of a line: a whole text, its number and facts
PASTING = 0.1  # seconds between two lines of what is pasted
MOST_PASTED = 2_000  # lines
LONGEST_TYPED = 70_000  # of an answer: more than may be one, so that what is too long is refused and not cut


def put(line: str) -> None:
    """Write one line at once, also into a pipe."""
    print(_writable(line), flush=True)


def typed(prompt: str) -> str:
    """A typed line; where no terminal shows what is typed, the prompt is a line of its own."""
    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors == "strict":
        sys.stdin.reconfigure(errors="replace")  # a stray byte is a mistyped letter, not the end
    if sys.stdin.isatty():
        return input(_writable(prompt))
    put(prompt.rstrip())
    return input()


def _writable(text: str) -> str:
    """The text in what the output can encode, the rest told by something near it or by question marks."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.replace(" · ", ", ").replace("…", "...").encode(encoding, "replace").decode(encoding)
    return text


def secret(prompt: str) -> str:
    """A typed password, unseen where a terminal is read, else a plain line."""
    if not sys.stdin.isatty():
        return typed(prompt)
    from getpass import getpass

    return getpass(_writable(prompt))


def pressed(seconds: float) -> bool:
    """Whether Enter is pressed within so many seconds, or the input ends."""
    import select

    try:
        ready = select.select([sys.stdin], [], [], seconds)[0]
    except (OSError, ValueError):  # no file that can be waited for
        time.sleep(seconds)
        return False
    return bool(ready) and sys.stdin.readline() is not None


def pasted() -> str:
    """The lines that were pasted with the one just typed; what has no end of line is dropped with them."""
    import select

    if not sys.stdin.isatty():
        return ""
    lines: list[str] = []
    try:
        while len(lines) < MOST_PASTED and select.select([sys.stdin], [], [], PASTING)[0]:
            if not (line := sys.stdin.readline()):
                break
            lines.append(line)
    except (OSError, ValueError):  # no file that can be waited for
        return ""
    if lines:
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
    return "".join(lines)


class Console:
    """Lines out and lines in; nothing that acts on a terminal passes."""

    def __init__(
        self,
        read: Callable[[str], str],
        read_secret: Callable[[str], str],
        write: Callable[[str], object],
        pressed: Callable[[float], bool] = pressed,
        pasted: Callable[[], str] = pasted,
    ) -> None:
        """`pressed` is whether Enter is pressed within so many seconds; `pasted` is what was pasted with a line."""
        self._read, self._read_secret, self._write, self.pressed = read, read_secret, write, pressed
        self._pasted = pasted

    def say(self, *texts: str) -> None:
        """Write each text, one line or several."""
        for text in texts:
            for line in text.split("\n"):
                self._write(safe_text(line, length=LONGEST))

    def ask(self, prompt: str) -> str:
        """One typed line. Raises EOFError at the end of input."""
        return safe_text(self._read(safe_text(prompt))).strip()

    def ask_answer(self, prompt: str) -> str:
        """One typed line of any length, with its spaces. Raises EOFError at the end of input."""
        return safe_text(self._read(safe_text(prompt)), length=LONGEST_TYPED)

    def ask_pasted(self, prompt: str) -> str:
        """What was typed, or all lines of what was pasted. Raises EOFError at the end of input."""
        first = self.ask_answer(prompt)
        rest = [safe_text(line, length=LONGEST_TYPED) for line in self._pasted().splitlines()]
        return "\n".join([first, *rest])

    def ask_secret(self, prompt: str) -> str:
        """One typed line exactly as it was typed. Raises EOFError at the end of input."""
        return self._read_secret(safe_text(prompt))
