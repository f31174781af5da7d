"""The files of an attempt's pictures, for its own student, while they are shown the questions."""

from typing import Any

from sqlalchemy import Connection, select

from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts.service import mine
from tmp_portal.db.attempts import attempt_items
from tmp_portal.db.items import item_files
from tmp_portal.db.metadata import same
from tmp_portal.db.students_work import deliveries
from tmp_portal.problems import NotFound


def picture(connection: Connection, caller: Caller, attempt_id: str, file_id: str) -> Any:
    """The file's row; raises NotFound for another's attempt, for a file of no question of it, and once it is handed in
    unless the questions are released."""
    standing = mine(connection, caller, attempt_id)
    shown = standing.state == "started" or connection.scalar(
        select(deliveries.c.release_items).where(
            deliveries.c.tenant == caller.tenant, deliveries.c.id == standing.delivery_id
        )
    )
    row = connection.execute(
        select(item_files.c.name, item_files.c.type, item_files.c.body)
        .join_from(attempt_items, item_files, same(item_files.c.item_id, attempt_items.c.item_id))
        .where(
            attempt_items.c.tenant == caller.tenant,
            attempt_items.c.attempt_id == attempt_id,
            item_files.c.id == file_id,
        )
        .limit(1)
    ).first()
    if not shown or row is None:
        raise NotFound
    return row
