"""Routes: asking for a mail, and what the mail brings; nobody is signed in here."""

from litestar import Router, post
from litestar.params import JSONBody

from tmp_portal.accounts import recovery
from tmp_portal.given import Asked, TheDatabase, ThePool, TheSettings, host_of
from tmp_tui.wire import Session
from tmp_tui.wire.accounts import Link, LinkUse, LinkWord, Recovery


@post("/recovery/account-number", status_code=202)
async def ask_account(
    request: Asked, data: JSONBody[Recovery], database: TheDatabase, settings: TheSettings
) -> None:
    """Have the account numbers of an address mailed to it; the answer is the same for every address."""
    await recovery.ask_account(database, settings, data.email, host_of(request))


@post("/recovery/password", status_code=202)
async def ask_password(
    request: Asked, data: JSONBody[Recovery], database: TheDatabase, settings: TheSettings
) -> None:
    """Have a way to a new password mailed; the answer is the same for every address."""
    await recovery.ask_password(database, settings, data.email, host_of(request))


@post("/links/look", status_code=200)
async def look(request: Asked, data: JSONBody[LinkWord], database: TheDatabase) -> Link:
    """What a link or code is good for; nothing is used up."""
    return await recovery.look(database, data.word, host_of(request))


@post("/links/use", status_code=201)
async def use(request: Asked, data: JSONBody[LinkUse], database: TheDatabase, pool: ThePool) -> Session:
    """Choose a password with a link or code, and be signed in."""
    return await recovery.use(database, pool, data, host_of(request))


@post("/links/confirm", status_code=204)
async def confirm(request: Asked, data: JSONBody[LinkWord], database: TheDatabase) -> None:
    """Confirm an e-mail address with a link or code."""
    await recovery.confirm(database, data.word, host_of(request))


router = Router("/", route_handlers=[ask_account, ask_password, look, use, confirm], tags=["Links"])
