"""Mastery per standard, per class: computed anew in the transaction that changes a score."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from tmp_portal.db.metadata import same
from tmp_portal.db.students_work import attempts, deliveries, mastery, standard_scores
from tmp_portal.progress.history import Level, Who, remember
from tmp_portal.progress.levels import level_of
from tmp_portal.progress.methods import Result, explain
from tmp_portal.progress.rules import Rules, keep_rules, rules_of
from tmp_portal.sync import documents


def recompute(connection: Connection, tenant: str, class_id: str, user_ids: Collection[str]) -> int:
    """The levels of these students in a class, by the class's method over the results of each standard.

    What was never assessed has no row: it is not assessed, which is not zero. Returns how many levels or percentages
    changed; each of them is added to the history.
    """
    rules = rules_of(connection, tenant, class_id)
    before = _levels(connection, tenant, class_id, user_ids)
    rows = []
    for (user_id, standard_id), scores in _scores(connection, tenant, class_id, user_ids).items():
        percent = explain(rules.method, [_result(row) for row in scores], rules.cuts).value
        if percent is None:
            continue
        rows.append(
            {
                "tenant": tenant,
                "user_id": user_id,
                "class_id": class_id,
                "standard_id": standard_id,
                "level": level_of(percent, rules.cuts),
                "percent": percent,
                "at": scores[-1].submitted_at,
            }
        )
    connection.execute(delete(mastery).where(_theirs(tenant, class_id, user_ids)))
    if rows:
        connection.execute(insert(mastery), rows)
    after = {(row["user_id"], row["standard_id"]): (row["level"], row["percent"]) for row in rows}
    changed = remember(connection, tenant, class_id, before, after)
    documents.mine_changed(connection, tenant, class_id, user_ids)
    return changed


def set_rules(connection: Connection, tenant: str, class_id: str, rules: Rules) -> int:
    """Let the class make levels so from now on, and make them anew; returns how many changed."""
    keep_rules(connection, tenant, class_id, rules)
    documents.class_changed(connection, tenant, class_id)
    here = attempts.c.tenant == tenant, attempts.c.class_id == class_id
    students = connection.scalars(select(attempts.c.user_id).where(*here).distinct()).all()
    return recompute(connection, tenant, class_id, students)


def _levels(
    connection: Connection, tenant: str, class_id: str, user_ids: Collection[str]
) -> dict[Who, Level]:
    rows = connection.execute(
        select(mastery.c.user_id, mastery.c.standard_id, mastery.c.level, mastery.c.percent).where(
            _theirs(tenant, class_id, user_ids)
        )
    )
    return {(row.user_id, row.standard_id): (row.level, row.percent) for row in rows}


def _scores(
    connection: Connection, tenant: str, class_id: str, user_ids: Collection[str]
) -> dict[Who, list[Any]]:
    """What the scored tries say of each standard, the oldest first; a level tells no score that is not released (G21)."""
    tries = connection.execute(
        select(
            attempts.c.user_id,
            standard_scores.c.standard_id,
            standard_scores.c.points,
            standard_scores.c.possible,
            attempts.c.submitted_at,
        )
        .join_from(attempts, standard_scores, same(standard_scores.c.attempt_id, attempts.c.id))
        .join(deliveries, same(deliveries.c.id, attempts.c.delivery_id))
        .where(
            deliveries.c.release_scores,
            attempts.c.tenant == tenant,
            attempts.c.class_id == class_id,
            attempts.c.user_id.in_(list(user_ids)),
            attempts.c.state == "scored",
            standard_scores.c.possible > 0,
        )
        .order_by(attempts.c.submitted_at, attempts.c.started_at, attempts.c.id)
    )
    behind: dict[Who, list[Any]] = defaultdict(list)
    for row in tries:
        behind[row.user_id, row.standard_id].append(row)
    return behind


def _theirs(tenant: str, class_id: str, user_ids: Collection[str]) -> ColumnElement[bool]:
    return and_(
        mastery.c.tenant == tenant, mastery.c.class_id == class_id, mastery.c.user_id.in_(list(user_ids))
    )


def _result(row: Any) -> Result:
    return Result(100 * row.points / row.possible, row.submitted_at)
