"""What a browser is in the middle of: a sign-in at a provider, a proof of who somebody is, a session that approves a terminal.

Each is found by a random word of 256 bits, kept as a hash, good for ten minutes, and for one thing only. None of it is
a session of the portal: it reaches nothing but the page that asks whether a terminal may come in.
"""

import hashlib
import secrets
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, delete, insert, select

from tmp_portal.accounts.oidc import Begun, Identity
from tmp_portal.db.getting_in import browser_states
from tmp_portal.ids import new_id
from tmp_tui.wire.accounts import Provider

GOOD_FOR = 600  # seconds
NO_TENANT = ""


class UnderWay(msgspec.Struct, frozen=True):
    """A sign-in at a provider; `browser` is the hash of the cookie that it is bound to, `code` the terminal's."""

    provider: Provider
    nonce: str
    verifier: str
    browser: str
    code: str = ""


class Unproven(msgspec.Struct, frozen=True):
    """Somebody whom a provider knows and we do not yet: a password has to say who it is."""

    identity: Identity
    code: str = ""


class Approver(msgspec.Struct, frozen=True):
    """Who may approve a terminal in this browser; `how` they showed who they are, password, google or clever, and when."""

    tenant: str
    user_id: str
    how: str
    at: float


T = TypeVar("T", UnderWay, Unproven, Approver)
KINDS = {UnderWay: "sign-in", Unproven: "proof", Approver: "approver"}


def keep(connection: Connection, word: str, what: UnderWay | Unproven | Approver, now: float) -> None:
    """Keep something under a word."""
    connection.execute(
        insert(browser_states).values(
            tenant=NO_TENANT,
            id=new_id(),
            hash=_hash(word),
            kind=KINDS[type(what)],
            data=msgspec.json.encode(what).decode(),
            expires_at=int(now) + GOOD_FOR,
        )
    )


def find(connection: Connection, word: str, kind: type[T], now: float) -> T | None:
    """What is kept of this kind under a word, while it is good."""
    data = connection.execute(
        select(browser_states.c.data).where(
            browser_states.c.hash == _hash(word),
            browser_states.c.kind == KINDS[kind],
            browser_states.c.expires_at > now,
        )
    ).scalar()
    return None if data is None else msgspec.json.decode(data, type=kind)


def take(connection: Connection, word: str, kind: type[T], now: float) -> T | None:
    """The same, and it is gone."""
    found = find(connection, word, kind, now)
    forget(connection, word)
    return found


def forget(connection: Connection, word: str) -> None:
    """Nothing is kept under this word any more."""
    connection.execute(delete(browser_states).where(browser_states.c.hash == _hash(word)))


def end(connection: Connection, user_id: str) -> None:
    """In no browser is this person there to approve a terminal any more; ids are random, so one is in no other's data."""
    connection.execute(
        delete(browser_states).where(
            browser_states.c.kind == KINDS[Approver], browser_states.c.data.contains(f'"{user_id}"')
        )
    )


def under_way(begun: Begun, provider: Provider, browser: str, code: str) -> UnderWay:
    """A sign-in bound to the browser that has this cookie."""
    return UnderWay(provider, begun.nonce, begun.verifier, bound(browser), code)


def bound(browser: str) -> str:
    """What stands for a cookie where it is compared."""
    return _hash(browser).hex()


def new_word() -> str:
    """A cookie's value: whoever holds it is this browser."""
    return secrets.token_urlsafe(32)


def _hash(word: str) -> bytes:
    return hashlib.sha256(word.encode("utf-8", "replace")).digest()
