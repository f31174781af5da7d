"""What staff show students of an assessment: five switches, and the care that the key wants."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from tmp_portal.activity import service as activity
from tmp_portal.attempts.key import is_open, is_open_in_class
from tmp_portal.clock import now
from tmp_portal.db.students_work import attempts, deliveries
from tmp_portal.errors import NotDone
from tmp_portal.progress import service as progress
from tmp_portal.sync import documents

SWITCHES = ("scores", "items", "answers", "key", "analysis")


def release(
    connection: Connection,
    tenant: str,
    delivery: Any,
    switches: Mapping[str, bool],
    *,
    while_open: bool = False,
) -> None:
    """Set the switches that are named, of SWITCHES; what is shown for the first time is said in the class's activity.

    The key is withheld while anybody may still take it, whatever its switch says, unless staff want it `while_open`.
    Raises NotDone for a key that would be shown too early.
    """
    too_early = not while_open and is_open_in_class(connection, tenant, delivery, int(now()))
    if switches.get("key") and too_early:
        raise NotDone(
            f"students of the class may still be taking {delivery.title}: they would get the key from those who are "
            "done. Close it first, each time it was given (tmp-portal assign ... --closes now), or say --now-while-open"
        )
    values: dict[str, Any] = {f"release_{name}": is_on for name, is_on in switches.items()}
    if "key" in switches:
        values["key_while_open"] = switches["key"] and while_open
    if not values:
        return
    mine = deliveries.c.tenant == tenant, deliveries.c.id == delivery.id
    connection.execute(update(deliveries).where(*mine).values(**values))
    if any(is_on and not getattr(delivery, f"release_{name}") for name, is_on in switches.items()):
        post = activity.Post(int(now()), "results", delivery.title, delivery_id=delivery.id)
        activity.add(connection, tenant, delivery.class_id, [post])
    documents.class_changed(connection, tenant, delivery.class_id)
    if "scores" in switches:
        who = select(attempts.c.user_id).where(
            attempts.c.tenant == tenant, attempts.c.delivery_id == delivery.id
        )
        progress.recompute(connection, tenant, delivery.class_id, set(connection.scalars(who)))


def open_elsewhere(connection: Connection, tenant: str, delivery: Any) -> int:
    """How many other classes may still be taking the same assessment."""
    others = connection.execute(
        select(deliveries).where(
            deliveries.c.tenant == tenant,
            deliveries.c.assessment_id == delivery.assessment_id,
            deliveries.c.class_id != delivery.class_id,
        )
    ).all()
    moment = int(now())
    return len({one.class_id for one in others if is_open(connection, tenant, one, moment)})
