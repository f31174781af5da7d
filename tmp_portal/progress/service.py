"""Mastery per standard, per class: computed anew in the transaction that changes a score."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select

from tmp_portal.db.students_work import attempts, mastery, standard_scores
from tmp_portal.progress.levels import CUTS, level_of
from tmp_portal.progress.methods import MOST_RECENT, Method, Result, explain
from tmp_portal.sync import documents


def recompute(
    connection: Connection,
    tenant: str,
    class_id: str,
    user_ids: Collection[str],
    method: Method = MOST_RECENT,
    cuts: tuple[float, ...] = CUTS,
) -> None:
    """The levels of these students in a class, by the class's method over the results of each standard.

    What was never assessed has no row: it is not assessed, which is not zero.
    """
    tries = connection.execute(
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
    behind: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in tries:
        behind[row.user_id, row.standard_id].append(row)
    connection.execute(
        delete(mastery).where(
            mastery.c.tenant == tenant, mastery.c.class_id == class_id, mastery.c.user_id.in_(list(user_ids))
        )
    )
    rows = []
    for (user_id, standard_id), scores in behind.items():
        percent = explain(method, [_result(row) for row in scores], cuts).value
        if percent is None:
            continue
        rows.append(
            {
                "tenant": tenant,
                "user_id": user_id,
                "class_id": class_id,
                "standard_id": standard_id,
                "level": level_of(percent, cuts),
                "percent": percent,
                "at": scores[-1].submitted_at,
            }
        )
    if rows:
        connection.execute(insert(mastery), rows)
    documents.mine_changed(connection, tenant, class_id, user_ids)


def _result(row: Any) -> Result:
    return Result(100 * row.points / row.possible, row.submitted_at)
