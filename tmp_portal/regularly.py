"""What the portal does by itself while it runs, now and again, beside the requests."""

import threading
from collections.abc import Callable


class Regularly:
    """Does `work` in a thread of its own, at once (the portal may have been down for a while) and then `every` so many seconds.

    `on_fault` is told of what went wrong; the next time tries again.
    """

    def __init__(
        self, name: str, work: Callable[[], object], every: float, on_fault: Callable[[Exception], None]
    ) -> None:
        self._work, self._every, self._on_fault = work, every, on_fault
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being done, and end."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._work()
            except Exception as error:
                self._on_fault(error)
            self._stopping.wait(self._every)
