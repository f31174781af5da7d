"""The sample school's portal, as a child of this program: real HTTP on loopback, gone when we go."""

import contextlib
import shlex
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tmp_tui.text import _

SERVING = "Serving on "


class DemoError(Exception):
    """The sample school could not be started; the message says why."""


class Demo:
    """Starts the portal at once; `address()` waits until it listens. Closing our end of its input ends it."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        command = [
            sys.executable,
            "-m",
            "tmp_portal",
            "--data",
            str(folder),
            "demo",
            *(["--fresh"] if fresh else []),
            "--port",
            str(_free(folder.with_suffix(".port"))),
        ]
        self.folder = folder
        self._port_file = folder.with_suffix(".port")
        self._child = subprocess.Popen(  # noqa: S603  (our own program)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._address = ""
        self._said = ""
        self._ready = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def address(self) -> str:
        """The portal's address, once it serves; raises DemoError."""
        self._ready.wait()
        if not self._address:
            raise DemoError(
                _("The sample school could not be started. {reason}").format(reason=self._said.strip()[-300:])
            )
        return self._address

    def close(self) -> None:
        """End the portal and wait for it."""
        if self._child.stdin:
            self._child.stdin.close()
        try:
            self._child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def _remember_port(self) -> None:
        with contextlib.suppress(OSError):
            self._port_file.write_text(self._address.rpartition(":")[2].strip("/"), encoding="ascii")

    def _listen(self) -> None:
        out, err = self._child.stdout, self._child.stderr
        if out is None or err is None:
            return
        for line in out:
            if line.startswith(SERVING):
                self._address = line.removeprefix(SERVING).strip()
                self._remember_port()
                break
        else:
            self._said = err.read()
        self._ready.set()
        threading.Thread(
            target=err.read, daemon=True
        ).start()  # nobody reads it; a full pipe would stop the portal
        out.read()


def _free(remembered: Path) -> int:
    """The port of last time, so that what waits on this computer for the sample school finds it again; 0 if it is taken."""
    try:
        port = int(remembered.read_text(encoding="ascii"))
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(("127.0.0.1", port))
    except (OSError, ValueError, OverflowError):
        return 0
    return port


def hint(folder: Path) -> tuple[str, ...]:
    """What the demo's sign-in page shows; its portal is in `folder`."""
    home, shown = Path.home(), shlex.quote(str(folder))
    if shown == str(folder) and folder.is_relative_to(home):
        shown = f"~/{folder.relative_to(home)}"
    return (
        _("Sample school. Account number 4821."),
        _("Student: ada, password analytical-engine."),
        _("First sign-in, once: grace, temporary password nanosecond-1906."),
        _("Test ID: 246813."),
        _("Its mail: {command}").format(command=f"tmp-portal --data {shown} mail list"),
    )
