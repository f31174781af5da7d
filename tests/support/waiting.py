"""Waiting for what is on its way: as long as it takes, and never for ever."""

import asyncio
import time
from collections.abc import Callable


async def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Go on as soon as something is so; TimeoutError where it never is."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110  (what is waited for is a state)
            await asyncio.sleep(0.001)


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    """The same for what another thread or program does; AssertionError where it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not so within {seconds} seconds"
        time.sleep(0.01)
