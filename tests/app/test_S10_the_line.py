"""What the app says to a portal, and to whom: TLS 1.2 and newer, certificates that are vouched for, nothing secret in an address."""

import inspect
import socket
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from tests.app.test_G19_distinct_errors import Ends, self_signed, serving
from tests.support.post_office import certificate
from tmp_tui.address import portal_address
from tmp_tui.api import client, errors
from tmp_tui.api.client import PortalClient
from tmp_tui.wire import SignIn

SECRET = "Xsecret-ada@hill.example"
FORM = SignIn("4821", "ada", SECRET)


async def refusal(address: str) -> errors.ApiError:
    """How signing in at this address ends."""
    portal = PortalClient(address)
    with pytest.raises(errors.ApiError) as raised:
        await portal.sign_in(FORM)
    await portal.close()
    return raised.value


@pytest.fixture
def vouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate that this computer trusts."""
    context, authority = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


def speaks(address: str, version: ssl.TLSVersion) -> str | None:
    """The version that the server speaks with a client that would take anything."""
    lax = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    lax.check_hostname, lax.verify_mode = False, ssl.VerifyMode(0)
    lax.set_ciphers("DEFAULT:@SECLEVEL=0")
    lax.minimum_version = lax.maximum_version = version
    url = httpx.URL(address)
    with socket.create_connection((url.host, url.port or 0)) as line, lax.wrap_socket(line) as spoken:
        return spoken.version()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_S10_tls_that_holds_is_spoken(vouched: ssl.SSLContext, version: ssl.TLSVersion) -> None:
    vouched.maximum_version = version

    with serving(Ends, vouched) as address:
        assert (await refusal(address)).code == "sign-in-failed"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
async def test_S10_tls_that_is_broken_is_not(vouched: ssl.SSLContext) -> None:
    vouched.maximum_version = ssl.TLSVersion.TLSv1_1

    with serving(Ends, vouched) as address:
        old = speaks(address, ssl.TLSVersion.TLSv1_1)
        error = await refusal(address)

    assert old == "TLSv1.1"
    assert isinstance(error, errors.Unreachable)


async def test_S10_a_portal_that_nobody_vouches_for_gets_no_password(tmp_path: Path) -> None:
    with serving(Ends, self_signed(tmp_path)) as address:
        assert isinstance(await refusal(address), errors.NotTrusted)


async def test_S10_a_certificate_for_another_name_is_none(
    vouched: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = socket.getaddrinfo

    def here(host: Any, *how: Any, **more: Any) -> Any:
        return found("127.0.0.1", *how, **more)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    with serving(Ends, vouched) as address:
        known = await refusal(address.replace("127.0.0.1", "localhost"))
        other = await refusal(address.replace("127.0.0.1", "portal.example"))

    assert known.code == "sign-in-failed"
    assert isinstance(other, errors.NotTrusted)


@pytest.mark.parametrize("typed", ["http://portal.example", "HTTP://portal.example/", "http://10.0.0.7:8080", "ftp://portal.example", "http://localhost.evil.example"])  # fmt: skip
def test_S10_without_tls_only_this_very_machine_is_spoken_to(typed: str) -> None:
    assert "https://" in portal_address(typed)
    assert " " in portal_address(typed)
    assert portal_address("portal.example") == "https://portal.example"
    assert portal_address("http://127.0.0.1:8080") == "http://127.0.0.1:8080"


def secret(kind: Any) -> Any:
    """A value of this type in which every text that somebody could want is secret."""
    if kind in (str, int):
        return SECRET if kind is str else 1
    fields: dict[str, Any] = {"values": {"RESPONSE": [SECRET]}, "marked": [], "places": [], "have": {}}
    for field in msgspec.structs.fields(kind):
        if field.type in (str, int, bool):
            fields[field.name] = SECRET if field.type is str else 1
    return kind(**{name: value for name, value in fields.items() if name in kind.__struct_fields__})


def every_method() -> list[str]:
    """What can be asked of a portal."""
    return [
        name
        for name, method in inspect.getmembers(PortalClient, inspect.iscoroutinefunction)
        if not name.startswith("_") and name != "close"
    ]


@pytest.mark.parametrize("name", every_method())
async def test_S10_nothing_that_lets_in_stands_in_an_address(name: str) -> None:
    """What the app asks for by its id stands in a path; words of a form, tokens and addresses never do."""
    made: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        made.append(request)
        return httpx.Response(404)

    portal = PortalClient("https://portal.example", transport=httpx.MockTransport(answer))
    method = getattr(portal, name)
    given = {
        word: secret(parameter.annotation) for word, parameter in inspect.signature(method).parameters.items()
    }
    with suppress(errors.ApiError):
        await method(**given)

    [request] = made
    query = httpx.QueryParams(request.url.query)
    assert set(query) <= {
        "account",
        "writer",
    }  # a school's number, and which place writes: neither lets anybody in
    by_id = [word for word, value in given.items() if value == SECRET]
    assert ("secret" in str(request.url)) == bool(by_id and name not in ("device_grant", "device_token"))


async def test_S10_what_stands_in_a_path_is_one_part_of_it() -> None:
    made: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        made.append(request.url)
        return httpx.Response(404)

    portal = PortalClient("https://portal.example", transport=httpx.MockTransport(answer))
    for asking in (portal.look_up, portal.end_device, portal.paper, portal.review):
        with suppress(errors.ApiError):
            await asking("../sessions?x=1#y")

    assert all(b"..%2Fsessions%3Fx%3D1%23y" in url.raw_path for url in made)
    assert len(made) == 4


async def test_S08_a_reply_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LIMIT", 100_000)
    read: list[int] = []

    async def endless() -> Any:
        while len(read) < 1_000:
            read.append(1)
            yield b"x" * 10_000

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=endless()))
    portal = PortalClient("https://portal.example", transport=transport)

    with pytest.raises(errors.PortalFailed):
        await portal.account()

    assert len(read) < 20
