"""Lines that fail: transports around a real one that drop, delay, lie, and count."""

import asyncio
import random
from collections.abc import Callable

import httpx

ShouldFail = Callable[[int], bool]


class Faulty(httpx.AsyncBaseTransport):
    """Passes requests on; the n-th (from 1) for which `drops` is true is lost, before or after the portal saw it."""

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        drops: ShouldFail = lambda _: False,
        *,
        after: bool = False,
        delay: float = 0,
    ) -> None:
        self.inner, self.drops, self.after, self.delay = inner, drops, after, delay
        self.sent = 0
        self.down = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request over the bad line."""
        self.sent += 1
        lost = self.down or self.drops(self.sent)
        if self.delay:
            await asyncio.sleep(self.delay)
        if lost and not self.after:
            raise httpx.ConnectError("the line is down", request=request)
        response = await self.inner.handle_async_request(request)
        if lost:
            await response.aread()
            raise httpx.ReadError("the line went down", request=request)
        return response


class Answers(httpx.AsyncBaseTransport):
    """Answers everything with the same response, whatever was asked."""

    def __init__(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.status, self.content, self.headers = (
            status,
            content,
            headers or {"content-type": "application/json"},
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer."""
        return httpx.Response(self.status, content=self.content, headers=self.headers, request=request)


def lossy(share: float, seed: int) -> ShouldFail:
    """Loses this share of requests, the same ones for the same seed."""
    dice = random.Random(seed)
    return lambda _: dice.random() < share
