"""What a student can do before anybody is signed in, and the ways in beside a password."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from tmp_tui.place import place, place_name
from tmp_tui.wire import Session
from tmp_tui.wire.accounts import DeviceGrant, Feedback, Link, LinkUse, LinkWord, Portal, Provider, Recovery
from tmp_tui.wire.sessions import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from tmp_tui.api.client import PortalClient

SLOWER = 5  # seconds more between two questions, for ever (RFC 8628, section 3.5)
LEAST_PAUSE, LONGEST_PAUSE = 1, 60  # seconds between two questions, whatever the portal says
LONGEST_WAIT = 1_800  # seconds


class Enter(Protocol):
    """Makes a session of what the portal gave; `password` is what the student came in with, if it was one."""

    def __call__(
        self, client: "PortalClient", session: Session, place: Place, password: str = "", /
    ) -> Awaitable[bool]: ...


class Entrance:
    """The door of one portal. `enter` makes a session of what the portal gave, and says whether Profile Setup comes first."""

    def __init__(self, make_client: "Callable[[], PortalClient]", enter: Enter) -> None:
        self._make_client, self._enter = make_client, enter
        self._places: dict[str, Place] = {}  # by device code: what a sign-in in a browser was begun as

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
        await self._enter(client, session, here, password)

    async def begin_device(self, provider: Provider | None = None, *, own: bool = False) -> DeviceGrant:
        """Begin a sign-in that is finished in a browser, here or elsewhere. Raises ApiError.

        Show `user_code` and `verification_uri`, the QR of `verification_uri_complete`, and call `await_device`.
        """
        async with self._asking() as client:
            here = place(own=own)
            grant = await client.device_grant(provider or "", here, place_name())
        self._places[grant.device_code] = here
        return grant

    async def await_device(self, grant: DeviceGrant) -> bool:
        """Wait until somebody approves in the browser; returns whether Profile Setup comes first. To cancel it is safe.

        Raises ApiError: Refused with the code "access-denied", or "expired-code" once it is too late.
        """
        client = self._make_client()
        try:
            session = await _granted(client, grant)
        except BaseException:
            await client.close()
            raise
        return await self._enter(client, session, self._places.pop(grant.device_code, place(own=False)))

    async def feedback(self, page: str, words: str = "", *, helpful: bool) -> None:
        """Say whether a page of help answered the question. Raises ApiError."""
        async with self._asking() as client:
            await client.feedback(Feedback(page, helpful, words))

    @asynccontextmanager
    async def _asking(self) -> "AsyncIterator[PortalClient]":
        import asyncio

        # Reading the certificates takes a tenth of a second, and somebody is typing already.
        client = await asyncio.to_thread(self._make_client)
        try:
            yield client
        finally:
            await client.close()


async def _granted(client: "PortalClient", grant: DeviceGrant) -> Session:
    """Ask again and again; a line that fails in between is no reason to begin anew."""
    import asyncio

    from tmp_tui.api import errors, grants

    clock = asyncio.get_running_loop().time
    ends, pause = clock() + min(grant.expires_in, LONGEST_WAIT), grant.interval
    while clock() < ends:
        await asyncio.sleep(min(max(pause, LEAST_PAUSE), LONGEST_PAUSE))
        try:
            return await client.device_token(grant.device_code)
        except errors.TooMany as error:
            pause = max(pause, error.retry_after)
        except (errors.Unreachable, errors.PortalFailed):
            continue
        except errors.Refused as error:
            if error.code == grants.SLOW_DOWN:
                pause += SLOWER
            elif error.code != grants.PENDING:
                raise
    raise grants.refused(grants.EXPIRED)
