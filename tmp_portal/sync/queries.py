"""The statements behind what students read most, built once."""

from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from tmp_portal.db.students_work import documents

_shared = documents.alias("shared")
_with_shared = documents.outerjoin(
    _shared,
    and_(
        _shared.c.tenant == documents.c.tenant,
        _shared.c.owner == "",
        _shared.c.class_id == documents.c.class_id,
        documents.c.class_id != "",
    ),
)
_etags = (
    select(documents.c.class_id, documents.c.etag, func.coalesce(_shared.c.etag, "").label("shared_etag"))
    .select_from(_with_shared)
    .where(documents.c.tenant == bindparam("tenant"), documents.c.owner == bindparam("owner"))
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
            and_(documents.c.owner == "", documents.c.class_id.in_(bindparam("shared", expanding=True))),
        ),
    )
    # What is shared by a framework lies side by side, so that compression finds it again.
    .order_by(documents.c.part, documents.c.class_id)
)
_mine = select(documents.c.etag, documents.c.body).where(
    documents.c.tenant == bindparam("tenant"),
    documents.c.owner == bindparam("owner"),
    documents.c.class_id == bindparam("class_id"),
)
_class = (
    select(documents.c.etag, _shared.c.etag.label("shared_etag"), _shared.c.body, _shared.c.packed)
    .select_from(_with_shared)
    .where(
        documents.c.tenant == bindparam("tenant"),
        documents.c.owner == bindparam("owner"),
        documents.c.class_id == bindparam("class_id"),
    )
)


def etags(connection: Connection, tenant: str, user_id: str) -> list[Any]:
    """The etags of all that is this student's to see, a row for `me` (no class id) and for each class."""
    return list(connection.execute(_etags, {"tenant": tenant, "owner": user_id}))


def bodies(
    connection: Connection, tenant: str, user_id: str, mine: list[str], shared: list[str]
) -> list[Any]:
    """The documents themselves, by class id; the empty id among `mine` is `me`."""
    return list(
        connection.execute(_bodies, {"tenant": tenant, "owner": user_id, "mine": mine, "shared": shared})
    )


def mine(connection: Connection, tenant: str, user_id: str, class_id: str) -> Any:
    """My part of a class, or None."""
    return connection.execute(_mine, {"tenant": tenant, "owner": user_id, "class_id": class_id}).one_or_none()


def class_(connection: Connection, tenant: str, user_id: str, class_id: str) -> Any:
    """The class's part, where the class is this student's, or None."""
    return connection.execute(
        _class, {"tenant": tenant, "owner": user_id, "class_id": class_id}
    ).one_or_none()
