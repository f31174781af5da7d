"""The session's tokens on every request, renewed when they run out. They live in memory only."""

import asyncio
import time
from collections.abc import AsyncGenerator

import httpx
import msgspec

from tmp_tui.wire import Refresh, Session

EARLY = 20  # seconds before its end at which an access token is renewed, to save a refused round trip


class SessionAuth(httpx.Auth):
    """Bearer tokens with rotation; however many requests wait, they are renewed once."""

    def __init__(self, session: Session, renewal_url: httpx.URL) -> None:
        """`renewal_url` is at the portal, so a token never crosses hosts."""
        self._renewal_url = renewal_url
        self._lock = asyncio.Lock()
        self._take(session)

    @property
    def tokens(self) -> tuple[str, str]:
        """The access token and the refresh token as they are now, for the end of the session."""
        return self._access, self._refresh

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send with a token that is good; if the portal refuses it all the same, renew once and send again."""
        used = self._access
        if time.monotonic() >= self._renew_at:
            async with self._lock:
                if used == self._access:
                    await self._renewed((yield self._renewal()))
            used = self._access
        request.headers["authorization"] = f"Bearer {used}"
        response = yield request
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return
        async with self._lock:
            if used == self._access and not await self._renewed((yield self._renewal())):
                return
        request.headers["authorization"] = f"Bearer {self._access}"
        yield request

    def _take(self, session: Session) -> None:
        self._access, self._refresh = session.access_token, session.refresh_token
        self._renew_at = time.monotonic() + session.expires_in - EARLY

    def _renewal(self) -> httpx.Request:
        return httpx.Request(
            "POST",
            self._renewal_url,
            headers={"content-type": "application/json"},
            content=msgspec.json.encode(Refresh(self._refresh)),
        )

    async def _renewed(self, response: httpx.Response) -> bool:
        if response.status_code != httpx.codes.OK:
            return False
        try:
            self._take(msgspec.json.decode(await response.aread(), type=Session))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return False
        return True
