"""Who helps, and what people say of the pages of help: the mail service's."""

from sqlalchemy import insert, select

from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.db.getting_in import contacts
from tmp_portal.db.getting_in import feedback as table
from tmp_portal.db.people import tenants
from tmp_portal.ids import new_id
from tmp_tui.wire.accounts import Contact, Feedback


async def contact(database: Database) -> Contact:
    found = await database.read(
        lambda c: c.execute(select(contacts.c.phone, contacts.c.mail, contacts.c.chat)).first()
    )
    return Contact(*found) if found else Contact()


async def keep_feedback(database: Database, given: Feedback, host: str) -> None:
    def work(c) -> None:
        tenant = c.execute(select(tenants.c.tenant)).scalars().first() or ""
        c.execute(
            insert(table).values(
                tenant=tenant,
                id=new_id(),
                at=int(now()),
                page=given.page,
                helpful=given.helpful,
                words=given.words,
            )
        )

    await database.write(work)
