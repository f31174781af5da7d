"""The client counts what goes over the line: the same bytes that a socket sees."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.school import PASSWORD, School
from tmp_tui.api.client import PortalClient
from tmp_tui.api.errors import NotThere
from tmp_tui.wire.accounts import Preferences, Recovery

BODY = b'{"name": "Byron School"}'


class Wire:
    """What a socket got, and gave."""

    def __init__(self, answer: bytes) -> None:
        self.answer, self.got, self.gave = answer, 0, 0
        self.closed = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request after the other, each in one packet."""
        while data := await reader.read(65_536):
            self.got += len(data)
            if data.endswith(b"\r\n\r\n") or data.endswith(b"}"):
                writer.write(self.answer)
                self.gave += len(self.answer)
                await writer.drain()
        writer.close()
        await writer.wait_closed()
        self.closed.set()


@asynccontextmanager
async def wired(answer: bytes) -> AsyncIterator[tuple[PortalClient, Wire]]:
    wire = Wire(answer)
    server = await asyncio.start_server(wire.serve, "127.0.0.1", 0)
    client = PortalClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    async with server:
        yield client, wire
        await client.close()
        await wire.closed.wait()


def reply(body: bytes, *headers: bytes) -> bytes:
    lines = [b"HTTP/1.1 200 OK", b"content-length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@pytest.mark.parametrize("headers", [[], [b"content-type: application/json", b"cache-control: no-store"]])
async def test_every_byte_both_ways_is_counted(headers: list[bytes]) -> None:
    async with wired(reply(BODY, *headers)) as (client, wire):
        await client.portal("4821")
        await client.recover_password(Recovery("ada@home.example"))

        assert (client.traffic.sent, client.traffic.received) == (wire.got, wire.gave)


async def test_what_comes_packed_is_counted_packed() -> None:
    import gzip

    packed = gzip.compress(b'{"name": "' + b"x" * 5_000 + b'"}')
    async with wired(reply(packed, b"content-encoding: gzip")) as (client, wire):
        await client.portal()

        assert client.traffic.received == wire.gave < 1_000


async def test_a_refusal_counts_too() -> None:
    refusal = b'{"title": "No.", "status": 404, "code": "not-found"}'
    answer = reply(refusal).replace(b"200 OK", b"404 Not Found")
    async with wired(answer) as (client, wire):
        with pytest.raises(NotThere):
            await client.prefer(Preferences("UTC"))

        assert (client.traffic.sent, client.traffic.received) == (wire.got, wire.gave)


async def test_a_session_tells_what_it_cost_and_begins_anew_after_it(school: School) -> None:
    school.person("ada")
    session = school.session()
    assert session.account.traffic() == (0, 0)

    await session.sign_in("4821", "ada", PASSWORD)
    first = session.account.traffic()
    await session.sync()

    assert 0 < first[0] < session.account.traffic()[0]
    assert 0 < first[1] < session.account.traffic()[1]
    await session.sign_out()
    assert session.account.traffic() == (0, 0)


async def test_renewing_the_session_counts(school: School) -> None:
    from tmp_tui.api.auth import SessionAuth

    school.person("ada")
    session = school.session()
    await session.sign_in("4821", "ada", PASSWORD)
    auth = session._signed_in()._http.auth
    assert isinstance(auth, SessionAuth)
    sizes = []
    for renewed in (False, True):
        auth._renew_at = 0 if renewed else auth._renew_at
        before = session.account.traffic()
        await session.account.settings()
        sizes.append([now - then for now, then in zip(session.account.traffic(), before, strict=True)])

    (sent, received), (sent_too, received_too) = sizes
    assert sent_too > sent + 100
    assert received_too > received + 100
    await session.leave()
