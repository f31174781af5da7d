"""Routes: one round trip for everything, and the documents one by one."""

import gzip
from typing import Annotated

import brotli
import msgspec
from litestar import Response, Router, get, post
from litestar.di import Provide
from litestar.params import JSONBody, PathParameter

from tmp_portal.accounts.guard import signed_in
from tmp_portal.given import Asked, TheCaller, TheDatabase
from tmp_portal.sync import service
from tmp_portal.sync.queries import Document
from tmp_tui.wire import SyncRequest

WORTH_PACKING = 600  # bytes
ClassId = Annotated[str, PathParameter(max_length=36)]


@post("/sync", status_code=200)
async def sync(
    caller: TheCaller, request: Asked, data: JSONBody[SyncRequest], database: TheDatabase
) -> Response[bytes]:
    """What changed since the copy was made: one round trip brings a whole account up to date."""
    return _packed(request, msgspec.json.encode(await service.sync(database, caller, data)))


@get("/classes/{class_id:str}")
async def class_(
    caller: TheCaller, request: Asked, class_id: ClassId, database: TheDatabase
) -> Response[bytes]:
    """The class's part: standards, assessments, playlists, activity."""
    return sent(request, await service.class_(database, caller, class_id))


@get("/classes/{class_id:str}/mine")
async def mine(
    caller: TheCaller, request: Asked, class_id: ClassId, database: TheDatabase
) -> Response[bytes]:
    """My part of a class: levels, attempts, released results."""
    return sent(request, await service.mine(database, caller, class_id))


def sent(request: Asked, document: Document) -> Response[bytes]:
    """A document for its reader alone, or that it is the one that they have."""
    headers = {"etag": f'"{document.etag}"', "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(b"", status_code=304, headers=headers)
    return _packed(request, document.body, document.packed, headers)


def _packed(
    request: Asked, body: bytes, packed: bytes | None = None, headers: dict[str, str] | None = None
) -> Response[bytes]:
    """The body in the smallest shape that the caller takes."""
    headers, accepted = headers or {}, request.headers.get("accept-encoding", "")
    if len(body) < WORTH_PACKING:
        return Response(body, media_type="application/json", headers=headers)
    headers["vary"] = "accept-encoding"
    if "br" in accepted:
        headers["content-encoding"], body = "br", packed or brotli.compress(body, quality=5)
    elif "gzip" in accepted:
        headers["content-encoding"], body = "gzip", gzip.compress(body, 6, mtime=0)
    return Response(body, media_type="application/json", headers=headers)


router = Router(
    "/", route_handlers=[sync, class_, mine], dependencies={"caller": Provide(signed_in)}, tags=["Documents"]
)
