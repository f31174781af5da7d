"""The desk: when the session is made, and what becomes of those who wait for it."""

import asyncio
import subprocess
import sys
import threading

import pytest

from tests.support.pretended import PretendSession
from tests.support.waiting import until
from tmp_tui.screens import desk
from tmp_tui.screens.desk import Desk


class Begun:
    """A desk whose session takes as long to make as it is told to."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.faults: list[Exception] = []
        self.desk = Desk(self._make)
        self.desk.begin(self.faults.append)

    def _make(self, server: str) -> PretendSession:
        self.begun.set()
        self.go_on.wait(10)
        return PretendSession()


async def test_the_session_is_made_at_once_for_whoever_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "FIRST_KEYS", 3600)
    here = Begun()
    here.go_on.set()
    looking = asyncio.create_task(here.desk.is_made())
    await asyncio.sleep(0)
    assert not here.begun.is_set()  # to look whether it is there is not to want it

    async with asyncio.timeout(10):
        await here.desk.session()
        assert await looking


async def test_the_one_after_a_sign_out_waits_for_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "FIRST_KEYS", 3600)
    here = Begun()
    here.go_on.set()
    first = await here.desk.session()
    here.begun.clear()

    here.desk.begin(here.faults.append)

    await until(here.begun.is_set)
    assert await here.desk.session() is not first


async def test_who_waits_for_a_session_that_nobody_wants_any_more_is_told() -> None:
    here = Begun()
    looking = asyncio.create_task(here.desk.is_made())
    await asyncio.sleep(0)
    await until(here.begun.is_set)

    assert await here.desk.leave() == ""
    here.go_on.set()

    assert not await looking
    assert here.faults == []


def test_a_desk_that_waits_for_keys_does_not_hold_up_the_end_of_the_program() -> None:
    code = """
import asyncio
from tmp_tui.screens import desk
desk.FIRST_KEYS = 3600
async def begin():
    desk.Desk(print).begin(print)
asyncio.run(begin())
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
