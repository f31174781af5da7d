"""Who is signed in here, and what follows from it: a client with tokens, a local copy, and the sync that feeds it."""

import base64
import contextlib
import functools
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tmp_tui import wire
from tmp_tui.account import Account
from tmp_tui.api.errors import ApiError, PortalFailed, SignedOut, words
from tmp_tui.entrance import Entrance
from tmp_tui.place import may_be_own, place, place_name
from tmp_tui.presence import Presence
from tmp_tui.syncing import Syncing
from tmp_tui.text import use_zone
from tmp_tui.vault.keeping import Keeping, farewell, not_found
from tmp_tui.vault.kept import Kept
from tmp_tui.vault.vault import Vault

if TYPE_CHECKING:
    import asyncio

    import httpx

    from tmp_tui.api.auth import SessionAuth
    from tmp_tui.api.client import PortalClient
    from tmp_tui.store.copy import LocalCopy
    from tmp_tui.store.journal import Journal
    from tmp_tui.store.sending import Sender
    from tmp_tui.store.sync import Syncer
    from tmp_tui.wire.sessions import Place

LEAVING = 2  # seconds
PATIENCE = 3  # seconds for the portal to know a session that was kept; then its copy is read meanwhile


class Session(Syncing):
    """One student's time at one portal, from sign-in to sign-out.

    Making one imports httpx and cryptography: do it behind the first paint.
    """

    def __init__(
        self,
        server: str,
        folder: Path,
        *,
        transport: "httpx.AsyncBaseTransport | None" = None,
        vault: Vault | None = None,
    ) -> None:
        """`server` is the portal's address, `folder` where local copies are kept.

        Without a `vault` the session lives in memory only.
        """
        from tmp_tui.api import auth, client
        from tmp_tui.store import copy, journal, sending, sync

        self._make_client = functools.partial(
            client.PortalClient, server, transport=transport, trust_env=may_be_own()
        )
        self._make_auth = auth.SessionAuth
        self._vault = vault or Vault(server)
        self._auth: SessionAuth | None = None
        self._idle = 0  # seconds that the portal lets this session lie unused
        self.refusal = ""  # why a session that was kept here does not go on, in words
        self._make_copy, self._make_syncer = copy.LocalCopy, sync.Syncer
        self._make_journal, self._make_sender = journal.Journal, sending.Sender
        self.server = server
        self.copy: LocalCopy | None = None
        self._folder = folder
        self._client: PortalClient | None = None
        self._syncer: Syncer | None = None
        self.journal: Journal | None = None
        self.sender: Sender | None = None
        self.place: Place = "shared"  # what the portal was told at the sign-in
        self._done: set[str] = set()  # attempts that were handed in before this sign-in
        self._tasks: set[asyncio.Task[None]] = set()
        self._undoing: asyncio.Task[None] | None = None  # a sign-in that was stopped
        self._tell: Callable[[], None] = lambda: None
        self.presence = Presence(lambda: self._client)
        self.entrance = Entrance(self._make_client, self._enter)
        self.account = Account(self._signed_in, self.presence.heard)

    async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
        """Sign in and open the local copy; returns whether Profile Setup comes first. Raises ApiError.

        `own` is whether the student says that nobody else uses this computer. Where the session will live is found out
        before the portal is asked.
        """
        here = place(own=own)
        await self._vault.look(own=here != "shared")
        form = wire.SignIn(
            account="".join(account.split()),
            username=username.strip(),
            password=password,
            place=here,
            place_name=place_name(),
        )
        client = self._make_client()
        try:
            session = await client.sign_in(form)
        except BaseException:
            await client.close()
            raise
        return await self._enter(client, session, form.place, password)

    async def _enter(
        self, client: "PortalClient", session: wire.Session, place: "Place" = "shared", password: str = ""
    ) -> bool:
        """Whoever was here before is gone; returns whether Profile Setup comes first. `password` is what they came in
        with, if it was one."""
        import asyncio

        try:
            await self._end()
            self._client, self.place = client, place
            await self._begin(session)
        except BaseException:  # stopped meanwhile, or no key: nobody would see that somebody is signed in
            self._undoing = asyncio.get_running_loop().create_task(self._undo(client, session))
            await asyncio.shield(self._undoing)  # whoever stops that too, stops only waiting for it
            raise
        if password:
            self.presence.heard(password)
        return session.setup

    async def _undo(self, client: "PortalClient", session: wire.Session) -> None:
        """The portal hears that nobody came of it; whoever was here before, and has not gone yet, stays."""
        if self._client is client:
            await self.sign_out()
            return
        auth = self._make_auth(session.refresh_token, lambda token: client.renew(wire.Refresh(token)))
        auth.take(session)
        client.use(auth)
        try:
            await _told(client)
        finally:
            await client.close()

    async def set_up(self, password: str) -> None:
        """Profile Setup: choose the first password. Raises ApiError."""
        await self._begin(await self._signed_in().set_up(wire.ProfileSetup(password)))
        self.presence.heard(password)

    async def resume(self, *, to_end: bool = False) -> bool:
        """Go on with the session that was kept on this computer; whether somebody is signed in now.

        Where the portal does not answer, there is the local copy, and what waits is sent once it does. Where it refuses, or
        the keyring is locked, `refusal` says so. `to_end` is whether it is to be ended: that can be done on a shared
        computer, too.
        """
        if self._client is not None or not (to_end or may_be_own()):
            return self.copy is not None
        kept = await self._vault.find()
        if kept is None:
            self.refusal = not_found(self._vault.keeping.why)
            return False
        client = self._client = self._make_client()
        self.place, self._idle = place(own=True), kept.idle
        try:
            self._open(kept.user_id, kept.seal_key, kept.refresh_token)
        except PortalFailed:  # not what was written here
            await self._drop()
            return False
        await self._first_sync()
        if self._client is not client or self.copy is None:
            return False  # somebody signed in meanwhile
        if self.copy.freshness.trouble == SignedOut.code:
            self.refusal = words(SignedOut.code)
            await self._drop()
            return False
        return True

    async def _first_sync(self) -> None:
        """It renews the session, too; one that takes longer goes on by itself."""
        import asyncio

        first = self._beside(self.sync())
        await asyncio.wait([first], timeout=PATIENCE)

    async def _drop(self) -> None:
        await self._vault.forget()
        await self._end()

    async def sign_out(self) -> str:
        """Forget everything here at once, the keyring's item too, and tell the portal if it can be reached.

        Returns what the student has to know of how that went, in words; nothing where all went well.
        """
        import asyncio

        client, auth = self._client, self._auth
        self._client, self._auth = None, None
        self._let_go(leave_no_copy=self.place == "shared")
        if client is None:
            return ""
        try:
            gone, told = await asyncio.gather(self._vault.forget(), _told(client))
        finally:
            await client.close()
        used_at = auth.renewed_at if auth is not None and auth.renewed_at else time.time()
        return farewell(gone=gone, told=told, ends_at=used_at + self._idle if self._idle else 0)

    async def leave(self) -> str:
        """On the way out of the program, which waits no longer than two seconds: what is kept here is kept, else sign out.

        Returns what there is to know of that, as `sign_out` does.
        """
        import asyncio

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEAVING):
                if self._undoing is not None:
                    await asyncio.wait([self._undoing])
                if self.keeping.kept and self._client is not None:
                    await self._end()
                else:
                    return await self.sign_out()
        return ""

    async def can_keep(self) -> bool:
        """Whether a session would outlive the program here, if this were the student's own computer."""
        own = place(own=True) != "shared"
        await self._vault.look(own=own)
        return own and self._vault.can_keep

    @property
    def keeps_not(self) -> str:
        """Why it would not, in words."""
        return self._vault.without.sentence

    @property
    def lasts(self) -> Kept | None:
        """What is kept of this session, with how long it lasts; None where nothing is."""
        return self._vault.mine

    @property
    def keeping(self) -> Keeping:
        """Where this session lives, and why there."""
        return self._vault.keeping

    @property
    def warning(self) -> str:
        """What is to be said after signing in on one's own computer, where the session will not be there next time."""
        return "" if self.place == "shared" or self.keeping.kept else self.keeping.sentence

    def _signed_in(self) -> "PortalClient":
        if self._client is None:
            raise SignedOut
        return self._client

    async def _begin(self, session: wire.Session) -> None:
        self._idle = session.idle
        await self._vault.decide(own=self.place != "shared")  # first: what is kept of another is not theirs
        if session.setup:
            self._use(session.refresh_token).take(session)
            return
        self._open(session.user_id, session.seal_key, session.refresh_token).take(session)
        await self._vault.keep(session)

    def _use(self, refresh_token: str) -> "SessionAuth":
        client = self._signed_in()
        self._auth = self._make_auth(
            refresh_token, lambda token: client.renew(wire.Refresh(token)), self._vault
        )
        client.use(self._auth)
        return self._auth

    def _open(self, user_id: str, seal_key: str, refresh_token: str) -> "SessionAuth":
        """The student's copy and journal, and what feeds and empties them. Raises PortalFailed for a key that is none."""
        client = self._signed_in()
        # The name tells nobody who it is: it holds for one portal and one student.
        name = hashlib.sha256(f"{self.server} {user_id}".encode()).hexdigest()[:32]
        try:
            key = base64.b64decode(seal_key)
            self.copy = self._make_copy(self._folder / f"{name}.copy", key)
            self.journal = self._make_journal(self._folder / f"{name}.journal", key)
        except ValueError as error:  # no key, or not one of 32 bytes
            raise PortalFailed from error
        self._syncer = self._make_syncer(client, self.copy)
        me = self.copy.me()
        use_zone(me.time_zone if me is not None else "")
        self.copy.journal = self.journal
        self._done = self._handed_in()
        self.sender = self._make_sender(client, self.journal, self._heard_saved)
        return self._use(refresh_token)

    async def _end(self) -> None:
        import asyncio

        if self._auth is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LEAVING):
                    await self._auth.settled()
        try:
            if self._client is not None:
                await self._client.close()
        finally:  # a client that is half closed is good for nothing
            self._client, self._auth = None, None
            self._let_go()

    def _let_go(self, *, leave_no_copy: bool = False) -> None:
        """Nothing of the student stays in memory; what is still to be sent waits on disk, sealed, for their return.

        With `leave_no_copy` the sealed copy goes too where nothing waits, and so does a journal with nothing in it.
        """
        self.presence.forget()
        for task in self._tasks:
            task.cancel()
        if self.journal is not None:
            waits = bool(self.journal.pending())
            self.journal.close(keep_empty=not leave_no_copy)
            if leave_no_copy and not waits and self.copy is not None:
                self.copy.remove()
        self.copy, self._syncer, self.journal, self.sender = None, None, None, None
        use_zone("")


async def _told(client: "PortalClient") -> bool:
    """Whether the portal knows within two seconds that the session is over."""
    import asyncio

    try:
        async with asyncio.timeout(LEAVING):
            await client.sign_out()
    except SignedOut:
        return True  # it was over already
    except (ApiError, TimeoutError):
        return False  # it ends an unused session by itself
    return True
