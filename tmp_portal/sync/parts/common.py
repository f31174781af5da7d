"""What several documents say: a class's teachers, and its standards in reading order."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from tmp_portal.db.people import users
from tmp_portal.db.school import enrollments
from tmp_portal.db.standards import class_standards, standards


def teachers(connection: Connection, tenant: str, class_ids: list[str]) -> dict[str, list[str]]:
    """The names of each class's teachers, the primary one first."""
    rows = connection.execute(
        select(enrollments.c.class_id, users.c.given_name, users.c.family_name)
        .join_from(users, enrollments)
        .where(
            enrollments.c.tenant == tenant,
            enrollments.c.class_id.in_(class_ids),
            enrollments.c.role == "teacher",
            enrollments.c.active,
            users.c.active,
        )
        .order_by(enrollments.c.primary_teacher.desc(), users.c.family_name, users.c.given_name)
    )
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        names[row.class_id].append(f"{row.given_name} {row.family_name}")
    return names


def standards_of(connection: Connection, tenant: str, class_id: str) -> list[Any]:
    """The class's standards, in reading order."""
    return list(
        connection.execute(
            select(
                standards.c.id,
                standards.c.parent_id,
                standards.c.code,
                standards.c.statement,
                standards.c.leaf,
            )
            .join_from(class_standards, standards)
            .where(class_standards.c.tenant == tenant, class_standards.c.class_id == class_id)
            .order_by(class_standards.c.position)
        )
    )


def depths(nodes: list[Any]) -> list[int]:
    """How deep each standard is in the class's own tree, which may be a branch of the framework's."""
    depths: dict[str | None, int] = {}
    for node in nodes:
        depths[node.id] = depths.get(node.parent_id, -1) + 1
    return list(depths.values())
