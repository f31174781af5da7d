"""Whose request it is: the bearer token, looked up for every request."""

from tmp_portal.accounts import tokens
from tmp_portal.accounts.tokens import Caller
from tmp_portal.clock import now
from tmp_portal.given import Asked, TheDatabase
from tmp_portal.problems import SetupFirst, SignedOut

SCHEME = "Bearer "


async def anyone_signed_in(request: Asked, database: TheDatabase) -> Caller:
    """The caller, also one who has yet to choose a password; raises SignedOut."""
    header = request.headers.get("authorization", "")
    if not header.startswith(SCHEME):
        raise SignedOut
    token = header[len(SCHEME) :]
    return await database.read(lambda connection: tokens.caller(connection, token, now()))


async def signed_in(request: Asked, database: TheDatabase) -> Caller:
    """The caller, who is through with Profile Setup; raises SignedOut, SetupFirst."""
    caller = await anyone_signed_in(request, database)
    if caller.setup:
        raise SetupFirst
    return caller
