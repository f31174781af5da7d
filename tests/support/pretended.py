"""A session that pretends to have a portal."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.support.copies import MemoryCopy, school_copy
from tmp_tui.account import Account
from tmp_tui.api.client import PortalClient
from tmp_tui.api.errors import ApiError, NotThere
from tmp_tui.entrance import Entrance
from tmp_tui.pages.model import Route
from tmp_tui.place import place
from tmp_tui.player.taking import Taking
from tmp_tui.presence import Presence
from tmp_tui.vault.keeping import Keeping
from tmp_tui.wire import Session, TestIdEntry
from tmp_tui.wire.items import Item
from tmp_tui.wire.sessions import Place


class PretendSession:
    """What Session does, without a portal: signs in whoever knows the password, and keeps account of what was asked.

    `refusals` are raised by the next sign-ins, one each; `on_sync` is what a sync does to the copy; `heard` is set
    when the sync that runs beside has told what it did.
    """

    server = "https://portal.example"

    def __init__(
        self,
        copy: MemoryCopy | None = None,
        *,
        setup: bool = False,
        refusals: list[ApiError] | None = None,
        test_ids: dict[str, TestIdEntry] | None = None,
        on_sync: Callable[[MemoryCopy], None] = lambda copy: None,
    ) -> None:
        self.copy: MemoryCopy | None = None
        self.place: Place = "shared"
        self.left, self.parting = False, ""
        self.kept, self.keeping, self.refusal, self.warning = False, Keeping(), "", ""
        self.asked: list[tuple[str, ...]] = []
        self.heard = threading.Event()
        self._own, self._setup = copy or school_copy(), setup
        self._refusals, self._test_ids, self._on_sync = refusals or [], test_ids or {}, on_sync
        self.answer: Callable[[httpx.Request], httpx.Response] = _nothing
        self.presence = Presence(lambda: None)
        self.entrance = Entrance(self._client, self._enter)
        self.account = Account(self._client, self.presence.heard)

    def _client(self) -> PortalClient:
        """The real client, at a portal that `answer` pretends."""
        return PortalClient(self.server, transport=httpx.MockTransport(lambda asked: self.answer(asked)))

    async def _enter(
        self, client: PortalClient, session: Session, place: Place, password: str = "", /
    ) -> bool:
        await client.close()
        self.copy, self.place = self._own, place
        if password:
            self.presence.heard(password)
        return session.setup

    async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
        """Let the student in, or raise what was prepared."""
        self.asked.append(("sign_in", account, username, password))
        self.place = place(own=own)
        if self._refusals:
            raise self._refusals.pop(0)
        self.presence.heard(password)
        if not self._setup:
            self.copy = self._own
        return self._setup

    async def set_up(self, password: str) -> None:
        """Take the first password, or raise what was prepared."""
        self.asked.append(("set_up", password))
        if self._refusals:
            raise self._refusals.pop(0)
        self.copy = self._own

    async def resume(self) -> bool:
        """Nothing was kept, unless `kept` says so."""
        self.asked.append(("resume",))
        if self.kept:
            self.copy = self._own
        return self.kept

    async def sign_out(self) -> str:
        """Forget the copy."""
        self.asked.append(("sign_out",))
        self.presence.forget()
        self.copy = None
        return self.parting

    async def leave(self) -> str:
        """Leave, with the copy still to look at for the test."""
        self.left = True
        return self.parting

    async def sync(self) -> None:
        """Do to the copy what was prepared."""
        self.asked.append(("sync",))
        self._on_sync(self._own)

    async def keep_in_sync(self, changed: Callable[[], None]) -> None:
        """One sync soon, then nothing until cancelled."""
        await asyncio.sleep(0)
        self._on_sync(self._own)
        changed()
        self.heard.set()
        await asyncio.Event().wait()

    async def keep_sending(self, changed: Callable[[], None]) -> None:
        """Nothing is ever to be sent."""
        await asyncio.Event().wait()

    async def begin(self, class_id: str, number: int, test_id: str = "") -> str:
        """No assessment can be taken: for that there is a real portal in tests/support/school.py."""
        self.asked.append(("begin", class_id, str(number), test_id))
        raise NotThere

    async def look_again(self, attempt: str) -> None:
        """Nothing is being taken."""
        raise NotThere

    async def finish(self, attempt: str) -> bool:
        """Nothing is being taken."""
        return True

    async def take_over(self, attempt: str) -> None:
        """Nothing is being taken."""
        raise NotThere

    async def fetch(self, route: Route) -> None:
        """The account's settings, where `answer` has them; nothing more is there."""
        self.asked.append(("fetch", route.page, route.item))
        if route.page == "account" and self.copy is not None:
            self.copy.account = await self.account.settings()

    def taking(self, attempt: str) -> Taking:
        """Nothing is being taken."""
        raise KeyError(attempt)

    def trouble(self) -> str:
        """Nothing is in the way."""
        return ""

    async def save_pictures(self, attempt: str, item: Item) -> list[Path]:
        """There are none."""
        return []

    def export(self) -> bytes:
        """Nothing waits."""
        return b"{}"

    @property
    def undecided(self) -> int:
        """There is nothing to decide."""
        return 0

    @property
    def unread(self) -> str:
        """It is known."""
        return ""

    @property
    def unkept(self) -> str:
        """So that nothing is lost."""
        return ""

    @property
    def unsent(self) -> int:
        """Nothing waits."""
        return 0

    async def look_up(self, test_id: str) -> TestIdEntry:
        """The Test IDs that were prepared; others are not there."""
        self.asked.append(("look_up", test_id))
        if test_id not in self._test_ids:
            raise NotThere
        return self._test_ids[test_id]


def _nothing(asked: httpx.Request) -> httpx.Response:
    """A portal that has no other way in, and nothing else."""
    if asked.url.path == "/v1/portal":
        return httpx.Response(200, content=b"{}")
    return httpx.Response(
        404, content=b'{"title": "There is nothing here for you.", "status": 404, "code": "not-found"}'
    )
