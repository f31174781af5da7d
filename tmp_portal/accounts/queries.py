"""What signing in needs to know."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    and_,
    func,
    insert,
    or_,
    select,
    union,
    update,
)

from tmp_portal.clock import today
from tmp_portal.db.getting_in import own_emails
from tmp_portal.db.people import accounts, credentials, orgs, roles, users

DISTRICT, ADMINISTRATOR = "district", "administrator"


def candidates(connection: Connection, number: str, name: str) -> list[Any]:
    """The people under an account number whose username or e-mail this is, with their credentials.

    A district's number is its administrators'; a school's number is everybody's who has a role there.
    """
    org = connection.execute(
        select(orgs.c.tenant, orgs.c.id, orgs.c.type)
        .select_from(
            accounts.join(orgs, and_(orgs.c.tenant == accounts.c.tenant, orgs.c.id == accounts.c.org_id))
        )
        .where(accounts.c.number == number)
    ).one_or_none()
    if org is None:
        return []
    named = connection.execute(_named(org.tenant, name.casefold())).scalars().all()
    here = [roles.c.org_id == org.id, *_belongs_here()]
    if org.type == DISTRICT:
        here.append(roles.c.role == ADMINISTRATOR)
    return list(
        connection.execute(
            select(
                users.c.tenant,
                users.c.id,
                credentials.c.password_hash,
                credentials.c.temporary,
                credentials.c.expires_at,
            )
            .select_from(
                users.join(roles, and_(roles.c.tenant == users.c.tenant, roles.c.user_id == users.c.id)).join(
                    credentials,
                    and_(credentials.c.tenant == users.c.tenant, credentials.c.user_id == users.c.id),
                )
            )
            .where(users.c.tenant == org.tenant, users.c.id.in_(named), *here)
            .distinct()
        )
    )


def _named(tenant: str, folded: str) -> CompoundSelect[Any]:
    """The ids of those whose username or address this is, each looked up by its own index."""
    return union(
        select(users.c.id).where(users.c.tenant == tenant, users.c.username_key == folded),
        select(users.c.id).where(
            users.c.tenant == tenant, users.c.email_key == folded, users.c.email_key != ""
        ),
        select(own_emails.c.user_id).where(own_emails.c.tenant == tenant, own_emails.c.email_key == folded),
    )


def _belongs_here() -> tuple[ColumnElement[bool], ...]:
    """An enabled person with a role that is theirs today."""
    return (
        users.c.enabled,
        users.c.active,
        roles.c.active,
        or_(roles.c.begins_on.is_(None), roles.c.begins_on <= today()),
        or_(roles.c.ends_on.is_(None), roles.c.ends_on > today()),
    )


def may_sign_in(connection: Connection, tenant: str, user_id: str) -> bool:
    """Whether this person is still somebody's student, teacher or administrator here."""
    found = connection.execute(
        select(roles.c.id)
        .join_from(roles, users)
        .where(roles.c.tenant == tenant, roles.c.user_id == user_id, *_belongs_here())
        .limit(1)
    )
    return found.first() is not None


def person(connection: Connection, tenant: str, user_id: str) -> Any:
    """One person with their credentials, or None."""
    return connection.execute(
        select(
            users,
            credentials.c.password_hash,
            credentials.c.temporary,
            credentials.c.seal_key,
            credentials.c.expires_at,
        )
        .join(credentials, and_(credentials.c.tenant == users.c.tenant, credentials.c.user_id == users.c.id))
        .where(users.c.tenant == tenant, users.c.id == user_id)
    ).one_or_none()


def store_password(
    connection: Connection,
    tenant: str,
    user_id: str,
    hashed: str,
    seal_key: bytes,
    now: float,
    expires_at: int | None,
) -> None:
    """Keep a password's hash; `expires_at` makes it a temporary one. A first password brings the seal key with it."""
    values = {
        "password_hash": hashed,
        "temporary": expires_at is not None,
        "expires_at": expires_at,
        "changed_at": int(now),
    }
    known = and_(credentials.c.tenant == tenant, credentials.c.user_id == user_id)
    if connection.execute(update(credentials).where(known).values(values)).rowcount == 0:
        connection.execute(
            insert(credentials).values(tenant=tenant, user_id=user_id, seal_key=seal_key, **values)
        )


def org_numbers(connection: Connection, tenant: str) -> list[Any]:
    """The account numbers of a tenant's district and schools."""
    return list(
        connection.execute(
            select(accounts.c.number, orgs.c.id, orgs.c.name, orgs.c.type)
            .join(orgs, and_(orgs.c.tenant == accounts.c.tenant, orgs.c.id == accounts.c.org_id))
            .where(accounts.c.tenant == tenant)
            .order_by(func.length(accounts.c.number), accounts.c.number)
        )
    )
