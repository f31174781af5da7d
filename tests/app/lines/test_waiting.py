"""Line mode while the portal is slow: nothing hangs, nothing moves by itself, waits are spoken of."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from tests.support.copies import MemoryCopy, school_copy, with_algebra
from tests.support.documents import ADA
from tests.support.pretended import PretendSession
from tests.support.typist import Typist
from tmp_tui.lines import background as background_module
from tmp_tui.lines import run
from tmp_tui.lines.background import Background

TYPED = ("4821", "ada", "analytical-engine")


def walk(session: PretendSession, *lines: str | Callable[[], str], patience: float = 5) -> Typist:
    typist = Typist(*TYPED, *lines)
    assert (
        run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=patience)
        == 0
    )
    return typist


def test_a_first_document_that_comes_soon_is_waited_for() -> None:
    def arrives(copy: MemoryCopy) -> None:
        copy.documents = school_copy().documents

    class Late(PretendSession):
        async def keep_in_sync(self, changed: Callable[[], None]) -> None:
            await asyncio.sleep(0.2)
            await super().keep_in_sync(changed)

    typist = walk(Late(MemoryCopy(), on_sync=arrives))

    assert "This page is still coming from the portal." not in typist.written
    assert "Recent activity" in typist.written


def test_A10_one_that_does_not_come_is_said_to_be_coming_and_enter_asks_again() -> None:
    class Silent(PretendSession):
        async def keep_in_sync(self, changed: Callable[[], None]) -> None:
            await asyncio.Event().wait()

    def arrives(copy: MemoryCopy) -> None:
        copy.documents = school_copy().documents

    typist = walk(Silent(MemoryCopy(), on_sync=arrives), "", patience=0.05)

    assert "Recent activity" in typist.after("This page is still coming from the portal.")


def test_A10_a_page_that_changed_is_announced_and_not_written_by_itself() -> None:
    def arrives(copy: MemoryCopy) -> None:
        copy.documents = with_algebra(activity=[], assessments=[]).documents

    def once_it_came() -> str:
        allowed.set()
        session.heard.wait(5)
        return "?"

    class Held(PretendSession):
        async def keep_in_sync(self, changed: Callable[[], None]) -> None:
            await asyncio.to_thread(allowed.wait, 5)
            await super().keep_in_sync(changed)

    allowed, session = threading.Event(), Held(on_sync=arrives)
    typist = walk(session, once_it_came, "r")

    news = "There is something new on this page. r reads it again."
    assert typist.written.count(news) == 1
    assert "Nothing yet. What your teachers make available to you appears here." in typist.after(news)


def test_A10_a_long_wait_is_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(PretendSession):
        async def sync(self) -> None:
            await asyncio.sleep(0.2)

    monkeypatch.setattr(background_module, "LONG", 0.02)

    assert walk(Slow(), "r").written.count("Still waiting for the portal.") == 1


def test_what_was_read_stays_readable_while_the_sync_hangs() -> None:
    class Hanging(PretendSession):
        async def keep_in_sync(self, changed: Callable[[], None]) -> None:
            await asyncio.Event().wait()

    begun = time.monotonic()
    typist = walk(Hanging(), "c", "1", "as", "q")

    assert "Show: All (here), To-Do, Complete" in typist.written
    assert time.monotonic() - begun < 20


def test_signing_out_ends_the_sync_that_ran_beside() -> None:
    ended = threading.Event()

    class Ending(PretendSession):
        async def keep_in_sync(self, changed: Callable[[], None]) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

    def once_signed_out() -> str:
        assert ended.wait(5)
        return "q"

    typist = walk(Ending(), "o", once_signed_out)

    assert typist.written[-1] == "Goodbye."


def test_the_background_ends_what_still_runs() -> None:
    ended = threading.Event()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with Background() as background:
        background.start(forever())
        background.call(lambda: None)

    assert ended.wait(1)
    assert not any(thread.name == "background" for thread in threading.enumerate())


def test_the_background_passes_on_what_the_work_raises() -> None:
    async def fails() -> None:
        raise TimeoutError("of its own")

    with Background() as background, pytest.raises(TimeoutError, match="of its own"):
        background.wait(fails(), lambda: None)


def test_a_copy_that_goes_away_under_the_reader_leads_back_to_sign_in() -> None:
    session = PretendSession(MemoryCopy(ADA))

    def vanish() -> str:
        session.copy = None
        return "c"

    typist = walk(session, vanish, patience=0)

    assert typist.written.count("Sign in") == 2
