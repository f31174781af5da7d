"""The device grant's own way to say no (RFC 8628, section 3.5; RFC 6749, section 5.2), in our errors and words."""

import msgspec

from tmp_tui.api.errors import PortalFailed, Refused
from tmp_tui.text import _
from tmp_tui.wire import Problem
from tmp_tui.wire.accounts import GrantError

CLIENT = "tmp-tui"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"

PENDING, SLOW_DOWN, EXPIRED, DENIED = "authorization-pending", "slow-down", "expired-code", "access-denied"
OVER = "sign-in-over"  # used already, or never ours
_CODES = {
    "authorization_pending": PENDING,
    "slow_down": SLOW_DOWN,
    "expired_token": EXPIRED,
    "access_denied": DENIED,
    "invalid_grant": OVER,
}
BAD_REQUEST, SERVER_ERROR = 400, 500


def refused(code: str) -> Refused:
    """The error of a code, with words for a student."""
    words = {
        PENDING: _("The portal waits for you to finish in the browser."),
        SLOW_DOWN: _("The portal waits for you to finish in the browser, and is asked less often."),
        EXPIRED: _("The code has expired: it is good for ten minutes. Ask for a new one."),
        DENIED: _(
            "The sign-in was refused in the browser. Was it not you, tell your teacher; else ask for a new code."
        ),
        OVER: _("This sign-in is over. Ask for a new code."),
    }
    return Refused(Problem(title=words[code], status=BAD_REQUEST, code=code))


def refusal(raw: bytes, status: int) -> Refused | PortalFailed | None:
    """What such an answer means, or None where it is no such answer."""
    try:
        error = msgspec.json.decode(raw, type=GrantError)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
    if status >= SERVER_ERROR:
        return None
    return refused(_CODES[error.error]) if error.error in _CODES else PortalFailed()
