"""Whose portal this is: its address as the app wants it, its name, and who helps."""

from sqlalchemy import Connection

from tmp_portal.db.engine import Database
from tmp_portal.given import Asked
from tmp_portal.helping import contacts
from tmp_tui.wire.accounts import Contact


def address(request: Asked) -> str:
    """The portal's address, to be typed after `--server`; where it is not set, what the browser calls this host, unparsed."""
    called = f"{request.scope['scheme']}://{request.headers.get('host', '')}"
    return str(request.app.state.settings.url or called).rstrip("/")


async def schools(database: Database) -> list[tuple[str, Contact]]:
    """The schools here with their contacts, where there are few."""
    return await database.read(contacts.of_few_schools)


async def school(database: Database) -> tuple[str, Contact]:
    """The name and the contact of the only school or district here; empty where there are several."""

    def told(connection: Connection) -> tuple[str, Contact]:
        place = contacts.place_of(connection, "")
        return ("", Contact()) if place is None else (place.name, contacts.contact_of(connection, place))

    return await database.read(told)
