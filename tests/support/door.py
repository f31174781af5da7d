"""A portal's door, pretended: what it offers, what it was asked, and what it refuses."""

from collections.abc import Callable
from typing import Any

import httpx
import msgspec

from tests.support.pretended import PretendSession
from tmp_tui.wire import Problem
from tmp_tui.wire.accounts import Contact, DeviceGrant, Link, Portal

TOKEN = "tmpl_" + "aB3-_" * 8 + "xyz"
CODE = "BCDF-GHJK-LMNP"
CONTACT = Contact("800-555-0100 x2", "help@hill.example", "https://chat.hill.example")
EVERYTHING = Portal("Hill", ["google", "clever"], device=True, mail=True, contact=CONTACT)
GRACE = Link("activate", "Grace Hopper", "4821", "grace")
GRANT = DeviceGrant(
    "secret",
    "WDJB-MJHT",
    "https://portal.hill.example/d",
    "HTTPS://PORTAL.HILL.EXAMPLE/D/WDJBMJHT",
    600,
    1,
)
SESSION = {"access_token": "a", "refresh_token": "r", "expires_in": 300, "user_id": "u1", "seal_key": ""}


class Door:
    """Answers a `PretendSession`; `refusals` are given by path, one each, and then it says yes again."""

    def __init__(self, portal: Portal = EVERYTHING, link: Link = GRACE) -> None:
        self.portal, self.link = portal, link
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, list[httpx.Response]] = {}
        self.tokens: list[httpx.Response] = []
        self.session = PretendSession()
        self.session.answer = self

    def refuse(self, path: str, status: int, code: str, title: str) -> None:
        """Say no the next time."""
        problem = Problem(title, status, code)
        response = httpx.Response(status, content=msgspec.json.encode(problem))
        self.refusals.setdefault(path, []).append(response)

    def said(self, path: str) -> list[dict[str, Any]]:
        """What was sent there."""
        return [body for asked, body in self.asked if asked == path]

    def __call__(self, asked: httpx.Request) -> httpx.Response:
        """Answer."""
        path = asked.url.path
        if asked.content.startswith(b"{"):
            self.asked.append((path, msgspec.json.decode(asked.content)))
        else:
            self.asked.append((path, dict(asked.url.params)))
        if self.refusals.get(path):
            return self.refusals[path].pop(0)
        answers: dict[str, Callable[[], object]] = {
            "/v1/portal": lambda: self.portal,
            "/v1/links/look": lambda: self.link,
            "/v1/links/use": lambda: SESSION,
            "/oauth/device_authorization": lambda: GRANT,
        }
        if path == "/oauth/token":
            return self.tokens.pop(0) if self.tokens else refused("authorization_pending")
        if path in answers:
            return httpx.Response(200, content=msgspec.json.encode(answers[path]()))
        return httpx.Response(204)


def refused(error: str) -> httpx.Response:
    """What the device grant says instead of a session."""
    return httpx.Response(400, json={"error": error})


def granted() -> httpx.Response:
    """The session that was approved."""
    return httpx.Response(200, json=SESSION)


def hostile_door(text: str) -> Door:
    """One whose words mean harm wherever it has any."""
    text = text[:5_000].encode(errors="replace").decode()
    portal = Portal(text, ["google"], device=True, mail=True, contact=Contact(text, text, text))
    return Door(portal, Link("reset", text, text, text, text))
