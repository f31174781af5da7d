"""Whose an e-mail address is, and where a person's mail goes: the school's address, and their own once it is confirmed."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, or_, select, update

from tmp_portal.accounts import audit, queries, tokens
from tmp_portal.db.getting_in import identities, links, own_emails
from tmp_portal.db.mail import outbox
from tmp_portal.db.metadata import same
from tmp_portal.db.people import accounts, credentials, orgs, roles, users
from tmp_portal.mail import messages
from tmp_portal.mail.messages import Addressed
from tmp_portal.mail.outbox import Message, post

GIVEN_AWAY = "the school gave it to somebody else"
AT_ONCE = 500  # addresses that are looked up together
# Why an invitation is not sent after all.
GONE = "it was not sent: whom it is for is no longer here"
OTHER_ADDRESS = "it was not sent: whom it is for has another address now. Have a new one made: tmp-portal credentials CLASS --mail"


def people_of(connection: Connection, email: str) -> dict[str, list[tuple[str, str]]]:
    """Who has this address, in any district: (tenant, user id) by the address as it is stored.

    Mail goes to what is stored, never to what was typed: two addresses may look alike once their case is folded.
    """
    folded = email.strip().casefold()
    if not folded:
        return {}
    rows = [
        *connection.execute(
            select(users.c.tenant, users.c.id, users.c.email).where(users.c.email_key == folded)
        ),
        *connection.execute(
            select(own_emails.c.tenant, own_emails.c.user_id.label("id"), own_emails.c.email).where(
                own_emails.c.email_key == folded
            )
        ),
    ]
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    seen = set()
    for row in sorted(rows, key=tuple):
        if (row.tenant, row.id) not in seen and queries.may_sign_in(connection, row.tenant, row.id):
            seen.add((row.tenant, row.id))
            found[row.email].append((row.tenant, row.id))
    return found


def known_of(connection: Connection, tenant: str, user_id: str) -> list[str]:
    """The addresses of a person that count: the school's, then their own."""
    theirs = connection.scalar(select(users.c.email).where(users.c.tenant == tenant, users.c.id == user_id))
    return list(dict.fromkeys(address for address in (theirs, own(connection, tenant, user_id)) if address))


def is_of(connection: Connection, tenant: str, user_id: str, email: str) -> bool:
    """Whether an address counts for a person today."""
    return email.casefold() in {known.casefold() for known in known_of(connection, tenant, user_id)}


def own(connection: Connection, tenant: str, user_id: str) -> str:
    """The confirmed address that a person added, or nothing."""
    found = connection.scalar(
        select(own_emails.c.email).where(own_emails.c.tenant == tenant, own_emails.c.user_id == user_id)
    )
    return found or ""


def keep_own(connection: Connection, tenant: str, user_id: str, email: str, now: float) -> None:
    """Make it the address that a person added; an empty one is none."""
    connection.execute(
        delete(own_emails).where(own_emails.c.tenant == tenant, own_emails.c.user_id == user_id)
    )
    if email:
        connection.execute(
            insert(own_emails).values(
                tenant=tenant,
                user_id=user_id,
                email=email,
                email_key=email.casefold(),
                confirmed_at=int(now),
            )
        )


def give_way(connection: Connection, tenant: str, given: Mapping[str, str], now: float) -> None:
    """Before the school's addresses are changed: what somebody added goes where it is `given` to another, by user id.

    From then on that mailbox is the other's, and would let them in; so would a mail that waits there to confirm it, and an
    account at Google or Clever that is linked under it. Addresses are case-folded.
    """
    new_owners = {email: user_id for user_id, email in given.items() if email}
    for asked in connection.execute(_to_confirm(tenant, now)).all():
        new_owner = new_owners.get(asked.email.casefold(), asked.user_id)
        if new_owner != asked.user_id and not _has(connection, tenant, new_owner, asked.email.casefold()):
            connection.execute(
                update(links)
                .where(links.c.tenant == tenant, links.c.id == asked.id)
                .values(expires_at=int(now))
            )
    _part(connection, tenant, given, new_owners, now)
    keys = list(new_owners)
    for at in range(0, len(keys), AT_ONCE):
        added = select(own_emails.c.user_id, own_emails.c.email_key).where(
            own_emails.c.tenant == tenant, own_emails.c.email_key.in_(keys[at : at + AT_ONCE])
        )
        for row in connection.execute(added).all():
            new_owner = new_owners[row.email_key]
            if new_owner != row.user_id and not _has(connection, tenant, new_owner, row.email_key):
                keep_own(connection, tenant, row.user_id, "", now)
                tell_of_email(connection, tenant, row.user_id, "", now)
                audit.note(connection, tenant, "email-removed", now, user_id=row.user_id, detail=GIVEN_AWAY)


def _part(
    connection: Connection, tenant: str, given: Mapping[str, str], new_owners: Mapping[str, str], now: float
) -> None:
    """Who has a new address at Google or Clever too is linked anew by it; what that account began here ends.

    Who keeps an address that another gets as well, as a family does, stays linked.
    """
    linked = select(identities).where(identities.c.tenant == tenant, identities.c.email != "")
    for row in connection.execute(linked).all():
        email_key = row.email.casefold()
        new_owner = new_owners.get(email_key, row.user_id)
        if new_owner == row.user_id or _has(connection, tenant, new_owner, email_key):
            continue
        keeps = given.get(row.user_id) == email_key
        if keeps or (row.user_id not in given and _has(connection, tenant, row.user_id, email_key)):
            continue
        connection.execute(
            delete(identities).where(
                identities.c.tenant == tenant,
                identities.c.provider == row.provider,
                identities.c.subject == row.subject,
            )
        )
        for session in tokens.living(connection, tenant, row.user_id, now):
            if session.how == row.provider:
                tokens.revoke_family(connection, tenant, session.id, GIVEN_AWAY, now)
        audit.note(connection, tenant, "identity-unlinked", now, user_id=row.user_id, detail=GIVEN_AWAY)


def call_back(connection: Connection, tenant: str, now: float) -> None:
    """After the school's addresses and people were changed: an invitation that waits goes to nobody whose it is no more.

    The mailbox may be a stranger's, and what is in the mail lets nobody in any longer.
    """
    has_role = select(roles.c.id).where(same(roles.c.user_id, users.c.id), roles.c.active).exists()
    changed = or_(~users.c.active, ~users.c.enabled, ~has_role, users.c.email != outbox.c.recipient)
    waiting = (
        select(outbox.c.id, outbox.c.user_id, outbox.c.recipient)
        .join_from(outbox, users, same(users.c.id, outbox.c.user_id))
        .where(outbox.c.tenant == tenant, outbox.c.state == "waiting", outbox.c.kind == "activate", changed)
    )
    for row in connection.execute(waiting).all():
        here = queries.may_sign_in(connection, tenant, row.user_id)
        if not (here and is_of(connection, tenant, row.user_id, row.recipient)):
            connection.execute(
                update(outbox)
                .where(outbox.c.tenant == tenant, outbox.c.id == row.id)
                .values(
                    state="failed",
                    try_at=int(now),
                    trouble=OTHER_ADDRESS if here else GONE,
                    text="",
                    html="",
                )
            )


def _to_confirm(tenant: str, now: float) -> Select[Any]:
    """The links that confirm an address and are good still; there are few."""
    return select(links.c.id, links.c.user_id, links.c.email).where(
        links.c.tenant == tenant,
        links.c.kind == "email",
        links.c.used_at.is_(None),
        links.c.expires_at > now,
    )


def _has(connection: Connection, tenant: str, user_id: str, email_key: str) -> bool:
    """Whether the school says already that it is theirs."""
    found = select(users.c.id).where(
        users.c.tenant == tenant, users.c.id == user_id, users.c.email_key == email_key, users.c.active
    )
    return connection.execute(found).first() is not None


def standing(connection: Connection, tenant: str, user_id: str) -> Any:
    """Role, school and account number under which a person is known, or None: a student's own role goes first."""
    return connection.execute(
        select(roles.c.role, orgs.c.name, func.coalesce(accounts.c.number, "").label("number"))
        .select_from(roles.join(orgs).outerjoin(accounts, same(accounts.c.org_id, roles.c.org_id)))
        .where(roles.c.tenant == tenant, roles.c.user_id == user_id, roles.c.active)
        .order_by(roles.c.role != "student", orgs.c.name)
        .limit(1)
    ).one_or_none()


def addressed(connection: Connection, tenant: str, user_id: str) -> Addressed:
    """A person as mails speak to them."""
    person = connection.execute(select(users).where(users.c.tenant == tenant, users.c.id == user_id)).one()
    place = standing(connection, tenant, user_id)
    return Addressed(
        f"{person.given_name} {person.family_name}".strip(),
        place.name if place else "",
        place.number if place else "",
        person.username,
    )


def has_password(connection: Connection, tenant: str, user_id: str) -> bool:
    """Whether a person chose a password; a temporary one does not count."""
    temporary = connection.scalar(
        select(credentials.c.temporary).where(
            credentials.c.tenant == tenant, credentials.c.user_id == user_id
        )
    )
    return temporary is False


def tell_of_email(connection: Connection, tenant: str, user_id: str, email: str, now: float) -> None:
    """Say at the addresses that count so far that another was added, or, with an empty one, that it was removed."""
    tell(
        connection,
        tenant,
        user_id,
        messages.email_changed(addressed(connection, tenant, user_id), email),
        now,
    )


def tell(connection: Connection, tenant: str, user_id: str, message: Message, now: float) -> None:
    """Post a message to every address of a person that counts."""
    for address in known_of(connection, tenant, user_id):
        post(connection, tenant, address, message, now, user_id=user_id)
