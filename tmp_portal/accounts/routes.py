"""Routes: sessions and the first password."""

from litestar import Router, delete, post
from litestar.di import Provide
from litestar.params import JSONBody

from tmp_portal.accounts import service
from tmp_portal.accounts.guard import anyone_signed_in
from tmp_portal.given import Asked, TheCaller, TheDatabase, ThePool, host_of
from tmp_tui.wire import ProfileSetup, Refresh, Session, SignIn


@post("/sessions", status_code=201)
async def sign_in(request: Asked, data: JSONBody[SignIn], database: TheDatabase, pool: ThePool) -> Session:
    """Sign in with account number, username or e-mail, and password."""
    return await service.sign_in(database, pool, data, host_of(request))


@post("/sessions/refresh", status_code=200)
async def refresh(data: JSONBody[Refresh], database: TheDatabase) -> Session:
    """Renew a session with its one-time refresh token."""
    return await service.refresh(database, data.refresh_token)


@delete("/sessions/current", dependencies={"caller": Provide(anyone_signed_in)})
async def sign_out(caller: TheCaller, database: TheDatabase) -> None:
    """End this session."""
    await service.sign_out(database, caller)


@post("/me/setup", status_code=200, dependencies={"caller": Provide(anyone_signed_in)})
async def set_up(
    caller: TheCaller, data: JSONBody[ProfileSetup], database: TheDatabase, pool: ThePool
) -> Session:
    """Profile Setup: choose a password after a temporary one."""
    return await service.set_up(database, pool, caller, data)


router = Router("/", route_handlers=[sign_in, refresh, sign_out, set_up], tags=["Accounts"])
