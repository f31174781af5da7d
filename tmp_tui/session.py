"""Who is signed in here, and what follows from it: a client with tokens, a local copy, and the sync that feeds it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tmp_tui.store.copy import LocalCopy
from tmp_tui.wire import TestIdEntry

if TYPE_CHECKING:
    import httpx


class Session:
    """One student's time at one portal, from sign-in to sign-out."""

    copy: LocalCopy | None

    def __init__(self, server: str, folder: Path, *, transport: "httpx.AsyncBaseTransport | None" = None) -> None:
        """`server` is the portal's address, `folder` where local copies are kept."""

    async def sign_in(self, account: str, username: str, password: str) -> bool:
        """Sign in and open the local copy; returns whether Profile Setup comes first. Raises ApiError."""

    async def set_up(self, password: str) -> None:
        """Profile Setup: choose the first password. Raises ApiError."""

    async def sign_out(self) -> None:
        """Forget everything here at once, and tell the portal if it can be reached."""

    async def sync(self) -> None:
        """One round trip; never raises: what kept the portal from answering is in `copy.freshness`."""

    async def keep_in_sync(self, changed: Callable[[], None]) -> None:
        """Sync now and again until cancelled, calling `changed` whenever the copy or its freshness changed."""

    async def look_up(self, test_id: str) -> TestIdEntry:
        """What a Test ID stands for. Raises ApiError."""
