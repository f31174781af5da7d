"""What can go wrong between app and portal.

::

    ApiError
    ├── Unreachable            the portal was not reached
    │   ├── NoNetwork          no route, refused, reset, timed out
    │   ├── NameUnknown        the address has no such host
    │   └── NotTrusted         the TLS certificate is not to be trusted
    ├── PortalFailed           it answered with an error of its own (5xx), or with something that is no answer
    │   └── Maintenance        it says that it is being looked after (503)
    ├── SignedOut              it no longer knows this session (401)
    ├── NotThere               it has no such thing for this student (404)
    ├── TooMany                slow down (429); `retry_after` seconds
    └── Refused                it said no for a reason of its own; `problem` says which

Every error has a stable `code` (for programs, the store and exit statuses) and `words` for a student.
"""

import time

from tmp_tui.text import _, moment, ngettext
from tmp_tui.wire import Problem

LAST = 253_402_000_000  # the end of the year 9999
IN_MINUTES = 90  # seconds from which on a wait is told in minutes


class ApiError(Exception):
    """The portal could not do what was asked."""

    code = "error"

    def __init__(self, problem: Problem | None = None) -> None:
        super().__init__(problem.title if problem else self.code)
        self.problem = problem
        if problem is not None:
            self.code = problem.code

    @property
    def words(self) -> str:
        """A sentence that says what happened and what to do next."""
        return (self.problem.title.strip() if self.problem else "") or words(self.code)


class Unreachable(ApiError):
    """The portal was not reached; `sent` is whether it may have heard the question all the same."""

    code = "unreachable"

    def __init__(self, *, sent: bool = True) -> None:
        super().__init__()
        self.sent = sent


class NoNetwork(Unreachable):
    """No route, refused, reset or timed out."""

    code = "no-network"


class NameUnknown(Unreachable):
    """No host has the portal's name."""

    code = "name-unknown"


class NotTrusted(Unreachable):
    """The certificate that was shown is not to be trusted."""

    code = "not-trusted"


class PortalFailed(ApiError):
    """The portal answered with an error of its own."""

    code = "portal-failed"


class Maintenance(PortalFailed):
    """The portal is being looked after, or is too busy."""

    code = "maintenance"


class SignedOut(ApiError):
    """The session has ended."""

    code = "signed-out"


class NotThere(ApiError):
    """There is no such thing, for this student."""

    code = "not-found"


class TooMany(ApiError):
    """Too many tries; `retry_after` seconds until the next."""

    code = "too-many"

    @property
    def retry_after(self) -> int:
        """Seconds to wait."""
        return self.problem.retry_after if self.problem else 0

    @property
    def words(self) -> str:
        """How long to wait, where the portal says so."""
        if self.retry_after <= 0:
            return super().words
        if self.retry_after < IN_MINUTES:
            return ngettext(
                "Too many tries. Wait {count} second, then try again.",
                "Too many tries. Wait {count} seconds, then try again.",
                self.retry_after,
            ).format(count=self.retry_after)
        minutes = -(-self.retry_after // 60)
        return ngettext(
            "Too many tries. Wait {count} minute, then try again. If you cannot wait, ask your teacher.",
            "Too many tries. Wait {count} minutes, then try again. If you cannot wait, ask your teacher.",
            minutes,
        ).format(count=minutes)


class Refused(ApiError):
    """The portal said no; the problem says why."""

    code = "refused"

    @property
    def words(self) -> str:
        """Why, and when it opens where it is too early."""
        if self.problem is None or not 0 < self.problem.opens_at < LAST:
            return super().words
        when = moment(self.problem.opens_at, time.time())
        return _("{title} It opens {when}.").format(title=self.problem.title, when=when)


def words(code: str) -> str:
    """What a trouble's code means, in words for a student."""
    known = {
        "unreachable": _("The portal cannot be reached. Try again in a moment."),
        "no-network": _("The portal does not answer. Check the network, or wait a moment."),
        "name-unknown": _("No portal has this address. Check the address, or ask your teacher for it."),
        "not-trusted": _("The portal's certificate cannot be trusted. Tell your teacher; do not sign in."),
        "portal-failed": _("The portal has a problem of its own. Try again in a moment."),
        "maintenance": _("The portal is busy or being looked after. Try again in a moment."),
        "signed-out": _("Your session has ended. Sign in again."),
        "not-found": _("The portal has no such thing."),
        "too-many": _("Too many tries. Wait a moment, then try again."),
    }
    return known.get(code, _("Something went wrong. Try again."))
