"""The real program behind pipes: no terminal at all."""

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence


class Piped:
    """Starts a program at once; everything that it wrote, errors too, is in `bytes`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.bytes = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        while chunk := os.read(self.process.stdout.fileno(), 65_536):
            self.bytes += chunk

    def said(self) -> str:
        """Everything that it wrote."""
        return self.bytes.decode(errors="replace")

    def type(self, *lines: str) -> None:
        """Type lines at once, as a pipe does."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.process.stdin.flush()

    def enter(self, line: str) -> None:
        """Type one line."""
        self.type(line)

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Wait until it was written."""
        end = time.monotonic() + seconds
        while words not in self.said():
            assert time.monotonic() < end, self.said()
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.end()

    def end(self) -> int:
        """Close the pipe and wait."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        status = self.process.wait(20)
        self._reader.join(5)
        self.process.stdout.close()
        return status
