"""How old what is shown is, in words that do not change by themselves."""

from tmp_tui.api.errors import SignedOut, words
from tmp_tui.pages.model import Copy
from tmp_tui.text import _, moment

ALARM = 2  # failures in a row: one lost reply is no outage
LATE = 150  # seconds: the portal is asked every minute, and is given another for its answer


def freshness_line(copy: Copy) -> str:
    """Says "Up to date.", or as of when, and from the second failure on why nothing newer comes."""
    fresh = copy.freshness
    if not fresh.trouble and not 0 < fresh.at < copy.now() - LATE:
        return _("Up to date.") if fresh.at else _("Nothing has come from the portal yet.")
    as_of = [_("As of {when}.").format(when=moment(fresh.at, copy.now()))] if fresh.at else []
    return " ".join([*as_of, *_trouble(fresh.trouble, fresh.failures)]) or _(
        "Asking the portal again by itself."
    )


def _trouble(code: str, failures: int) -> list[str]:
    if code == SignedOut.code:
        return [words(code)]
    return [words(code), _("Trying again by itself.")] if failures >= ALARM else []
