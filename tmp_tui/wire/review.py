"""What a student sees of an attempt that was handed in: as much as staff released, and nothing else."""

from tmp_tui.wire.attempts import Receipt, Values
from tmp_tui.wire.base import Wire
from tmp_tui.wire.items import Item


class Analysis(Wire):
    """How a question went: my `points` of the `possible` ones (-1: not released), and of how many percent of the class's
    scored attempts it got full points (-1: too few of them to say)."""

    points: float = -1
    possible: float = -1
    full: int = -1


class Question(Wire):
    """A question of an attempt, in the attempt's own order from 1; what is not released is not there.

    An `answer` without values is a blank. `key` is in the form of an answer, none where a person scores.
    """

    number: int
    id: str
    item: Item | None = None
    answer: Values | None = None
    key: Values | None = None
    analysis: Analysis | None = None


class Review(Wire):
    """An attempt after it was handed in: `state` is `submitted` while a person is still to score it, then `scored`.

    `shown` is what of `score`, `items`, `answers`, `key`, `analysis` is in here; `later` is released too, and comes
    once the attempt is scored, or for the key once nobody takes the assessment any more. Points are -1 until then.
    """

    id: str
    class_id: str
    assessment: int
    title: str
    state: str
    submitted_at: int
    receipt: Receipt
    points: float = -1
    possible: float = -1
    shown: list[str] = []
    later: list[str] = []
    questions: list[Question] = []
