"""One program after the other, and no program for ever."""

import asyncio
import os
from pathlib import Path

import pytest

from tmp_tui.vault import lock


async def test_a_second_one_waits_and_holds_up_nothing_else() -> None:
    said: list[str] = []
    free = asyncio.Event()

    async def first() -> None:
        async with lock.alone("p"):
            said.append("first in")
            await free.wait()
            said.append("first out")

    async def second() -> None:
        async with lock.alone("p"):
            said.append("second in")

    async with asyncio.TaskGroup() as group:
        group.create_task(first())
        group.create_task(second())
        while len(said) < 1:  # noqa: ASYNC110  (a state of the test's own)
            await asyncio.sleep(0)
        async with lock.alone("another portal"):
            said.append("another")
        free.set()

    assert said == ["first in", "another", "first out", "second in"]


async def test_one_that_is_held_by_a_stopped_program_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lock, "LONGEST", 0.05)

    async with lock.alone("p"), asyncio.timeout(2), lock.alone("p"):
        went_on = True

    assert went_on


async def test_its_folder_is_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir(mode=0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))

    async with lock.alone("p"):
        found = list((tmp_path / "run").rglob("*"))

    assert {path.name: oct(os.stat(path).st_mode & 0o777) for path in found} == {  # noqa: PTH116  (of this moment)
        "tmp-tui": "0o700",
        "p.lock": "0o600",
    }


async def test_a_disk_that_refuses_is_no_reason_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    async with asyncio.timeout(2), lock.alone("p"):
        went_on = True

    assert went_on
