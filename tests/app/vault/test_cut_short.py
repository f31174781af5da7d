"""A sign-in that is stopped at the worst moment, on one's own computer: nobody is signed in by it, here or at the portal."""

import asyncio
import contextlib
import threading

import pytest

from tests.app.vault.test_session_kept import Own
from tests.app.vault.test_two_students import kept_by, whose
from tests.support.faults import Faulty
from tests.support.school import PASSWORD, Group, School
from tests.support.waiting import until


@pytest.fixture
def own(school: School, algebra: Group) -> Own:
    return Own(school)


async def stopped(task: "asyncio.Task[bool]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_one_that_is_stopped_while_the_session_before_ends_leaves_that_one_alone(own: Own) -> None:
    await kept_by(own, "ada")
    own.school.person("ben")
    session = own.session()
    assert await session.resume()
    assert session._auth is not None
    ending = asyncio.Event()

    async def settled() -> None:
        ending.set()
        await asyncio.Event().wait()

    session._auth.settled = settled  # type: ignore[method-assign]
    signing_in = asyncio.create_task(session.sign_in("4821", "ben", PASSWORD))
    await ending.wait()

    await stopped(signing_in)

    assert (whose(own), own.open_sessions()) == ("school-ada", 1)
    await session.sync()
    assert session.copy is not None
    assert (session.copy.me().id, session.copy.freshness.trouble) == ("school-ada", "")  # type: ignore[union-attr]


async def test_one_that_is_stopped_twice_is_over_at_the_portal_all_the_same(
    own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Faulty(own.school.transport())
    session = own.session(line)
    write, writing = own.store.write, threading.Event()

    def slowly(name: str, item: bytes, seconds: int) -> None:
        writing.set()
        own.go_on.wait(1)
        write(name, item, seconds)

    monkeypatch.setattr(own.store, "write", slowly)
    signing_in = asyncio.create_task(session.sign_in("4821", "ada", PASSWORD, own=True))
    await until(writing.is_set)
    line.delay, before = 0.1, line.sent

    signing_in.cancel()
    await until(lambda: line.sent > before)
    await stopped(signing_in)  # as whoever presses enter again at once, or quits
    own.go_on.set()
    await session.leave()

    assert (own.item, own.open_sessions()) == (b"", 0)
