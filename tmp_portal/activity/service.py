"""What was made available to a class."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert

from tmp_portal.db.students_work import activity
from tmp_portal.ids import new_id
from tmp_portal.sync import documents


@dataclass(frozen=True)
class Post:
    """One entry; `kind` is assessment, playlist, report, results or note, `by` a user's id, `at` in seconds."""

    at: int
    kind: str
    title: str
    text: str = ""
    by: str | None = None
    delivery_id: str | None = None


def add(connection: Connection, tenant: str, class_id: str, posts: Sequence[Post]) -> None:
    """Add entries to a class's activity."""
    rows = [
        {
            "tenant": tenant,
            "id": new_id(),
            "class_id": class_id,
            "at": post.at,
            "kind": post.kind,
            "title": post.title,
            "text": post.text,
            "user_id": post.by,
            "delivery_id": post.delivery_id,
        }
        for post in posts
    ]
    if rows:
        connection.execute(insert(activity), rows)
    documents.class_changed(connection, tenant, class_id)
