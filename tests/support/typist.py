"""A student at line mode whose lines are prepared."""

from collections.abc import Callable


class Typist:
    """Types prepared lines at line mode's questions, and keeps everything that was written, prompts included.

    A line may be a function: it is called when its question is asked, and what it returns is typed.
    """

    def __init__(self, *lines: str | Callable[[], str]) -> None:
        self.written: list[str] = []
        self.unseen: list[str] = []
        self._lines = list(lines)

    def read(self, prompt: str) -> str:
        """The next line. Raises EOFError when there is none."""
        self.written.append(prompt)
        if not self._lines:
            raise EOFError
        line = self._lines.pop(0)
        return line if isinstance(line, str) else line()

    def read_secret(self, prompt: str) -> str:
        """The next line, as a password."""
        self.unseen.append(prompt)
        return self.read(prompt)

    def write(self, line: str) -> None:
        """Keep what was written."""
        self.written.append(line)

    def after(self, line: str) -> list[str]:
        """What was written after the first time that this was."""
        return self.written[self.written.index(line) + 1 :]
