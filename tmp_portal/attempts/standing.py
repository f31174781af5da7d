"""What every save asks, run by the driver itself: how an attempt stands, and the answers to one item."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
)

from tmp_portal.attempts.timing import GRACE, Time, time_of
from tmp_portal.db.attempts import (
    accommodations,
    attempt_answers,
    attempt_items,
    attempt_papers,
    delivery_rules,
)
from tmp_portal.db.metadata import same
from tmp_portal.db.prepared import Prepared
from tmp_portal.db.students_work import attempts, deliveries


class Standing(NamedTuple):
    """How an attempt stands, and what its delivery allows."""

    tenant: str
    attempt_id: str
    user_id: str
    class_id: str
    delivery_id: str
    state: str
    started_at: int
    minutes: int
    closes_at: int | None
    own_grace: int | None
    time_percent: int | None
    extra: int
    writer: str
    place: str
    written_since: int
    submit_key: str
    code: str | None
    shape: bytes | None  # of the item asked for, None if the attempt has it not
    version: int | None  # of the newest answer to that item, None if it has none
    key: str | None

    @property
    def time(self) -> Time:
        """How long there is."""
        return time_of(self.started_at, self.minutes, self.time_percent, self.closes_at, self.extra)

    @property
    def grace(self) -> int:
        """For how many seconds after the deadline answers from before it may come."""
        return GRACE if self.own_grace is None else self.own_grace

    def is_over(self, moment: int) -> bool:
        """Whether it is still started though its time, grace included, is up."""
        deadline = self.time.deadline
        return self.state == "started" and 0 < deadline < moment - self.grace


def _standing() -> Select[Any]:
    others = attempt_answers.alias()
    newest = (
        select(func.max(others.c.version))
        .where(same(others.c.attempt_id, attempts.c.id), others.c.name == attempt_items.c.name)
        .correlate(attempts, attempt_items)
        .scalar_subquery()
    )
    return select(
        attempts.c.tenant,
        attempts.c.id,
        attempts.c.user_id,
        attempts.c.class_id,
        attempts.c.delivery_id,
        attempts.c.state,
        attempts.c.started_at,
        deliveries.c.minutes,
        func.coalesce(accommodations.c.closes_at, deliveries.c.closes_at),
        delivery_rules.c.grace,
        accommodations.c.time_percent,
        attempt_papers.c.extra,
        attempt_papers.c.writer,
        attempt_papers.c.place,
        attempt_papers.c.written_since,
        attempt_papers.c.submit_key,
        attempt_papers.c.code,
        attempt_items.c.shape,
        attempt_answers.c.version,
        attempt_answers.c.key,
    ).select_from(
        attempts.join(attempt_papers, same(attempt_papers.c.attempt_id, attempts.c.id))
        .join(deliveries, same(deliveries.c.id, attempts.c.delivery_id))
        .outerjoin(delivery_rules, same(delivery_rules.c.delivery_id, attempts.c.delivery_id))
        .outerjoin(
            accommodations,
            and_(
                same(accommodations.c.delivery_id, attempts.c.delivery_id),
                accommodations.c.user_id == attempts.c.user_id,
            ),
        )
        .outerjoin(
            attempt_items,
            and_(same(attempt_items.c.attempt_id, attempts.c.id), attempt_items.c.name == bindparam("name")),
        )
        .outerjoin(
            attempt_answers,
            and_(
                same(attempt_answers.c.attempt_id, attempts.c.id),
                attempt_answers.c.name == attempt_items.c.name,
                attempt_answers.c.version == newest,
            ),
        )
    )


_STANDING = Prepared(
    _standing().where(attempts.c.tenant == bindparam("tenant"), attempts.c.id == bindparam("attempt")),
    Standing,
)
_RUNNING = Prepared(
    _standing().where(
        attempts.c.tenant == bindparam("tenant"),
        attempts.c.user_id == bindparam("user"),
        attempts.c.delivery_id == bindparam("delivery"),
        attempts.c.state == bindparam("state"),
    ),
    Standing,
)
_AT_IT = Prepared(
    _standing().where(
        attempts.c.tenant == bindparam("tenant"),
        attempts.c.delivery_id == bindparam("delivery"),
        attempts.c.state == bindparam("state"),
    ),
    Standing,
)
_OF_DELIVERY = Prepared(
    _standing().where(
        attempts.c.tenant == bindparam("tenant"), attempts.c.delivery_id == bindparam("delivery")
    ),
    Standing,
)
_NONE: ColumnElement[int] = literal_column("0")  # a prepared statement has no values of its own
_TIMED = Prepared(
    _standing().where(
        attempts.c.state == bindparam("state"),
        or_(
            func.coalesce(accommodations.c.closes_at, deliveries.c.closes_at) > _NONE,
            and_(
                deliveries.c.minutes > _NONE,
                or_(accommodations.c.time_percent.is_(None), accommodations.c.time_percent > _NONE),
            ),
        ),
    ),
    Standing,
)


def standing_of(connection: Connection, tenant: str, attempt_id: str, name: str = "") -> Standing | None:
    """How an attempt stands, None if there is none with a paper; `name` is an item's."""
    return _STANDING.one(connection, tenant=tenant, attempt=attempt_id, name=name)


def running(connection: Connection, tenant: str, user_id: str, delivery_id: str) -> Standing | None:
    """The student's attempt at this delivery that is not handed in, or None."""
    return _RUNNING.one(
        connection, tenant=tenant, user=user_id, delivery=delivery_id, state="started", name=""
    )


def running_at(connection: Connection, tenant: str, delivery_id: str) -> list[Standing]:
    """Every student's attempt at a delivery that is not handed in."""
    return _AT_IT.all(connection, tenant=tenant, delivery=delivery_id, state="started", name="")


def standings_at(connection: Connection, tenant: str, delivery_id: str) -> list[Standing]:
    """Every student's attempt at a delivery that has a paper, handed in or not."""
    return _OF_DELIVERY.all(connection, tenant=tenant, delivery=delivery_id, name="")


def all_timed(connection: Connection) -> list[Standing]:
    """Every attempt, of every tenant, that is not handed in and has a limit or a window: the others never run out."""
    return _TIMED.all(connection, state="started", name="")


class KeptAnswer(NamedTuple):
    """A version of an answer."""

    version: int
    key: str
    content: bytes
    at: int


_ANSWER = select(
    attempt_answers.c.version, attempt_answers.c.key, attempt_answers.c.content, attempt_answers.c.at
).where(
    attempt_answers.c.tenant == bindparam("tenant"),
    attempt_answers.c.attempt_id == bindparam("attempt"),
    attempt_answers.c.name == bindparam("name"),
)
_VERSION = Prepared(_ANSWER.where(attempt_answers.c.version == bindparam("version")), KeptAnswer)
_LATEST = Prepared(_ANSWER.order_by(attempt_answers.c.version.desc()), KeptAnswer)


def answer_version(
    connection: Connection, tenant: str, attempt_id: str, name: str, version: int
) -> KeptAnswer | None:
    """This version of an answer, if the portal took it."""
    key = {"tenant": tenant, "attempt": attempt_id, "name": name}
    return _VERSION.one(connection, **key, version=version)


def add_answer(connection: Connection, row: dict[str, Any]) -> None:
    """Keep a version of an answer; run by the driver itself, as prepared look-ups are, for it is what happens most."""
    sql, order = _insert_answer(connection.dialect)
    cursor = connection.connection.cursor()
    cursor.execute(sql, row if order is None else [row[name] for name in order])


@cache
def _insert_answer(dialect: Dialect) -> tuple[str, list[str] | None]:
    compiled = insert(attempt_answers).compile(dialect=dialect)
    return str(compiled), compiled.positiontup


def latest_answer(connection: Connection, tenant: str, attempt_id: str, name: str) -> KeptAnswer | None:
    """The answer that counts."""
    return _LATEST.one(connection, tenant=tenant, attempt=attempt_id, name=name)
