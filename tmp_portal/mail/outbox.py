"""What waits to be sent: a row in the transaction that it tells of, so that neither is ever without the other."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert

from tmp_portal.db.mail import outbox
from tmp_portal.ids import new_id

WORTH_SENDING = 7 * 86_400  # seconds


@dataclass(frozen=True)
class Message:
    """One mail: `kind` is for staff and the log; `text` and `html` say the same; `good_for` in seconds."""

    kind: str
    subject: str
    text: str
    html: str = ""
    good_for: int = WORTH_SENDING


def post(
    connection: Connection, tenant: str, recipient: str, message: Message, now: float, *, user_id: str = ""
) -> None:
    """Put a message in the box."""
    connection.execute(
        insert(outbox).values(
            tenant=tenant,
            id=new_id(),
            user_id=user_id,
            kind=message.kind,
            recipient=recipient,
            subject=message.subject,
            text=message.text,
            html=message.html,
            created_at=int(now),
            expires_at=int(now) + message.good_for,
            try_at=int(now),
            state="waiting",
        )
    )


def withdraw(connection: Connection, tenant: str, user_id: str, kind: str) -> None:
    """Take a person's messages of a kind back that were not sent, for staff would try those that failed again: what counts is newer."""
    connection.execute(
        delete(outbox).where(
            outbox.c.tenant == tenant,
            outbox.c.user_id == user_id,
            outbox.c.kind == kind,
            outbox.c.state != "sent",
        )
    )
