"""Opaque tokens, hashed at rest: access tokens, and refresh tokens that rotate within a family.

A refresh token that is used again kills its family, unless the reply that carried its successor was lost: within 60 s
and while the successor is unused, it buys another (OpenID FAPI 2.0; RFC 9700, section 4.14).
A token carries its tenant, so that every look-up has it.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, select, update

from tmp_portal.accounts import audit
from tmp_portal.db.people import access_tokens, refresh_tokens, token_families, users
from tmp_portal.db.prepared import Prepared, PreparedWrite, insertion
from tmp_portal.ids import new_id
from tmp_portal.problems import SignedOut
from tmp_tui.text import safe_text

ACCESS, REFRESH = "tmpa_", "tmpr_"
LOST_REPLY = 60  # seconds
MOST_SESSIONS = 10  # of a person at once: one more ends the oldest
NAME_LENGTH = 100  # characters that are kept of what a computer calls itself


@dataclass(frozen=True)
class Lifetimes:
    """Seconds that an access token lives, a session may be idle, and a session may last."""

    access: int
    idle: int
    absolute: int


PLACES = {
    "personal": Lifetimes(600, 14 * 86_400, 30 * 86_400),
    "ssh": Lifetimes(600, 8 * 3_600, 24 * 3_600),
    "shared": Lifetimes(300, 15 * 60, 2 * 3_600),
}


@dataclass(frozen=True)
class Caller:
    """Whose request this is."""

    tenant: str
    user_id: str
    family_id: str
    setup: bool
    place: str


@dataclass(frozen=True)
class Pair:
    """A new access token with its lifetime, and the refresh token that follows it.

    In seconds, from now: the access token's life, how long the session may be idle, how long it lasts at most.
    """

    access: str
    refresh: str
    expires_in: int
    idle: int
    lasts: int
    setup: bool = False  # good for Profile Setup only


def split(token: str, prefix: str) -> tuple[str, bytes]:
    """The tenant in a token, and the token's hash; raises SignedOut for what is no such token."""
    if not token.startswith(prefix) or len(token) > 100 or not token.isascii():
        raise SignedOut
    tenant = token[len(prefix) : len(prefix) + 6]
    return tenant, hashlib.sha256(token.encode()).digest()


class _Found(NamedTuple):
    user_id: str
    family_id: str
    setup: int
    place: str
    revoked_at: int | None
    expires_at: int
    enabled: int
    active: int


_find_caller = Prepared(
    select(
        token_families.c.user_id,
        token_families.c.id,
        token_families.c.setup,
        token_families.c.place,
        token_families.c.revoked_at,
        access_tokens.c.expires_at,
        users.c.enabled,
        users.c.active,
    )
    .select_from(access_tokens.join(token_families).join(users))
    .where(access_tokens.c.tenant == bindparam("tenant"), access_tokens.c.hash == bindparam("hash")),
    _Found,
)


def caller(connection: Connection, token: str, now: float) -> Caller:
    """Whose access token this is; raises SignedOut."""
    tenant, hashed = split(token, ACCESS)
    found = _find_caller.one(connection, tenant=tenant, hash=hashed)
    if (
        found is None
        or found.revoked_at is not None
        or found.expires_at <= now
        or not (found.enabled and found.active)
    ):
        raise SignedOut
    return Caller(tenant, found.user_id, found.family_id, bool(found.setup), found.place)


_begin = insertion(
    token_families,
    "tenant", "id", "user_id", "place", "place_name", "how", "setup", "used_at", "created_at", "expires_at",
)  # fmt: skip
_keep_access = insertion(access_tokens, "tenant", "hash", "family_id", "expires_at")
_keep_refresh = insertion(refresh_tokens, "tenant", "hash", "family_id", "created_at")
_sweep = PreparedWrite(
    delete(access_tokens).where(
        access_tokens.c.tenant == bindparam("tenant"),
        access_tokens.c.family_id == bindparam("family_id"),
        access_tokens.c.expires_at <= bindparam("now"),
    )
)


class _Living(NamedTuple):
    id: str
    place: str
    used_at: int
    created_at: int


_find_living = Prepared(
    select(token_families.c.id, token_families.c.place, token_families.c.used_at, token_families.c.created_at)
    .where(
        token_families.c.tenant == bindparam("tenant"),
        token_families.c.user_id == bindparam("user_id"),
        token_families.c.revoked_at.is_(None),
        token_families.c.expires_at > bindparam("now"),
    )
    .order_by(token_families.c.created_at, token_families.c.id),
    _Living,
)


def open_family(
    connection: Connection,
    tenant: str,
    user_id: str,
    place: str,
    now: float,
    *,
    setup: bool = False,
    place_name: str = "",
    how: str = "password",
) -> Pair:
    """Begin a session; where a person has MOST_SESSIONS, the oldest ends."""
    family_id, lifetimes = new_id(), PLACES[place]
    _make_room(connection, tenant, user_id, now)
    _begin.run(
        connection,
        tenant=tenant,
        id=family_id,
        user_id=user_id,
        place=place,
        place_name=safe_text(place_name, length=NAME_LENGTH),
        how=how,
        setup=setup,
        used_at=int(now),
        created_at=int(now),
        expires_at=int(now) + lifetimes.absolute,
    )
    return _issue(connection, tenant, family_id, place, int(now) + lifetimes.absolute, now)


def rotate(connection: Connection, token: str, now: float) -> tuple[str, str, Pair] | None:
    """Exchange a refresh token; returns tenant, user id and the new pair, or None where the session is over.

    None and not an error, because the family's end is to be committed.
    """
    tenant, hashed = split(token, REFRESH)
    used = _row(connection, tenant, hashed)
    if used is None or used.revoked_at is not None:
        return None
    lifetimes = PLACES[used.place]
    if now >= used.expires_at or now - used.created_at > lifetimes.idle:
        revoke_family(connection, tenant, used.family_id, "expired", now)
        return None
    if used.used_at is not None:
        successor = _row(connection, tenant, used.replaced_by)
        if successor is None or successor.used_at is not None or now - used.used_at > LOST_REPLY:
            revoke_family(connection, tenant, used.family_id, "reused", now)
            audit.note(connection, tenant, "token-reused", now, user_id=used.user_id, detail=used.place)
            return None
        # Whoever comes with the successor after all holds what another has too: it counts as used.
        connection.execute(
            update(refresh_tokens).where(_is(tenant, used.replaced_by)).values(used_at=int(now))
        )
    issued = _issue(connection, tenant, used.family_id, used.place, used.expires_at, now)
    pair = replace(issued, setup=bool(used.setup))
    connection.execute(
        update(token_families)
        .where(token_families.c.tenant == tenant, token_families.c.id == used.family_id)
        .values(used_at=int(now))
    )
    connection.execute(
        update(refresh_tokens)
        .where(_is(tenant, hashed))
        .values(used_at=used.used_at or int(now), replaced_by=split(pair.refresh, REFRESH)[1])
    )
    return tenant, used.user_id, pair


def revoke_family(connection: Connection, tenant: str, family_id: str, why: str, now: float) -> None:
    """End a session: none of its tokens works from here on."""
    connection.execute(
        update(token_families)
        .where(
            token_families.c.tenant == tenant,
            token_families.c.id == family_id,
            token_families.c.revoked_at.is_(None),
        )
        .values(revoked_at=int(now), revoked_why=why)
    )
    connection.execute(
        delete(access_tokens).where(access_tokens.c.tenant == tenant, access_tokens.c.family_id == family_id)
    )


def revoke_user(
    connection: Connection, tenant: str, user_id: str, why: str, now: float, *, keep: str = ""
) -> None:
    """End all sessions of a person but the one to `keep`."""
    theirs = select(token_families.c.id).where(
        token_families.c.tenant == tenant,
        token_families.c.user_id == user_id,
        token_families.c.id != keep,
        token_families.c.revoked_at.is_(None),
    )
    for family_id in connection.execute(theirs).scalars().all():
        revoke_family(connection, tenant, family_id, why, now)


def family(connection: Connection, tenant: str, family_id: str) -> Any:
    """One session's row."""
    return connection.execute(
        select(token_families).where(token_families.c.tenant == tenant, token_families.c.id == family_id)
    ).one()


def check(connection: Connection, caller: Caller) -> None:
    """Raise SignedOut where a session ended while its request waited, for a password or for others' writes."""
    if family(connection, caller.tenant, caller.family_id).revoked_at is not None:
        raise SignedOut


def living(connection: Connection, tenant: str, user_id: str, now: float) -> list[Any]:
    """A person's sessions that can still be used, the oldest first."""
    rows = connection.execute(
        select(token_families)
        .where(
            token_families.c.tenant == tenant,
            token_families.c.user_id == user_id,
            token_families.c.revoked_at.is_(None),
            token_families.c.expires_at > now,
        )
        .order_by(token_families.c.created_at, token_families.c.id)
    )
    return [row for row in rows if not _idle(row, now)]


def _make_room(connection: Connection, tenant: str, user_id: str, now: float) -> None:
    theirs = [
        one
        for one in _find_living.all(connection, tenant=tenant, user_id=user_id, now=int(now))
        if not _idle(one, now)
    ]
    for row in theirs[: max(0, len(theirs) + 1 - MOST_SESSIONS)]:
        revoke_family(connection, tenant, row.id, "too many", now)
        audit.note(connection, tenant, "session-ended", now, user_id=user_id, detail="too many at once")


def _idle(session: Any, now: float) -> bool:
    return bool(now - max(session.used_at, session.created_at) > PLACES[session.place].idle)


def _issue(connection: Connection, tenant: str, family_id: str, place: str, ends_at: int, now: float) -> Pair:
    lifetimes = PLACES[place]
    expires_at = min(int(now) + lifetimes.access, ends_at)
    pair = Pair(
        access=f"{ACCESS}{tenant}{secrets.token_urlsafe(32)}",
        refresh=f"{REFRESH}{tenant}{secrets.token_urlsafe(32)}",
        expires_in=expires_at - int(now),
        idle=lifetimes.idle,
        lasts=ends_at - int(now),
    )
    access, refresh = split(pair.access, ACCESS)[1], split(pair.refresh, REFRESH)[1]
    _sweep.run(connection, tenant=tenant, family_id=family_id, now=int(now))
    _keep_access.run(connection, tenant=tenant, hash=access, family_id=family_id, expires_at=expires_at)
    _keep_refresh.run(connection, tenant=tenant, hash=refresh, family_id=family_id, created_at=int(now))
    return pair


def _row(connection: Connection, tenant: str, hashed: bytes) -> Any:
    return connection.execute(
        select(
            refresh_tokens,
            token_families.c.user_id,
            token_families.c.place,
            token_families.c.setup,
            token_families.c.expires_at,
            token_families.c.revoked_at,
        )
        .join_from(refresh_tokens, token_families)
        .where(_is(tenant, hashed))
    ).one_or_none()


def _is(tenant: str, hashed: bytes) -> ColumnElement[bool]:
    return and_(refresh_tokens.c.tenant == tenant, refresh_tokens.c.hash == hashed)
