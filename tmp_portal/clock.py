"""The portal's clock, which rules (G11)."""

import os
import time
from datetime import UTC, date, datetime

from tmp_portal.settings import SettingsError

_started = time.monotonic()


def now() -> float:
    """Seconds since 1970 UTC; `TMP_PORTAL_NOW` (ISO 8601) sets where the clock starts, for tests and old rosters.

    Raises SettingsError.
    """
    pinned = os.environ.get("TMP_PORTAL_NOW")
    if not pinned:
        return time.time()
    try:
        return datetime.fromisoformat(pinned).timestamp() + time.monotonic() - _started
    except (ValueError, OverflowError) as error:
        raise SettingsError(
            f"TMP_PORTAL_NOW is {pinned!r}, which is no moment. It looks like this: 2026-03-20T15:00; without it the clock is this machine's"
        ) from error


def today() -> date:
    """The portal's day, UTC."""
    return datetime.fromtimestamp(now(), UTC).date()
