"""What changed since a copy was made, and single documents."""

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Connection

from tmp_portal.accounts.tokens import Caller
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.problems import NotFound
from tmp_portal.sync import documents, queries
from tmp_portal.sync.queries import Document, Etags
from tmp_tui.wire import Changed, SyncReply, SyncRequest
from tmp_tui.wire.sync import ETAG_LENGTH


async def sync(database: Database, caller: Caller, request: SyncRequest) -> SyncReply:
    """The documents that the copy lacks, and the names of those that are gone."""
    rows = await _current(database, caller)
    mine = [row.class_id for row in rows if _had(request, row.class_id, mine=True) != row.etag]
    shared = [row.class_id for row in rows if row.class_id and _had(request, row.class_id) != row.shared_etag]
    theirs = {row.class_id or "me" for row in rows}
    gone = [
        f"{part}/{class_id}"
        for class_id in request.have
        if class_id not in theirs
        for part in ("class", "mine")
    ]
    changed = []
    if mine or shared:
        found = await database.read(
            lambda connection: queries.bodies(connection, caller.tenant, caller.user_id, mine, shared)
        )
        changed = [Changed(_name(row), row.etag, msgspec.Raw(row.body)) for row in found if row.etag]
    return SyncReply(now=int(now()), changed=changed, gone=gone)


async def mine(database: Database, caller: Caller, class_id: str) -> Document:
    """My part of a class; raises NotFound for a class that is not mine."""
    return await _document(database, caller, class_id, queries.mine)


async def class_(database: Database, caller: Caller, class_id: str) -> Document:
    """The class's part; raises NotFound for a class that is not mine."""
    return await _document(database, caller, class_id, queries.class_)


async def _document(
    database: Database,
    caller: Caller,
    class_id: str,
    find: Callable[[Connection, str, str, str], Document | None],
) -> Document:
    if not class_id:
        raise NotFound  # the empty id is `me`, which has no route of its own
    for _ in range(2):
        found = await database.read(
            lambda connection: find(connection, caller.tenant, caller.user_id, class_id)
        )
        if found is not None and found.etag:
            return found
        await _write_again(database, caller)
    raise NotFound


async def _current(database: Database, caller: Caller) -> list[Etags]:
    rows = await database.read(lambda connection: queries.etags(connection, caller.tenant, caller.user_id))
    if rows and all(row.etag and (row.shared_etag or not row.class_id) for row in rows):
        return rows
    await _write_again(database, caller)
    return await database.read(lambda connection: queries.etags(connection, caller.tenant, caller.user_id))


async def _write_again(database: Database, caller: Caller) -> None:
    await database.write(
        lambda connection: documents.bring_up_to_date(connection, caller.tenant, caller.user_id)
    )


def _had(request: SyncRequest, class_id: str, *, mine: bool = False) -> str:
    if not class_id:
        return request.have.get("me", "")
    pair = request.have.get(class_id, "")
    return pair[ETAG_LENGTH:] if mine else pair[:ETAG_LENGTH]


def _name(row: Any) -> str:
    return f"{row.part}/{row.class_id}" if row.class_id else "me"
