"""What staff decide about a class: which standards it works on, and whether it goes on."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Connection, delete, insert, or_, select, union, update

from tmp_portal.classes.listing import class_order
from tmp_portal.classes.queries import find_standard
from tmp_portal.db.metadata import same
from tmp_portal.db.school import classes
from tmp_portal.db.standards import class_standards, standards
from tmp_portal.db.students_work import attempts, mastery, standard_scores
from tmp_portal.errors import NotDone
from tmp_portal.sync import documents


@dataclass(frozen=True)
class Place:
    """Where a standard stands in a framework that has changed; `new` if it did not stand there before."""

    id: str
    parent_id: str | None
    new: bool


def give_framework(
    connection: Connection, tenant: str, class_id: str, framework_id: str, under: str | None = None
) -> bool:
    """Let a class work on a framework, or on the branch from the standard with the code or identifier `under`.

    Standards in which its students have results stay. Returns whether anything changed; raises NotDone.
    """
    row = connection.execute(select(classes.c.framework_id).where(*_this(tenant, class_id))).one_or_none()
    if row is None:
        raise NotDone(f"there is no class {class_id}. List them: tmp-portal classes")
    wanted = _branch(connection, tenant, framework_id, under)
    changed = _work_on(connection, tenant, class_id, framework_id, wanted)
    if row.framework_id != framework_id:
        connection.execute(update(classes).where(*_this(tenant, class_id)).values(framework_id=framework_id))
        changed = True
    if changed:
        documents.everything_changed(connection, tenant)
    return changed


def follow_framework(
    connection: Connection, tenant: str, framework_id: str, places: Sequence[Place], tops: Set[str]
) -> int:
    """Bring the classes of a framework that has changed up to date; returns how many classes that concerned.

    `places` are in reading order. What is new joins where its parent is, with all that is beneath it, and at the top
    where the class had all of `tops`, the top standards of before.
    """
    mine = classes.c.tenant == tenant, classes.c.framework_id == framework_id
    changed = 0
    for class_id in connection.scalars(select(classes.c.id).where(*mine)).all():
        has = set(class_order(connection, tenant, class_id))
        wanted = has | _joining(has, places, whole=bool(tops) and tops <= has)
        changed += _work_on(connection, tenant, class_id, framework_id, wanted)
    return changed


def _joining(has: Set[str], places: Sequence[Place], *, whole: bool) -> set[str]:
    joining: set[str] = set()
    for place in places:
        welcome = whole if place.parent_id is None else place.parent_id in has
        if place.parent_id in joining or (place.new and welcome):
            joining.add(place.id)
    return joining


def archive(connection: Connection, tenant: str, class_id: str, archived: bool) -> None:
    """Put a class among the past ones, or take it back from there; an ended term does that by itself."""
    connection.execute(update(classes).where(*_this(tenant, class_id)).values(archived=archived))
    documents.everything_changed(connection, tenant)


def _this(tenant: str, class_id: str) -> tuple[Any, Any]:
    return classes.c.tenant == tenant, classes.c.id == class_id


def _branch(connection: Connection, tenant: str, framework_id: str, under: str | None) -> set[str]:
    """The ids of a framework's active standards, or of one of them and all beneath it."""
    mine = standards.c.tenant == tenant, standards.c.framework_id == framework_id, standards.c.active
    rows = connection.execute(
        select(standards.c.id, standards.c.parent_id).where(*mine).order_by(standards.c.position)
    ).all()
    if not rows:
        raise NotDone("that framework has no standards. List them: tmp-portal classes --frameworks")
    if under is None:
        return {row.id for row in rows}
    branch = {find_standard(connection, tenant, framework_id, under).id}
    for row in rows:  # parents come before their children
        if row.parent_id in branch:
            branch.add(row.id)
    return branch


def _work_on(connection: Connection, tenant: str, class_id: str, framework_id: str, wanted: Set[str]) -> bool:
    """Write what a class works on; returns whether that changed anything."""
    order = _order(connection, tenant, class_id, framework_id, wanted)
    if order == class_order(connection, tenant, class_id):
        return False
    of = {"tenant": tenant, "class_id": class_id}
    mine = class_standards.c.tenant == tenant, class_standards.c.class_id == class_id
    connection.execute(delete(class_standards).where(*mine))
    if order:
        rows = [{**of, "standard_id": one, "position": position} for position, one in enumerate(order)]
        connection.execute(insert(class_standards), rows)
    return True


def _order(
    connection: Connection, tenant: str, class_id: str, framework_id: str, wanted: Set[str]
) -> list[str]:
    """The active standards of `wanted` and all with results, in the framework's order; other frameworks' come last."""
    with_results = _with_results(tenant, class_id)
    results = set(connection.scalars(with_results))
    rows = connection.execute(
        select(standards.c.id, standards.c.active)
        .where(standards.c.tenant == tenant)
        .where(or_(standards.c.framework_id == framework_id, standards.c.id.in_(with_results)))
        .order_by(standards.c.framework_id != framework_id, standards.c.framework_id, standards.c.position)
    )
    return [row.id for row in rows if row.id in results or (row.active and row.id in wanted)]


def _with_results(tenant: str, class_id: str) -> CompoundSelect[Any]:
    """The ids of the standards in which students of a class have levels or scores."""
    scores = standard_scores.join(attempts, same(attempts.c.id, standard_scores.c.attempt_id))
    return union(
        select(mastery.c.standard_id).where(mastery.c.tenant == tenant, mastery.c.class_id == class_id),
        select(standard_scores.c.standard_id)
        .select_from(scores)
        .where(attempts.c.tenant == tenant, attempts.c.class_id == class_id),
    )
