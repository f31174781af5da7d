"""A sign-in that a terminal begins and a browser finishes: the device authorization grant (RFC 8628).

A terminal gets two codes: a long one to ask with, and a short one for a person to type. Both are hashed at rest, good
once and for ten minutes, and neither leads to the other.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from tmp_portal.accounts import browsers
from tmp_portal.accounts.links import LETTERS
from tmp_portal.db.getting_in import device_grants
from tmp_portal.ids import new_id
from tmp_portal.problems import CodeExpired, CodeUnknown, CodeUsed

GOOD_FOR = 600  # seconds
INTERVAL, SLOWER = 5, 5  # seconds between two questions, and what is added for whoever asks too soon
EARLY = 1  # second that a question may come too soon: lines hurry and tarry
CODE = 8  # letters: 34.5 bits
NO_TENANT = ""


@dataclass(frozen=True)
class Wanted:
    """What a terminal says of itself: the provider it would like, its kind of place, its name, its address."""

    provider: str
    place: str
    place_name: str
    address: str


@dataclass(frozen=True)
class Codes:
    """What the terminal asks with, and what the person types: XXXX-XXXX."""

    device: str
    user: str


@dataclass(frozen=True)
class Approved:
    """Who comes in at the terminal, and how they showed who they are."""

    tenant: str
    user_id: str
    place: str
    place_name: str
    how: str


def begin(connection: Connection, wanted: Wanted, now: float) -> Codes:
    """Make the codes for a terminal."""
    device, user = secrets.token_urlsafe(32), "".join(secrets.choice(LETTERS) for _ in range(CODE))
    connection.execute(
        insert(device_grants).values(
            tenant=NO_TENANT,
            id=new_id(),
            device_hash=_hash(device),
            user_code_hash=_hash(user),
            provider=wanted.provider,
            place=wanted.place,
            place_name=wanted.place_name,
            address=wanted.address,
            created_at=int(now),
            expires_at=int(now) + GOOD_FOR,
            interval=INTERVAL,
            state="waiting",
        )
    )
    return Codes(device, shown(user))


def poll(connection: Connection, device: str, now: float) -> Approved | str:
    """Who was approved, which uses the codes up; else the error of RFC 8628, section 3.5.

    A word and not an error, because what is noted of too early a question is to be committed.
    """
    grant = connection.execute(
        select(device_grants).where(device_grants.c.device_hash == _hash(device))
    ).one_or_none()
    if grant is None or grant.state == "used":
        return "invalid_grant"
    if grant.expires_at <= now:
        return "expired_token"
    if grant.state == "denied":
        return "access_denied"
    if grant.state == "approved":
        _change(connection, grant.id, state="used")
        return Approved(
            grant.approved_tenant, grant.approved_user, grant.place, grant.place_name, grant.provider
        )
    too_soon = now - grant.polled_at < grant.interval - EARLY
    _change(
        connection,
        grant.id,
        polled_at=int(now),
        interval=grant.interval + SLOWER if too_soon else grant.interval,
    )
    return "slow_down" if too_soon else "authorization_pending"


def find(connection: Connection, typed: str, now: float) -> Any:
    """The grant that waits under a code; raises CodeUnknown, CodeUsed, CodeExpired."""
    grant = connection.execute(
        select(device_grants).where(device_grants.c.user_code_hash == _hash(letters(typed)))
    ).one_or_none()
    if grant is None:
        raise CodeUnknown
    if grant.state != "waiting":
        raise CodeUsed
    if grant.expires_at <= now:
        raise CodeExpired
    return grant


def approve(connection: Connection, typed: str, who: tuple[str, str], how: str, now: float) -> Any:
    """Let `who` (tenant, user id) in at the terminal; `how` is password, google or clever. Raises as `find`."""
    grant = find(connection, typed, now)
    tenant, user_id = who
    _change(
        connection,
        grant.id,
        state="approved",
        approved_tenant=tenant,
        approved_user=user_id,
        provider=how,
    )
    return grant


def deny(connection: Connection, typed: str, now: float) -> None:
    """Tell the terminal no. Raises as `find`."""
    _change(connection, find(connection, typed, now).id, state="denied")


def withdraw(connection: Connection, tenant: str, user_id: str) -> None:
    """A terminal that this person let in and that has not come in yet does not; nor does one that a browser still asks about."""
    browsers.end(connection, user_id)
    connection.execute(
        update(device_grants)
        .where(
            device_grants.c.tenant == NO_TENANT,
            device_grants.c.approved_tenant == tenant,
            device_grants.c.approved_user == user_id,
            device_grants.c.state == "approved",
        )
        .values(state="denied")
    )


def letters(typed: str) -> str:
    """A code as it is kept: case, blanks and dashes make no difference. Raises CodeUnknown."""
    code = re.sub(r"[\s\-‐-―]", "", typed[:100]).upper()
    if len(code) != CODE or set(code) - set(LETTERS):
        raise CodeUnknown
    return code


def shown(code: str) -> str:
    """A code as it is read: XXXX-XXXX."""
    return f"{code[: CODE // 2]}-{code[CODE // 2 :]}"


def _change(connection: Connection, id: str, **values: Any) -> None:
    connection.execute(
        update(device_grants)
        .where(device_grants.c.tenant == NO_TENANT, device_grants.c.id == id)
        .values(**values)
    )


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
