"""A relay between app and portal that counts what goes over the line, headers included."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable


class Counting:
    """A relay that counts what passes; a round trip is a change of direction."""

    def __init__(self, address: str) -> None:
        self.host, _, port = address.removeprefix("http://").partition(":")
        self.port = int(port)
        self.up = self.down = self.trips = 0
        self._last = ""
        self._relays: set[asyncio.Task[object]] = set()

    async def start(self) -> str:
        """The relay's own address."""
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """Take no more."""
        self._server.close()
        for task in self._relays:
            task.cancel()

    async def during(self, work: Callable[[], Awaitable[object]]) -> tuple[int, int, int]:
        """Bytes up, bytes down and round trips of some work."""
        self.up = self.down = self.trips = 0
        await work()
        return self.up, self.down, self.trips

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection(self.host, self.port)
        if task := asyncio.current_task():
            self._relays.add(task)

        async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, direction: str) -> None:
            while data := await source.read(65536):
                setattr(self, direction, getattr(self, direction) + len(data))
                self.trips += direction == "up" and self._last != "up"
                self._last = direction
                sink.write(data)
                await sink.drain()
            sink.close()

        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(
                pump(reader, ours, "up"), pump(theirs, writer, "down"), return_exceptions=True
            )
