"""Calls that may never return: each in a daemon thread, which holds up neither the keys nor the program's end."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

LIMIT = 2.0  # seconds; a keyring that is well answers within 0.1


async def limited(call: Callable[[], T], seconds: float = LIMIT) -> T:
    """What the call returns. Raises TimeoutError once it takes too long, and whatever the call raises."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if answer.done():
            return  # nobody waits any more
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type]  # None only where T is

    def work() -> None:
        result, error = None, None
        try:
            result = call()
        except Exception as caught:  # whoever awaits it gets it
            error = caught
        with suppress(RuntimeError):  # the loop ended meanwhile
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=work, name="keyring", daemon=True).start()
    async with asyncio.timeout(seconds):
        return await answer
