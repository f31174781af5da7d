"""What a student can do before anybody is signed in, and the ways in beside a password."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tmp_tui.place import place, place_name
from tmp_tui.wire import Session
from tmp_tui.wire.accounts import Feedback, Link, LinkUse, LinkWord, Portal, Recovery
from tmp_tui.wire.sessions import Place

if TYPE_CHECKING:
    from tmp_tui.api.client import PortalClient

Enter = Callable[["PortalClient", Session, Place], Awaitable[bool]]


class Entrance:
    """The door of one portal. `enter` makes a session of what the portal gave, and says whether Profile Setup comes first."""

    def __init__(self, make_client: "Callable[[], PortalClient]", enter: Enter) -> None:
        self._make_client, self._enter = make_client, enter

    async def portal(self, account: str = "") -> Portal:
        """Which other sign-ins the portal has, whether it sends mail, who helps. Raises ApiError."""
        async with self._asking() as client:
            return await client.portal(account)

    async def recover_account(self, email: str) -> None:
        """Have account numbers mailed. Raises ApiError."""
        async with self._asking() as client:
            await client.recover_account(Recovery(email.strip()))

    async def recover_password(self, email: str) -> None:
        """Have a link and a code to a new password mailed. Raises ApiError."""
        async with self._asking() as client:
            await client.recover_password(Recovery(email.strip()))

    async def look_at_link(self, word: str) -> Link:
        """What a link or code is good for. Raises ApiError."""
        async with self._asking() as client:
            return await client.look_at_link(LinkWord(word))

    async def confirm_email(self, word: str) -> None:
        """Confirm an e-mail address. Raises ApiError."""
        async with self._asking() as client:
            await client.confirm_email(LinkWord(word))

    async def use_link(self, word: str, password: str, *, own: bool = False) -> None:
        """Choose a password with a link or code; the student is signed in. Raises ApiError."""
        client, here = self._make_client(), place(own=own)
        try:
            session = await client.use_link(LinkUse(word, password, here, place_name()))
        except BaseException:
            await client.close()
            raise
        await self._enter(client, session, here)

    async def feedback(self, page: str, words: str = "", *, helpful: bool) -> None:
        """Say whether a page of help answered the question. Raises ApiError."""
        async with self._asking() as client:
            await client.feedback(Feedback(page, helpful, words))

    @asynccontextmanager
    async def _asking(self) -> "AsyncIterator[PortalClient]":
        client = self._make_client()
        try:
            yield client
        finally:
            await client.close()
