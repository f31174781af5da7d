"""A provider of identities that lies on request: its documents, its keys, and whatever ID token a test wants."""

import base64
import hmac
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import msgspec
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tmp_portal.accounts.oidc import SignIns, challenge
from tmp_portal.accounts.oidc_http import Web
from tmp_portal.clock import now
from tmp_portal.settings import Settings

SETTINGS = Settings(
    data=Path(),
    database="",
    url="https://portal.example",
    google_client_id="portal-at-google",
    google_client_secret="s3cret/+ %",
    clever_client_id="portal-at-clever",
    clever_client_secret="other",
)


class Provider:
    """Google, as far as we meet it; `claims` is what it says of whoever comes, `seen` what it was asked."""

    def __init__(
        self, issuer: str = "https://accounts.google.com", client_id: str = "portal-at-google"
    ) -> None:
        self.issuer, self.client_id = issuer, client_id
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, {"kid": "first"})
        self.published: list[RSAKey | ECKey] = [self.key]
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "first"}
        self.metadata: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.seen: list[httpx.Request] = []
        self.challenges: dict[str, str] = {}  # by code, as the nonces
        self.nonces: dict[str, str] = {}
        self.fails: Callable[[httpx.Request], httpx.Response | None] = lambda _: None
        self.sign: Callable[[dict[str, Any]], str] = lambda claims: jwt.encode(self.header, claims, self.key)

    def sign_ins(self, settings: Settings = SETTINGS, **changes: Any) -> SignIns:
        """A portal's side, with nothing but this provider in its world."""
        return SignIns(replace(settings, **changes), Web(httpx.MockTransport(self.answer)))

    def code(self, url: str) -> dict[str, str]:
        """Somebody goes to `url` and comes back: the answer in the address. The token will carry the nonce."""
        asked = dict(parse_qsl(urlsplit(url).query))
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        self.nonces[code] = asked["nonce"]
        return {"code": code, "state": asked["state"]}

    def answer(self, request: httpx.Request) -> httpx.Response:
        """What the provider says to the portal."""
        self.seen.append(request)
        failed = self.fails(request)
        if failed is not None:
            return failed
        known = {
            "/.well-known/openid-configuration": self._about,
            "/keys": lambda _: httpx.Response(
                200, json={"keys": [key.as_dict(private=False) for key in self.published]}
            ),
            "/token": self._token,
        }
        return known[request.url.path](request)

    def _about(self, _: httpx.Request) -> httpx.Response:
        places = {name: f"{self.issuer}/{path}" for name, path in PLACES.items()}
        return httpx.Response(200, json={"issuer": self.issuer, **places, **self.metadata})

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = parse_qs(request.content.decode())
        if self.challenges.get(form["code"][0]) != challenge(form["code_verifier"][0]):
            return httpx.Response(400, json={"error": "invalid_grant"})
        standard = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": "1",
            "iat": now(),
            "exp": now() + 300,
            "nonce": self.nonces[form["code"][0]],
        }
        return httpx.Response(200, json={"id_token": self.sign(standard | self.claims), "access_token": "x"})


PLACES = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}


def unsigned(claims: dict[str, Any]) -> str:
    """A token that says of itself that it needs no signature."""
    return f"{_written({'alg': 'none', 'kid': 'first'}, claims)}."


def signed_with_the_public_key(provider: Provider) -> Callable[[dict[str, Any]], str]:
    """A token whose secret is what everybody can read: the public key."""
    secret = provider.key.as_pem(private=False)

    def sign(claims: dict[str, Any]) -> str:
        written = _written({"alg": "HS256", "kid": "first"}, claims)
        return f"{written}.{_text(hmac.digest(secret, written.encode(), 'sha256'))}"

    return sign


def _written(*parts: dict[str, Any]) -> str:
    return ".".join(_text(msgspec.json.encode(part)) for part in parts)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
