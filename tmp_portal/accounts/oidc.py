"""Signing in at Google and Clever: which of them a portal has."""

from dataclasses import dataclass

from tmp_portal.settings import Settings
from tmp_tui.wire.accounts import Provider

NAMES: dict[Provider, str] = {"google": "Google", "clever": "Clever"}


@dataclass(frozen=True)
class Client:
    """This portal at one provider; `domain` is the only hosted domain that is let in, where one is named."""

    provider: Provider
    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    domain: str = ""


def providers(settings: Settings) -> list[Provider]:
    """Where people can sign in beside the portal itself; nowhere, unless the portal knows its own address."""
    return list(clients(settings))


def offers_device(settings: Settings) -> bool:
    """Whether a sign-in can be finished in a browser: it needs an address to be sent to."""
    return bool(settings.url)


def clients(settings: Settings) -> dict[Provider, Client]:
    """This portal at each provider that is set up."""
    if not settings.url:
        return {}
    base = settings.url.rstrip("/")
    found = [
        Client(
            "google",
            settings.google_issuer,
            settings.google_client_id,
            settings.google_client_secret,
            f"{base}/sso/google/callback",
            settings.google_domain.casefold(),
        ),
        Client(
            "clever",
            settings.clever_issuer,
            settings.clever_client_id,
            settings.clever_client_secret,
            f"{base}/sso/clever/callback",
        ),
    ]
    return {client.provider: client for client in found if client.client_id}
