"""A line that fails: a proxy over real TCP that drops, delays, repeats, cuts short and lies, request by request."""

import contextlib
import http.client
import re
import socketserver
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

DELAY = 0.6  # seconds
BEFORE, AFTER = "dropped before the portal saw it", "dropped after it was done"
TWICE, SLOW, CUT = "delivered twice", "slow", "cut short"
GARBAGE, EMPTY, FAILED, BUSY = "garbage for an answer", "nothing for an answer", "500", "503"
FAULTS = [BEFORE, AFTER, TWICE, SLOW, CUT, GARBAGE, EMPTY, FAILED, BUSY]

_TOKENS = re.compile(rb'"(?:access|refresh)_token":"([^"]+)"')

Choose = Callable[[str, str], str]  # method and path: one of FAULTS, or nothing


class Proxy:
    """Listens on loopback and hands every request on to the portal; `choose` says what goes wrong with each.

    `seen` is every request with what went wrong, `tokens` are those that went over the line.
    """

    def __init__(self, portal: str, choose: Choose) -> None:
        self.portal, self.choose = urlsplit(portal), choose
        self.seen: list[tuple[str, str, str]] = []
        self.tokens: set[str] = set()
        proxy = self

        class Handler(_Handler):
            line = proxy

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> "Reply":
        """What the portal says."""
        connection = http.client.HTTPConnection(
            self.portal.hostname or "", self.portal.port or 80, timeout=20
        )
        try:
            connection.request(method, path, body=body, headers=headers)
            reply = connection.getresponse()
            said = reply.read()
            self.tokens |= {token.decode() for token in _TOKENS.findall(said)}
            return reply.status, reply.getheaders(), said
        finally:
            connection.close()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


Reply = tuple[int, list[tuple[str, str]], bytes]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Proxy

    def handle_one_request(self) -> None:
        """One request, and what the line makes of it."""
        with contextlib.suppress(OSError):
            super().handle_one_request()
            return
        self.close_connection = True

    def do_any(self) -> None:
        """Whatever the method."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        fault = self.line.choose(self.command, self.path)
        self.line.seen.append((self.command, self.path, fault))
        self.line.tokens |= {self.headers.get("authorization", "").removeprefix("Bearer ")} - {""}
        if fault in (FAILED, BUSY):
            self._say((int(fault), [], b""))
            return
        if fault == SLOW:
            time.sleep(DELAY)
        if fault != BEFORE:
            reply = self._forward(body)
            if fault == TWICE:
                reply = self._forward(body)
            if fault not in (AFTER, CUT):
                lies = {GARBAGE: b"<html>Welcome to the Wi-Fi", EMPTY: b""}
                self._say((200, [], lies[fault]) if fault in lies else reply)
                return
            if fault == CUT:
                self._say(reply, cut=True)
        self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_any  # noqa: N815  (the standard library calls them so)

    def _forward(self, body: bytes) -> Reply:
        return self.line.forward(self.command, self.path, dict(self.headers.items()), body)

    def _say(self, reply: Reply, *, cut: bool = False) -> None:
        status, headers, body = reply
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""
