"""The session's tokens on every request, renewed when they run out. The access token lives in memory only."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Protocol

import httpx

from tmp_tui.api.errors import SignedOut
from tmp_tui.wire import Session

EARLY = 20  # seconds before its end at which an access token is renewed, to save a refused round trip

Renew = Callable[[str], Awaitable[Session]]


class Shelf(Protocol):
    """Where several processes of one student find the newest refresh token, if they share a session."""

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Nobody else renews meanwhile."""
        ...

    async def newest(self) -> str:
        """The token that lies there; empty where there is none for this student."""
        ...

    async def put(self, session: Session) -> None:
        """The session was renewed."""
        ...


class NoShelf:
    """Nobody shares the session."""

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Nobody else is there."""
        return nullcontext()

    async def newest(self) -> str:
        """Nothing lies there."""
        return ""

    async def put(self, session: Session) -> None:
        """It lives in memory only."""


class SessionAuth(httpx.Auth):
    """Bearer tokens with rotation; however many requests and processes wait, each token is used up once."""

    def __init__(self, refresh_token: str, renew: Renew, shelf: Shelf | None = None) -> None:
        """`renew` asks the portal for the next pair, and raises ApiError. The first request does that at once, unless
        `take` brings a session."""
        self._refresh, self._renew, self._shelf = refresh_token, renew, shelf or NoShelf()
        self._access, self._renew_at = "", 0.0
        self._renewal: asyncio.Task[bool] | None = None
        self.renewed_at = 0.0  # seconds since 1970, by this computer's clock

    def take(self, session: Session) -> None:
        """Go on with these tokens."""
        self._access, self._refresh = session.access_token, session.refresh_token
        self._renew_at = time.monotonic() + session.expires_in - EARLY
        self.renewed_at = time.time()

    @property
    def tokens(self) -> tuple[str, str]:
        """The access token and the refresh token as they are now, for the end of the session."""
        return self._access, self._refresh

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send with a token that is good; if the portal refuses it all the same, renew once and send again.

        Raises ApiError where renewing fails for another reason than a refusal.
        """
        used = self._access
        if time.monotonic() >= self._renew_at:
            await self._renewed(used)
            used = self._access
        if not used:
            raise SignedOut
        request.headers["authorization"] = f"Bearer {used}"
        response = yield request
        if response.status_code != httpx.codes.UNAUTHORIZED or not await self._renewed(used):
            return
        request.headers["authorization"] = f"Bearer {self._access}"
        yield request

    async def settled(self) -> None:
        """A renewal that is on its way is waited for: its token would be lost."""
        if self._renewal is not None:
            await asyncio.wait([self._renewal])

    async def _renewed(self, used: str) -> bool:
        """Whether there is another access token than the one used; one renewal for all who wait, cut short by none."""
        if self._renewal is None or self._renewal.done():
            if used != self._access:
                return True
            self._renewal = asyncio.get_running_loop().create_task(self._renew_once())
            self._renewal.add_done_callback(_seen)
        return await asyncio.shield(self._renewal)

    async def _renew_once(self) -> bool:
        async with self._shelf.alone():
            token = await self._shelf.newest() or self._refresh
            while True:
                try:
                    session = await self._renew(token)
                    break
                except SignedOut:
                    newer = await self._shelf.newest()
                    if newer in ("", token):
                        return False
                    token = newer
            self.take(session)
            await self._shelf.put(session)
            return True


def _seen(renewal: "asyncio.Task[bool]") -> None:
    """Whoever waited may be gone: an error that nobody takes is none."""
    if not renewal.cancelled():
        renewal.exception()
