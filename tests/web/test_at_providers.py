"""The whole story in a real browser, with two real providers: a terminal asks, the browser approves, the terminal is in.

Google is played by `oidc-provider-mock` (PyPI), Clever by `oidc-provider` (npm), which demands PKCE and refuses a code
that comes twice.
"""

import asyncio
import dataclasses
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.async_api import Page
from sqlalchemy import text

from tests.journeys.conftest import Portal
from tests.support.school import PASSWORD, School
from tests.web.conftest import SMALL, NewPage, _needed
from tests.web.test_browser import Axe, shown
from tmp_portal.accounts.oidc import SignIns
from tmp_portal.accounts.trouble import ProviderTrouble
from tmp_portal.settings import Settings
from tmp_tui.session import Session
from tmp_tui.wire.accounts import DeviceGrant, Provider

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # the mock's own
]

HERE = Path(__file__).parent
CLEVERS_SECRET = "a secret of at least thirty-two characters"
ADA = User(sub="117", claims={"email": "ada@hill.example", "email_verified": True, "hd": "hill.example"})


@pytest.fixture(autouse=True)
def the_time_that_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real providers say real times."""
    monkeypatch.delenv("TMP_PORTAL_NOW")
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.fixture
def port() -> int:
    """Where the portal will be: the providers must know it first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
    return found


@pytest.fixture
def google() -> Iterator[str]:
    """Google's address."""
    with run_server_in_thread(require_nonce=True, user_claims=[ADA]) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def clever(port: int) -> Iterator[str]:
    """Clever's address."""
    node = _needed("Node (npm install in tests/web)", shutil.which(HERE / "node_modules" / ".bin" / "node"))
    _needed("oidc-provider (npm install in tests/web)", (HERE / "node_modules" / "oidc-provider").exists())
    command = [node, "oidc_provider.mjs", f"http://127.0.0.1:{port}/sso/clever/callback"]
    with subprocess.Popen(
        command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        yield next(line for line in process.stdout if line.startswith("http")).strip()
        process.terminate()


@pytest.fixture
def settings(school: School, port: int, google: str, clever: str) -> Settings:
    """A portal that is set up for both."""
    return dataclasses.replace(
        school.settings,
        url=f"http://127.0.0.1:{port}",
        google_client_id="portal-at-google",
        google_client_secret="secret",
        google_issuer=google,
        google_domain="hill.example",
        clever_client_id="portal-at-clever",
        clever_client_secret=CLEVERS_SECRET,
        clever_issuer=clever,
    )


@pytest.fixture
def portal(school: School, port: int, settings: Settings) -> Iterator[Portal]:
    """The school's portal, served with these settings."""
    school.stamp()
    names = [field.name for field in dataclasses.fields(Settings) if field.name != "data"]
    told = {f"TMP_PORTAL_{name.upper()}": str(getattr(settings, name)) for name in names}
    served = Portal(school.folder, dict(os.environ) | told, port)
    yield served
    served.stop()


class Terminal:
    """A student's app that waits for a browser."""

    def __init__(self, session: Session, grant: DeviceGrant) -> None:
        self.session, self.grant = session, grant
        self.waits = asyncio.create_task(session.entrance.await_device(grant))


Begin = Callable[[Provider], Awaitable[Terminal]]


@pytest.fixture
async def begin(portal: Portal, tmp_path: Path) -> AsyncIterator[Begin]:
    """Starts a sign-in in the app."""
    made: list[Terminal] = []

    async def begun(provider: Provider) -> Terminal:
        session = Session(portal.address, tmp_path / "copies")
        made.append(Terminal(session, await session.entrance.begin_device(provider, own=True)))
        return made[-1]

    yield begun
    for one in made:
        one.waits.cancel()
        await asyncio.wait([one.waits])
        await one.session.sign_out()


async def at_google(page: Page, who: str = "117") -> None:
    """Choose an account there."""
    await page.click(f"button[value='{who}']")


async def at_clever(page: Page, who: str = "ada") -> None:
    """Sign in there, and agree."""
    await page.fill("[name=login]", who)
    await page.fill("[name=password]", "anything")
    await page.click("[type=submit]")
    await page.click("[type=submit]")


THERE = {"google": at_google, "clever": at_clever}


@pytest.mark.parametrize("provider", ["google", "clever"])
async def test_a_terminal_asks_a_browser_approves_and_the_terminal_is_signed_in(
    school: School, new_page: NewPage, begin: Begin, provider: Provider
) -> None:
    school.person("ada")
    terminal = await begin(provider)
    page = await new_page(viewport=SMALL, java_script_enabled=False)

    await page.goto(terminal.grant.verification_uri_complete)
    await page.click(f"text=Sign in with {provider.capitalize()}")
    await THERE[provider](page)
    asking = await page.locator("main").inner_text()
    await page.click("text=Sign it in as Ada Hill")

    assert "It will be signed in as Ada Hill" in asking
    assert await shown(page) == "The terminal is signed in"
    assert await terminal.waits is False
    await terminal.session.sync()
    assert terminal.session.copy is not None
    me = terminal.session.copy.me()
    assert me is not None
    assert me.given_name == "Ada"
    opened = school.write(lambda c: c.execute(text("select how, place from token_families")).all())
    assert opened == [(provider, "personal")]


async def test_whom_clever_does_not_answer_for_says_once_who_it_is(
    school: School, new_page: NewPage, begin: Begin
) -> None:
    school.person("bob")
    terminal = await begin("clever")
    page = await new_page(viewport=SMALL, java_script_enabled=False)

    await page.goto(terminal.grant.verification_uri)
    await page.fill("[name=code]", terminal.grant.user_code)
    await page.click("main button")
    await page.click("text=Sign in with Clever")
    await at_clever(page, "bob")
    asked = await shown(page)
    for name, value in {"account": "4821", "username": "bob", "password": PASSWORD}.items():
        await page.fill(f"[name={name}]", value)
    await page.click("main button")
    await page.click("text=Sign it in as Bob Hill")

    assert asked == "Who are you here?"
    assert await terminal.waits is False


async def test_a_no_at_google_is_said_in_words(school: School, new_page: NewPage, begin: Begin) -> None:
    terminal = await begin("google")
    page = await new_page(viewport=SMALL)

    await page.goto(terminal.grant.verification_uri_complete)
    await page.click("text=Sign in with Google")
    await page.click("button[value=deny]")

    assert await shown(page) == "You are not signed in"


async def test_S10_clever_takes_a_code_once_and_only_with_its_verifier(
    settings: Settings, new_page: NewPage
) -> None:
    sign_ins = SignIns(settings)
    client = sign_ins.clients["clever"]
    page = await new_page()
    codes: list[dict[str, str]] = []
    begun = [await sign_ins.begin(client) for _ in range(2)]

    for one in begun:
        await page.context.clear_cookies()
        async with page.expect_request("**/sso/clever/callback?*") as sent:
            await page.goto(one.url)
            await at_clever(page)
        url = (await sent.value).url
        codes.append(dict(pair.split("=", 1) for pair in url.partition("?")[2].split("&")))

    answers = [{"code": code["code"]} | {"iss": client.issuer} for code in codes]
    first = await sign_ins.finish(client, answers[0], begun[0].nonce, begun[0].verifier)
    with pytest.raises(ProviderTrouble):
        await sign_ins.finish(client, answers[0], begun[0].nonce, begun[0].verifier)
    with pytest.raises(ProviderTrouble):
        await sign_ins.finish(client, answers[1], begun[1].nonce, begun[0].verifier)

    assert (first.subject, first.email) == ("ada", "ada@hill.example")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_the_way_to_a_terminal(
    school: School, new_page: NewPage, begin: Begin, axe: Axe, scheme: str
) -> None:
    school.person("ada")
    terminal = await begin("google")
    page = await new_page(viewport=SMALL, color_scheme=scheme)
    found: dict[str, list[str]] = {}
    widths: dict[str, int] = {}

    async def look(state: str) -> None:
        found[state] = await axe(page)
        widths[state] = await page.evaluate("document.scrollingElement.scrollWidth")

    for path in ("/d", "/d/BCDFGHJK", "/d/done", "/d/denied", terminal.grant.verification_uri_complete):
        await page.goto(path)
        await look(path)
    for name, value in {"account": "4821", "username": "ada", "password": "not hers"}.items():
        await page.fill(f"[name={name}]", value)
    await page.click("text=Go on")
    await look("a wrong password")
    await page.goto("/sso/google/callback?state=nobodys&code=x")
    await look("a provider's fault")
    await page.goto(terminal.grant.verification_uri_complete)
    await page.fill("[name=account]", "4821")
    await page.fill("[name=username]", "ada")
    await page.fill("[name=password]", PASSWORD)
    await page.click("text=Go on")
    await look("the question")

    assert [fault for faults in found.values() for fault in faults] == []
    assert max(widths.values()) <= SMALL["width"]
