"""Routes for whoever is not signed in: what the portal offers, and whether its help helped."""

from litestar import Router, get, post
from litestar.params import FromQuery, JSONBody
from sqlalchemy import Connection

from tmp_portal.accounts import oidc
from tmp_portal.clock import now
from tmp_portal.given import Asked, TheDatabase
from tmp_portal.helping import contacts
from tmp_portal.helping import feedback as feedback_
from tmp_portal.settings import Settings
from tmp_tui.wire.accounts import Contact, Feedback, Portal

LONGEST_NUMBER = 40  # characters, spaces included


def router(settings: Settings) -> Router:
    """The routes over one portal's settings."""

    @get("/portal")
    async def portal(database: TheDatabase, account: FromQuery[str] = "") -> Portal:
        """What a sign-in page needs to know; an account number that nobody has is as good as none."""
        number = "".join(account[:LONGEST_NUMBER].split()).lower()
        name, contact = await database.read(lambda connection: _who(connection, number))
        return Portal(
            name, oidc.providers(settings), bool(settings.smtp), contact, oidc.offers_device(settings)
        )

    @post("/feedback", status_code=204)
    async def feedback(request: Asked, data: JSONBody[Feedback], database: TheDatabase) -> None:
        """Whether a page of help answered the question."""
        host = request.client.host if request.client else ""
        await database.write(lambda connection: feedback_.keep(connection, data, host, now()))

    return Router("/", route_handlers=[portal, feedback], tags=["Help"])


def _who(connection: Connection, number: str) -> tuple[str, Contact]:
    place = contacts.place_of(connection, number)
    return ("", Contact()) if place is None else (place.name, contacts.contact_of(connection, place))
