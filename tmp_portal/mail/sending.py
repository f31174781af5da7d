"""Sending what is in the outbox, beside the requests: one message after the other over one connection.

A message is at least sent once. It goes out twice only if the line breaks after the server took it and before it said so
(RFC 5321, section 4.1.1.4), and then under the same Message-ID.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import aiosmtplib

from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.mail import queue
from tmp_portal.mail.server import STEP_LIMIT, MailServer
from tmp_portal.mail.troubles import After, Trouble, trouble
from tmp_portal.mail.written import written

EVERY = 2.0  # seconds between looks into the box
TIDY_EVERY = 60.0  # seconds
AFTER_TROUBLE = 60.0  # seconds that a server is left alone which cannot be reached
ONE_MESSAGE = 240.0  # seconds, connecting included; shorter than it is claimed for
LAST_WORDS = 3.0  # seconds to finish with a message when the portal ends


@dataclass
class Tally:
    """What became of the messages that were due; `trouble` is why nothing can be sent for now."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    trouble: str = ""


def is_due(database: Database) -> bool:
    """Whether anything is to be sent; costs no write."""
    return database.read_now(lambda connection: queue.is_due(connection, now()))


async def send_due(
    database: Database,
    server: MailServer,
    *,
    step_limit: float = STEP_LIMIT,
    stopped: Callable[[], bool] = lambda: False,
) -> Tally:
    """Send what is due until there is no more, or the server is not to be had.

    The loop is the sender's own: what is written down is waited for, so that nothing comes between a server's yes and
    its being known.
    """
    tally = Tally()
    line = server.line(step_limit)
    try:
        while not tally.trouble and not stopped() and is_due(database):
            row = database.write_in_turn(lambda connection: queue.claim(connection, now()))
            if row is not None:
                await _deliver(database, line, server, row, tally)
    finally:
        await _hang_up(line)
    return tally


async def _deliver(
    database: Database, line: aiosmtplib.SMTP, server: MailServer, row: Any, tally: Tally
) -> None:
    used_before = line.is_connected
    try:
        mail = written(row, server.sender)
        async with asyncio.timeout(ONE_MESSAGE):
            if not used_before:
                await server.open(line)
            await line.send_message(mail)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        what = trouble(error)
        _note_trouble(database, row, what, tally)
        if what.after is After.LINE_DOWN:
            await _hang_up(line)
            # Many servers take so many messages over one line; a new one is worth a try.
            tally.trouble = "" if used_before else what.words
    else:
        database.write_in_turn(lambda connection: queue.sent(connection, row, now()))
        tally.sent += 1


def _note_trouble(database: Database, row: Any, what: Trouble, tally: Tally) -> None:
    final = what.after is After.FAILED
    note = queue.failed if final else queue.later
    database.write_in_turn(lambda connection: note(connection, row, what.words, now()))
    tally.failed += final
    tally.later += not final


async def _hang_up(line: aiosmtplib.SMTP) -> None:
    """Take leave, but wait for nobody: a secure line would otherwise stay until the other side had closed it too."""
    transport = line.transport
    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
        if line.is_connected:
            await line.quit(timeout=1)
    line.close()
    if transport is not None:
        cast(asyncio.WriteTransport, transport).abort()
    for _ in range(3):  # the loop's turns until what is closed is gone
        await asyncio.sleep(0)


class Postman:
    """A thread with a loop of its own; without a server it only keeps the box tidy.

    `on_fault` is told of faults of ours, `on_trouble` in words of the server's, once until they change.
    """

    def __init__(
        self,
        database: Database,
        server: MailServer | None,
        on_fault: Callable[[Exception], None],
        on_trouble: Callable[[str], None],
        every: float = EVERY,
    ) -> None:
        self._database, self._server, self._every = database, server, every
        self._on_fault, self._on_trouble = on_fault, on_trouble
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
        self._loop = asyncio.new_event_loop()
        self._sending: asyncio.Task[Tally] | None = None
        self._said, self._tidy_at = "", 0.0

    def start(self) -> None:
        """Begin, at once."""
        self._thread.start()

    def stop(self) -> None:
        """Finish with the message that is on its way, if that is soon; else it is sent again when its claim ends."""
        self._stopping.set()
        self._thread.join(LAST_WORDS)
        if self._thread.is_alive():
            with contextlib.suppress(RuntimeError):  # it ended in this moment
                self._loop.call_soon_threadsafe(self._break_off)
            self._thread.join()

    def _break_off(self) -> None:
        if self._sending is not None:
            self._sending.cancel()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._stopping.wait(self._round())
        finally:
            self._loop.close()

    def _round(self) -> float:
        """Do what there is to do; how long to wait then."""
        try:
            if now() >= self._tidy_at:
                self._tidy_at = now() + TIDY_EVERY
                self._database.write_in_turn(lambda connection: queue.tidy(connection, now()))
            if self._server is None:
                return self._every
            tally = self._loop.run_until_complete(self._send(self._server))
        except asyncio.CancelledError:
            return 0
        except Exception as error:
            self._on_fault(error)
            return AFTER_TROUBLE
        if tally.trouble != self._said and (tally.trouble or tally.sent):
            self._said = tally.trouble
            self._on_trouble(tally.trouble)
        return AFTER_TROUBLE if tally.trouble else self._every

    async def _send(self, server: MailServer) -> Tally:
        self._sending = asyncio.ensure_future(send_due(self._database, server, stopped=self._stopping.is_set))
        return await self._sending
