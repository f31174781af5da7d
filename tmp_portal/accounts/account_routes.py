"""Routes: what somebody who is signed in does with the account."""

import asyncio
from typing import Annotated

import msgspec
from litestar import Response, Router, delete, get, post, put
from litestar.di import Provide
from litestar.params import JSONBody, PathParameter

from tmp_portal.accounts import account, export
from tmp_portal.accounts.guard import signed_in
from tmp_portal.given import TheCaller, TheDatabase, ThePool, TheSettings
from tmp_tui.wire.accounts import AccountSettings, EmailChange, Ending, PasswordChange, Preferences

DeviceId = Annotated[str, PathParameter(max_length=36)]


@get("/me/account")
async def settings_of(caller: TheCaller, database: TheDatabase) -> AccountSettings:
    """What of my account the documents do not say."""
    return await account.settings_of(database, caller)


@put("/me/password", status_code=204)
async def change_password(
    caller: TheCaller, data: JSONBody[PasswordChange], database: TheDatabase, pool: ThePool
) -> None:
    """Change my password; every other session of mine ends."""
    await account.change_password(database, pool, caller, data)


@put("/me/email", status_code=204)
async def change_email(
    caller: TheCaller,
    data: JSONBody[EmailChange],
    database: TheDatabase,
    pool: ThePool,
    settings: TheSettings,
) -> None:
    """Have an address of mine confirmed, or remove it."""
    await account.change_email(database, pool, settings, caller, data)


@put("/me/preferences", status_code=204)
async def prefer(caller: TheCaller, data: JSONBody[Preferences], database: TheDatabase) -> None:
    """Say how the portal shall speak to me."""
    await account.prefer(database, caller, data)


@delete("/me/devices/{device_id:str}")
async def end_device(caller: TheCaller, device_id: DeviceId, database: TheDatabase) -> None:
    """End one of my sessions."""
    await account.end_device(database, caller, device_id)


@post("/me/devices/end", status_code=200)
async def end_devices(caller: TheCaller, database: TheDatabase) -> Ending:
    """End all my sessions, this one too."""
    return await account.end_devices(database, caller)


@get("/me/export")
async def held(caller: TheCaller, database: TheDatabase) -> Response[bytes]:
    """Everything that the portal holds about me."""
    found = await asyncio.to_thread(
        database.read_now, lambda connection: msgspec.json.encode(export.held(connection, caller))
    )
    return Response(found, media_type="application/json")


router = Router(
    "/",
    route_handlers=[settings_of, change_password, change_email, prefer, end_device, end_devices, held],
    dependencies={"caller": Provide(signed_in)},
    tags=["My account"],
)
