"""The full screen with a student who takes an assessment, over the real portal in process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
from sqlalchemy import select
from textual.events import Event, Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.portal.attempts.support import give
from tests.support.school import PASSWORD, Group, School
from tests.support.ui import WIDE, press, screen_text, until
from tmp_portal.db.attempts import attempt_answers
from tmp_portal.items.model import StoredItem
from tmp_tui.app import TmpApp
from tmp_tui.pages.model import Route
from tmp_tui.player.places import Place
from tmp_tui.player.taking import Taking
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.session import Session
from tmp_tui.store.journal import Journal
from tmp_tui.widgets.question.view import QuestionView
from tmp_tui.widgets.row_list import RowList
from tmp_tui.wire.attempts import Values

QUIET = 8  # turns of the event loop
CHARACTERS = {"enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ", "slash": "/", "backspace": "\x7f"}


def events_of(key: str) -> list[Event]:
    """What the terminal sends for it."""
    if key.startswith("paste:"):
        return [Paste(key.removeprefix("paste:"))]
    if key.startswith("text:"):
        return [Key(_character_to_key(one), one) for one in key.removeprefix("text:")]
    return [
        Key(
            key if len(key) > 1 else _character_to_key(key),
            CHARACTERS.get(key, key if len(key) == 1 else None),
        )
    ]


class Seat:
    """A student at a computer."""

    def __init__(self, app: TmpApp, pilot: Pilot[Any], session: Session, school: School) -> None:
        self.app, self.pilot, self.session, self.school = app, pilot, session, school

    async def press(self, *keys: str) -> None:
        """Keys one after the other, each when the one before has had its effect; `text:abc` types, `paste:abc` pastes."""
        for key in keys:
            for event in events_of(key):
                self.app.post_message(event)
                await self.settled()

    async def settled(self) -> None:
        """Wait until everything that is on its way has had its effect; no longer than it takes."""
        quiet = 0
        while quiet < QUIET:
            await asyncio.sleep(0)
            pumps = [self.app, *self.app.screen_stack, *self.app.screen.walk_children()]
            busy = any(pump.message_queue_size or pump._pending_message is not None for pump in pumps)
            quiet = 0 if busy or self.app._typed_ahead else quiet + 1

    async def shows(self, *words: str) -> None:
        """Wait until all these words stand on the screen, wherever its lines break."""
        await until(self.pilot, lambda: all(word in self.text for word in words))

    async def take(self, group: Group, number: int = 1) -> Taking:
        """Begin the assessment without going through the pages."""
        route = Route("take", group.id, str(number))
        self.app.screen.post_message(PageScreen.TakeWanted(route))
        await until(self.pilot, lambda: isinstance(self.app.screen, TakingScreen))
        await until(self.pilot, lambda: not self.at_work("look-again"))
        await self.settled()
        return self.taking

    async def take_timed(self) -> None:
        """Begin the only assessment there is through its page, where what it costs is asked first."""
        await self.press("1", "1", "2")
        await until(self.pilot, lambda: isinstance(self.app.screen, TakingScreen))
        await until(self.pilot, lambda: not self.at_work("look-again"))
        await self.settled()

    def at_work(self, group: str) -> bool:
        """Whether a worker of this group is not done."""
        return any(worker.group == group and not worker.is_finished for worker in self.app.workers)

    async def sent(self) -> None:
        """Wait until nothing waits to be sent."""
        await until(self.pilot, lambda: not self.session.unsent)
        await self.settled()

    @property
    def text(self) -> str:
        """The screen's words with single spaces between them."""
        return " ".join(screen_text(self.app).split())

    @property
    def taking(self) -> Taking:
        """The attempt on the screen."""
        return self.question.taking

    @property
    def question(self) -> TakingScreen:
        """The screen of the question, which other screens may cover."""
        (found,) = [screen for screen in self.app.screen_stack if isinstance(screen, TakingScreen)]
        return found

    @property
    def view(self) -> QuestionView:
        """The question."""
        return self.question.query_one(QuestionView)

    @property
    def foot(self) -> str:
        """What is said in the lowest line."""
        return self.question._status.words

    @property
    def where(self) -> str:
        """Where the answer is, in words."""
        return self.question._where.words

    @property
    def journal(self) -> Journal:
        """The student's journal."""
        assert self.session.journal is not None
        return self.session.journal

    @property
    def place(self) -> Place:
        """The only place of the question."""
        (place,) = self.taking.places
        return place

    def files(self) -> bytes:
        """The journal as it is on the disk."""
        folder: Path = self.session._folder
        return b"".join(
            file.read_bytes()
            for file in sorted(folder.iterdir())
            if ".journal" in file.name and not file.name.endswith("-shm")
        )

    def on_portal(self) -> dict[str, Values]:
        """The answers in the portal's database, by question's title."""
        return answers_on_portal(self.school, self.taking)


def answers_on_portal(school: School, taking: Taking) -> dict[str, Values]:
    """What the portal's database has of an attempt, by question's title."""
    titles = {item.id: item.title for item in taking.paper.items}
    kept = attempt_answers
    query = select(kept).where(kept.c.attempt_id == taking.attempt).order_by(kept.c.version)
    rows = school.database.read_now(lambda connection: list(connection.execute(query).all()))
    return {titles[row.name]: msgspec.json.decode(row.content, type=dict[str, list[str]]) for row in rows}


@asynccontextmanager
async def seated(
    school: School,
    *,
    size: tuple[int, int] = WIDE,
    transport: httpx.AsyncBaseTransport | None = None,
    folder: str = "",
    username: str = "ada",
    **options: Any,
) -> AsyncIterator[Seat]:
    """A student at Home; with `folder` at a computer of that name, which knows nothing of others."""
    session = school.session(transport)
    if folder:
        session = Session("http://portal", school.folder / folder, transport=transport or school.transport())
    app = TmpApp(lambda server: session, account="4821", **options)
    async with app.run_test(size=size) as pilot:
        await press(pilot, f"text:{username}", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen) and app.screen.query(RowList))
        await until(pilot, lambda: session.copy is not None and session.copy.freshness.at)
        await pilot.pause()
        yield Seat(app, pilot, session, school)


@asynccontextmanager
async def taking(
    school: School, group: Group, items: list[StoredItem] | None = None, **options: Any
) -> AsyncIterator[Seat]:
    """A student at the first question of these."""
    give(school, group, items, attempts=0)
    async with seated(school, **options) as seat:
        await seat.take(group)
        yield seat
