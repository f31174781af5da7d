"""Mastery per standard, per class: computed anew in the transaction that changes a score."""

from collections.abc import Collection

from sqlalchemy import Connection, and_, delete, insert, select

from tmp_portal.db.students_work import attempts, mastery, standard_scores
from tmp_portal.progress.levels import level_of
from tmp_portal.sync import documents


def recompute(connection: Connection, tenant: str, class_id: str, user_ids: Collection[str]) -> None:
    """The levels of these students in a class, by the most recent assessment of each standard.

    What was never assessed has no row: it is not assessed, which is not zero.
    """
    latest = connection.execute(
        select(
            attempts.c.user_id,
            standard_scores.c.standard_id,
            standard_scores.c.points,
            standard_scores.c.possible,
            attempts.c.submitted_at,
        )
        .join_from(
            attempts,
            standard_scores,
            and_(
                standard_scores.c.tenant == attempts.c.tenant, standard_scores.c.attempt_id == attempts.c.id
            ),
        )
        .where(
            attempts.c.tenant == tenant,
            attempts.c.class_id == class_id,
            attempts.c.user_id.in_(list(user_ids)),
            attempts.c.state == "scored",
            standard_scores.c.possible > 0,
        )
        .order_by(attempts.c.submitted_at, attempts.c.started_at)
    )
    newest = {(row.user_id, row.standard_id): row for row in latest}
    connection.execute(
        delete(mastery).where(
            mastery.c.tenant == tenant, mastery.c.class_id == class_id, mastery.c.user_id.in_(list(user_ids))
        )
    )
    rows = []
    for (user_id, standard_id), row in newest.items():
        percent = 100 * row.points / row.possible
        rows.append(
            {
                "tenant": tenant,
                "user_id": user_id,
                "class_id": class_id,
                "standard_id": standard_id,
                "level": level_of(percent),
                "percent": percent,
                "at": row.submitted_at,
            }
        )
    if rows:
        connection.execute(insert(mastery), rows)
    documents.mine_changed(connection, tenant, class_id, user_ids)
