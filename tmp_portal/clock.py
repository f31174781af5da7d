"""The portal's clock, which rules (G11)."""

import os
import time
from datetime import UTC, date, datetime

_started = time.monotonic()


def now() -> float:
    """Seconds since 1970 UTC; `TMP_PORTAL_NOW` (ISO 8601) sets where the clock starts, for tests and old rosters."""
    pinned = os.environ.get("TMP_PORTAL_NOW")
    if pinned is None:
        return time.time()
    return datetime.fromisoformat(pinned).timestamp() + time.monotonic() - _started


def today() -> date:
    """The portal's day, UTC."""
    return datetime.fromtimestamp(now(), UTC).date()
