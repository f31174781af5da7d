"""Ready documents: built from the tables, kept as bytes, marked out of date by whoever changes what they say.

A change marks in its own transaction, and a reader writes anew in a transaction that can see it, so a document is
never older than what it is made of.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable

import brotli
import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from tmp_portal.db.students_work import documents
from tmp_portal.sync import parts
from tmp_tui.wire import Me
from tmp_tui.wire.sync import ETAG_LENGTH

SHARED = ""  # the owner of a class's part
OUTDATED = ""  # the etag of what is to be written again


def class_changed(connection: Connection, tenant: str, class_id: str) -> None:
    """What the class shares says something else now."""
    _outdate(connection, tenant, class_id=class_id, owner=SHARED)


def mine_changed(connection: Connection, tenant: str, class_id: str, user_ids: Iterable[str]) -> None:
    """These students' own parts of the class say something else now."""
    connection.execute(
        update(documents)
        .where(
            documents.c.tenant == tenant,
            documents.c.class_id == class_id,
            documents.c.owner.in_(list(user_ids)),
        )
        .values(etag=OUTDATED)
    )


def everything_changed(connection: Connection, tenant: str) -> None:
    """A roster or framework was loaded: nothing that was ready can be trusted."""
    connection.execute(delete(documents).where(documents.c.tenant == tenant))


def me_changed(connection: Connection, tenant: str, user_id: str) -> None:
    """Who this is, or which classes and reports they have, is something else now."""
    _outdate(connection, tenant, class_id="", owner=user_id)


def bring_up_to_date(connection: Connection, tenant: str, user_id: str) -> None:
    """Write again whatever of this student's documents is out of date or not there."""
    rows = connection.execute(
        select(documents.c.class_id, documents.c.etag).where(
            documents.c.tenant == tenant, documents.c.owner == user_id
        )
    )
    etags = {row.class_id: row.etag for row in rows}
    if not etags.get(""):
        me = parts.me(connection, tenant, user_id)
        _keep_to(connection, tenant, user_id, me, etags)
        _write(connection, tenant, user_id, "", "me", me)
    for class_id in [class_id for class_id, etag in etags.items() if class_id and not etag]:
        _write(
            connection, tenant, user_id, class_id, "mine", parts.mine(connection, tenant, user_id, class_id)
        )
    shared = connection.execute(
        select(documents.c.class_id).where(
            documents.c.tenant == tenant,
            documents.c.owner == SHARED,
            documents.c.class_id.in_([class_id for class_id in etags if class_id]),
            documents.c.etag != OUTDATED,
        )
    ).scalars()
    for class_id in set(etags) - {""} - set(shared):
        _write(connection, tenant, SHARED, class_id, "class", parts.class_(connection, tenant, class_id))


def _keep_to(connection: Connection, tenant: str, user_id: str, me: Me, etags: dict[str, str]) -> None:
    """Let the student's rows be exactly the classes that are theirs."""
    theirs = {entry.id for entry in me.classes}
    for class_id in set(etags) - theirs - {""}:
        del etags[class_id]
        connection.execute(delete(documents).where(_is(tenant, user_id, class_id)))
    for class_id in theirs - set(etags):
        etags[class_id] = OUTDATED


def _write(
    connection: Connection, tenant: str, owner: str, class_id: str, part: str, document: msgspec.Struct
) -> None:
    body = msgspec.json.encode(document)
    packed = brotli.compress(body, quality=5) if owner == SHARED else None
    connection.execute(delete(documents).where(_is(tenant, owner, class_id)))
    connection.execute(
        insert(documents).values(
            tenant=tenant,
            owner=owner,
            class_id=class_id,
            part=part,
            etag=etag_of(body),
            body=body,
            packed=packed,
        )
    )


def etag_of(body: bytes) -> str:
    """A short name for exactly these bytes (48 bits of their SHA-256)."""
    return urlsafe_b64encode(hashlib.sha256(body).digest()[: ETAG_LENGTH * 3 // 4]).decode()


def _outdate(connection: Connection, tenant: str, *, class_id: str, owner: str) -> None:
    connection.execute(update(documents).where(_is(tenant, owner, class_id)).values(etag=OUTDATED))


def _is(tenant: str, owner: str, class_id: str) -> ColumnElement[bool]:
    return and_(documents.c.tenant == tenant, documents.c.owner == owner, documents.c.class_id == class_id)
