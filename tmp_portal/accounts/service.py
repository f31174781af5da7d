"""The rules of signing in, the first password, and signing out."""

import asyncio
import secrets
from typing import Any

from sqlalchemy import Connection

from tmp_portal.accounts import audit, choosing, passwords, queries, sessions, throttle, tokens
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.throttle import Tries
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
        await database.write(lambda connection: _note_failure(connection, person, tries, host))
        if tries.from_address > throttle.ADDRESS_FREE:
            await asyncio.sleep(throttle.ADDRESS_DELAY)
        raise SignInFailed

    def begin(connection: Connection) -> Session:
        throttle.succeeded(connection, who, where)
        return sessions.begin(
            connection,
            person.tenant,
            person.id,
            form.place,
            now(),
            place_name=form.place_name,
            setup=person.temporary,
        )

    return await database.write(begin)


def _note_failure(connection: Connection, person: Any, tries: Tries, host: str) -> None:
    """A try that failed; of somebody unknown, no word of what was typed is kept, for it may be a password.

    What comes after an address is answered late is counted, and not written down one by one.
    """
    if tries.from_address == throttle.ADDRESS_FREE + 1:
        audit.note(connection, "", "throttled", now(), detail=f"sign-in, from {host}")
    if person is None:
        if tries.from_address <= throttle.ADDRESS_FREE:
            audit.note(connection, "", "sign-in-failed", now(), detail=f"nobody known, from {host}")
        return
    said = f"{tries.of_person} in a row, from {host}"
    audit.note(connection, person.tenant, "sign-in-failed", now(), user_id=person.id, detail=said)
    if tries.of_person >= throttle.FREE:
        audit.note(connection, person.tenant, "throttled", now(), user_id=person.id, detail="sign-in")


async def set_up(database: Database, pool: PasswordPool, caller: Caller, form: ProfileSetup) -> Session:
    """Choose the first password; every session that the temporary one opened ends, and a full one begins.

    Raises BadPassword, SignedOut (where a password was chosen already).
    """
    if not caller.setup:
        raise SignedOut
    rules = await database.read(lambda connection: choosing.rules(connection, caller.tenant, caller.user_id))
    passwords.check_new(form.password, rules)
    hashed = await pool.hash(form.password)

    def change(connection: Connection) -> Session | None:
        person = queries.person(connection, caller.tenant, caller.user_id)
        if person is None or not person.temporary:
            return None
        here = tokens.family(connection, caller.tenant, caller.family_id)
        choosing.store(connection, caller.tenant, caller.user_id, hashed, "password-chosen", now())
        return sessions.begin(
            connection, caller.tenant, caller.user_id, here.place, now(), place_name=here.place_name
        )

    session = await database.write(change)
    if session is None:
        raise SignedOut
    return session


async def refresh(database: Database, token: str) -> Session:
    """Renew a session; raises SignedOut."""
    renewed = await database.write(lambda connection: _rotate(connection, token))
    if renewed is None:
        raise SignedOut
    pair, person = renewed
    return sessions.of(pair, person.id, person.seal_key, setup=person.temporary)


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
    """Staff's own act: give a person a password; a temporary one is good for 14 days and leads to Profile Setup."""
    expires_at = int(now()) + TEMPORARY_LASTS if temporary else None
    hashed = passwords.hash_now(password)
    queries.store_password(connection, tenant, user_id, hashed, secrets.token_bytes(32), now(), expires_at)
    tokens.revoke_user(connection, tenant, user_id, "new password", now())
    audit.note(connection, tenant, "password-given", now(), user_id=user_id)
