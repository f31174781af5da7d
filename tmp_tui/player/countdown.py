"""How long there is, in words, and when to say so: at half the time, and 10, 5 and 1 minutes before the end (A11)."""

from tmp_tui.text import _, ngettext

MINUTE = 60
DAY = 24  # hours
MARKS = (10 * MINUTE, 5 * MINUTE, MINUTE)
PUNCTUAL = 2  # seconds after a full minute in which it is still said


class Countdown:
    """Says each mark once, also when the time passes several at once or staff give more of it."""

    def __init__(self, started_at: float, deadline: float, now: float) -> None:
        """Times by the portal's clock; a `deadline` of 0 is none."""
        self._started_at, self._deadline = started_at, deadline
        self._said = self._passed(now)

    def extend(self, deadline: float, now: float) -> str:
        """The end is another one now: what to say of it, empty where it is the same."""
        if deadline == self._deadline:
            return ""
        more, self._deadline = deadline > self._deadline > 0, deadline
        self._said = self._passed(now)
        if not deadline:
            return _("There is no time limit any more.")
        left = time_words(deadline - now)
        return (_("You have more time: {left} left.") if more else _("Time left: {left}.")).format(left=left)

    def left(self, now: float) -> float | None:
        """Seconds until the end, at least 0; None where there is none."""
        return max(0.0, self._deadline - now) if self._deadline else None

    def due(self, now: float) -> str:
        """What is to be said now, empty where nothing is."""
        passed = self._passed(now)
        if not passed - self._said:
            return ""
        self._said |= passed
        if now >= self._deadline:
            return _("The time is up.")
        half = min(passed) not in MARKS
        said = _("Half of your time is over: {left} left.") if half else _("{left} left.")
        return said.format(left=time_words(self._deadline - now))

    def _passed(self, now: float) -> set[float]:
        """Which marks, in seconds before the end, are behind."""
        if not self._deadline:
            return set()
        half = (self._deadline - self._started_at) / 2
        marks = {*(mark for mark in MARKS if mark < 2 * half), half, 0}
        return {mark for mark in marks if self._deadline - now <= mark}


def going_on(left: float | None, *, kept: bool = True) -> tuple[str, ...]:
    """Before signing out of an assessment that has `left` seconds, None where its time is not limited; `kept` is whether
    every answer is on the disk or on the portal."""
    said = (_("Every answer is kept: sign in again to go on."),) if kept else ()
    runs = _("The time goes on: {left} left.")
    return said if left is None else (*said, runs.format(left=time_words(left)))


def time_words(seconds: float) -> str:
    """A time left in words: "1 hour 5 minutes", "12 minutes", "40 seconds", "3 days"."""
    if seconds < MINUTE - PUNCTUAL:
        whole = max(0, int(seconds))
        return ngettext("{count} second", "{count} seconds", whole).format(count=whole)
    hours, minutes = divmod(int(seconds + PUNCTUAL) // MINUTE, 60)
    if hours >= 2 * DAY:
        days = hours // DAY
        return ngettext("{count} day", "{count} days", days).format(count=days)
    said = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    if not hours:
        return said
    long = ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return f"{long} {said}" if minutes else long
