"""What signing in needs to know."""

from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    union,
    update,
)

from tmp_portal.clock import today
from tmp_portal.db.getting_in import own_emails
from tmp_portal.db.metadata import same
from tmp_portal.db.people import accounts, credentials, orgs, roles, users
from tmp_portal.db.prepared import Prepared

DISTRICT, ADMINISTRATOR = "district", "administrator"


class _Org(NamedTuple):
    tenant: str
    id: str
    type: str


class _Id(NamedTuple):
    id: str


class _SealKey(NamedTuple):
    seal_key: bytes


class _PasswordHash(NamedTuple):
    password_hash: str


class Candidate(NamedTuple):
    """Somebody who may be the one that signs in, with what their password is checked against."""

    tenant: str
    id: str
    password_hash: str
    temporary: int
    expires_at: int | None


_org_of = Prepared(
    select(orgs.c.tenant, orgs.c.id, orgs.c.type)
    .select_from(accounts.join(orgs, same(orgs.c.id, accounts.c.org_id)))
    .where(accounts.c.number == bindparam("number")),
    _Org,
)
# The ids of those whose username or address the school says this is, each looked up by its own index.
_named = Prepared(
    union(
        select(users.c.id).where(
            users.c.tenant == bindparam("tenant"), users.c.username_key == bindparam("name")
        ),
        select(users.c.id).where(
            users.c.tenant == bindparam("tenant"), users.c.email_key == bindparam("name")
        ),
    ),
    _Id,
)
_named_by_themselves = Prepared(
    select(own_emails.c.user_id).where(
        own_emails.c.tenant == bindparam("tenant"), own_emails.c.email_key == bindparam("name")
    ),
    _Id,
)


def _somebody_of(*roles_here: ColumnElement[bool]) -> Prepared[Candidate]:
    return Prepared(
        select(
            users.c.tenant,
            users.c.id,
            credentials.c.password_hash,
            credentials.c.temporary,
            credentials.c.expires_at,
        )
        .select_from(
            users.join(roles, same(roles.c.user_id, users.c.id)).join(
                credentials, same(credentials.c.user_id, users.c.id)
            )
        )
        .where(
            users.c.tenant == bindparam("tenant"),
            users.c.id == bindparam("id"),
            roles.c.org_id == bindparam("org_id"),
            users.c.enabled,
            users.c.active,
            roles.c.active,
            or_(roles.c.begins_on.is_(None), roles.c.begins_on <= bindparam("today")),
            or_(roles.c.ends_on.is_(None), roles.c.ends_on > bindparam("today")),
            *roles_here,
        )
        .distinct(),
        Candidate,
    )


_of_school = _somebody_of()
_of_district = _somebody_of(roles.c.role == bindparam("role"))


def candidates(connection: Connection, number: str, name: str) -> list[Candidate]:
    """The people under an account number whose username or e-mail this is, with their credentials.

    A district's number is its administrators'; a school's number is everybody's who has a role there. An address that
    somebody added counts where the school gave it to nobody here: it never stands between another and their account.
    """
    org = _org_of.one(connection, number=number)
    if org is None or not name:
        return []
    given = {"tenant": org.tenant, "org_id": org.id, "today": today().isoformat()}
    find = _of_school
    if org.type == DISTRICT:
        find, given = _of_district, given | {"role": ADMINISTRATOR}
    for named in (_named, _named_by_themselves):
        ids = [one.id for one in named.all(connection, tenant=org.tenant, name=name.casefold())]
        found = [find.one(connection, id=id, **given) for id in ids]
        if here := [one for one in found if one is not None]:
            return here
    return []


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


_seal_key = Prepared(
    select(credentials.c.seal_key).where(
        credentials.c.tenant == bindparam("tenant"), credentials.c.user_id == bindparam("user_id")
    ),
    _SealKey,
)


def seal_key(connection: Connection, tenant: str, user_id: str) -> bytes:
    """What seals this person's local copies. They have credentials."""
    found = _seal_key.one(connection, tenant=tenant, user_id=user_id)
    if found is None:
        raise LookupError(user_id)
    return bytes(found.seal_key)


_password_hash = Prepared(
    select(credentials.c.password_hash).where(
        credentials.c.tenant == bindparam("tenant"), credentials.c.user_id == bindparam("user_id")
    ),
    _PasswordHash,
)


def password_hash(connection: Connection, tenant: str, user_id: str) -> str | None:
    """What this person's password is checked against now."""
    found = _password_hash.one(connection, tenant=tenant, user_id=user_id)
    return found and found.password_hash


def renew_hash(connection: Connection, person: Candidate, renewed: str) -> str | None:
    """Another hash of the password that this person has; returns the one that holds now, for one that came meanwhile stays."""
    connection.execute(
        update(credentials)
        .where(
            credentials.c.tenant == person.tenant,
            credentials.c.user_id == person.id,
            credentials.c.password_hash == person.password_hash,
        )
        .values(password_hash=renewed)
    )
    return password_hash(connection, person.tenant, person.id)


def person(connection: Connection, tenant: str, user_id: str) -> Any:
    """One person with their credentials, or None."""
    return connection.execute(
        select(
            users,
            credentials.c.password_hash,
            credentials.c.temporary,
            credentials.c.seal_key,
            credentials.c.expires_at,
            credentials.c.changed_at,
        )
        .join(credentials, same(credentials.c.user_id, users.c.id))
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
            .join(orgs, same(orgs.c.id, accounts.c.org_id))
            .where(accounts.c.tenant == tenant)
            .order_by(func.length(accounts.c.number), accounts.c.number)
        )
    )
