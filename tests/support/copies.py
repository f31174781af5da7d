"""A local copy in memory, a small school to fill it with, and a session that pretends to have a portal."""

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import msgspec

from tmp_tui.account import Account
from tmp_tui.api.client import PortalClient
from tmp_tui.api.errors import ApiError, NotThere
from tmp_tui.entrance import Entrance
from tmp_tui.pages.model import Route
from tmp_tui.place import place
from tmp_tui.player.taking import Taking
from tmp_tui.presence import Presence
from tmp_tui.store.freshness import Freshness
from tmp_tui.store.work import Work
from tmp_tui.vault.keeping import Keeping
from tmp_tui.wire import (
    Activity,
    Assessment,
    Attempt,
    ClassDocument,
    ClassEntry,
    Me,
    MineDocument,
    Playlist,
    PlaylistActivity,
    ReportEntry,
    Result,
    Session,
    Standard,
    StandardLevel,
    TestIdEntry,
)
from tmp_tui.wire.accounts import AccountSettings
from tmp_tui.wire.items import Item
from tmp_tui.wire.review import Review
from tmp_tui.wire.sessions import Place

NOW = int(datetime(2026, 3, 4, 12, tzinfo=UTC).timestamp())
HOUR, DAY = 3_600, 86_400


class MemoryCopy:
    """Documents handed in; None stands for those that have not come."""

    def __init__(
        self,
        me: Me | None = None,
        classes: dict[str, ClassDocument] | None = None,
        mine: dict[str, MineDocument] | None = None,
        *,
        now: float = NOW,
        freshness: Freshness | None = None,
    ) -> None:
        self.documents: tuple[Me | None, dict[str, ClassDocument], dict[str, MineDocument]] = (
            me,
            classes or {},
            mine or {},
        )
        self.time = now
        self.works: list[Work] = []
        self.reviews: dict[str, Review] = {}
        self.account: AccountSettings | None = None
        self.freshness = freshness or Freshness(at=NOW if me is not None else 0)

    def me(self) -> Me | None:
        """Who I am."""
        return self.documents[0]

    def class_(self, class_id: str) -> ClassDocument | None:
        """The class's part."""
        return self.documents[1].get(class_id)

    def mine(self, class_id: str) -> MineDocument | None:
        """My part of the class."""
        return self.documents[2].get(class_id)

    def now(self) -> float:
        """The time that was handed in."""
        return self.time

    def review(self, attempt: str) -> Review | None:
        """What was handed in as released."""
        return self.reviews.get(attempt)

    def settings(self) -> AccountSettings | None:
        """What was handed in as said of the account."""
        return self.account

    def work(self) -> list[Work]:
        """What was handed in as being taken."""
        return self.works


ADA = Me(
    id="u1",
    given_name="Ada",
    family_name="Lovelace",
    role="student",
    school="Byron School",
    account="4821",
    username="ada",
    email="ada@byron.example",
    classes=[
        ClassEntry("alg", "Algebra 1", ["Ms. Ortega"]),
        ClassEntry("bio", "Biology", ["Mr. Chen", "Ms. Bell"]),
        ClassEntry("fut", "Geometry", ["Ms. Ortega"], date(2026, 9, 3), date(2027, 6, 1)),
        ClassEntry("old", "Arithmetic", ["Mr. Pell"], date(2024, 9, 3), date(2025, 6, 1)),
    ],
    reports=[ReportEntry("r1", "Fall report", "Fall 2025", NOW - 60 * DAY, 40_000)],
)

ALGEBRA = ClassDocument(
    id="alg",
    title="Algebra 1",
    teachers=["Ms. Ortega"],
    school="Byron School",
    standards=[
        Standard("A", "Seeing structure in expressions", 0, False),
        Standard("A.1", "Interpret the parts of an expression.", 1),
        Standard("A.2", "Use the structure of an expression to rewrite it.", 1),
        Standard("B", "Creating equations", 0, False),
        Standard("B.1", "Create equations in one variable.", 1),
        Standard("B.2", "Create equations in two variables.", 1),
        Standard("", "Represent constraints.", 1),
    ],
    assessments=[
        Assessment(1, "a1", "Expressions quiz", NOW - 9 * DAY, questions=10, standards=[1, 2]),
        Assessment(
            2,
            "a2",
            "Equations quiz",
            NOW - DAY,
            questions=12,
            minutes=45,
            closes_at=NOW + 2 * DAY,
            in_portal=True,
            standards=[4, 5],
        ),
        Assessment(3, "a3", "Unit test", NOW - HOUR, questions=20),
        Assessment(4, "a4", "Finals", NOW, questions=40, opens_at=NOW + 30 * DAY),
        Assessment(5, "a5", "Warm-up", NOW - 20 * DAY, closes_at=NOW - 15 * DAY),
        Assessment(6, "a6", "Essay", NOW - 5 * DAY, attempts=2, in_portal=True),
    ],
    playlists=[
        Playlist(
            "p1",
            "Fractions practice",
            "Before the unit test.",
            [
                PlaylistActivity(
                    "Watch: equal parts", "video", "https://example.org/parts", "Six minutes.", 1
                ),
                PlaylistActivity("Worksheet", "document"),
            ],
        )
    ],
    activity=[
        Activity(NOW - DAY, "assessment", "Equations quiz", "Ms. Ortega", assessment=2),
        Activity(NOW - 3 * DAY, "playlist", "Fractions practice", "Ms. Ortega"),
        Activity(NOW - HOUR, "note", "Bring a ruler", "Ms. Ortega", "Tomorrow we draw."),
        Activity(NOW - 4 * DAY, "report", "Fall report", "Byron School"),
        Activity(NOW - 2 * DAY, "results", "Expressions quiz", "Ms. Ortega"),
    ],
)

MINE = MineDocument(
    levels=[
        StandardLevel(0, 1, 40),
        StandardLevel(1, 3, 90),
        StandardLevel(2, 1, 40),
        StandardLevel(4, 2, 75),
        StandardLevel(5, 4, 100),
    ],
    attempts=[
        Attempt(1, "scored", NOW - 8 * DAY, 7, 10),
        Attempt(6, "submitted", NOW - 4 * DAY),
    ],
    results=[Result(1, 1, 3, 4), Result(2, 1, 2, 5), Result(1, 6, 2.5, 3)],
)

BIOLOGY = ClassDocument(id="bio", title="Biology", teachers=["Mr. Chen", "Ms. Bell"])
ARITHMETIC = ClassDocument(id="old", title="Arithmetic", teachers=["Mr. Pell"])


def school_copy(now: float = NOW, freshness: Freshness | None = None) -> MemoryCopy:
    """Ada's copy: two current classes, one to begin, one past."""
    return MemoryCopy(
        ADA,
        {"alg": ALGEBRA, "bio": BIOLOGY, "fut": ClassDocument("fut", "Geometry"), "old": ARITHMETIC},
        {"alg": MINE, "bio": MineDocument(), "fut": MineDocument(), "old": MineDocument()},
        now=now,
        freshness=freshness,
    )


def with_mine(mine: MineDocument) -> MemoryCopy:
    """Ada's copy with another part of hers in Algebra 1."""
    copy = school_copy()
    copy.documents[2]["alg"] = mine
    return copy


def with_algebra(**changes: object) -> MemoryCopy:
    """Ada's copy with something of Algebra 1 changed."""
    copy = school_copy()
    copy.documents[1]["alg"] = msgspec.structs.replace(ALGEBRA, **changes)
    return copy


def big_copy(standards: int = 703, results: int = 2_000) -> MemoryCopy:
    """One class with a whole framework in it: groups of ten, three deep, every leaf assessed about three times."""
    tree = [
        Standard(
            f"7.NS.{n}",
            f"Standard number {n}: apply and extend what was understood before.",
            _depth(n),
            _depth(n) == 2,
        )
        for n in range(standards)
    ]
    assessments = [Assessment(n, f"a{n}", f"Quiz {n}", NOW - n * DAY) for n in range(1, 51)]
    levels = [StandardLevel(n, 1 + n % 3, n % 101) for n in range(0, standards, 2)]
    leaves = [position for position in range(standards) if _depth(position) == 2]
    found = [Result(leaves[n % len(leaves)], 1 + n % 50, n % 5, 4) for n in range(results)]
    attempts = [Attempt(n, "scored", NOW - n * DAY, 3, 4) for n in range(1, 51)]
    document = ClassDocument("big", "Mathematics", ["Ms. Ortega"], standards=tree, assessments=assessments)
    me = msgspec.structs.replace(ADA, classes=[ClassEntry("big", "Mathematics", ["Ms. Ortega"])])
    return MemoryCopy(me, {"big": document}, {"big": MineDocument(levels, attempts, found)})


def _depth(position: int) -> int:
    return 0 if position % 50 == 0 else 1 if position % 10 == 0 else 2


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
    def unsent(self) -> int:
        """Nothing waits."""
        return 0

    async def look_up(self, test_id: str) -> TestIdEntry:
        """The Test IDs that were prepared; others are not there."""
        self.asked.append(("look_up", test_id))
        if test_id not in self._test_ids:
            raise NotThere
        return self._test_ids[test_id]


class Typist:
    """Types prepared lines at line mode's questions, and keeps everything that was written, prompts included.

    A line may be a function: it is called when its question is asked, and what it returns is typed.
    """

    def __init__(self, *lines: str | Callable[[], str]) -> None:
        self.written: list[str] = []
        self.unseen: list[str] = []
        self._lines = list(lines)

    def read(self, prompt: str) -> str:
        """The next line. Raises EOFError when there is none."""
        self.written.append(prompt)
        if not self._lines:
            raise EOFError
        line = self._lines.pop(0)
        return line if isinstance(line, str) else line()

    def read_secret(self, prompt: str) -> str:
        """The next line, as a password."""
        self.unseen.append(prompt)
        return self.read(prompt)

    def write(self, line: str) -> None:
        """Keep what was written."""
        self.written.append(line)

    def after(self, line: str) -> list[str]:
        """What was written after the first time that this was."""
        return self.written[self.written.index(line) + 1 :]


def _nothing(asked: httpx.Request) -> httpx.Response:
    """A portal that has no other way in, and nothing else."""
    if asked.url.path == "/v1/portal":
        return httpx.Response(200, content=b"{}")
    return httpx.Response(
        404, content=b'{"title": "There is nothing here for you.", "status": 404, "code": "not-found"}'
    )
