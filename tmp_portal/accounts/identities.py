"""Who somebody at Google or Clever is here: by the provider's own name for them, which never moves silently.

An e-mail address links once, and only where the provider answers for it, the school's roster has it for exactly one
person who may sign in, and that person has no account of this provider yet: schools give addresses to new pupils.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tmp_portal.accounts import addresses, audit, queries, trouble
from tmp_portal.accounts.oidc import NAMES, Identity
from tmp_portal.db.getting_in import identities
from tmp_portal.db.people import users
from tmp_portal.mail import messages

Person = tuple[str, str]  # tenant, user id


def recognise(connection: Connection, who: Identity, now: float) -> Person | None:
    """Who this is, linked if the address says so; None where a password has to say it. Raises NotHere.

    Who left, and came again as somebody new (another district, another id in the roster), is that by the school's address.
    """
    known = [(row.tenant, row.user_id) for row in _linked(connection, who)]
    here = [person for person in known if queries.may_sign_in(connection, *person)]
    if len(here) == 1:
        return here[0]
    person = None if here else _by_address(connection, who)
    if person is not None:
        _part(connection, known, who, now)
        _link(connection, person, who, "by the school's address", now)
    elif known:
        raise trouble.NotHere(NAMES[who.provider])
    return person


def link(connection: Connection, person: Person, who: Identity, now: float) -> None:
    """Link somebody who has proved who they are. Raises Taken where it is another's."""
    known = _linked(connection, who)
    if any((row.tenant, row.user_id) != person for row in known):
        raise trouble.Taken(NAMES[who.provider])
    if not known:
        _link(connection, person, who, "by password", now)
        told = messages.identity_linked(addresses.addressed(connection, *person), NAMES[who.provider])
        addresses.tell(connection, *person, told, now)


def unlink(connection: Connection, tenant: str, user_id: str) -> int:
    """Part a person from every account but those of the school's own address; says how many."""
    schools = connection.scalar(
        select(users.c.email_key).where(users.c.tenant == tenant, users.c.id == user_id)
    )
    theirs = (identities.c.tenant == tenant, identities.c.user_id == user_id)
    rows = connection.execute(
        select(identities.c.provider, identities.c.subject, identities.c.email).where(*theirs)
    ).all()
    others = [row for row in rows if not row.email or row.email.casefold() != schools]
    for row in others:
        connection.execute(
            delete(identities).where(
                *theirs, identities.c.provider == row.provider, identities.c.subject == row.subject
            )
        )
    return len(others)


def _part(connection: Connection, known: Sequence[Person], who: Identity, now: float) -> None:
    """Part an account from people who are not here any more: else it would lead to nobody for ever."""
    connection.execute(
        delete(identities).where(identities.c.provider == who.provider, identities.c.subject == who.subject)
    )
    for tenant, user_id in known:
        said = "now another's, by the school's address"
        audit.note(connection, tenant, "identity-unlinked", now, user_id=user_id, detail=said)


def _by_address(connection: Connection, who: Identity) -> Person | None:
    if not who.email:
        return None
    rows = connection.execute(
        select(users.c.tenant, users.c.id).where(users.c.email_key == who.email.casefold(), users.c.enabled)
    ).all()
    people = [(row.tenant, row.id) for row in rows if queries.may_sign_in(connection, row.tenant, row.id)]
    if len(people) != 1 or _has_one(connection, people[0], who):
        return None
    return people[0]


def _has_one(connection: Connection, person: Person, who: Identity) -> bool:
    tenant, user_id = person
    found = connection.execute(
        select(identities.c.subject).where(
            identities.c.tenant == tenant,
            identities.c.user_id == user_id,
            identities.c.provider == who.provider,
        )
    )
    return found.first() is not None


def _linked(connection: Connection, who: Identity) -> Sequence[Any]:
    """The rows of a subject, in whichever tenant: it comes from outside, and nothing else says whose it is."""
    return connection.execute(
        select(identities.c.tenant, identities.c.user_id).where(
            identities.c.provider == who.provider, identities.c.subject == who.subject
        )
    ).all()


def _link(connection: Connection, person: Person, who: Identity, how: str, now: float) -> None:
    tenant, user_id = person
    connection.execute(
        insert(identities).values(
            tenant=tenant,
            provider=who.provider,
            subject=who.subject,
            user_id=user_id,
            email=who.email,
            linked_at=int(now),
        )
    )
    audit.note(
        connection, tenant, "identity-linked", now, user_id=user_id, detail=f"{NAMES[who.provider]}, {how}"
    )
