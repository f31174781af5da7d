"""How much went over the line: heads and bodies as HTTP/1.1 sends them, both ways, without what TLS and TCP add."""

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import httpx

_LINE = 2  # the bytes that end a line


class Traffic:
    """Counts what a client sends and receives, renewals of the session too."""

    def __init__(self) -> None:
        self.sent = self.received = 0

    @property
    def hooks(self) -> dict[str, list[Callable[..., Any]]]:
        """What httpx is to call."""
        return {"request": [self._asked], "response": [self._answered]}

    async def _asked(self, request: httpx.Request) -> None:
        """A request goes out."""
        line = f"{request.method}  HTTP/1.1"
        body = int(request.headers.get("content-length", 0))
        self.sent += len(line) + len(request.url.raw_path) + _head(request.headers.raw) + body

    async def _answered(self, response: httpx.Response) -> None:
        """A reply's head is here; its body is counted as it comes."""
        line = f"{response.http_version} {response.status_code} {response.reason_phrase}"
        self.received += len(line) + _head(response.headers.raw)
        if isinstance(response.stream, httpx.AsyncByteStream):
            response.stream = _Counted(response.stream, self)


class _Counted(httpx.AsyncByteStream):
    """A body, counted as it came, before it is unpacked."""

    def __init__(self, stream: httpx.AsyncByteStream, traffic: Traffic) -> None:
        self._stream, self._traffic = stream, traffic

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._traffic.received += len(part)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def _head(headers: Iterable[tuple[bytes, bytes]]) -> int:
    """The end of the first line, the headers, and the empty line."""
    return 2 * _LINE + sum(len(name) + len(": ") + len(value) + _LINE for name, value in headers)
