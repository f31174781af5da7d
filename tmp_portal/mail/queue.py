"""The outbox from the sender's side: what is due, who takes it, and what became of it."""

from typing import Any

from sqlalchemy import Connection, delete, select, update

from tmp_portal.db.mail import outbox

CLAIMED_FOR = 300  # seconds: longer than one message may take, so that nobody else begins with it
PAUSES = (60, 300, 1800, 7200)  # seconds until the next try, and then the last of them again
SWEPT_AFTER = 30 * 86_400  # seconds
TOO_LATE = "it could not be sent in time"

_waiting = outbox.c.state == "waiting"


def is_due(connection: Connection, now: float) -> bool:
    """Whether there is anything to send; reads only."""
    return connection.execute(_due(now).with_only_columns(outbox.c.id).limit(1)).first() is not None


def claim(connection: Connection, now: float) -> Any:
    """The message that has waited longest, taken for a while, or None: another process will not find it."""
    row = connection.execute(_due(now).order_by(outbox.c.try_at).limit(1)).one_or_none()
    if row is not None:
        _set(connection, row, try_at=int(now) + CLAIMED_FOR, tries=row.tries + 1)
    return row


def sent(connection: Connection, row: Any, now: float) -> None:
    """The server has it; what it said is nobody's business any more. `try_at` is when."""
    _set(connection, row, state="sent", try_at=int(now), text="", html="", trouble="")


def failed(connection: Connection, row: Any, trouble: str, now: float) -> None:
    """It was refused for good; its text stays until it expires, for staff to hand over or try again."""
    _set(connection, row, state="failed", try_at=int(now), trouble=trouble)


def later(connection: Connection, row: Any, trouble: str, now: float) -> None:
    """Try again: after a minute, five, half an hour, two hours; more often where what is in it is soon too old."""
    pause = PAUSES[min(row.tries, len(PAUSES) - 1)]
    left = (row.expires_at - now) / 2
    _set(connection, row, try_at=int(now + max(PAUSES[0], min(pause, left))), trouble=trouble)


def tidy(connection: Connection, now: float) -> None:
    """What was not sent in time never is, and its text goes; what is long done goes altogether."""
    late = outbox.c.expires_at <= now
    connection.execute(
        update(outbox)
        .where(_waiting, late)
        .values(state="failed", try_at=int(now), trouble=TOO_LATE, text="", html="")
    )
    connection.execute(
        update(outbox).where(outbox.c.state == "failed", late, outbox.c.text != "").values(text="", html="")
    )
    connection.execute(
        delete(outbox).where(outbox.c.state.in_(["sent", "failed"]), outbox.c.try_at <= now - SWEPT_AFTER)
    )


def _due(now: float) -> Any:
    return select(outbox).where(_waiting, outbox.c.try_at <= now, outbox.c.expires_at > now)


def _set(connection: Connection, row: Any, **values: Any) -> None:
    connection.execute(
        update(outbox).where(outbox.c.tenant == row.tenant, outbox.c.id == row.id).values(**values)
    )
