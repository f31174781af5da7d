"""What is fetched from a provider: small, soon, from https, and never from where it sends us."""

import asyncio
import ipaddress
import ssl
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import msgspec

if TYPE_CHECKING:  # 70 ms that only a portal with providers needs
    import httpx

T = TypeVar("T")

LARGEST = 256 * 1024  # bytes
CONNECT, ALTOGETHER = 3.0, 8.0  # seconds


class NoAnswer(Exception):
    """It was not reached, or has an error of its own."""


class TooSlow(NoAnswer):
    """It did not answer in time."""


class BadAnswer(Exception):
    """It answered with something else than was asked for."""


class Said(BadAnswer):
    """It answered with a refusal (4xx)."""


class Web:
    """The way to providers; a `transport` stands in for the network in tests."""

    def __init__(self, transport: "httpx.AsyncBaseTransport | None" = None) -> None:
        self._transport = transport

    async def get(self, url: str, kind: type[T]) -> T:
        """A document. Raises NoAnswer, TooSlow, BadAnswer."""
        return _decoded(await self._ask("GET", url), kind)

    async def post(
        self, url: str, form: Mapping[str, str], kind: type[T], *, auth: tuple[str, str] | None = None
    ) -> T:
        """The answer to a form. Raises NoAnswer, TooSlow, BadAnswer."""
        return _decoded(await self._ask("POST", url, dict(form), auth), kind)

    async def _ask(
        self,
        method: str,
        url: str,
        form: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> bytes:
        import httpx

        if not is_safe(url):
            raise BadAnswer("address")
        limits = httpx.Timeout(ALTOGETHER, connect=CONNECT)
        transport = self._transport or httpx.AsyncHTTPTransport(verify=_trust(), trust_env=False)
        try:
            async with (
                asyncio.timeout(ALTOGETHER),
                httpx.AsyncClient(transport=transport, timeout=limits) as http,
                http.stream(
                    method, url, data=form, auth=auth, headers={"accept": "application/json"}
                ) as answer,
            ):
                return await _read(answer)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TooSlow from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise NoAnswer from error


async def _read(answer: "httpx.Response") -> bytes:
    if answer.is_server_error:
        raise NoAnswer
    if not answer.is_success:
        raise Said(str(answer.status_code))
    parts, size = [], 0
    async for part in answer.aiter_bytes():
        size += len(part)
        if size > LARGEST:
            raise BadAnswer("size")
        parts.append(part)
    return b"".join(parts)


def _decoded(raw: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnswer("content") from error


def is_safe(url: str) -> bool:
    """Whether an address is one to send secrets to: https, or this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host)))


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@cache
def _trust() -> ssl.SSLContext:
    """Whom we trust, read once: it takes 20 ms."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)
