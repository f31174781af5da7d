"""A portal that knows Ada's account, for a pretended session; the real one is in tests/support/school.py."""

from typing import Any

import httpx
import msgspec
from textual.pilot import Pilot

from tests.support.copies import MemoryCopy
from tests.support.documents import DAY, NOW
from tests.support.pretended import PretendSession
from tests.support.ui import press, screen_text, until
from tmp_tui.wire.accounts import AccountSettings, Device

HERE = Device("d1", "shared", "lab-12", "password", NOW - 3600, NOW, current=True)
PHONE = Device("d2", "personal", "kitchen", "link", NOW - 9 * DAY, NOW - DAY)
SHELL = Device("d3", "ssh", "shell.byron.example", "google", NOW - 2 * DAY, NOW - 2 * DAY)
ACCOUNT = AccountSettings(devices=[PHONE, HERE, SHELL])


class AccountPortal:
    """Answers what Account Settings ask; `asked` is what was asked, `refusals` are given instead, one each, by path."""

    def __init__(self, settings: AccountSettings = ACCOUNT) -> None:
        self.settings, self.held = settings, b'{"name": "Ada"}'
        self.asked: list[tuple[str, str, bytes]] = []
        self.refusals: dict[str, httpx.Response | Exception] = {}

    def __call__(self, asked: httpx.Request) -> httpx.Response:
        """One request."""
        path = asked.url.path
        self.asked.append((asked.method, path, asked.content))
        refusal = self.refusals.pop(path, None)
        if isinstance(refusal, Exception):
            raise refusal
        if refusal is not None:
            return refusal
        if path == "/v1/me/account":
            return httpx.Response(200, content=msgspec.json.encode(self.settings))
        if path == "/v1/me/devices/end":
            return httpx.Response(200, json={"ended": len(self.settings.devices)})
        if path == "/v1/me/export":
            return httpx.Response(200, content=self.held)
        return httpx.Response(204)

    def bodies(self, path: str) -> list[dict[str, str]]:
        """What was sent to one path."""
        return [msgspec.json.decode(body) for _method, asked, body in self.asked if asked == path]


def refused(code: str, title: str, status: int = 400, **errors: str) -> httpx.Response:
    """How a portal says no, with what is wrong with which field."""
    told = [{"field": field, "message": words} for field, words in errors.items()]
    return httpx.Response(status, json={"title": title, "status": status, "code": code, "errors": told})


def account_session(portal: AccountPortal | None = None, copy: MemoryCopy | None = None) -> PretendSession:
    """A session that this portal answers."""
    session = PretendSession(copy)
    session.answer = portal or AccountPortal()
    return session


async def open_row(pilot: Pilot[Any], words: str) -> None:
    """Open the row that has the words, by finding it."""
    await press(pilot, "ctrl+f", f"text:{words}", "enter", "enter")


async def account_page(pilot: Pilot[Any], row: str = "") -> None:
    """Account Settings, with what the portal says of them; and on to what a row opens."""
    await press(pilot, "f5")
    await until(pilot, lambda: "Devices:" in screen_text(pilot.app))
    if row:
        await open_row(pilot, row)
