"""What a provider says of somebody: an ID token, believed once everything about it was checked.

OpenID Connect Core 1.0, section 3.1.3.7. The algorithms are ours to choose, never the token's: "none" and those with a
shared secret would let whoever knows a public key sign.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

if TYPE_CHECKING:  # 60 ms and 10 MB that only a portal with providers needs
    from joserfc.jwk import ECKey, RSAKey
    from joserfc.jwt import JWTClaimsRegistry

ALGORITHMS = {"RS256": "RSA", "ES256": "EC"}  # and the kind of key that each wants
LEEWAY = 60  # seconds that clocks may differ
LONGEST = 20_000  # characters of a token

Key: TypeAlias = "RSAKey | ECKey"


class BadToken(Exception):
    """A token that is not to be believed; the message says why, for the log."""


class UnknownKey(BadToken):
    """It is signed with a key that is not among those that were fetched: there may be new ones."""


@dataclass(frozen=True)
class Expected:
    """What must be in a token: who made it, for whom, in answer to which question."""

    issuer: str
    client_id: str
    nonce: str


def keys(found: Any) -> list[Key]:
    """The keys of a JWKS that can sign what we accept; others are passed over (RFC 7517, section 5)."""
    listed = found.get("keys") if isinstance(found, dict) else None
    made = [_key(one) for one in listed or [] if isinstance(one, dict) and one.get("use", "sig") == "sig"]
    return [key for key in made if key is not None]


def verify(token: str, known: Sequence[Key], expected: Expected, now: float) -> Mapping[str, Any]:
    """The claims of a token. Raises BadToken, UnknownKey."""
    from joserfc import jwt
    from joserfc.errors import JoseError

    header = _header(token)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise BadToken("algorithm")
    key = _the_key(known, header.get("kid"), ALGORITHMS[algorithm])
    try:
        claims = jwt.decode(token, key, algorithms=[algorithm]).claims
        _registry(expected, now).validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise BadToken(type(error).__name__) from error
    _check_audience(claims, expected.client_id)
    if not hmac.compare_digest(str(claims["nonce"]).encode("utf-8", "replace"), expected.nonce.encode()):
        raise BadToken("nonce")
    return claims


def _registry(expected: Expected, now: float) -> "JWTClaimsRegistry":
    from joserfc.jwt import JWTClaimsRegistry

    return JWTClaimsRegistry(
        now=int(now),
        leeway=LEEWAY,
        iss={"essential": True, "value": expected.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": expected.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True},
    )


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    """A token for others too must say that it was made for us (section 3.1.3.7, 4 and 5)."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    party = claims.get("azp", None if several else client_id)
    if party != client_id:
        raise BadToken("azp")


def _header(token: str) -> dict[str, Any]:
    if len(token) > LONGEST:
        raise BadToken("length")
    first = token.partition(".")[0]
    try:
        header = msgspec.json.decode(
            base64.urlsafe_b64decode(first.encode("ascii") + b"=" * (-len(first) % 4))
        )
    except (binascii.Error, ValueError, RecursionError) as error:
        raise BadToken("header") from error
    if not isinstance(header, dict):
        raise BadToken("header")
    return header


def _the_key(known: Sequence[Key], id: Any, kind: str) -> Key:
    """The key of that id and kind; a token without an id is for a provider with a single key."""
    fitting = [key for key in known if key.key_type == kind and (id is None or key.kid == id)]
    if len(fitting) != 1:
        raise UnknownKey("key")
    return fitting[0]


def _key(one: dict[str, Any]) -> "Key | None":
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, RSAKey

    kinds: dict[Any, type[Key]] = {"RSA": RSAKey, "EC": ECKey}
    kind = kinds.get(one.get("kty"))
    if kind is None:
        return None
    public = {name: value for name, value in one.items() if name not in ("key_ops", "x5c", "x5t", "x5t#S256")}
    try:
        return kind.import_key(public)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
