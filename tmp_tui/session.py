"""Who is signed in here, and what follows from it: a client with tokens, a local copy, and the sync that feeds it."""

import base64
import contextlib
import functools
import hashlib
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tmp_tui import wire
from tmp_tui.account import Account
from tmp_tui.api.errors import ApiError, PortalFailed, Refused, SignedOut, words
from tmp_tui.entrance import Entrance
from tmp_tui.place import may_be_own, place, place_name
from tmp_tui.presence import Presence
from tmp_tui.text import _, use_zone
from tmp_tui.vault.keeping import Keeping, farewell, not_found
from tmp_tui.vault.kept import Kept
from tmp_tui.vault.vault import Vault
from tmp_tui.wire.attempts import Paper, Saved, TakeOver

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine
    from typing import Any

    import httpx

    from tmp_tui.api.auth import SessionAuth
    from tmp_tui.api.client import PortalClient
    from tmp_tui.pages.model import Route
    from tmp_tui.player.taking import Taking
    from tmp_tui.store.copy import LocalCopy
    from tmp_tui.store.journal import Journal
    from tmp_tui.store.sending import Sender
    from tmp_tui.store.sync import Syncer
    from tmp_tui.store.work import Work
    from tmp_tui.wire.items import Item
    from tmp_tui.wire.sessions import Place

LEAVING = 2  # seconds
PATIENCE = 3  # seconds for the portal to know a session that was kept; then its copy is read meanwhile
TEST_ID_DIGITS = 6


class Session:
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
        await self._end()
        self._client, self.place = client, place
        await self._begin(session)
        if password:
            self.presence.heard(password)
        return session.setup

    async def set_up(self, password: str) -> None:
        """Profile Setup: choose the first password. Raises ApiError."""
        await self._begin(await self._signed_in().set_up(wire.ProfileSetup(password)))
        self.presence.heard(password)

    async def resume(self, *, to_end: bool = False) -> bool:
        """Go on with the session that was kept on this computer; whether somebody is signed in now.

        `to_end` is whether it is to be ended: that can be done on a shared computer, too. Where the portal does not answer, there is the local copy, and what waits is sent once it does. Where it refuses,
        or the keyring is locked, `refusal` says so.
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
        return self._vault.without.words

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
        return "" if self.place == "shared" or self.keeping.kept else self.keeping.words

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

    async def begin(self, class_id: str, number: int, test_id: str = "") -> str:
        """Start an attempt, or go on with the one that runs; returns its id. Raises ApiError.

        What lies in the journal needs no portal.
        """
        _journal, sender = self._at_work()
        for work in self.work():
            if (work.class_id, work.assessment) == (class_id, number) and work.state != "handed-in":
                return work.attempt
        self._heard_paper(paper := await sender.start(class_id, number, place_name(), test_id))
        return paper.id

    async def look_again(self, attempt: str) -> None:
        """Ask the portal how the attempt stands now. Raises ApiError."""
        journal, _sender = self._at_work()
        known, marks = journal.paper(attempt), journal.marks(attempt)
        paper = await self._signed_in().paper(attempt, known.writer if known else "")
        newest = journal.paper(attempt)
        if known is not None and newest is not None and newest.writer != known.writer:
            return  # taken over meanwhile: this reply is of before
        if journal.marks(attempt) != marks:
            paper = msgspec.structs.replace(paper, marks=journal.marks(attempt))
        if known is not None and not paper.items:  # handed in: the questions stay as they were got
            paper = msgspec.structs.replace(paper, items=known.items)
        self._heard_paper(paper)
        journal.keep_paper(paper)

    async def finish(self, attempt: str) -> bool:
        """The time is up by what is known here: ask the portal, and hand in if it is so there too (G13, G14).

        Says whether that is settled; False where the portal was not reached. It hands in by itself, too.
        """
        try:
            await self.look_again(attempt)
        except ApiError:
            return False
        taking = self.taking(attempt)
        if taking.read_only == "time-up" and not taking.elsewhere:
            taking.submit()
        return True

    async def take_over(self, attempt: str) -> None:
        """Make this the place that writes. Raises ApiError."""
        journal, _sender = self._at_work()
        form = TakeOver(secrets.token_urlsafe(16), place_name())
        self._heard_paper(paper := await self._signed_in().take_over(attempt, form))
        journal.keep_paper(paper)

    async def fetch(self, route: "Route") -> None:
        """Ask for what a page needs beyond the synced documents: an attempt's review, my account. Raises ApiError."""
        copy = self.copy
        if route.page == "review" and copy is not None:
            copy.reviews[route.item] = await self._signed_in().review(route.item)
        elif route.page == "account" and copy is not None:
            copy.account = await self.account.settings()

    def taking(self, attempt: str) -> "Taking":
        """The attempt, to be taken here. Raises KeyError where it has no paper."""
        from tmp_tui.player.taking import Taking

        journal, _sender = self._at_work()
        if self.copy is None:
            raise SignedOut
        return Taking(journal, attempt, self.copy.now, self._cut_off)

    async def save_pictures(self, attempt: str, item: "Item") -> "list[Path]":
        """Save the files of a question's pictures on this computer; returns where. Raises ApiError and NotWritten."""
        from tmp_tui.store.exporting import save_picture
        from tmp_tui.wire.items import Picture, parts

        found = {
            part.file: part.name for part in parts([*item.stimulus, *item.body]) if isinstance(part, Picture)
        }
        client = self._signed_in()
        return [
            save_picture(await client.picture(attempt, file), name) for file, name in found.items() if file
        ]

    def export(self) -> bytes:
        """What the portal may not have, sealed, for staff to bring there by hand (G22). Raises SignedOut."""
        journal, _sender = self._at_work()
        return journal.export()

    def work(self) -> "list[Work]":
        """What is being taken here, or was."""
        return self.copy.work() if self.copy is not None else []

    @property
    def unsent(self) -> int:
        """How many answers and wishes to hand in wait on this computer."""
        from tmp_tui.store.work import unsent_in

        return unsent_in(self.journal) if self.journal is not None else 0

    def trouble(self) -> str:
        """What keeps answers from being sent, in words; empty where nothing does."""
        code = self.sender.trouble if self.sender is not None else ""
        return words(code) if code else ""

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

    def _handed_in(self) -> set[str]:
        from tmp_tui.store.work import handed_in

        return set(handed_in(self.work()))

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
            elif work.state in ("started", "refused"):
                self._beside(self._look(work.attempt))
            elif work.attempt in self._done:  # of another day: nobody looks at its receipt now
                self.journal.forget(work.attempt)

    async def _look(self, attempt: str) -> None:
        """The portal says that an attempt is over that goes on here: get its receipt."""
        with contextlib.suppress(ApiError):
            await self.look_again(attempt)
            self._tell()

    def _beside(self, work: "Coroutine[Any, Any, None]") -> "asyncio.Task[None]":
        import asyncio

        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _cut_off(self) -> bool:
        """Whether the portal was not reached for a while, with something to send."""
        return self.sender is not None and self.sender.cut_off

    def _at_work(self) -> "tuple[Journal, Sender]":
        if self.journal is None or self.sender is None:
            raise SignedOut
        return self.journal, self.sender

    def _heard_paper(self, paper: Paper) -> None:
        if self.copy is not None:
            self.copy.clock.heard(paper.now)

    def _heard_saved(self, attempt: str, saved: Saved) -> None:
        """An acknowledgement also tells the portal's time, and until when there is."""
        if self.copy is not None and self.journal is not None:
            self.copy.clock.heard(saved.now)
            self.journal.keep_deadline(attempt, saved.deadline, saved.now)

    def _signed_in(self) -> "PortalClient":
        if self._client is None:
            raise SignedOut
        return self._client

    async def _begin(self, session: wire.Session) -> None:
        self._idle = session.idle
        if session.setup:
            self._use(session.refresh_token).take(session)
            return
        self._open(session.user_id, session.seal_key, session.refresh_token).take(session)
        await self._vault.decide(own=self.place != "shared")
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
        if self._client is not None:
            await self._client.close()
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
