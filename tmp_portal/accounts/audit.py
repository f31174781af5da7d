"""What happened to whose way in, written down once, in the transaction of the act; never a secret."""

from sqlalchemy import Connection

from tmp_portal.db.getting_in import audit
from tmp_portal.db.prepared import insertion
from tmp_portal.ids import new_id
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
        id=new_id(),
        at=int(now),
        event=event,
        user_id=user_id,
        detail=safe_text(detail, length=LONGEST),
    )
