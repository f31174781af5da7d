"""How an assessment is given to a class, as staff ask for it and change it."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select, update

from tmp_portal.assessments import service
from tmp_portal.assessments.rules import RULES
from tmp_portal.assessments.service import Terms
from tmp_portal.attempts import staff
from tmp_portal.clock import now
from tmp_portal.db.attempts import accommodations, delivery_rules
from tmp_portal.db.metadata import same
from tmp_portal.db.school import classes
from tmp_portal.db.students_work import attempts, deliveries
from tmp_portal.errors import NotDone
from tmp_portal.sync import documents

DIGITS = 6


@dataclass(frozen=True)
class Wish:
    """What staff ask for; None leaves it as it is. Times are seconds since 1970, 0 for none."""

    opens_at: int | None = None
    closes_at: int | None = None
    minutes: int | None = None
    attempts: int | None = None
    in_portal: bool | None = None
    test_id: str | None = None
    test_id_expires_at: int | None = None
    renew_test_id: bool = False
    grace: int | None = None
    shuffle: bool | None = None
    offline: bool | None = None


def give(connection: Connection, tenant: str, class_id: str, assessment_id: str, wish: Wish) -> str:
    """Give an assessment to a class. Returns the delivery's id; raises NotDone."""
    moment = int(now())
    test_id = wish.test_id or (
        "" if wish.in_portal and not wish.renew_test_id else new_test_id(connection, tenant)
    )
    _check(wish.opens_at, wish.closes_at)
    _check_free(connection, tenant, test_id, class_id, assessment_id, "")
    delivery_id = service.deliver(
        connection,
        tenant,
        class_id,
        assessment_id,
        Terms(
            given_at=moment,
            opens_at=wish.opens_at or None,
            closes_at=wish.closes_at or None,
            minutes=wish.minutes or 0,
            attempts=1 if wish.attempts is None else wish.attempts,
            in_portal=bool(wish.in_portal),
            test_id=test_id,
            test_id_expires_at=wish.test_id_expires_at or None,
        ),
    )
    staff.set_rules(connection, tenant, delivery_id, **_rules(wish, RULES))
    return delivery_id


def change(connection: Connection, tenant: str, delivery_id: str, wish: Wish) -> None:
    """Change what is asked for and nothing else; no attempt loses anything by it (G10). Raises NotDone."""
    mine = deliveries.c.tenant == tenant, deliveries.c.id == delivery_id
    row = connection.execute(select(deliveries).where(*mine)).one()
    values = _values(connection, tenant, row, wish)
    after = row._asdict() | values
    _check(after["opens_at"], after["closes_at"])
    if values:
        connection.execute(update(deliveries).where(*mine).values(**values))
    rules = connection.execute(
        select(delivery_rules).where(
            delivery_rules.c.tenant == tenant, delivery_rules.c.delivery_id == delivery_id
        )
    ).one_or_none()
    staff.set_rules(connection, tenant, delivery_id, **_rules(wish, rules._asdict() if rules else RULES))
    documents.class_changed(connection, tenant, row.class_id)
    if values.keys() & {"minutes", "closes_at"}:
        documents.mine_changed(connection, tenant, row.class_id, _concerned(connection, tenant, delivery_id))


def new_test_id(connection: Connection, tenant: str) -> str:
    """Six digits that no assessment of the tenant has, or had last; raises NotDone."""
    for _ in range(100):
        made = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        used = deliveries.c.tenant == tenant, deliveries.c.test_id == made
        if connection.execute(select(deliveries.c.id).where(*used)).first() is None:
            return made
    raise NotDone("no Test ID is free. Give one: --test-id DIGITS")


def _values(connection: Connection, tenant: str, row: Any, wish: Wish) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: value
        for name in ("minutes", "attempts", "in_portal")
        if (value := getattr(wish, name)) is not None
    }
    for name in ("opens_at", "closes_at", "test_id_expires_at"):
        if (at := getattr(wish, name)) is not None:
            values[name] = at or None
    needs_one = not values.get("in_portal", row.in_portal) and not row.test_id
    test_id = wish.test_id or (new_test_id(connection, tenant) if wish.renew_test_id or needs_one else None)
    if test_id is not None and test_id != row.test_id:
        _check_free(connection, tenant, test_id, row.class_id, row.assessment_id, row.id)
        values["test_id"] = test_id
        values.setdefault("test_id_expires_at", None)  # the old one's end is not the new one's
    return values


def _rules(wish: Wish, before: dict[str, Any]) -> dict[str, Any]:
    wanted = {name: getattr(wish, name) for name in RULES}
    return {name: before[name] if value is None else value for name, value in wanted.items()}


def _check(opens_at: int | None, closes_at: int | None) -> None:
    if opens_at and closes_at and closes_at <= opens_at:
        raise NotDone("it would close before it opens. Look at --opens and --closes")


def _check_free(
    connection: Connection, tenant: str, test_id: str, class_id: str, assessment_id: str, delivery_id: str
) -> None:
    """A Test ID may stand for the same assessment in several classes, and for nothing else; raises NotDone."""
    if not test_id:
        return
    taken = connection.execute(
        select(deliveries.c.number, classes.c.title)
        .join_from(deliveries, classes, same(classes.c.id, deliveries.c.class_id))
        .where(
            deliveries.c.tenant == tenant,
            deliveries.c.test_id == test_id,
            deliveries.c.id != delivery_id,
            or_(deliveries.c.class_id == class_id, deliveries.c.assessment_id != assessment_id),
        )
    ).first()
    if taken is not None:
        raise NotDone(
            f"the Test ID {test_id} is that of assessment {taken.number} of {taken.title}. Choose another, or leave it out"
        )


def _concerned(connection: Connection, tenant: str, delivery_id: str) -> set[str]:
    """Whose own time follows from the delivery's: those who are at it, and those who have accommodations."""
    at_it = select(attempts.c.user_id).where(
        attempts.c.tenant == tenant, attempts.c.delivery_id == delivery_id, attempts.c.state == "started"
    )
    own = select(accommodations.c.user_id).where(
        accommodations.c.tenant == tenant, accommodations.c.delivery_id == delivery_id
    )
    return {*connection.scalars(at_it), *connection.scalars(own)}
