"""The rules of signing in, the first password, and signing out."""

import asyncio
import base64
import secrets
from typing import Any

from sqlalchemy import Connection

from tmp_portal.accounts import passwords, queries, throttle, tokens
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.tokens import Caller, Pair
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.problems import SignedOut, SignInFailed
from tmp_tui.wire import ProfileSetup, Session, SignIn

TEMPORARY_LASTS = 14 * 86_400  # seconds


async def sign_in(database: Database, pool: PasswordPool, form: SignIn, host: str) -> Session:
    """Exchange a password for a session; whoever is unknown gets the same answer after the same time.

    Raises SignInFailed, TooMany, Busy.
    """
    account, name = "".join(form.account.split()).lower(), form.username.strip()
    found = await database.read(lambda connection: queries.candidates(connection, account, name))
    person = found[0] if len(found) == 1 else None
    who = throttle.person(account, name, (person.tenant, person.id) if person else None)
    where = throttle.address(host)
    tries = await database.write(lambda connection: throttle.begin(connection, who, where, now()))
    fits = await pool.verify(person.password_hash if person else None, form.password)
    if person is None or not fits or (person.expires_at is not None and person.expires_at <= now()):
        if tries > throttle.ADDRESS_FREE:
            await asyncio.sleep(throttle.ADDRESS_DELAY)
        raise SignInFailed

    def begin(connection: Connection) -> Pair:
        throttle.succeeded(connection, who, where)
        return tokens.open_family(
            connection, person.tenant, person.id, form.place, now(), setup=person.temporary
        )

    pair = await database.write(begin)
    return _session(pair, person.id, person.seal_key, setup=person.temporary)


async def set_up(database: Database, pool: PasswordPool, caller: Caller, form: ProfileSetup) -> Session:
    """Choose the first password; every session that the temporary one opened ends, and a full one begins.

    Raises BadPassword, SignedOut (where a password was chosen already).
    """
    person = await database.read(lambda connection: queries.person(connection, caller.tenant, caller.user_id))
    if person is None or not caller.setup:
        raise SignedOut
    passwords.check_new(form.password, person.username, person.email, person.given_name, person.family_name)
    hashed = await pool.hash(form.password)

    def change(connection: Connection) -> Pair | None:
        now_theirs = queries.person(connection, caller.tenant, caller.user_id)
        if now_theirs is None or not now_theirs.temporary:
            return None
        queries.store_password(
            connection, caller.tenant, caller.user_id, hashed, person.seal_key, now(), None
        )
        tokens.revoke_user(connection, caller.tenant, caller.user_id, "password chosen", now())
        return tokens.open_family(connection, caller.tenant, caller.user_id, caller.place, now())

    pair = await database.write(change)
    if pair is None:
        raise SignedOut
    return _session(pair, caller.user_id, person.seal_key)


async def refresh(database: Database, token: str) -> Session:
    """Renew a session; raises SignedOut."""
    renewed = await database.write(lambda connection: _rotate(connection, token))
    if renewed is None:
        raise SignedOut
    pair, person = renewed
    return _session(pair, person.id, person.seal_key, setup=person.temporary)


def _rotate(connection: Connection, token: str) -> tuple[Pair, Any] | None:
    """The new pair and whose it is, or None; who may no longer sign in is out for good."""
    rotated = tokens.rotate(connection, token, now())
    if rotated is None:
        return None
    tenant, user_id, pair = rotated
    person = queries.person(connection, tenant, user_id)
    if person is None or not queries.may_sign_in(connection, tenant, user_id):
        tokens.revoke_user(connection, tenant, user_id, "no longer here", now())
        return None
    return pair, person


async def sign_out(database: Database, caller: Caller) -> None:
    """End this session."""
    await database.write(
        lambda connection: tokens.revoke_family(
            connection, caller.tenant, caller.family_id, "signed out", now()
        )
    )


def give_password(
    connection: Connection, tenant: str, user_id: str, password: str, *, temporary: bool
) -> None:
    """Staff's own act: give a person a password; a temporary one is good for 14 days and leads to Profile Setup."""
    expires_at = int(now()) + TEMPORARY_LASTS if temporary else None
    hashed = passwords.hash_now(password)
    queries.store_password(connection, tenant, user_id, hashed, secrets.token_bytes(32), now(), expires_at)
    tokens.revoke_user(connection, tenant, user_id, "new password", now())


def _session(pair: Pair, user_id: str, seal_key: bytes, *, setup: bool = False) -> Session:
    return Session(
        access_token=pair.access,
        refresh_token=pair.refresh,
        expires_in=pair.expires_in,
        user_id=user_id,
        seal_key=base64.b64encode(seal_key).decode(),
        setup=setup,
    )
