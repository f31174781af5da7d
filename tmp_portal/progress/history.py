"""How levels changed: a row for each change, written with the change."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select

from tmp_portal import clock
from tmp_portal.db.progress import mastery_history

Who = tuple[str, str]  # a student's id and a standard's
Level = tuple[int | None, float | None]  # level and percent; of what is not assessed neither
NOT_ASSESSED: Level = (None, None)


def remember(
    connection: Connection,
    tenant: str,
    class_id: str,
    before: dict[Who, Level],
    after: dict[Who, Level],
) -> int:
    """Write down what differs; what was computed again and is the same leaves no trace. Returns how many changed."""
    changed = {
        who: after.get(who, NOT_ASSESSED)
        for who in before | after
        if before.get(who, NOT_ASSESSED) != after.get(who, NOT_ASSESSED)
    }
    if not changed:
        return 0
    last = _last_numbers(connection, tenant, class_id, {user_id for user_id, _standard in changed})
    at = int(clock.now())
    connection.execute(
        insert(mastery_history),
        [
            {
                "tenant": tenant,
                "user_id": user_id,
                "class_id": class_id,
                "standard_id": standard_id,
                "number": last.get((user_id, standard_id), 0) + 1,
                "at": at,
                "level": level,
                "percent": percent,
            }
            for (user_id, standard_id), (level, percent) in changed.items()
        ],
    )
    return len(changed)


def history(connection: Connection, tenant: str, class_id: str, user_id: str) -> list[Any]:
    """A student's changes in a class, the oldest first: `standard_id`, `at`, `level`, `percent`."""
    columns = mastery_history.c
    return list(
        connection.execute(
            select(columns.standard_id, columns.at, columns.level, columns.percent)
            .where(_of(tenant, class_id, [user_id]))
            .order_by(columns.number)
        )
    )


def _last_numbers(
    connection: Connection, tenant: str, class_id: str, user_ids: Collection[str]
) -> dict[Who, int]:
    columns = mastery_history.c
    rows = connection.execute(
        select(columns.user_id, columns.standard_id, func.max(columns.number).label("number"))
        .where(_of(tenant, class_id, user_ids))
        .group_by(columns.user_id, columns.standard_id)
    )
    return {(row.user_id, row.standard_id): row.number for row in rows}


def _of(tenant: str, class_id: str, user_ids: Collection[str]) -> Any:
    columns = mastery_history.c
    return and_(columns.tenant == tenant, columns.class_id == class_id, columns.user_id.in_(list(user_ids)))
