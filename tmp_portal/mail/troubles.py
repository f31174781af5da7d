"""What went wrong with the mail server, in plain words for staff, and whether it is worth another try.

Nothing of what the server said goes in but its numbers: some quote the mail that they refuse, link and all.
"""

import re
import socket
import ssl
from dataclasses import dataclass
from enum import Enum, auto

import aiosmtplib

REFUSED = 500  # reply codes from here on are final (RFC 5321, section 4.2.1)
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")  # RFC 3463


class After(Enum):
    """What becomes of the message."""

    FAILED = auto()  # it is refused for good
    LATER = auto()  # this one later, the next one now
    LINE_DOWN = auto()  # nothing can be sent for now


@dataclass(frozen=True)
class Trouble:
    """What happened, and what follows."""

    words: str
    after: After


def trouble(error: BaseException) -> Trouble:
    """What an error while sending means."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused) and error.recipients:
        return _answered(error.recipients[0], "the mail server does not take mail for this address")
    if isinstance(error, aiosmtplib.SMTPDataError):
        return _answered(error, "the mail server did not take the message")
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return _down(f"the mail server takes no mail from this sender: check mail_from{_numbers(error)}")
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return _down(f"the mail server did not accept user and password: check smtp{_numbers(error)}")
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _down(f"the mail server does not serve us now{_numbers(error)}")
    if isinstance(error, TimeoutError):
        return _down("the mail server did not answer in time")
    if isinstance(error, ValueError) and not isinstance(error, OSError):  # as some of ssl's are
        return Trouble("its recipient is no e-mail address", After.FAILED)
    if isinstance(error, aiosmtplib.SMTPNotSupported):
        return Trouble("the mail server takes no address with such letters in it", After.FAILED)
    return _down(_broken(error))


def _answered(error: aiosmtplib.SMTPResponseException, words: str) -> Trouble:
    final = error.code >= REFUSED
    return Trouble(
        f"{words}{_numbers(error)}" if final else f"{words} now{_numbers(error)}",
        After.FAILED if final else After.LATER,
    )


def _broken(error: BaseException) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "the mail server's certificate is not trusted: check the host in smtp, or name its authority's file in SSL_CERT_FILE"
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "the mail server and we found no secure connection: check the scheme and port in smtp"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "no mail server has this name: check the host in smtp"
    if isinstance(error, aiosmtplib.SMTPServerDisconnected):
        return "the mail server broke off"
    if isinstance(error, aiosmtplib.SMTPConnectError | OSError):
        return "the mail server cannot be reached: check host and port in smtp"
    return "the mail server does not offer what smtp asks of it, STARTTLS or signing in"


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _numbers(error: aiosmtplib.SMTPResponseException) -> str:
    enhanced = _ENHANCED.search(str(error.message))
    return f" ({error.code}{f' {enhanced[1]}' if enhanced else ''})"


def _down(words: str) -> Trouble:
    return Trouble(words, After.LINE_DOWN)
