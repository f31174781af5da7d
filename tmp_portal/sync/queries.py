"""The statements behind what students read most, built once."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, literal_column, or_, select

from tmp_portal.db.metadata import same
from tmp_portal.db.prepared import Prepared
from tmp_portal.db.students_work import documents


class Etags(NamedTuple):
    """What there is of a class for a student; the row without a class id is `me`."""

    class_id: str
    etag: str
    shared_etag: str


class Document(NamedTuple):
    """A ready document; `packed` is Brotli, for what a class shares."""

    etag: str
    body: bytes
    packed: bytes | None = None


_EMPTY: ColumnElement[str] = literal_column("''")
_shared = documents.alias("shared")
_with_shared = documents.outerjoin(
    _shared,
    and_(
        same(_shared.c.class_id, documents.c.class_id),
        _shared.c.owner == _EMPTY,
        documents.c.class_id != _EMPTY,
    ),
)
_mine_here = and_(
    documents.c.tenant == bindparam("tenant"),
    documents.c.owner == bindparam("owner"),
    documents.c.class_id == bindparam("class_id"),
)
_etags = Prepared(
    select(documents.c.class_id, documents.c.etag, func.coalesce(_shared.c.etag, _EMPTY))
    .select_from(_with_shared)
    .where(documents.c.tenant == bindparam("tenant"), documents.c.owner == bindparam("owner")),
    Etags,
)
_mine = Prepared(select(documents.c.etag, documents.c.body).where(_mine_here), Document)
_class = Prepared(
    select(_shared.c.etag, _shared.c.body, _shared.c.packed).select_from(_with_shared).where(_mine_here),
    Document,
)
_bodies = (
    select(documents.c.part, documents.c.class_id, documents.c.etag, documents.c.body)
    .where(
        documents.c.tenant == bindparam("tenant"),
        or_(
            and_(
                documents.c.owner == bindparam("owner"),
                documents.c.class_id.in_(bindparam("mine", expanding=True)),
            ),
            and_(documents.c.owner == _EMPTY, documents.c.class_id.in_(bindparam("shared", expanding=True))),
        ),
    )
    # What is shared by a framework lies side by side, so that compression finds it again.
    .order_by(documents.c.part, documents.c.class_id)
)


def etags(connection: Connection, tenant: str, user_id: str) -> list[Etags]:
    """The etags of all that is this student's to see."""
    return _etags.all(connection, tenant=tenant, owner=user_id)


def bodies(
    connection: Connection, tenant: str, user_id: str, mine: list[str], shared: list[str]
) -> list[Any]:
    """The documents themselves, by class id; the empty id among `mine` is `me`."""
    return list(
        connection.execute(_bodies, {"tenant": tenant, "owner": user_id, "mine": mine, "shared": shared})
    )


def mine(connection: Connection, tenant: str, user_id: str, class_id: str) -> Document | None:
    """My part of a class."""
    return _mine.one(connection, tenant=tenant, owner=user_id, class_id=class_id)


def class_(connection: Connection, tenant: str, user_id: str, class_id: str) -> Document | None:
    """The class's part, where the class is this student's."""
    return _class.one(connection, tenant=tenant, owner=user_id, class_id=class_id)
