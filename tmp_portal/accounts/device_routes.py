"""Routes: the device grant, in OAuth's own forms and errors (RFC 8628; RFC 6749, sections 5.1 and 5.2)."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, post
from litestar.datastructures import ResponseHeader
from litestar.exceptions import HTTPException
from litestar.params import URLEncodedBody

from tmp_portal.accounts import device_service as service
from tmp_portal.accounts.device import Wanted
from tmp_portal.accounts.device_service import GrantRefused
from tmp_portal.given import Asked, TheDatabase, TheSettings, host_of
from tmp_tui.wire.accounts import DeviceGrant, GrantError


class AskForCodes(msgspec.Struct):
    """What a terminal sends (RFC 8628, section 3.1); provider, place and place_name are this portal's own."""

    client_id: str = ""
    provider: str = ""
    place: str = "shared"
    place_name: str = ""


class AskForToken(msgspec.Struct):
    """What a terminal asks again and again (RFC 8628, section 3.4)."""

    client_id: str = ""
    grant_type: str = ""
    device_code: str = ""


@post("/device_authorization", status_code=200)
async def begin(
    request: Asked, data: URLEncodedBody[AskForCodes], database: TheDatabase, settings: TheSettings
) -> DeviceGrant:
    """Begin a sign-in that is finished in a browser."""
    wanted = Wanted(data.provider, data.place, data.place_name, host_of(request))
    return await service.begin(database, settings, wanted, data.client_id)


@post("/token", status_code=200)
async def token(data: URLEncodedBody[AskForToken], database: TheDatabase) -> dict[str, Any]:
    """The session, once somebody has approved in the browser."""
    session = await service.exchange(database, data.grant_type, data.device_code, data.client_id)
    return {**msgspec.to_builtins(session), "token_type": "Bearer"}


def on_grant_refused(_: Request[Any, Any, Any], error: GrantRefused) -> Response[GrantError]:
    """OAuth's no."""
    status = 401 if error.error == "invalid_client" else 400
    return Response(GrantError(error.error, error.description), status_code=status, headers=NO_STORE)


def on_bad_form(_: Request[Any, Any, Any], error: HTTPException) -> Response[GrantError]:
    """What is no form, or has a field twice."""
    words = "send each field once, as application/x-www-form-urlencoded"
    return Response(GrantError("invalid_request", words), status_code=400, headers=NO_STORE)


NO_STORE = {"cache-control": "no-store"}

router = Router(
    "/oauth",
    route_handlers=[begin, token],
    response_headers=[ResponseHeader(name=name, value=value) for name, value in NO_STORE.items()],
    exception_handlers={GrantRefused: on_grant_refused, HTTPException: on_bad_form},
    tags=["Accounts"],
)
