"""An event loop in a thread of its own, so that waiting for a typed line never holds up the network."""

import contextlib
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

T = TypeVar("T")

LONG = 2.0  # seconds after which a wait is spoken of
GOODBYE = 1.0  # seconds for what still runs to end


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl+C is heard after this, as KeyboardInterrupt; within another of these, after that one."""
    pressed: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


class Background:
    """Runs coroutines, all in one thread; asyncio is imported there, while the reader types already."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Cancel what still runs and end the thread; one that does not end is left to the process's end."""
        self._ready.wait()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(GOODBYE)

    def start(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Begin the work and go on at once."""
        import asyncio

        self._ready.wait()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def wait(self, work: Coroutine[Any, Any, T], long: Callable[[], None] | None = None) -> T:
        """The work's result; `long` is called once if it takes longer than two seconds. Raises what the work raises."""
        future = self.start(work)
        try:
            return future.result(LONG if long is not None else None)
        except TimeoutError:
            if long is None or future.done():
                return future.result()
            long()
            return future.result()

    def see_through(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of what ends a session and is soon done, `uninterrupted`. Raises what the work raises."""
        with uninterrupted():
            return self.start(work).result()

    def call(self, function: Callable[[], T]) -> T:
        """The function's result, computed where the coroutines run, so that it never sees half of a change."""

        async def called() -> T:
            return function()

        return self.wait(called())

    def _run(self) -> None:
        import asyncio

        async def end_all() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.wait(others, timeout=GOODBYE / 2) if others else None

        self._loop = asyncio.new_event_loop()
        self._ready.set()
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(end_all())
        finally:
            self._loop.close()
