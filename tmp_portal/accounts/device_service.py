"""The device grant as a terminal meets it: two codes, then questions, then a session."""

import asyncio
from typing import get_args
from urllib.parse import urlsplit

from sqlalchemy import Connection

from tmp_portal.accounts import device, oidc, queries, sessions, throttle
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.problems import NotFound
from tmp_portal.settings import Settings
from tmp_tui.text import safe_text
from tmp_tui.wire import Session
from tmp_tui.wire.accounts import DeviceGrant
from tmp_tui.wire.sessions import Place

CLIENT = "tmp-tui"
GRANT = "urn:ietf:params:oauth:grant-type:device_code"
NAME = 60  # characters of a terminal's name


class GrantRefused(Exception):
    """An OAuth error, by its name in RFC 6749, section 5.2, or RFC 8628, section 3.5."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(error)
        self.error, self.description = error, description


async def begin(database: Database, settings: Settings, wanted: device.Wanted, client: str) -> DeviceGrant:
    """Give a terminal its codes. Raises GrantRefused; NotFound where the portal has no address to send anybody to."""
    if not oidc.offers_device(settings):
        raise NotFound
    _check_client(client)
    if wanted.place not in get_args(Place):
        raise GrantRefused("invalid_request", f"place is one of {', '.join(get_args(Place))}")
    if wanted.provider and wanted.provider not in oidc.providers(settings):
        raise GrantRefused("invalid_request", "this portal has no such provider")
    named = device.Wanted(
        wanted.provider, wanted.place, safe_text(wanted.place_name, length=NAME), wanted.address
    )

    def work(connection: Connection) -> tuple[device.Codes, int]:
        return device.begin(connection, named, now()), throttle.tally(
            connection, throttle.devices(wanted.address), now()
        )

    codes, asked = await database.write(work)
    if asked > throttle.ADDRESS_FREE:  # late, and not refused: a school's rooms share one address
        await asyncio.sleep(throttle.ADDRESS_DELAY)
    page = f"{settings.url.rstrip('/')}/d"
    complete = f"{page}/{device.letters(codes.user)}"
    return DeviceGrant(
        device_code=codes.device,
        user_code=codes.user,
        verification_uri=page,
        # All in upper case a QR code is smaller by a third (ISO/IEC 18004: alphanumeric mode).
        verification_uri_complete=complete if urlsplit(settings.url).path.strip("/") else complete.upper(),
        expires_in=device.GOOD_FOR,
        interval=device.INTERVAL,
    )


async def exchange(database: Database, grant_type: str, device_code: str, client: str) -> Session:
    """The session that was approved in a browser, once. Raises GrantRefused."""
    _check_client(client)
    if grant_type != GRANT:
        raise GrantRefused("unsupported_grant_type")
    given = await database.write(lambda connection: _come_in(connection, device_code))
    if isinstance(given, str):
        raise GrantRefused(given)
    return given


def _come_in(connection: Connection, device_code: str) -> Session | str:
    found = device.poll(connection, device_code, now())
    if isinstance(found, str):
        return found
    person = queries.person(connection, found.tenant, found.user_id)
    if person is None or not queries.may_sign_in(connection, found.tenant, found.user_id):
        return "access_denied"
    return sessions.begin(
        connection,
        found.tenant,
        found.user_id,
        found.place,
        now(),
        place_name=found.place_name,
        how=found.how,
        setup=found.how == "password" and person.temporary,
    )


def _check_client(client: str) -> None:
    if client != CLIENT:
        raise GrantRefused("invalid_client", f"client_id is {CLIENT}")
