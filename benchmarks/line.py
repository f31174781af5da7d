"""A plain HTTP/1.1 connection for load: it costs the machine less than what it measures."""

import asyncio
import time
from typing import Self


class Line:
    """One connection to a portal that stays open; requests go one after another."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, address: str) -> Self:
        """Connect to `http://host:port`."""
        host, _, port = address.removeprefix("http://").partition(":")
        return cls(*await asyncio.open_connection(host, int(port)))

    async def ask(self, request: bytes) -> bytes:
        """The body of the answer; raises RuntimeError where it is no success."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        if b" 20" not in head[:12]:
            raise RuntimeError(f"{request[:100]!r} got {head!r} {body!r}")
        return body

    async def timed(self, request: bytes, seconds: list[float]) -> bytes:
        """The same; how long it took is added to `seconds`."""
        began = time.perf_counter()
        body = await self.ask(request)
        seconds.append(time.perf_counter() - began)
        return body

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        await self._writer.wait_closed()


def request(method: str, path: str, token: str = "", body: bytes = b"") -> bytes:
    """A request as it goes over the line."""
    head = f"{method} {path} HTTP/1.1\r\nhost: localhost\r\n"
    if token:
        head += f"authorization: Bearer {token}\r\n"
    if body:
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body
