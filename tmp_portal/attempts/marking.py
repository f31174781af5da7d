"""What a person needs to score a question: what was asked, what was answered, what its rubric says."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tmp_portal.attempts import queries
from tmp_portal.attempts.paper import item_of, known
from tmp_portal.attempts.standing import Standing, standing_of
from tmp_portal.db.attempts import item_scores
from tmp_portal.errors import NotDone
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import Block, Cell, Option, Part

_VALUES = msgspec.json.Decoder(Values)


@dataclass(frozen=True)
class Marked:
    """A question of an attempt with its answer; `points` None waits for a person, for `reason`."""

    question: int
    name: str
    asked: str
    answer: Values
    rubric: str
    points: float | None
    worth: float
    reason: str


def submitted(connection: Connection, tenant: str, attempt_id: str) -> Standing:
    """An attempt that was handed in; raises NotDone."""
    standing = standing_of(connection, tenant, attempt_id)
    if standing is None:
        raise NotDone(f"there is no attempt {attempt_id!r}. List what waits: tmp-portal score")
    if standing.state == "started":
        raise NotDone("that attempt is not handed in yet. It can be scored once it is")
    return standing


def marked(connection: Connection, tenant: str, attempt_id: str) -> list[Marked]:
    """The questions of an attempt that was handed in, in its order; raises NotDone."""
    submitted(connection, tenant, attempt_id)
    seed = queries.facts(connection, tenant, attempt_id).seed
    answers = queries.latest_answers(connection, tenant, attempt_id)
    mine = item_scores.c.tenant == tenant, item_scores.c.attempt_id == attempt_id
    scores = {row.name: row for row in connection.execute(select(item_scores).where(*mine))}
    return [
        Marked(
            question=number,
            name=row.name,
            asked=plain(item_of(row, row.name, seed).body),
            answer=_VALUES.decode(answers[row.name].content) if row.name in answers else {},
            rubric=plain(known(row).stored.rubric),
            points=scores[row.name].points,
            worth=row.worth,
            reason=scores[row.name].needs_staff,
        )
        for number, row in enumerate(queries.items_taken(connection, tenant, attempt_id), start=1)
    ]


def plain(blocks: list[Block]) -> str:
    """The words of blocks, a line for each."""
    return "\n".join(line for block in blocks for line in _lines(block) if line.strip())


def _lines(part: Any) -> list[str]:
    """The words of a block, of its content and its options."""
    if isinstance(part, list):
        if any(isinstance(one, str) for one in part):
            return ["".join(_run(one) for one in part)]
        return [line for one in part for line in _lines(one)]
    if isinstance(part, Option):
        return [f"{part.identifier}: {' '.join(_lines(part.content))}"]
    if isinstance(part, str):
        return [part]
    if not isinstance(part, Part | Cell):
        return []
    words = [getattr(part, name) for name in ("text", "alt") if isinstance(getattr(part, name, None), str)]
    inner = [value for name in part.__struct_fields__ if isinstance(value := getattr(part, name), list)]
    return words + [line for value in inner for line in _lines(value)]


def _run(run: Any) -> str:
    return run if isinstance(run, str) else " ".join(_lines(run)) or "____"
