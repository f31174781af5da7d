"""Ending a session at the portal without an event loop: when nothing else of the program may be relied on."""

import contextlib
import threading

import httpx
import msgspec

from tmp_tui.place import may_be_own
from tmp_tui.wire import Refresh, Session

SECONDS = 2.0  # for each step; whoever waits, waits no longer for all of it


def revoke(server: str, access: str, refresh: str) -> threading.Thread:
    """Begin to end the session of these tokens; the thread that does it, to be waited for. Never raises."""
    work = threading.Thread(target=_revoke, args=(server, access, refresh), daemon=True)
    work.start()
    return work


def _revoke(server: str, access: str, refresh: str) -> None:
    with (
        contextlib.suppress(httpx.HTTPError, httpx.InvalidURL, msgspec.MsgspecError, UnicodeError),
        httpx.Client(base_url=server, timeout=SECONDS, trust_env=may_be_own()) as http,
    ):
        if _end(http, access) == httpx.codes.UNAUTHORIZED:  # it ran out while the program hung
            renewed = http.post("v1/sessions/refresh", content=msgspec.json.encode(Refresh(refresh)))
            _end(http, msgspec.json.decode(renewed.content, type=Session).access_token)


def _end(http: httpx.Client, access: str) -> int:
    return http.delete("v1/sessions/current", headers={"authorization": f"Bearer {access}"}).status_code
