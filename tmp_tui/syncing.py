"""What keeps a signed-in student's copy and the portal alike, and asks for what only some pages need."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tmp_tui import wire
from tmp_tui.api.errors import PortalFailed, Refused, SignedOut, Unreachable
from tmp_tui.text import _, use_zone
from tmp_tui.working import Working

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine
    from typing import Any

    from tmp_tui.account import Account
    from tmp_tui.pages.model import Route
    from tmp_tui.store.sync import Syncer

TEST_ID_DIGITS = 6


class Syncing(Working):
    """The part of a session that syncs; it never raises for a portal that is away, but for what somebody asked for."""

    account: "Account"
    _syncer: "Syncer | None"
    _done: set[str]
    _tasks: "set[asyncio.Task[None]]"

    async def sync(self) -> None:
        """One round trip; never raises: what kept the portal from answering is in `copy.freshness`.

        What waits to be sent is tried at once, too.
        """
        if self.sender is not None:
            self.sender.try_now()
        if self._syncer is not None:
            await self._syncer.once()
            self._compare()

    async def keep_in_sync(self, changed: Callable[[], None]) -> None:
        """Sync now and again until cancelled, calling `changed` whenever the copy or its freshness changed."""
        self._tell = changed

        def heard() -> None:
            self._compare()
            changed()

        if self._syncer is not None:
            await self._syncer.run(heard)

    async def keep_sending(self, changed: Callable[[], None]) -> None:
        """Send what the journal holds, and again until it is there; `changed` is called when a state is another.

        What is handed in makes documents of the portal's say something else, so they are asked for.
        """
        known = self._handed_in()

        async def sync() -> None:
            await self.sync()
            changed()

        def sent() -> None:
            nonlocal known
            before, known = known, self._handed_in()
            if known - before:
                self._beside(sync())
            changed()

        if self.sender is not None:
            await self.sender.run(sent)

    async def fetch(self, route: "Route") -> None:
        """Ask for what a page needs beyond the synced documents: an attempt's review, my account. Raises ApiError."""
        copy = self.copy
        try:
            if route.page == "review" and copy is not None:
                copy.reviews[route.item] = await self._signed_in().review(route.item)
            elif route.page == "account" and copy is not None:
                copy.account = await self.account.settings()
        except (Unreachable, PortalFailed, SignedOut) as error:
            if copy is not None:  # what is shown is not known to be up to date any more
                copy.freshness = copy.freshness.failed(error.code)
            raise

    async def look_up(self, test_id: str) -> wire.TestIdEntry:
        """What a Test ID stands for. Raises ApiError."""
        digits = "".join(character for character in test_id if character.isalnum())
        if not (len(digits) == TEST_ID_DIGITS and digits.isdecimal() and digits.isascii()):
            raise Refused(
                wire.Problem(
                    _("A Test ID has six digits. Check them, or ask your teacher."), 400, "test-id-format"
                )
            )
        return await self._signed_in().look_up(digits)

    def _compare(self) -> None:
        """What the portal says: by which zone times are told; of my attempts, for those that lie here, another end, or
        nothing more to keep."""
        me = self.copy.me() if self.copy is not None else None
        use_zone(me.time_zone if me is not None else "")
        if self.copy is None or self.journal is None or self.copy.freshness.trouble:
            return
        for work in self.copy.work():
            mine = self.copy.mine(work.class_id)
            known = next((one for one in mine.attempts if one.id == work.attempt), None) if mine else None
            if known is None:
                continue
            if known.state == "started":
                self.journal.keep_deadline(work.attempt, known.deadline, self.copy.freshness.at)
            elif work.state in ("started", "refused") or self.journal.held(work.attempt):
                self._beside(self._look(work.attempt))
            elif work.attempt in self._done:  # of another day: nobody looks at its receipt now
                self.journal.forget(work.attempt)

    def _beside(self, work: "Coroutine[Any, Any, None]") -> "asyncio.Task[None]":
        import asyncio

        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
