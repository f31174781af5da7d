"""Times in words and for programs; no time that a document may hold is too odd for them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tmp_tui.pages.model import Fact
from tmp_tui.text import bounded, day, moment, zone


def date_words(when: date, now: float) -> str:
    """A date of a calendar, which is the same in every time zone."""
    if not 1971 <= when.year <= 9998:
        return when.isoformat()
    return day(datetime(when.year, when.month, when.day, 12, tzinfo=zone()).timestamp(), now)


def utc_date(now: float) -> date:
    """The date at Greenwich."""
    return datetime.fromtimestamp(bounded(now), UTC).date()


def minute(at: float) -> float:
    """The beginning of its minute."""
    return bounded(at) // 60 * 60


def offset(at: float, zone: str = "") -> timedelta | None:
    """How far a moment is told from Greenwich's time, in a time zone or as this computer tells it."""
    return datetime.fromtimestamp(bounded(at), UTC).astimezone(ZoneInfo(zone) if zone else None).utcoffset()


def iso(at: float) -> str:
    """A moment for programs: "2026-03-03T14:05:00Z"."""
    return datetime.fromtimestamp(int(bounded(at)), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_fact(key: str, name: str, at: float, now: float, *, alone: bool = True) -> Fact:
    """A day, said about a row."""
    return Fact(key, name, day(at, now), iso(at), alone)


def moment_fact(key: str, name: str, at: float, now: float, *, alone: bool = True) -> Fact:
    """A moment, said about a row."""
    return Fact(key, name, moment(at, now), iso(at), alone)
