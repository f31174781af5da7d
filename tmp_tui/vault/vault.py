"""Keeps one student's session with one portal on this computer, where that may be, and finds it again.

What goes wrong with a store never goes further: the session is in memory then, and `keeping` says so.
"""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Protocol

from tmp_tui.vault.choosing import Choice
from tmp_tui.vault.keeping import Keeping, Why
from tmp_tui.vault.kept import Kept, packed, unpacked
from tmp_tui.vault.limited import limited
from tmp_tui.vault.lock import alone
from tmp_tui.vault.stores import Store
from tmp_tui.wire import Session

IDLE = 8 * 3_600  # seconds for which a store that forgets by itself keeps what the portal set no limit for

Choose = Callable[[], Awaitable[Choice]]


class Note(Protocol):
    """Told whether anything of this portal is kept here, so that the next start need not look where nothing can be."""

    def __call__(self, *, kept: bool) -> object: ...


class Vault:
    """The one item of a portal. Its methods raise nothing and end within a few seconds."""

    def __init__(
        self, server: str, choose: Choose | None = None, note: Note | None = None, *, may_hold: bool = True
    ) -> None:
        """Without `choose` everything is in memory, and no keyring is looked for; `may_hold` is whether anything may lie
        there already."""
        self.server, self._choose, self._note, self._may_hold = server, choose, note, may_hold
        self._own = False
        self._choice: Choice | None = None
        self._mine: Kept | None = None  # what is kept of the session that goes on now
        self.keeping = Keeping()
        self._in_turn = asyncio.Lock()  # what is removed is not written again by a renewal that was under way

    async def look(self, *, own: bool) -> None:
        """Look for a store, once; on a computer that is not the student's own nothing is looked for."""
        if own and self._choice is None:
            self._choice = await self._choose() if self._choose is not None else Choice(why="absent")

    async def decide(self, *, own: bool) -> None:
        """Somebody is in: where their session will live, if it can. Whoever was kept here before goes on no more."""
        self._mine, self._own = None, own
        await self.look(own=own)
        self.keeping = self.without if own else Keeping()

    async def find(self) -> Kept | None:
        """The session that was kept here, which goes on now."""
        if not self._may_hold:
            return None
        before = self.keeping
        await self.look(own=True)
        if self.keeping is not before:  # somebody signed in meanwhile
            return None
        await self.decide(own=True)
        before, (readable, found), store = self.keeping, await self._read(), self._store()
        if store is None or self.keeping is not before:  # somebody signed in meanwhile
            return None
        if found is None:
            self.keeping = before if readable else Keeping(why="broken")
            return None
        self._mine, self.keeping = found, Keeping(store.where, "")
        return found

    async def keep(self, session: Session) -> None:
        """Keep a session that began or was renewed just now, if there is a store for it."""
        ends_at = int(time.time()) + session.lasts if session.lasts else 0
        await self._write(
            Kept(session.user_id, session.refresh_token, session.seal_key, session.idle, ends_at)
        )

    async def forget(self) -> bool:
        """Remove the item, if it is of this session's student; whether none is left, as far as can be seen."""
        mine, self._mine, self.keeping = self._mine, None, Keeping()
        store = self._store()
        if mine is None or store is None:
            return True
        try:
            async with self._in_turn:
                gone = await limited(lambda: _removed(store, self.server, mine.user_id))
        except Exception:  # a store raises what it likes
            return False
        if gone and self._note is not None:
            self._note(kept=False)
        return gone

    @property
    def can_keep(self) -> bool:
        """Whether there is a store, after `look`."""
        return self._choice is not None and self._choice.store is not None

    @property
    def without(self) -> Keeping:
        """Where a session lives that no store takes, after `look`."""
        return Keeping(why=self._choice.why) if self._choice is not None else Keeping()

    # What renewing needs (tmp_tui.api.auth.Shelf)

    def alone(self) -> AbstractAsyncContextManager[None]:
        """While other processes may have the session too, they renew it one after the other."""
        if self._mine is None:
            return nullcontext()
        return alone(hashlib.sha256(self.server.encode()).hexdigest()[:16])

    async def newest(self) -> str:
        """The refresh token that another process may have put here; empty where there is none for this student.

        Where the last one could not be written, what is here is older than what we have.
        """
        if self._mine is None or not self.keeping.kept:
            return ""
        readable, found = await self._read()
        if not readable or self._mine is None:
            return ""
        if found is None or found.user_id != self._mine.user_id:  # signed out in another window
            self._mine, self.keeping = None, Keeping(why="")
            return ""
        return found.refresh_token

    async def put(self, session: Session) -> None:
        """The session was renewed."""
        if self._mine is not None and self._mine.user_id == session.user_id:
            await self.keep(session)

    @property
    def mine(self) -> Kept | None:
        """What is kept of the session that goes on now."""
        return self._mine

    def _store(self) -> Store | None:
        return self._choice.store if self._own and self._choice is not None else None

    async def _read(self) -> tuple[bool, Kept | None]:
        """Whether the store can be read, and what is in it."""
        store = self._store()
        if store is None:
            return False, None
        try:
            item = await limited(lambda: store.read(self.server))
        except Exception:  # a store raises what it likes
            return False, None
        return True, unpacked(item) if item is not None else None

    async def _write(self, kept: Kept) -> None:
        """Keep it; what cannot be written goes on in memory."""
        store = self._store()
        if store is None:
            return
        self._mine = kept
        # The store's thread goes on, whoever stops waiting.
        why = await asyncio.shield(self._written(store, kept))
        if self._mine is not kept:  # signed out meanwhile
            return
        if why:
            self.keeping = Keeping(why=why)
            return
        if not self.keeping.kept and self._note is not None:
            self._note(kept=True)
        self.keeping = Keeping(store.where, "")

    async def _written(self, store: Store, kept: Kept) -> Why:
        async with self._in_turn:
            if self._mine is not kept:
                return ""
            try:
                await limited(lambda: store.write(self.server, packed(kept), kept.idle or IDLE))
            except Exception:  # a store raises what it likes
                return "unwritten"
            return ""


def _removed(store: Store, name: str, user_id: str) -> bool:
    """Whether nothing of this student's is left, by reading it back."""
    item = store.read(name)
    kept = unpacked(item) if item is not None else None
    if item is None or (kept is not None and kept.user_id != user_id):
        return True  # another student's by now
    store.delete(name)
    return store.read(name) is None
