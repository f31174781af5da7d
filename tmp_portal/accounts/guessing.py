"""Trying Test IDs: who is wrong too often has to wait, wherever they try, and staff can see it."""

from sqlalchemy import Connection

from tmp_portal.accounts import audit, throttle
from tmp_portal.accounts.tokens import Caller


def check(connection: Connection, caller: Caller, now: float) -> None:
    """Raises TooMany while the caller has to wait."""
    throttle.check(connection, throttle.test_ids(caller.tenant, caller.user_id), now)


def wrong(connection: Connection, caller: Caller, now: float) -> None:
    """Count a Test ID that was none of theirs."""
    tries = throttle.count(connection, throttle.test_ids(caller.tenant, caller.user_id), now)
    if tries >= throttle.FREE:
        audit.note(connection, caller.tenant, "throttled", now, user_id=caller.user_id, detail="Test IDs")
