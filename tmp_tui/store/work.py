"""The student's own work that lies in the journal, as pages tell of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from tmp_tui.store.journal_rows import CONFLICT

if TYPE_CHECKING:
    from tmp_tui.store.journal import Journal

WorkState = Literal["started", "handing-in", "handed-in", "refused"]


class Work(msgspec.Struct, frozen=True):
    """An attempt that has a paper here; `question` is where the student is, from 1.

    `answered` counts questions with an answer, `unsent` those whose answer the portal does not have, `refused` those whose
    answer it did not take.
    """

    attempt: str
    class_id: str
    assessment: int
    title: str
    state: WorkState
    question: int
    questions: int
    answered: int
    unsent: int
    deadline: int = 0
    refused: int = 0


def work_in(journal: "Journal") -> list[Work]:
    """Every attempt of the journal."""
    return [_work(journal, attempt) for attempt in journal.attempts()]


def handed_in(works: Sequence[Work]) -> dict[str, str]:
    """The attempts that are handed in, with their titles."""
    return {work.attempt: work.title for work in works if work.state == "handed-in"}


def unsent_in(journal: "Journal") -> int:
    """How many answers, and wishes to hand in, the portal does not have."""
    kinds = [entry.name.split(" ")[:3] for entry in journal.pending()]  # kind, attempt, item
    return len({tuple(name) for name in kinds if name[0] in ("answer", "submit")})


def undecided_in(journal: "Journal") -> int:
    """How many questions were answered at two places, in attempts that go on, and wait for the student to decide."""
    papers = filter(None, map(journal.paper, journal.attempts()))
    return sum(
        journal.conflict(paper.id, item.id) is not None
        for paper in papers
        if paper.state == "started"
        for item in paper.items
    )


def _work(journal: "Journal", attempt: str) -> Work:
    paper = journal.paper(attempt)
    assert paper is not None  # noqa: S101  (attempts() are those that have one)
    codes = {one.item: one.code for one in journal.refusals(attempt) if not one.settled}
    refused = {item for item, code in codes.items() if code != CONFLICT}
    states = [journal.state(attempt, item.id) for item in paper.items if item.id not in refused]
    return Work(
        attempt=attempt,
        class_id=paper.class_id,
        assessment=paper.assessment,
        title=paper.title,
        state=_state(journal, attempt, paper.state),
        question=journal.marks(attempt).position + 1,
        questions=len(paper.items),
        answered=sum(bool(journal.values(attempt, item.id)) for item in paper.items),
        unsent=sum(state in ("on-this-computer", "not-saved") for state in states),
        deadline=paper.deadline,
        refused=len(refused),
    )


def _state(journal: "Journal", attempt: str, on_portal: str) -> WorkState:
    submission = journal.submission(attempt)
    if on_portal != "started" or (submission is not None and submission.receipt is not None):
        return "handed-in"
    if submission is None:
        return "started"
    return "refused" if submission.code else "handing-in"
