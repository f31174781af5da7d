"""The rules of signing in, the first password, and signing out."""

import secrets
from typing import Any

from sqlalchemy import Connection

from tmp_portal.accounts import (
    addresses,
    audit,
    choosing,
    passwords,
    proving,
    queries,
    sessions,
    throttle,
    tokens,
)
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.tokens import Caller, Pair
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.problems import SignedOut
from tmp_tui.wire import ProfileSetup, Session, SignIn

TEMPORARY_LASTS = 14 * 86_400  # seconds


async def sign_in(database: Database, pool: PasswordPool, form: SignIn, host: str) -> Session:
    """Exchange a password for a session; whoever is unknown gets the same answer after the same time.

    Raises SignInFailed, TooMany, Busy.
    """
    proven = await proving.find(database, pool, form.account, form.username, form.password, host)
    person = proven.person

    def begin(connection: Connection) -> Session:
        proven.forget_tries(connection)
        return sessions.begin(
            connection,
            person.tenant,
            person.id,
            form.place,
            now(),
            place_name=form.place_name,
            setup=bool(person.temporary),
        )

    return await database.write(begin)


async def set_up(database: Database, pool: PasswordPool, caller: Caller, form: ProfileSetup) -> Session:
    """Choose the first password; every session that the temporary one opened ends, and a full one begins.

    Raises BadPassword, SignedOut (where a password was chosen already, or the temporary one is over).
    """
    if not caller.setup:
        raise SignedOut
    await choosing.check(database, pool, caller.tenant, caller.user_id, form.password)
    hashed = await pool.hash(form.password)

    def change(connection: Connection) -> Session | None:
        person = queries.person(connection, caller.tenant, caller.user_id)
        if person is None or not person.temporary or _is_over(person.expires_at):
            return None
        tokens.check(connection, caller)
        here = tokens.family(connection, caller.tenant, caller.family_id)
        choosing.store(connection, caller.tenant, caller.user_id, hashed, "password-chosen", now())
        return sessions.begin(
            connection, caller.tenant, caller.user_id, here.place, now(), place_name=here.place_name
        )

    session = await database.write(change)
    if session is None:
        raise SignedOut
    return session


def _is_over(expires_at: int | None) -> bool:
    return expires_at is not None and expires_at <= now()


async def refresh(database: Database, token: str) -> Session:
    """Renew a session; raises SignedOut."""
    renewed = await database.write(lambda connection: _rotate(connection, token))
    if renewed is None:
        raise SignedOut
    pair, person = renewed
    return sessions.of(pair, person.id, person.seal_key, setup=pair.setup)


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

    def end(connection: Connection) -> None:
        tokens.revoke_family(connection, caller.tenant, caller.family_id, "signed out", now())
        audit.note(connection, caller.tenant, "signed-out", now(), user_id=caller.user_id)

    await database.write(end)


def give_password(
    connection: Connection, tenant: str, user_id: str, password: str, *, temporary: bool
) -> None:
    """Staff's own act: give a person a password; a temporary one is good for 14 days and leads to Profile Setup.

    An address that was added goes: whoever knew the old password may have added it, and would be mailed the way in again.
    """
    expires_at = int(now()) + TEMPORARY_LASTS if temporary else None
    hashed = passwords.hash_now(password)
    queries.store_password(connection, tenant, user_id, hashed, secrets.token_bytes(32), now(), expires_at)
    tokens.revoke_user(connection, tenant, user_id, "new password", now())
    throttle.forget(connection, throttle.person("", "", (tenant, user_id)), tenant)
    choosing.use_up_links(connection, tenant, user_id, now(), ["reset"])
    choosing.end_what_the_old_one_began(connection, tenant, user_id, now())
    if addresses.own(connection, tenant, user_id):
        addresses.keep_own(connection, tenant, user_id, "", now())
        audit.note(
            connection, tenant, "email-removed", now(), user_id=user_id, detail="new password from staff"
        )
    audit.note(connection, tenant, "password-given", now(), user_id=user_id)
