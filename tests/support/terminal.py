"""A real program in a real pseudo-terminal, with a model of its screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence

import psutil
import pyte

KEYS = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C",
    "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdn": "\x1b[6~", "backspace": "\x7f",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~", "delete": "\x1b[3~",
}  # fmt: skip


class Terminal:
    """Starts a program at once; `close` ends it. Everything that it wrote is in `raw`, with times in `writes`."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        term: str = "xterm-256color",
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.writes: list[tuple[float, int]] = []
        self._lock = threading.Lock()
        self._reading = threading.Event()
        self._reading.set()
        self._closed = False
        self._fed = 0
        self._master, slave = pty.openpty()
        self._resize(columns, rows)
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**environment, "TERM": term},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # in the child
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while not self._closed:
            self._reading.wait()
            try:
                if not select.select([self._master], [], [], 0.05)[0]:
                    continue  # a file that is read from cannot be closed
                data = os.read(self._master, 65536)
            except (OSError, ValueError):
                return
            if not data:
                return
            with self._lock:
                self.raw += data
                self.writes.append((time.perf_counter(), len(data)))

    def type(self, text: str) -> None:
        """Type characters."""
        os.write(self._master, text.encode())

    def enter(self, line: str) -> None:
        """Type one line."""
        self.type(f"{line}\r")

    def said(self) -> str:
        """Everything that it wrote, what was typed into it included."""
        with self._lock:
            return self.raw.decode(errors="replace").replace("\r", "")

    def key(self, *names: str) -> None:
        """Press keys by name; `ctrl+x` too, and single characters."""
        for name in names:
            code = chr(ord(name[5:]) - 96) if name.startswith("ctrl+") else KEYS.get(name, name)
            os.write(self._master, code.encode())

    def lines(self) -> list[str]:
        """The screen as it is now."""
        with self._lock:
            new, self._fed = self.raw[self._fed :], len(self.raw)
            # pyte has no words for keyboard protocols and mode queries
            for unknown in (b"\x1b[>25u", b"\x1b[<u", b"\x1b[?2026$p", b"\x1b[?2048$p"):
                new = new.replace(unknown, b"")
            self._stream.feed(new)
            return [line.rstrip() for line in self.screen.display]

    def still(self) -> list[str]:
        """The screen once two looks in a row are alike: whoever goes by what stands where wants no half of a frame."""
        before, lines = [""], self.lines()
        while lines != before:
            select.select([], [], [], 0.05)
            before, lines = lines, self.lines()
        return lines

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines())

    def wait_for(self, wanted: str | Callable[[str], bool], seconds: float = 20) -> str:
        """The screen once it has the words; an AssertionError with the screen otherwise."""
        true = wanted if callable(wanted) else lambda text: wanted in text
        end = time.monotonic() + seconds
        while True:
            text = self.text()
            if true(text):
                return text
            if time.monotonic() > end or (self.process.poll() is not None and not self._reader.is_alive()):
                raise AssertionError(
                    f"never saw {wanted!r}; exit status {self.process.poll()}; the screen:\n{text}"
                )
            select.select([], [], [], 0.02)

    def settle(self, quiet: float = 0.15, seconds: float = 5) -> float:
        """When the last byte before `quiet` seconds of silence came (perf_counter)."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            with self._lock:
                last = self.writes[-1][0] if self.writes else self.started
            if time.perf_counter() - last > quiet:
                return last
            select.select([], [], [], 0.005)
        return time.perf_counter()

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size."""
        with self._lock:
            self.screen.resize(rows, columns)
        self._resize(columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def _resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def stall(self) -> None:
        """Read nothing more of what the program writes, as a line does that hangs."""
        self._reading.clear()

    def rest(self, seconds: float = 0.3) -> None:
        """Wait until the program has done nothing for so long."""
        program, used, since = psutil.Process(self.process.pid), None, time.monotonic()
        while time.monotonic() - since < seconds:
            if (now := program.cpu_times()) != used:
                used, since = now, time.monotonic()
            select.select([], [], [], 0.02)

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, and takes it line by line."""
        wanted = termios.ECHO | termios.ICANON
        return bool(termios.tcgetattr(self._master)[3] & wanted == wanted)

    def wait(self, seconds: float = 10) -> int:
        """The exit status."""
        status = self.process.wait(seconds)
        self._reader.join(1)
        return status

    def close(self) -> None:
        """End the program, if it did not end by itself."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        self._closed = True
        self._reading.set()
        self._reader.join(1)
        master, self._master = self._master, -1
        if master >= 0:
            os.close(master)
