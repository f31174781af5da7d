"""The portal's clock, kept here by one that nobody can set: it goes on through a suspend and a changed wall clock (G11)."""

import time

MOST_BACK = (
    30.0  # seconds by which what is heard may be behind, being cut to whole seconds and long under way
)


def steady() -> float:
    """Seconds that only go forward, suspended or not."""
    boot = getattr(
        time, "CLOCK_BOOTTIME", None
    )  # Linux; elsewhere the monotonic clock counts a suspend as well
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class PortalClock:
    """What time it is at the portal, from what was last heard of it."""

    def __init__(self, ahead: float = 0.0) -> None:
        """`ahead` is by how much the portal's clock was before this computer's, as remembered from another day."""
        self._now, self._at = time.time() + ahead, steady()
        self._was_heard = False

    def heard(self, now: float) -> None:
        """The portal says that it is `now`, or a moment later: of several such times the latest is the truest, but what
        is remembered from another day is worth nothing beside the first of them."""
        here = self.now()
        if not self._was_heard or not here - MOST_BACK <= now <= here:
            self._now, self._at, self._was_heard = now, steady(), True

    def now(self) -> float:
        """Seconds since 1970 by the portal's clock."""
        return self._now + steady() - self._at

    @property
    def ahead(self) -> float:
        """By how much it is before this computer's clock."""
        return self.now() - time.time()
