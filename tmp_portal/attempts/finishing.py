"""Handing in: the receipt, the score of each item, and with the last of them the attempt's and each standard's."""

import os
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, update

from tmp_portal.attempts import queries
from tmp_portal.attempts.paper import is_blank, known
from tmp_portal.attempts.standing import Standing
from tmp_portal.clock import now
from tmp_portal.db.attempts import attempt_papers, item_scores
from tmp_portal.db.students_work import attempts, standard_scores
from tmp_portal.items.scoring import score
from tmp_portal.progress import service as progress
from tmp_portal.sync import documents
from tmp_tui.wire.attempts import Values

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH = 8
BY_HAND = "a person scores it"
_VALUES = msgspec.json.Decoder(Values)


def new_code() -> str:
    """A receipt's code: 40 random bits."""
    return "".join(CODE_ALPHABET[byte % 32] for byte in os.urandom(CODE_LENGTH))


def hand_in(
    connection: Connection, standing: Standing, at: int, *, key: str = "", confirmed_at: int | None = None
) -> None:
    """Let nothing change the attempt from here on, and score it; without a key its time was up."""
    tenant, attempt_id = standing.tenant, standing.attempt_id
    answers = {
        name: _VALUES.decode(row.content)
        for name, row in queries.latest_answers(connection, tenant, attempt_id).items()
    }
    connection.execute(
        update(attempts)
        .where(attempts.c.tenant == tenant, attempts.c.id == attempt_id)
        .values(state="submitted", submitted_at=at)
    )
    connection.execute(
        update(attempt_papers)
        .where(attempt_papers.c.tenant == tenant, attempt_papers.c.attempt_id == attempt_id)
        .values(
            submit_key=key,
            confirmed_at=confirmed_at,
            code=new_code(),
            handed_in_at=at,
            answered=sum(not is_blank(values) for values in answers.values()),
        )
    )
    _score_items(connection, standing, answers, at)
    settle(connection, standing)


def hand_in_if_over(connection: Connection, standing: Standing, moment: int) -> bool:
    """Hand in an attempt whose time is up, grace included, as of its deadline (G14); whether that was done."""
    if not standing.is_over(moment):
        return False
    hand_in(connection, standing, standing.time.deadline)
    return True


def score_again(connection: Connection, standing: Standing, name: str) -> None:
    """Score one item of an attempt that was handed in from its answer as it is now; points given by hand to it go."""
    tenant, attempt_id = standing.tenant, standing.attempt_id
    latest = queries.latest_answers(connection, tenant, attempt_id)
    answers = {one: _VALUES.decode(row.content) for one, row in latest.items()}
    seed = queries.facts(connection, tenant, attempt_id).seed
    row = next(row for row in queries.items_taken(connection, tenant, attempt_id) if row.name == name)
    points, needs_staff = _points(row, answers.get(name, {}), seed)
    connection.execute(
        update(item_scores)
        .where(
            item_scores.c.tenant == tenant,
            item_scores.c.attempt_id == attempt_id,
            item_scores.c.name == name,
        )
        .values(points=points, needs_staff=needs_staff, scored_by=None, at=int(now()))
    )
    connection.execute(
        update(attempt_papers)
        .where(attempt_papers.c.tenant == tenant, attempt_papers.c.attempt_id == attempt_id)
        .values(answered=sum(not is_blank(values) for values in answers.values()))
    )
    connection.execute(
        update(attempts)
        .where(attempts.c.tenant == tenant, attempts.c.id == attempt_id)
        .values(state="submitted", points=None, possible=None)
    )
    settle(connection, standing)
    if points is None:  # until a person has scored it, the attempt says nothing of any standard
        progress.recompute(connection, tenant, standing.class_id, [standing.user_id])


def settle(connection: Connection, standing: Standing) -> None:
    """Once every item has its score, give the attempt and its standards theirs, and compute the levels anew."""
    tenant, attempt_id = standing.tenant, standing.attempt_id
    rows = queries.scores(connection, tenant, attempt_id)
    if any(row.points is None for row in rows):
        documents.mine_changed(connection, tenant, standing.class_id, [standing.user_id])
        return
    connection.execute(
        update(attempts)
        .where(attempts.c.tenant == tenant, attempts.c.id == attempt_id)
        .values(
            state="scored",
            points=max(0.0, sum(row.points for row in rows)),
            possible=sum(row.worth for row in rows),
        )
    )
    connection.execute(
        delete(standard_scores).where(
            standard_scores.c.tenant == tenant, standard_scores.c.attempt_id == attempt_id
        )
    )
    if parts := _by_standard(connection, tenant, rows):
        connection.execute(
            insert(standard_scores),
            [
                {
                    "tenant": tenant,
                    "attempt_id": attempt_id,
                    "standard_id": standard_id,
                    "points": max(0.0, points),
                    "possible": possible,
                }
                for standard_id, (points, possible) in parts.items()
            ],
        )
    progress.recompute(connection, tenant, standing.class_id, [standing.user_id])


def _by_standard(connection: Connection, tenant: str, rows: list[Any]) -> dict[str, tuple[float, float]]:
    """Points and possible points for each standard, of the items that are aligned to it."""
    standards: dict[str, list[str]] = {}
    for item_id, standard_id in queries.aligned(connection, tenant, [row.item_id for row in rows]):
        standards.setdefault(item_id, []).append(standard_id)
    parts: dict[str, tuple[float, float]] = {}
    for row in rows:
        for standard_id in standards.get(row.item_id, ()):
            points, possible = parts.get(standard_id, (0.0, 0.0))
            parts[standard_id] = points + row.points, possible + row.worth
    return parts


def _score_items(connection: Connection, standing: Standing, answers: Mapping[str, Values], at: int) -> None:
    seed = queries.facts(connection, standing.tenant, standing.attempt_id).seed
    rows = []
    for row in queries.items_taken(connection, standing.tenant, standing.attempt_id):
        points, needs_staff = _points(row, answers.get(row.name, {}), seed)
        rows.append(
            {
                "tenant": standing.tenant,
                "attempt_id": standing.attempt_id,
                "name": row.name,
                "points": points,
                "needs_staff": needs_staff,
                "at": at,
            }
        )
    connection.execute(insert(item_scores), rows)


def _points(row: Any, values: Values, seed: int) -> tuple[float | None, str]:
    """What an answer is worth here, or None and why a person is to say; a blank is worth nothing at once."""
    if row.by_hand:
        return (0.0, "") if is_blank(values) else (None, BY_HAND)
    outcomes = score(known(row).stored.scoring, values, seed=seed)
    if outcomes.score is None:
        return (0.0, "") if is_blank(values) else (None, outcomes.needs_staff)
    most = outcomes.maximum or row.points or 1.0
    return min(outcomes.score / most, 1.0) * row.worth, ""
