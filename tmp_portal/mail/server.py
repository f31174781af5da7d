"""The school's mail server, as `smtp` and `mail_from` name it."""

import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from urllib.parse import unquote, urlsplit

import aiosmtplib

from tmp_portal.mail.addresses import parsed
from tmp_portal.settings import Settings, SettingsError

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
STEP_LIMIT = 60.0  # seconds for the server to answer one command
HERE = ("localhost", "127.0.0.1", "::1")
EXAMPLE = 'smtp = "smtp+starttls://user:password@mail.school.example:587"'


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and as whom. Its certificate is checked against the machine's, or `SSL_CERT_FILE`'s."""

    scheme: str
    host: str
    port: int
    sender: Address
    user: str = ""
    password: str = field(default="", repr=False)

    def line(self, step_limit: float = STEP_LIMIT) -> aiosmtplib.SMTP:
        """A connection that is not open yet."""
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            local_hostname=self.sender.domain,  # else it asks the network for this machine's name, and waits
            timeout=step_limit,
            use_tls=self.scheme == "smtps",
            start_tls=False,  # `open` does that, so that what was begun can be broken off
            tls_context=None if self.scheme == "smtp" else ssl.create_default_context(),
        )

    async def open(self, line: aiosmtplib.SMTP) -> None:
        """Connect, make it secure, sign in; raises SMTPException, OSError."""
        await line.connect()
        if self.scheme == "smtp+starttls":
            await line.starttls()
        if self.user:
            await line.login(self.user, self.password)

    def __str__(self) -> str:
        """How staff are told of it: no user, no password."""
        return f"{self.scheme}://{self.host}:{self.port}"


def mail_server(settings: Settings) -> MailServer | None:
    """The server that is set, or None; raises SettingsError, which never holds the password."""
    if not settings.smtp:
        return None
    try:
        url = urlsplit(settings.smtp)
        host, port = url.hostname or "", url.port
    except ValueError as error:
        raise SettingsError(f"smtp has no address that can be read. It looks like this: {EXAMPLE}") from error
    if url.scheme not in PORTS or not host or url.path.strip("/") or url.query or url.fragment:
        raise SettingsError(
            f"smtp begins with one of {', '.join(f'{scheme}://' for scheme in PORTS)} and names a host. It looks like this: {EXAMPLE}"
        )
    if url.password and url.scheme == "smtp" and host not in HERE:
        raise SettingsError("smtp would send its password readable: use smtp+starttls:// or smtps://")
    return MailServer(
        url.scheme,
        host,
        port or PORTS[url.scheme],
        _sender(settings.mail_from),
        unquote(url.username or ""),
        unquote(url.password or ""),
    )


def _sender(mail_from: str) -> Address:
    try:
        sender = parsed(mail_from)
    except ValueError as error:
        raise SettingsError(
            'with smtp goes mail_from, who mail is from: mail_from = "Hill School <portal@hill.example>"'
        ) from error
    if not sender.username.isascii():
        raise SettingsError("mail_from: only plain letters may be before the @, or many servers refuse it")
    return sender
