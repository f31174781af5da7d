"""What a student sees of their own attempt once it was handed in: what staff released, switch by switch (G29)."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, case, func, select

from tmp_portal.accounts.tokens import Caller
from tmp_portal.assessments.released import released
from tmp_portal.attempts import queries, service
from tmp_portal.attempts.key import key_is_due
from tmp_portal.attempts.paper import item_of, known
from tmp_portal.attempts.refusals import NotHandedIn
from tmp_portal.attempts.standing import Standing
from tmp_portal.db.attempts import attempt_items, item_scores
from tmp_portal.db.metadata import same
from tmp_portal.db.students_work import assessments, attempts, deliveries
from tmp_portal.items.model import needs_person
from tmp_portal.items.scoring import correct_responses
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import interactions
from tmp_tui.wire.review import Analysis, Question, Review

ONLY_SCORED = {"score", "analysis"}
SMALLEST_GROUP = 5  # scored attempts: a share of fewer would tell of a single student
ROUNDING = 1e-9  # points
_VALUES = msgspec.json.Decoder(Values)


def review(connection: Connection, caller: Caller, attempt_id: str) -> Review:
    """The caller's own attempt, as far as it is released; raises NotFound, NotHandedIn."""
    standing = service.mine(connection, caller, attempt_id)
    if standing.state == "started":
        raise NotHandedIn
    row = _facts(connection, standing)
    on = released(row)
    shown = [name for name in on if _is_due(connection, standing, row, name)]
    is_scored = "score" in shown
    return Review(
        id=attempt_id,
        class_id=standing.class_id,
        assessment=row.number,
        title=row.title,
        state=standing.state,
        submitted_at=row.submitted_at,
        receipt=service.receipt(connection, standing),
        points=row.points if is_scored else -1,
        possible=row.possible if is_scored else -1,
        shown=shown,
        later=[name for name in on if name not in shown],
        questions=_questions(connection, standing, shown),
    )


def _facts(connection: Connection, standing: Standing) -> Any:
    """The attempt's delivery, with its title and what the attempt came to."""
    return connection.execute(
        select(
            deliveries, assessments.c.title, attempts.c.submitted_at, attempts.c.points, attempts.c.possible
        )
        .select_from(attempts.join(deliveries).join(assessments))
        .where(attempts.c.tenant == standing.tenant, attempts.c.id == standing.attempt_id)
    ).one()


def _is_due(connection: Connection, standing: Standing, row: Any, name: str) -> bool:
    """Whether what was released may be shown now."""
    if name in ONLY_SCORED:
        return standing.state == "scored"
    return name != "key" or key_is_due(connection, standing, row)


def _questions(connection: Connection, standing: Standing, shown: list[str]) -> list[Question]:
    seed = queries.facts(connection, standing.tenant, standing.attempt_id).seed
    answers = queries.latest_answers(connection, standing.tenant, standing.attempt_id)
    analyses = _analyses(connection, standing, with_points="score" in shown) if "analysis" in shown else {}
    return [
        Question(
            number=number,
            id=row.name,
            item=item_of(row, row.name, seed) if "items" in shown else None,
            answer=_answer(answers, row.name) if "answers" in shown else None,
            key=_key(row, seed) if "key" in shown else None,
            analysis=analyses.get(row.name),
        )
        for number, row in enumerate(
            queries.items_taken(connection, standing.tenant, standing.attempt_id), start=1
        )
    ]


def _answer(answers: Mapping[str, Any], name: str) -> Values:
    return _VALUES.decode(answers[name].content) if name in answers else {}


def _key(row: Any, seed: int) -> Values | None:
    """The correct response as an answer would be; none where a person scores, or where no key is declared."""
    if row.by_hand:
        return None
    stored = known(row).stored
    places = {asked.response for asked in interactions(stored.item) if not needs_person(asked)}
    key = correct_responses(stored.scoring, seed=seed)
    return {response: texts for response, texts in key.items() if response in places} or None


def _analyses(connection: Connection, standing: Standing, *, with_points: bool) -> dict[str, Analysis]:
    shares = _shares(connection, standing)
    rows = queries.scores(connection, standing.tenant, standing.attempt_id)
    return {
        row.name: Analysis(
            points=row.points if with_points else -1,
            possible=row.worth if with_points else -1,
            full=shares.get(row.name, -1),
        )
        for row in rows
    }


def _shares(connection: Connection, standing: Standing) -> dict[str, int]:
    """By question, the percentage of the delivery's scored attempts that have full points in it."""
    is_full = case((item_scores.c.points >= attempt_items.c.points - ROUNDING, 1), else_=0)
    rows = connection.execute(
        select(attempt_items.c.name, func.count().label("all"), func.sum(is_full).label("full"))
        .select_from(
            attempts.join(attempt_items, same(attempt_items.c.attempt_id, attempts.c.id)).join(
                item_scores,
                and_(
                    same(item_scores.c.attempt_id, attempt_items.c.attempt_id),
                    item_scores.c.name == attempt_items.c.name,
                ),
            )
        )
        .where(
            attempts.c.tenant == standing.tenant,
            attempts.c.delivery_id == standing.delivery_id,
            attempts.c.state == "scored",
        )
        .group_by(attempt_items.c.name)
    )
    return {row.name: 100 * row.full // row.all for row in rows if row.all >= SMALLEST_GROUP}
