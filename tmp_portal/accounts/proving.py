"""That somebody is who they say, by account number, username and password: one rule for every page that asks."""

import asyncio
from typing import Any

from tmp_portal.accounts import queries, throttle
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.problems import SignInFailed


async def prove(
    database: Database, pool: PasswordPool, account: str, username: str, password: str, host: str
) -> Any:
    """The person, with credentials; whoever is unknown gets the same answer after the same time.

    Raises SignInFailed, TooMany, Busy.
    """
    account, name = "".join(account.split()).lower(), username.strip()
    found = await database.read(lambda connection: queries.candidates(connection, account, name))
    person = found[0] if len(found) == 1 else None
    who = throttle.person(account, name, (person.tenant, person.id) if person else None)
    where = throttle.address(host)
    tries = await database.write(lambda connection: throttle.begin(connection, who, where, now()))
    fits = await pool.verify(person.password_hash if person else None, password)
    if person is None or not fits or (person.expires_at is not None and person.expires_at <= now()):
        if tries > throttle.ADDRESS_FREE:
            await asyncio.sleep(throttle.ADDRESS_DELAY)
        raise SignInFailed
    await database.write(lambda connection: throttle.succeeded(connection, who, where))
    return person
