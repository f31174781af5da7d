"""The outbox as staff see it: what waits, what was sent, what failed, and one message to hand over."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from tmp_portal.accounts import audit
from tmp_portal.db.mail import outbox
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text


@dataclass(frozen=True)
class Line:
    """One message; times in seconds since 1970, `at` when it was sent, failed, or is tried next."""

    id: str
    state: str
    at: int
    kind: str
    recipient: str
    tries: int
    trouble: str
    created_at: int
    expires_at: int


@dataclass(frozen=True)
class Shown:
    """A message that can be handed over."""

    line: Line
    subject: str
    text: str


def lines(connection: Connection, tenant: str) -> list[Line]:
    """What is in the box, the newest first."""
    return [
        _line(row)
        for row in connection.execute(
            select(outbox).where(outbox.c.tenant == tenant).order_by(outbox.c.created_at.desc(), outbox.c.id)
        )
    ]


def show(connection: Connection, tenant: str, id: str, now: float) -> Shown:
    """A message with its text, which may let its reader in: that it was shown is written down. Raises NotDone."""
    row = _row(connection, tenant, id)
    if row.text:
        audit.note(connection, tenant, "mail-shown", now, user_id=row.user_id, detail=row.kind)
    return Shown(_line(row), row.subject, row.text)


def retry(connection: Connection, tenant: str, id: str, now: float) -> Line:
    """Send a message at the next opportunity; raises NotDone for one that was sent or is too old."""
    row = _row(connection, tenant, id)
    if row.state == "sent":
        raise NotDone(f"message {row.id} was sent already")
    if not row.text or row.expires_at <= now:
        raise NotDone(
            f"message {row.id} is too old: what was in it is no longer good. Have a new one made: tmp-portal credentials CLASS --mail"
        )
    connection.execute(
        update(outbox)
        .where(outbox.c.tenant == tenant, outbox.c.id == row.id)
        .values(state="waiting", try_at=int(now), tries=0)
    )
    return _line(_row(connection, tenant, id))


def _row(connection: Connection, tenant: str, id: str) -> Any:
    row = connection.execute(select(outbox).where(outbox.c.tenant == tenant, outbox.c.id == id)).one_or_none()
    if row is None:
        raise NotDone(f"no message has the id {safe_text(id, length=40)!r}. See: tmp-portal mail list")
    return row


def _line(row: Any) -> Line:
    return Line(
        row.id, row.state, row.try_at, row.kind, row.recipient, row.tries, row.trouble, row.created_at, row.expires_at
    )  # fmt: skip
