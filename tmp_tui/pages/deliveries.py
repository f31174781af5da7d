"""The rules about an assessment that was given to a class, as one student meets them."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from tmp_tui.store.work import Work
from tmp_tui.wire import Allowed, Assessment, Attempt, ClassDocument, MineDocument


class Delivery(msgspec.Struct, frozen=True):
    """An assessment given to a class, my tries at it, and the moment for which questions are answered.

    `own` is what I have otherwise than the class, `here` what lies on this computer of the try that I am at.
    """

    assessment: Assessment
    tries: tuple[Attempt, ...]
    now: float
    own: Allowed | None = None
    here: Work | None = None

    @property
    def minutes(self) -> int:
        """My time limit; 0 is none."""
        return self.assessment.minutes if self.own is None else self.own.minutes

    @property
    def running(self) -> bool:
        """Whether I am at it: begun, and not handed in."""
        if self.here is not None and self.here.state != "handed-in":
            return True
        known = self.here.attempt if self.here is not None else ""
        return not self.closed and any(attempt.id != known or not known for attempt in self.begun)

    @property
    def deadline(self) -> int:
        """The end of the try that I am at; 0 is none."""
        known = self.here.deadline if self.here is not None and self.here.state != "handed-in" else 0
        return known or max((attempt.deadline for attempt in self.begun), default=0)

    @property
    def begun(self) -> tuple[Attempt, ...]:
        """My tries that the portal says are running."""
        return tuple(attempt for attempt in self.tries if attempt.state == "started")

    @property
    def finished(self) -> tuple[Attempt, ...]:
        """My tries that were handed in, oldest first."""
        return tuple(attempt for attempt in self.tries if attempt.state in ("submitted", "scored"))

    @property
    def last(self) -> Attempt | None:
        """My newest try that was handed in."""
        return self.finished[-1] if self.finished else None

    @property
    def complete(self) -> bool:
        """Whether I handed it in, and am not at it again."""
        return bool(self.finished) and not self.running

    @property
    def early(self) -> bool:
        """Whether it opens later."""
        return self.assessment.opens_at > self.now

    @property
    def closes_at(self) -> int:
        """The end of my window; 0 is none."""
        own = self.own.closes_at if self.own is not None else 0
        return own or self.assessment.closes_at

    @property
    def closed(self) -> bool:
        """Whether my window is over."""
        return 0 < self.closes_at <= self.now

    @property
    def left(self) -> int | None:
        """How many tries I may still hand in; None is any number. One that was only started can be gone on with."""
        return max(0, self.allowed - len(self.finished)) if self.allowed > 0 else None

    @property
    def allowed(self) -> int:
        """How many tries I may hand in; 0 is any number."""
        more = self.own.more if self.own is not None and self.assessment.attempts > 0 else 0
        return self.assessment.attempts + more

    @property
    def open(self) -> bool:
        """Whether it can be taken now, wherever it is started."""
        return not self.early and not self.closed and self.left != 0

    @property
    def to_do(self) -> bool:
        """Whether it waits for me."""
        return self.running or (self.open and not self.complete)

    @property
    def startable(self) -> bool:
        """Whether it can be started here, without a Test ID."""
        return self.open and self.assessment.in_portal


def deliveries(
    document: ClassDocument, mine: MineDocument, now: float, work: Sequence[Work] = ()
) -> list[Delivery]:
    """Everything given to the class, newest first; `work` is what lies on this computer."""
    tries: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in sorted(mine.attempts, key=lambda attempt: attempt.at):
        tries[attempt.assessment].append(attempt)
    given = sorted(document.assessments, key=lambda assessment: -assessment.given_at)
    own = {allowed.assessment: allowed for allowed in mine.allowed}
    here = {each.assessment: each for each in work if each.class_id == document.id}
    return [
        Delivery(
            assessment,
            tuple(tries.get(assessment.number, ())),
            now,
            own.get(assessment.number),
            here.get(assessment.number),
        )
        for assessment in given
    ]


def soonest_first(found: list[Delivery]) -> list[Delivery]:
    """Those that close first come first, those that never close last."""
    return sorted(found, key=lambda delivery: delivery.closes_at or float("inf"))


def latest_first(found: list[Delivery]) -> list[Delivery]:
    """Those that I handed in last come first."""
    return sorted(found, key=lambda delivery: -(delivery.last.at if delivery.last else 0))
