"""Choosing a password: what it must be for this person, and everything that comes with a new one."""

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from tmp_portal.accounts import (
    addresses,
    audit,
    device,
    identities,
    passwords,
    queries,
    throttle,
    tokens,
)
from tmp_portal.accounts.passwords import PasswordPool, Rules
from tmp_portal.db.engine import Database
from tmp_portal.db.getting_in import links
from tmp_portal.db.people import orgs, roles, users
from tmp_portal.mail import messages, outbox
from tmp_portal.problems import BadPassword
from tmp_tui.wire import FieldError

STUDENT = "student"
TO_A_PASSWORD = ("activate", "reset")  # kinds of links


def rules(connection: Connection, tenant: str, user_id: str) -> Rules:
    """How long this person's password must be, and which words are too near to them."""
    person = connection.execute(select(users).where(users.c.tenant == tenant, users.c.id == user_id)).one()
    places = connection.execute(
        select(orgs.c.name, roles.c.role)
        .join_from(roles, orgs)
        .where(roles.c.tenant == tenant, roles.c.user_id == user_id, roles.c.active)
    ).all()
    emails = [person.email, addresses.own(connection, tenant, user_id)]
    about = [
        person.username,
        person.given_name,
        person.family_name,
        f"{person.given_name} {person.family_name}",
        *emails,
        *(email.partition("@")[0] for email in emails),
        *(place.name for place in places),
    ]
    staff = any(place.role != STUDENT for place in places)
    return Rules(passwords.STAFF_SHORTEST if staff else passwords.SHORTEST, tuple(filter(None, about)))


async def check(database: Database, pool: PasswordPool, tenant: str, user_id: str, password: str) -> None:
    """Raises BadPassword for one that does not do; one from a sheet was only ever to get in with."""
    found = await database.read(lambda connection: rules(connection, tenant, user_id))
    passwords.check_new(password, found)
    person = await database.read(lambda connection: queries.person(connection, tenant, user_id))
    if person is not None and person.temporary and await pool.verify(person.password_hash, password):
        raise BadPassword(
            FieldError("password", "This is the one that you were given. Choose one of your own.")
        )


def store(
    connection: Connection, tenant: str, user_id: str, hashed: str, event: str, now: float, *, keep: str = ""
) -> None:
    """Keep the new password: sessions other than `keep` end, links to a new password are used up, who had one is told."""
    had_one = addresses.has_password(connection, tenant, user_id)
    queries.store_password(connection, tenant, user_id, hashed, secrets.token_bytes(32), now, None)
    tokens.revoke_user(connection, tenant, user_id, "new password", now, keep=keep)
    use_up_links(connection, tenant, user_id, now)
    end_what_the_old_one_began(connection, tenant, user_id, now)
    throttle.forget(connection, throttle.person("", "", (tenant, user_id)), tenant)
    audit.note(connection, tenant, event, now, user_id=user_id)
    if had_one:
        told = messages.password_changed(addresses.addressed(connection, tenant, user_id))
        addresses.tell(connection, tenant, user_id, told, now)


def close(connection: Connection, tenant: str, user_id: str, now: float) -> None:
    """Too many wrong passwords in a row: whose they are is told that only a new one helps."""
    audit.note(connection, tenant, "password-closed", now, user_id=user_id)
    told = messages.password_closed(addresses.addressed(connection, tenant, user_id))
    addresses.tell(connection, tenant, user_id, told, now)


def end_what_the_old_one_began(connection: Connection, tenant: str, user_id: str, now: float) -> None:
    """Whoever knew the old password keeps no way in: no address to confirm, no terminal let in, no account linked with it.

    What the school's own address links stays: no password was needed for it.
    """
    connection.execute(
        update(links)
        .where(
            links.c.tenant == tenant,
            links.c.user_id == user_id,
            links.c.kind == "email",
            links.c.used_at.is_(None),
            links.c.expires_at > now,
        )
        .values(expires_at=int(now))
    )
    device.withdraw(connection, tenant, user_id)
    if identities.unlink(connection, tenant, user_id):
        audit.note(connection, tenant, "identity-unlinked", now, user_id=user_id, detail="new password")


def use_up_links(
    connection: Connection, tenant: str, user_id: str, now: float, kinds: Sequence[str] = TO_A_PASSWORD
) -> None:
    """A link to a new password that lies in a mailbox is good for nothing once there is one; nor is a mail that waits."""
    for kind in kinds:
        outbox.withdraw(connection, tenant, user_id, kind)
    connection.execute(
        update(links)
        .where(
            links.c.tenant == tenant,
            links.c.user_id == user_id,
            links.c.kind.in_(kinds),
            links.c.used_at.is_(None),
            links.c.replaced_at.is_(None),
        )
        .values(used_at=int(now))
    )
