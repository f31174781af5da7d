"""Whatever goes wrong is told apart: its own code, its own words, a next step, and an exit status for programs."""

import contextlib
import io
import socket
import ssl
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.portal.attempts.support import choice, give
from tests.support.school import DAY, PASSWORD, Group, School
from tmp_portal.clock import now
from tmp_tui import cli
from tmp_tui.api.errors import ApiError
from tmp_tui.session import Session
from tmp_tui.store.journal_rows import HandedIn

NEXT_STEPS = ("Check", "Try", "Ask", "Tell", "Sign in", "Its page says", "; do not sign in")
Found = dict[str, tuple[str, str]]  # what went wrong: code and words


class Says(BaseHTTPRequestHandler):
    """Answers everything with one status, and no portal's words."""

    status = 500

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Ends(Says):
    """A portal that no longer knows anybody."""

    status = 401

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"title": "The account number, username or password is incorrect.", "status": 401, "code": "sign-in-failed"}'
        self.send_response(self.status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Maintains(Says):
    status = 503


@contextlib.contextmanager
def serving(handler: type[Says], context: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server's address."""
    server = HTTPServer(("127.0.0.1", 0), handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http{'s' if context else ''}://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def self_signed(folder: Path) -> ssl.SSLContext:
    """What a portal shows whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, today - timedelta(1), today + timedelta(1))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "portal.pem").write_bytes(certificate + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "portal.pem")
    return context


@contextlib.contextmanager
def nobody(_folder: Path) -> Iterator[str]:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{free.getsockname()[1]}"


@contextlib.contextmanager
def no_such_name(_folder: Path) -> Iterator[str]:
    """A name that no host has."""
    with pytest.MonkeyPatch.context() as world:

        def unknown(*_args: object, **_more: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        world.setattr(socket, "getaddrinfo", unknown)
        yield "https://portal.example"


LINES: dict[str, tuple[Callable[[Path], "contextlib.AbstractContextManager[str]"], str, int]] = {
    "no network": (nobody, "no-network", 5),
    "no such name": (no_such_name, "name-unknown", 5),
    "TLS": (lambda folder: serving(Says, self_signed(folder)), "not-trusted", 5),
    "portal error": (lambda _: serving(Says), "portal-failed", 5),
    "maintenance": (lambda _: serving(Maintains), "maintenance", 5),
    "wrong password": (lambda _: serving(Ends), "sign-in-failed", 4),
}


async def failing(work: Awaitable[object]) -> tuple[str, str]:
    """Code and words of what goes wrong."""
    with pytest.raises(ApiError) as caught:
        await work
    return caught.value.code, caught.value.words


@pytest.mark.parametrize("what", LINES)
def test_G19_show_says_what_is_wrong_and_ends_with_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    make, _code, status = LINES[what]
    monkeypatch.setattr(sys, "stdin", io.StringIO("a password\n"))

    with make(tmp_path) as address:
        found = cli.main(["--server", address, "show", "home", "--account", "4821", "--username", "ada"])

    said = capsys.readouterr()
    assert (found, said.out) == (status, "")
    assert said.err.startswith("tmp-tui: ")
    assert said.err.count("\n") == 1


async def test_G19_no_trouble_looks_like_another(school: School, tmp_path: Path) -> None:
    found: Found = {}
    for what, (make, code, _status) in LINES.items():
        with make(tmp_path) as address:
            session = Session(address, tmp_path / "copies")
            found[what] = await failing(session.sign_in("4821", "ada", "a password"))
        assert found[what][0] == code
    found |= await at_the_portal(school)

    codes, words = zip(*found.values(), strict=True)
    assert len(set(codes)) == len(codes), found
    assert len(set(words)) == len(words), found
    for what, (_code, said) in found.items():
        if what != "wrong password":  # the page beneath says what to check
            assert any(step in said for step in NEXT_STEPS), (what, said)


async def at_the_portal(school: School) -> Found:
    """What the portal itself says no to."""
    group = school.class_("Algebra", {school.person("ada"): "student"})
    moment = int(now())
    give(school, group, [choice("q0")], test_id="111111", in_portal=False)
    give(school, group, [choice("q1")], test_id="222222", test_id_expires_at=moment - 60)
    give(school, group, [choice("q2")], opens_at=moment + DAY)
    give(school, group, [choice("q3")], opens_at=moment - 2 * DAY, closes_at=moment - DAY)
    give(school, group, [choice("q4")])
    session = school.session()
    await session.sign_in("4821", "ada", PASSWORD)
    found = {
        "wrong Test ID": await failing(session.look_up("999999")),
        "no Test ID": await failing(session.look_up("12345")),
        "expired Test ID": await failing(session.look_up("222222")),
        "not open yet": await failing(session.begin(group.id, 3)),
        "closed": await failing(session.begin(group.id, 4)),
        "already submitted": await already_submitted(session, group),
        "no attempts left": await failing(session.begin(group.id, 5)),
        "only by Test ID": await failing(session.begin(group.id, 1)),
    }
    await session.sign_out()
    found["signed out"] = await failing(session.look_up("111111"))
    return found


async def already_submitted(session: Session, group: Group) -> tuple[str, str]:
    """A second submit by another key."""
    attempt = await session.begin(group.id, 5)
    assert session.journal is not None
    assert session.sender is not None
    paper = session.journal.paper(attempt)
    assert paper is not None
    first, second = (HandedIn(attempt, key, int(now())).form(paper.writer) for key in ("one", "two"))
    await session._signed_in().submit(attempt, first)
    said = await failing(session._signed_in().submit(attempt, second))
    session.journal.forget(attempt)
    await session.sync()
    return said
