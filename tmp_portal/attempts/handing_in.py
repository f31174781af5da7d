"""Handing in what time has run out for, minute by minute, while the portal runs (G14)."""

import threading
from collections.abc import Callable

from tmp_portal.attempts.staff import finalise_due
from tmp_portal.db.engine import Database

EVERY = 60.0  # seconds


class HandingIn:
    """A thread of its own, beside the requests; each worker may have one, for an attempt is handed in once.

    `on_fault` is told of what went wrong; the next minute tries again.
    """

    def __init__(
        self, database: Database, on_fault: Callable[[Exception], None], every: float = EVERY
    ) -> None:
        self._database, self._on_fault, self._every = database, on_fault, every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="handing in", daemon=True)

    def start(self) -> None:
        """Begin, at once: the portal may have been down for a while."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being handed in, and end."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                finalise_due(self._database, self._on_fault)
            except Exception as error:
                self._on_fault(error)
            self._stopping.wait(self._every)
