"""Keeping the local copy up to date, beside everything else."""

import asyncio
import random
from collections.abc import Callable
from typing import Protocol

import msgspec

from tmp_tui.api.errors import ApiError, PortalFailed, SignedOut
from tmp_tui.store.copy import Garbled, LocalCopy
from tmp_tui.wire import SyncReply, SyncRequest

EVERY = 60.0  # seconds between two looks when all is well
FIRST_RETRY = 2.0  # seconds; doubles up to EVERY


class Portal(Protocol):
    """What sync needs of a client."""

    async def sync(self, request: SyncRequest) -> SyncReply: ...


class Syncer:
    """Brings one copy up to date with one portal; what goes wrong is kept in the copy's freshness, never raised."""

    def __init__(self, portal: Portal, copy: LocalCopy) -> None:
        self._portal, self._copy = portal, copy
        self._one_at_a_time = asyncio.Lock()
        self._looked = asyncio.Event()

    async def once(self) -> bool:
        """One round trip; says whether the copy or its freshness is not what it was."""
        async with self._one_at_a_time:
            before = self._copy.freshness
            self._copy.freshness = msgspec.structs.replace(before, asking=True)
            try:
                reply = await self._portal.sync(SyncRequest(self._copy.have()))
                return self._copy.apply(reply) or before.trouble != "" or before.at == 0
            except (ApiError, Garbled) as error:
                code = error.code if isinstance(error, ApiError) else PortalFailed.code
                self._copy.freshness = before.failed(code)
                return True
            finally:
                self._looked.set()
                if self._copy.freshness.asking:  # cancelled, or a fault of ours
                    self._copy.freshness = before

    async def run(self, changed: Callable[[], None]) -> None:
        """Sync now and again until cancelled or signed out; `changed` is called when there is something new to show."""
        while True:
            if await self.once():
                changed()
            if self._copy.freshness.trouble == SignedOut.code:
                return
            await self._pause()

    async def _pause(self) -> None:
        """Until the next look; what somebody else's look finds meanwhile decides how long that is."""
        while True:
            self._looked.clear()
            trouble, failures = self._copy.freshness.trouble, self._copy.freshness.failures
            pause = min(EVERY, FIRST_RETRY * 2 ** min(failures - 1, 6)) if trouble else EVERY
            pause *= random.uniform(0.8, 1.2)  # noqa: S311  (spreads a room's students, no secret)
            try:
                async with asyncio.timeout(pause):
                    await self._looked.wait()
            except TimeoutError:
                return
