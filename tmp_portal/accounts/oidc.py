"""Signing in at Google and Clever: OpenID Connect's authorization code flow, with PKCE, state and nonce.

Core 1.0, section 3.1; Discovery 1.0; RFC 7636 (PKCE, S256); RFC 9207 (`iss` in the answer). What is kept of a sign-in
under way is the browser's (`browsers`); here is what is asked of the provider, and what is believed of its answers.
"""

import base64
import hashlib
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from tmp_portal.accounts import id_tokens, trouble
from tmp_portal.accounts.id_tokens import BadToken, Expected, Key, UnknownKey
from tmp_portal.accounts.oidc_http import BadAnswer, NoAnswer, TooSlow, Web, is_safe
from tmp_portal.clock import now
from tmp_portal.settings import Settings
from tmp_tui.text import safe_text
from tmp_tui.wire.accounts import Provider

NAMES: dict[Provider, str] = {"google": "Google", "clever": "Clever"}
KEPT_FOR, KEYS_AGAIN = (
    3_600,
    60,
)  # seconds: a provider's documents; and until its keys may be fetched once more
LONGEST_SUBJECT = 255  # characters (Core 1.0, section 2)
LONGEST_CALLED = 100  # characters

log = logging.getLogger("tmp_portal")


@dataclass(frozen=True)
class Client:
    """This portal at one provider; `domain` is the only hosted domain that is let in, where one is named."""

    provider: Provider
    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    domain: str = ""

    @property
    def name(self) -> str:
        """What people call the provider."""
        return NAMES[self.provider]


class Metadata(msgspec.Struct):
    """What a provider says of itself (Discovery 1.0, section 3), as far as we need it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class Tokens(msgspec.Struct):
    """What a code is exchanged for; the provider's access token is of no use to us."""

    id_token: str


@dataclass(frozen=True)
class Identity:
    """Who somebody is at a provider; `email` is empty unless the provider answers for it.

    `called` is for its owner to recognise the account by, and proves nothing.
    """

    provider: Provider
    subject: str
    email: str = ""
    called: str = field(default="", compare=False)


@dataclass(frozen=True)
class Begun:
    """A sign-in under way: where the browser goes, and what its answer is held against."""

    url: str
    state: str
    nonce: str
    verifier: str


class SignIns:
    """The providers of one portal, and what was fetched of them."""

    def __init__(self, settings: Settings, web: Web | None = None) -> None:
        self.clients = clients(settings)
        self.web = web or Web()
        self._metadata: dict[Provider, tuple[float, Metadata]] = {}
        self._keys: dict[Provider, tuple[float, list[Key]]] = {}

    async def begin(self, client: Client) -> Begun:
        """Where to send a browser. Raises ProviderTrouble."""
        try:
            about = await self._about(client)
        except (NoAnswer, BadAnswer) as error:
            raise _told(client, error) from error
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": client.redirect_uri,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
        }
        if client.provider == "google":
            # At a computer that others use too, whoever sat here before may be signed in at Google still.
            asked |= {"prompt": "select_account"} | ({"hd": client.domain} if client.domain else {})
        joint = "&" if urlsplit(about.authorization_endpoint).query else "?"
        return Begun(f"{about.authorization_endpoint}{joint}{urlencode(asked)}", state, nonce, verifier)

    async def finish(self, client: Client, answer: Mapping[str, str], nonce: str, verifier: str) -> Identity:
        """Who the browser came back as. Raises ProviderTrouble."""
        try:
            about = await self._about(client)
            _check_issuer(about, answer)
            if "error" in answer:
                raise refused(client, answer["error"])
            claims = await self._claims(client, about, answer.get("code", ""), nonce, verifier)
        except (NoAnswer, BadAnswer, BadToken) as error:
            raise _told(client, error) from error
        return identity(client, claims)

    async def _claims(
        self, client: Client, about: Metadata, code: str, nonce: str, verifier: str
    ) -> Mapping[str, Any]:
        tokens = await self._exchange(client, about, code, verifier)
        expected = Expected(about.issuer, client.client_id, nonce)
        try:
            return id_tokens.verify(tokens.id_token, await self._known(client, about), expected, now())
        except UnknownKey:
            return id_tokens.verify(tokens.id_token, await self._newer(client, about), expected, now())

    async def _exchange(self, client: Client, about: Metadata, code: str, verifier: str) -> Tokens:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": client.redirect_uri,
            "code_verifier": verifier,
        }
        if "client_secret_basic" in about.token_endpoint_auth_methods_supported:
            # Both are form-encoded first (RFC 6749, section 2.3.1).
            id, secret = (urlencode({"": text})[1:] for text in (client.client_id, client.client_secret))
            return await self.web.post(about.token_endpoint, form, Tokens, auth=(id, secret))
        form |= {"client_id": client.client_id, "client_secret": client.client_secret}
        return await self.web.post(about.token_endpoint, form, Tokens)

    async def _about(self, client: Client) -> Metadata:
        at, known = self._metadata.get(client.provider, (0.0, None))
        if known is not None and now() - at < KEPT_FOR:
            return known
        found = await self.web.get(f"{client.issuer.rstrip('/')}/.well-known/openid-configuration", Metadata)
        places = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
        if found.issuer != client.issuer or not all(map(is_safe, places)):
            raise BadAnswer("metadata")
        self._metadata[client.provider] = (now(), found)
        return found

    async def _known(self, client: Client, about: Metadata) -> list[Key]:
        at, known = self._keys.get(client.provider, (0.0, []))
        if known and now() - at < KEPT_FOR:
            return known
        return await self._fetched(client, about)

    async def _newer(self, client: Client, about: Metadata) -> list[Key]:
        """Keys change: they are fetched again for one that is not known, though not for everybody who makes one up."""
        at, known = self._keys[client.provider]
        return known if now() - at < KEYS_AGAIN else await self._fetched(client, about)

    async def _fetched(self, client: Client, about: Metadata) -> list[Key]:
        found = id_tokens.keys(await self.web.get(about.jwks_uri, dict[str, Any]))
        self._keys[client.provider] = (now(), found)
        return found


def identity(client: Client, claims: Mapping[str, Any]) -> Identity:
    """Who the claims are about; the address counts only where the provider answers for it. Raises OtherDomain."""
    subject = claims["sub"]
    if len(subject) > LONGEST_SUBJECT:
        raise trouble.ProviderTrouble(client.name)
    email = claims.get("email")
    called = safe_text(email if isinstance(email, str) else "", length=LONGEST_CALLED)
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        email = ""
    if client.provider == "google":
        hosted = claims.get("hd")
        hosted = hosted.casefold() if isinstance(hosted, str) else ""
        if client.domain and hosted != client.domain:
            raise trouble.OtherDomain(client.name)
        # For any other address Google was told it once, and it may have changed hands since (Google's own advice).
        if not hosted and not email.casefold().endswith("@gmail.com"):
            email = ""
    return Identity(client.provider, subject, email, called)


def challenge(verifier: str) -> str:
    """What the provider is told of the verifier first (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _check_issuer(about: Metadata, answer: Mapping[str, str]) -> None:
    said = answer.get("iss")
    if said is None and not about.authorization_response_iss_parameter_supported:
        return
    if said != about.issuer:
        raise BadAnswer("iss")


def refused(client: Client, error: str) -> trouble.ProviderTrouble:
    """What a provider's no means, in words."""
    log.warning(
        "%s said %s", client.name, error[:LONGEST_CALLED] if error.replace("_", "").isalnum() else "?"
    )
    if error in ("access_denied", "consent_required", "interaction_required", "login_required"):
        return trouble.Declined(client.name)
    if error in ("server_error", "temporarily_unavailable"):
        return trouble.Unreachable(client.name)
    return trouble.ProviderTrouble(client.name)


def _told(client: Client, error: Exception) -> trouble.ProviderTrouble:
    log.warning("%s: %s %s", client.name, type(error).__name__, error)
    if isinstance(error, TooSlow):
        return trouble.Slow(client.name)
    if isinstance(error, NoAnswer):
        return trouble.Unreachable(client.name)
    return trouble.ProviderTrouble(client.name)


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
