"""How long there is: by the portal's clock, from the delivery as it is now (G12, G13).

A deadline is worked out whenever it is asked for, so that whatever staff change reaches running attempts.
"""

from typing import NamedTuple

GRACE = 300  # seconds after the deadline in which an answer from before it may still come
FULL_TIME = 100  # percent


class Time(NamedTuple):
    """A deadline (0: none), and what set it: `limit`, `window` or nothing."""

    deadline: int
    cut_by: str

    def is_up(self, moment: int) -> bool:
        """Whether the deadline is past."""
        return 0 < self.deadline < moment


def own_minutes(minutes: int, time_percent: int | None) -> int:
    """A student's own time limit in minutes, rounded down; 0 is none."""
    return minutes * (FULL_TIME if time_percent is None else time_percent) // FULL_TIME


def time_of(
    started_at: int, minutes: int, time_percent: int | None, closes_at: int | None, extra: int = 0
) -> Time:
    """The shorter of limit x accommodation and the window, and then what staff added."""
    percent = FULL_TIME if time_percent is None else time_percent
    limit = started_at + minutes * 60 * percent // 100 if minutes and percent else 0
    if closes_at and (not limit or closes_at < limit):
        return Time(max(closes_at, started_at) + extra, "window")
    return Time(limit + extra, "limit") if limit else Time(0, "")
