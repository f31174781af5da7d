"""What happened to whose way in, written down once, in the transaction of the act; never a secret."""

import secrets
import time

from sqlalchemy import Connection

from tmp_portal.db.getting_in import audit
from tmp_portal.db.prepared import insertion
from tmp_tui.text import safe_text

LONGEST = 200  # characters of a detail

_write = insertion(audit, "tenant", "id", "at", "event", "user_id", "detail")


def note(
    connection: Connection, tenant: str, event: str, now: float, *, user_id: str = "", detail: str = ""
) -> None:
    """Write an event down: "signed-in", "sign-in-failed", "password-changed"; `detail` says how or where."""
    _write.run(
        connection,
        tenant=tenant,
        id=_next_id(),
        at=int(now),
        event=event,
        user_id=user_id,
        detail=safe_text(detail, length=LONGEST),
    )


def _next_id() -> str:
    """Greater than those before it, so that what happened in one second is told in its order."""
    return f"{time.time_ns():016x}{secrets.token_hex(4)}"
