"""Taking an assessment: start, answer, submit; each with a key that the app makes, so that 1 to n deliveries are one effect.

Times are whole seconds since 1970 by the portal's clock. An answer's `version` counts from 1 for each item of an attempt;
`base` is the version that the app last knew to be on the portal (0: none), and the portal takes an answer only on top of
exactly that one (compare-and-set), or again if it is the very answer that it has (same `key`).
"""

import msgspec

from tmp_tui.wire.base import Wire
from tmp_tui.wire.items import Item
from tmp_tui.wire.problem import Problem

Values = dict[str, list[str]]

LARGEST_ANSWER = 65_536  # bytes of all texts of an answer; files are counted apart (`tmp_tui.wire.uploads`)


class Start(Wire):
    """Begin an attempt, or get the one that this key began; `place` names the computer, for other places to read."""

    key: str
    place: str = ""
    test_id: str = ""


class TakeOver(Wire):
    """Make this place the one that writes; the other becomes read-only."""

    key: str
    place: str = ""


class Answer(Wire):
    """One version of the answer to one item; empty `values` are a blank. `at` is when the student gave it."""

    key: str
    writer: str
    version: int
    base: int
    values: Values
    at: int


class Kept(Wire):
    """An answer as the portal has it."""

    item: str
    version: int
    values: Values
    at: int


class Saved(Wire):
    """The durable acknowledgement of exactly this version; `deadline` as it is now (0: none), `now` the portal's clock."""

    item: str
    version: int
    deadline: int
    now: int


class Marks(Wire):
    """Where the student is and what they marked: item ids flagged, notes by item id, options struck out by item id.

    `writer` is whose place it is, as in an answer; the portal never sends it.
    """

    position: int = 0
    flagged: list[str] = []
    notes: dict[str, str] = {}
    struck: dict[str, list[str]] = {}
    writer: str = ""


class Submit(Wire):
    """Hand in; `at` is when the student confirmed it, `writer` whose place it is."""

    key: str
    writer: str
    at: int


class Receipt(Wire):
    """What a student can keep, and staff can verify: a short code, the time, how many of how many were answered."""

    code: str
    at: int
    answered: int
    questions: int


class Paper(Wire):
    """An attempt as its student gets it: the items in this attempt's own order, what was answered, how long there is.

    `deadline` 0 is none; `cut_by` says what set it: `limit`, `window` or nothing. `grace` is for how many seconds after
    the deadline an answer that was given before it still counts. `writer` is empty at a place that may only read; then
    `open_at` and `open_since` tell where and since when it is open. `state` is started, submitted or scored.
    """

    id: str
    class_id: str
    assessment: int
    title: str
    state: str
    started_at: int
    now: int
    items: list[Item] = []
    answers: list[Kept] = []
    marks: Marks = msgspec.field(default_factory=Marks)  # Litestar's description of the API hashes defaults
    deadline: int = 0
    cut_by: str = ""
    grace: int = 0
    offline: bool = True
    writer: str = ""
    open_at: str = ""
    open_since: int = 0
    receipt: Receipt | None = None


class AttemptProblem(Problem):
    """A refusal with what the app needs to go on.

    `conflict` has the portal's own answer (`kept`, none: the portal has no answer), `not-the-writer` the place that
    writes, `already-submitted` the receipt.
    """

    kept: Kept | None = None
    open_at: str = ""
    open_since: int = 0
    receipt: Receipt | None = None
