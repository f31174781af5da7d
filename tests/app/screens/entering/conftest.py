"""The sign-in page before a pretended door, its other ways in on the screen."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.support.door import Door
from tests.support.ui import WIDE, press, screen_text, until
from tmp_tui.app import TmpApp

At = Callable[..., AbstractAsyncContextManager[tuple[TmpApp, Pilot[Any]]]]
TO_THE_WAYS = ("tab", "tab", "tab", "tab")


@pytest.fixture
def at() -> At:
    """Opens the app at a door, and there the ways that are named, one after the other."""

    @asynccontextmanager
    async def opened(
        door: Door, *ways: str, size: tuple[int, int] = WIDE, **options: Any
    ) -> AsyncIterator[tuple[TmpApp, Pilot[Any]]]:
        app = TmpApp(lambda server: door.session, account="4821", **options)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: not door.portal.providers or "Google" in rows(app))
            if ways:
                await press(pilot, *TO_THE_WAYS)
            for way in ways:
                await press(pilot, "slash", *way, "enter", "enter")
            yield app, pilot

    return opened


def rows(app: TmpApp) -> str:
    """Everything of the list that is on the screen, in sight or not."""
    told = app.screen.query_one("#words")
    return " ".join(row.text for row in told._ways)  # type: ignore[attr-defined]


def flat(app: TmpApp) -> str:
    """The screen's words without its line ends."""
    return " ".join(screen_text(app).split())
