"""Where a school's people find help; an org without a row takes its parent's."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tmp_portal.db.getting_in import contacts
from tmp_portal.db.metadata import same
from tmp_portal.db.people import accounts, orgs, tenants
from tmp_portal.errors import NotDone
from tmp_portal.mail.addresses import is_address
from tmp_tui.text import safe_text
from tmp_tui.wire.accounts import Contact

DEEPEST = 10  # orgs above an org
LONGEST = 200  # characters
FEW = 8  # schools that are listed with whom each of them can be reached by
_PHONE = re.compile(r"\+?[\d(][\d ()/.x-]{2,38}[\d)]", re.ASCII)
_CHAT = re.compile(r"https?://[^\s/:@]+(:\d{1,5})?(/\S*)?")


@dataclass(frozen=True)
class Place:
    """A school or district whose contact is meant; `name` is what its people call it."""

    tenant: str
    org_id: str
    name: str


def place_of(connection: Connection, number: str) -> Place | None:
    """The school or district of an account number; without one the only one there is. None where nobody can say."""
    found = connection.execute(_numbered().where(accounts.c.number == number)).one_or_none()
    if found is not None:
        return Place(found.tenant, found.id, found.name)
    return None if number else _only_one(connection)


def contact_of(connection: Connection, place: Place) -> Contact:
    """The contact of an org, or of the nearest one above it that has one."""
    org: str | None = place.org_id
    for _ in range(DEEPEST):
        row = connection.execute(
            select(contacts.c.phone, contacts.c.mail, contacts.c.chat).where(
                contacts.c.tenant == place.tenant, contacts.c.org_id == org
            )
        ).one_or_none()
        if row is not None:
            return Contact(row.phone, row.mail, row.chat)
        org = connection.scalar(
            select(orgs.c.parent_id).where(orgs.c.tenant == place.tenant, orgs.c.id == org)
        )
        if org is None:
            break
    return Contact()


def of_few_schools(connection: Connection) -> list[tuple[str, Contact]]:
    """Each school of the only district with its contact, where there are few and anybody has one; by name."""
    if len(connection.execute(select(tenants.c.tenant).limit(2)).all()) != 1:
        return []
    rows = connection.execute(_numbered().order_by(orgs.c.name, orgs.c.id).limit(FEW + 1)).all()
    found = [(row.name, contact_of(connection, Place(row.tenant, row.id, row.name))) for row in rows[:FEW]]
    return [] if len(rows) > FEW else [(name, contact) for name, contact in found if contact != Contact()]


def give_contact(connection: Connection, place: Place, contact: Contact) -> None:
    """Set an org's contact; an empty one goes, so that the parent's counts again. Raises NotDone."""
    check(contact)
    own = contacts.c.tenant == place.tenant, contacts.c.org_id == place.org_id
    connection.execute(delete(contacts).where(*own))
    if contact != Contact():
        connection.execute(
            insert(contacts).values(
                tenant=place.tenant,
                org_id=place.org_id,
                phone=contact.phone,
                mail=contact.mail,
                chat=contact.chat,
            )
        )


def check(contact: Contact) -> None:
    """Raise NotDone for what nobody could call, write to or open; each may be empty."""
    if contact.phone and not _PHONE.fullmatch(contact.phone):
        raise NotDone(
            f"--phone: {_shown(contact.phone)} is no phone number; like +1 555 0100 or (555) 010-0200"
        )
    if contact.mail and not is_address(contact.mail):
        raise NotDone(f"--mail: {_shown(contact.mail)} is no e-mail address; like help@hill.example")
    if contact.chat and not (
        _CHAT.fullmatch(contact.chat) and safe_text(contact.chat, length=LONGEST) == contact.chat
    ):
        raise NotDone(
            f"--chat: {_shown(contact.chat)} is no web address of at most {LONGEST} characters; like https://chat.hill.example"
        )


def _shown(text: str) -> str:
    return repr(safe_text(text, length=60))


def _only_one(connection: Connection) -> Place | None:
    """The only school; or the only district, under its own name and with the contact of what is above its schools."""
    found = connection.execute(select(tenants.c.tenant, tenants.c.name).limit(2)).all()
    if len(found) != 1:
        return None
    tenant, name = found[0]
    numbered = connection.execute(_numbered().where(accounts.c.tenant == tenant).limit(2)).all()
    if len(numbered) == 1:
        return Place(tenant, numbered[0].id, numbered[0].name)
    top = connection.execute(
        select(orgs.c.id).where(orgs.c.tenant == tenant, orgs.c.parent_id.is_(None), orgs.c.active).limit(2)
    ).all()
    return Place(tenant, top[0].id if len(top) == 1 else "", name)


def _numbered() -> Any:
    return select(accounts.c.tenant, orgs.c.id, orgs.c.name).join(orgs, same(orgs.c.id, accounts.c.org_id))
