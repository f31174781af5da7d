"""Playlists: resources that a teacher lays out for a class."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from tmp_portal.activity import service as activity
from tmp_portal.db.students_work import playlist_activities, playlists
from tmp_portal.ids import new_id


@dataclass(frozen=True)
class Step:
    """One thing to read, watch or practise."""

    title: str
    kind: str = ""
    address: str = ""
    about: str = ""
    standard_id: str | None = None


def publish(
    connection: Connection,
    tenant: str,
    class_id: str,
    title: str,
    about: str,
    steps: Sequence[Step],
    *,
    at: int,
    by: str | None,
) -> str:
    """Lay out a playlist after those that are there, and say so in the class's activity. Returns its id."""
    playlist_id = new_id()
    position = connection.execute(
        select(func.count())
        .select_from(playlists)
        .where(playlists.c.tenant == tenant, playlists.c.class_id == class_id)
    ).scalar_one()
    connection.execute(
        insert(playlists).values(
            tenant=tenant, id=playlist_id, class_id=class_id, title=title, about=about, position=position
        )
    )
    rows = [
        {
            "tenant": tenant,
            "playlist_id": playlist_id,
            "position": place,
            "title": step.title,
            "kind": step.kind,
            "address": step.address,
            "about": step.about,
            "standard_id": step.standard_id,
        }
        for place, step in enumerate(steps)
    ]
    if rows:
        connection.execute(insert(playlist_activities), rows)
    activity.add(connection, tenant, class_id, [activity.Post(at, "playlist", title, about, by)])
    return playlist_id
