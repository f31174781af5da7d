"""The other ways in: the same list as below the sign-in form, and where each of its rows leads."""

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.lines.entering.granting import grant
from tmp_tui.lines.entering.helping import help_with
from tmp_tui.lines.entering.link import IN, use_link
from tmp_tui.lines.entering.recovering import recover
from tmp_tui.pages.model import Route, Row
from tmp_tui.pages.ways import GRANT, HELPING, LINK, SIGN_IN, own_explained, own_words, ways
from tmp_tui.place import may_be_own
from tmp_tui.text import _
from tmp_tui.wire.accounts import Portal

OWN = Route("own")


def other_ways(asker: Asker) -> bool:
    """Until the student is signed in, or wants to sign in with a password after all; says which."""
    asker.console.say(_("Other ways to sign in"))
    portal = _portal(asker)
    route: Route | None = None
    while route != IN:
        if route is None:
            row = asker.choose(_rows(asker, portal))
            route = row.go if row is not None else SIGN_IN
        if route == SIGN_IN:
            return False
        route = _visit(asker, route, portal) if route is not None else None
    return True


def _rows(asker: Asker, portal: Portal | None) -> tuple[Row, ...]:
    if not may_be_own():
        return ways(portal)
    words = _("{words}: yes") if asker.own else _("{words}: no")
    return (*ways(portal), Row(words.format(words=own_words()), go=OWN))


def _portal(asker: Asker) -> Portal | None:
    """What the portal has; where it does not answer that is said, for it was asked for."""
    try:
        return asker.wait(asker.session().entrance.portal(asker.account))
    except ApiError as error:
        asker.console.say(error.words)
        return None


def _visit(asker: Asker, route: Route, portal: Portal | None) -> Route | None:
    """Where it leads on to; None leads back to the list."""
    if route == OWN:
        asker.own = not asker.own
        if asker.own:
            asker.console.say(own_explained())
        return None
    if route == LINK:
        return use_link(asker)
    if route == HELPING:
        return help_with(asker)
    if route.page == GRANT:
        return grant(asker, route)
    return recover(asker, route, portal)
