"""Work that goes on beside an answer, so that its time tells nobody what was found (S3)."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger("tmp_portal")
_going_on: set[asyncio.Task[None]] = set()


def go_on(work: Coroutine[Any, Any, None]) -> None:
    """Let it run; what goes wrong is logged by its kind, without a value."""
    task = asyncio.get_running_loop().create_task(_logged(work))
    _going_on.add(task)
    task.add_done_callback(_going_on.discard)


async def finished() -> None:
    """Return once nothing goes on any more: before the database is let go of, and in tests."""
    here = asyncio.get_running_loop()
    while waiting := [task for task in _going_on if task.get_loop() is here]:
        await asyncio.gather(*waiting)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:
        log.error("%s beside an answer", type(error).__name__)  # noqa: TRY400  (a traceback may hold an address)
