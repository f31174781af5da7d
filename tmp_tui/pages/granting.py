"""The words of a sign-in that is finished in a browser: with Google, with Clever, on another device."""

from tmp_tui.pages.model import Route, Row
from tmp_tui.pages.ways import SIGN_IN, provider_name, way
from tmp_tui.pages.wording import one_line
from tmp_tui.text import _, ngettext
from tmp_tui.wire.accounts import DeviceGrant

AGAIN = "again"  # the key of the row that asks for another code
PICTURE = "picture"  # the key of the row that shows the QR code


def grant_steps(grant: DeviceGrant, provider: str) -> tuple[str, ...]:
    """What to do, one step after the other."""
    there = {
        "google": _("3. Sign in with Google there, and allow this computer."),
        "clever": _("3. Sign in with Clever there, and allow this computer."),
    }
    return (
        _("1. On your phone or in a browser, open:"),
        f"   {one_line(grant.verification_uri)}",
        "",
        _("2. Type this code there:"),
        f"   {one_line(grant.user_code)}",
        "",
        there.get(provider, _("3. Sign in there, and allow this computer.")),
        "",
        _("Then you are signed in here, by itself. Continue there only if you began this yourself."),
    )


def time_left(seconds: float) -> str:
    """How long the code is good for, in minutes, so that it is said seldom."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return _("The code is good for less than a minute.")
    return ngettext(
        "The code is good for {count} more minute.", "The code is good for {count} more minutes.", minutes
    ).format(count=minutes)


def asking_for_code() -> str:
    """Before there is a code."""
    return _("Asking the portal for a code…")


def again_rows(route: Route) -> tuple[Row, ...]:
    """What can be done then."""
    return (Row(_("Get a new code"), go=route, key=AGAIN), way(SIGN_IN))


def picture_row(route: Route) -> Row:
    """What leads to the QR code where it is not shown by itself."""
    return Row(_("Show a QR code of the address"), go=route, key=PICTURE)


def grant_title(provider: str) -> str:
    """The page's title: what was chosen."""
    return provider_name(provider)
