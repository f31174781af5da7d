"""A message as it travels (RFC 5322): text and HTML beside each other, headers that nobody's name can break out of."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from tmp_portal.mail.addresses import parsed
from tmp_tui.text import safe_text


def written(row: Any, sender: Address) -> EmailMessage:
    """A row of the outbox; raises ValueError where its recipient is no address.

    Date and Message-ID are the row's own, so that a message which had to be sent again is known to be the same.
    """
    to = parsed(row.recipient)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = Address(username=to.username, domain=to.domain)
    mail["Subject"] = safe_text(row.subject, length=200)
    mail["Date"] = format_datetime(datetime.fromtimestamp(row.created_at, UTC))
    # Mail about people of several districts is none's, and no id begins with a dot (RFC 5322, section 3.2.3).
    mail["Message-ID"] = f"<{row.tenant or 'portal'}.{row.id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
    mail.set_content(row.text, **_encoding(row.text))
    if row.html:
        mail.add_alternative(row.html, subtype="html", **_encoding(row.html))
    return mail


def _encoding(text: str) -> dict[str, Any]:
    """Plain where it can be, so that not even a filter which knows no encoding breaks an address apart."""
    return {"cte": "7bit" if text.isascii() else "quoted-printable"}
