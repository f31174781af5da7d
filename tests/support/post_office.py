"""Real mail servers on loopback: a good one, and some that fail in every way a mail server can."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "portal", "p@ss/word:1"


@dataclass
class PostOffice:
    """What arrived, and how the next ones are answered: `rcpt` and `data` are replies, "drop" breaks the line off.

    After `most` messages over one line it wants a new one.
    """

    rcpt: str = "250 OK"
    data: str = "250 OK"
    arrived: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    port: int = 0
    most: int = 1000
    _over_this_line: int = 0

    async def handle_EHLO(
        self, server: SMTP, session: Any, _envelope: Envelope, host: str, replies: list[str]
    ) -> list[str]:
        session.host_name = host
        self._over_this_line = 0
        return replies

    async def handle_MAIL(
        self, server: SMTP, _s: Any, envelope: Envelope, sender: str, options: list[str]
    ) -> str:
        self._over_this_line += 1
        if self._over_this_line > self.most:
            return "421 4.7.0 Too many messages over this line"
        envelope.mail_from = sender
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, _s: Any, envelope: Envelope, to: str, _o: list[str]) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(to)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:
        content = cast(bytes, envelope.content)
        if self.data == "drop":
            cast(Any, server.transport).abort()
            self.raw.append(content)
            return "250 OK"
        if self.data.startswith("250"):
            self.raw.append(content)
            self.arrived.append(message_from_bytes(content, policy=default))
        return self.data


class _OnAnyPort(Controller):
    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's own


@contextmanager
def post_office(office: PostOffice | None = None, **how: Any) -> Iterator[PostOffice]:
    """A server that listens; `how` is aiosmtpd's."""
    office = office or PostOffice()
    controller = _OnAnyPort(office, hostname="127.0.0.1", port=0, **how)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


def checks_passwords() -> dict[str, Any]:
    """Asks for a user and a password."""

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        right = given.login == USER.encode() and given.password == PASSWORD.encode()
        return AuthResult(success=right, handled=False)

    return {"authenticator": authenticate, "auth_required": True}


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for localhost and 127.0.0.1, and the file of the authority that signed it."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hill authority")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    root = _unsigned(authority, authority, authority_key).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    leaf = _unsigned(subject, authority, key).add_extension(names, critical=False)
    ca, chain, private = folder / "ca.pem", folder / "server.pem", folder / "server.key"
    ca.write_bytes(root.sign(authority_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    chain.write_bytes(leaf.sign(authority_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    return context, ca


def _unsigned(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    today = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
    )
