"""Whose request it is: the bearer token, looked up for every request."""

from litestar import Request

from tmp_portal.accounts import tokens
from tmp_portal.accounts.tokens import Caller
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.problems import SetupFirst, SignedOut

SCHEME = "Bearer "


async def anyone_signed_in(request: Request, database: Database) -> Caller:  # type: ignore[type-arg]
    """The caller, also one who has yet to choose a password; raises SignedOut."""
    header = request.headers.get("authorization", "")
    if not header.startswith(SCHEME):
        raise SignedOut
    token = header[len(SCHEME) :]
    return await database.read(lambda connection: tokens.caller(connection, token, now()))


async def signed_in(request: Request, database: Database) -> Caller:  # type: ignore[type-arg]
    """The caller, who is through with Profile Setup; raises SignedOut, SetupFirst."""
    caller = await anyone_signed_in(request, database)
    if caller.setup:
        raise SetupFirst
    return caller
