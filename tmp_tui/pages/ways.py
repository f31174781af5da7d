"""The other ways in that stand below the sign-in form, and where each of them leads."""

from typing import TYPE_CHECKING

from tmp_tui.pages.model import Route, Row
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.wire.accounts import Portal, Provider

LINK = Route("link")
RECOVER_ACCOUNT = Route("recover-account")
RECOVER_PASSWORD = Route("recover-password")
HELPING = Route("helping")
SIGN_IN = Route("sign-in")
GRANT = "grant"  # the page of a sign-in that is finished in a browser; its id is the provider, empty for the portal's own


def ways(portal: "Portal | None") -> tuple[Row, ...]:
    """Everything but a password; what the portal does not have, or has not said yet, is left out."""
    routes = [
        LINK,
        RECOVER_ACCOUNT,
        RECOVER_PASSWORD,
        *(Route(GRANT, provider) for provider in dict.fromkeys(portal.providers if portal else ())),
        *([Route(GRANT)] if portal is not None and portal.device else []),
        HELPING,
    ]
    return tuple(way(route) for route in routes)


def way(route: Route, words: str = "") -> Row:
    """The row that leads to one of the ways in."""
    return Row(words or way_name(route), go=route, key="/".join((route.page, route.id)))


def way_name(route: Route) -> str:
    """What a way in is called."""
    if route.page == GRANT:
        return provider_name(route.id)
    return {
        LINK: _("I have a link or code"),
        RECOVER_ACCOUNT: _("Need your account #?"),
        RECOVER_PASSWORD: _("Forgotten your password?"),
        HELPING: _("Help with signing in"),
        SIGN_IN: _("Back to sign in"),
    }[route]


def provider_name(provider: "Provider | str") -> str:
    """What signing in in a browser is called."""
    return {"google": _("Sign in with Google"), "clever": _("Sign in with Clever")}.get(
        provider, _("Sign in on another device")
    )


def own_words() -> str:
    """The tick that makes a session last."""
    return _("This is my own computer")


def own_explained() -> str:
    """What follows from the tick."""
    return _("You stay signed in here longer. Leave it empty where others use the computer too.")
