"""That somebody is who they say, by account number, username and password: one rule for every page that asks."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import Connection

from tmp_portal.accounts import audit, choosing, passwords, queries, throttle
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.queries import Candidate
from tmp_portal.accounts.throttle import Tries
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.problems import SignInFailed


@dataclass(frozen=True)
class Proven:
    """The person, with credentials, and under which subjects their tries were counted."""

    person: Candidate
    who: str
    where: str

    def forget_tries(self, connection: Connection) -> None:
        """It was right, and is: none of them counts. Raises SignInFailed where another took its place meanwhile."""
        if queries.password_hash(connection, self.person.tenant, self.person.id) != self.person.password_hash:
            raise SignInFailed
        throttle.succeeded(connection, self.person.tenant, self.who, self.where)


async def find(
    database: Database, pool: PasswordPool, account: str, username: str, password: str, host: str
) -> Proven:
    """Who this is; whoever is unknown gets the same answer after the same time. What follows forgets the tries.

    After a hundred wrong ones in a row the right one gets that answer too: a mail says why, and what helps.

    Raises SignInFailed, TooMany, Busy.
    """
    account, name = "".join(account.split()).lower(), username.strip()
    found = await database.read(lambda connection: queries.candidates(connection, account, name))
    person = found[0] if len(found) == 1 else None
    who = throttle.person(account, name, (person.tenant, person.id) if person else None)
    where = throttle.address(host)
    tenant = person.tenant if person else throttle.NO_TENANT
    tries = await database.write(lambda connection: throttle.begin(connection, who, where, now(), tenant))
    fits = await pool.verify(person.password_hash if person else None, password)
    expired = person is not None and person.expires_at is not None and person.expires_at <= now()
    if person is None or not fits or expired or tries.in_a_row > throttle.MOST_IN_A_ROW:
        await database.write(lambda connection: _note_failure(connection, person, tries, host))
        if tries.from_address > throttle.ADDRESS_FREE:
            await asyncio.sleep(throttle.ADDRESS_DELAY)
        raise SignInFailed
    if passwords.is_outdated(person.password_hash):
        person = await _hashed_anew(database, pool, person, password)
    return Proven(person, who, where)


async def _hashed_anew(database: Database, pool: PasswordPool, person: Candidate, password: str) -> Candidate:
    """The same password, hashed as passwords are by now: so checking it takes as long as checking anybody's.

    A sign-in beside this one may have done so first. Raises SignInFailed where another password was chosen meanwhile.
    """
    renewed = await pool.hash(password)
    holds = await database.write(lambda connection: queries.renew_hash(connection, person, renewed))
    if holds != renewed and not await pool.verify(holds, password):
        raise SignInFailed
    return person._replace(password_hash=holds or renewed)


def _note_failure(connection: Connection, person: Candidate | None, tries: Tries, host: str) -> None:
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
    if tries.in_a_row == throttle.MOST_IN_A_ROW:
        choosing.close(connection, person.tenant, person.id, now())
