"""A local copy in memory, and the small school as such a copy, whole or with something changed."""

import msgspec

from tests.support.documents import ADA, ALGEBRA, ARITHMETIC, BIOLOGY, DAY, MINE, NOW
from tmp_tui.store.freshness import Freshness
from tmp_tui.store.work import Work
from tmp_tui.wire import (
    Assessment,
    Attempt,
    ClassDocument,
    ClassEntry,
    Me,
    MineDocument,
    Result,
    Standard,
    StandardLevel,
)
from tmp_tui.wire.accounts import AccountSettings
from tmp_tui.wire.review import Review


class MemoryCopy:
    """Documents handed in; None stands for those that have not come."""

    def __init__(
        self,
        me: Me | None = None,
        classes: dict[str, ClassDocument] | None = None,
        mine: dict[str, MineDocument] | None = None,
        *,
        now: float = NOW,
        freshness: Freshness | None = None,
    ) -> None:
        self.documents: tuple[Me | None, dict[str, ClassDocument], dict[str, MineDocument]] = (
            me,
            classes or {},
            mine or {},
        )
        self.time = now
        self.works: list[Work] = []
        self.reviews: dict[str, Review] = {}
        self.account: AccountSettings | None = None
        self.freshness = freshness or Freshness(at=NOW if me is not None else 0)

    def me(self) -> Me | None:
        """Who I am."""
        return self.documents[0]

    def class_(self, class_id: str) -> ClassDocument | None:
        """The class's part."""
        return self.documents[1].get(class_id)

    def mine(self, class_id: str) -> MineDocument | None:
        """My part of the class."""
        return self.documents[2].get(class_id)

    def now(self) -> float:
        """The time that was handed in."""
        return self.time

    def review(self, attempt: str) -> Review | None:
        """What was handed in as released."""
        return self.reviews.get(attempt)

    def settings(self) -> AccountSettings | None:
        """What was handed in as said of the account."""
        return self.account

    def work(self) -> list[Work]:
        """What was handed in as being taken."""
        return self.works


def school_copy(now: float = NOW, freshness: Freshness | None = None) -> MemoryCopy:
    """Ada's copy: two current classes, one to begin, one past."""
    return MemoryCopy(
        ADA,
        {"alg": ALGEBRA, "bio": BIOLOGY, "fut": ClassDocument("fut", "Geometry"), "old": ARITHMETIC},
        {"alg": MINE, "bio": MineDocument(), "fut": MineDocument(), "old": MineDocument()},
        now=now,
        freshness=freshness,
    )


def with_mine(mine: MineDocument) -> MemoryCopy:
    """Ada's copy with another part of hers in Algebra 1."""
    copy = school_copy()
    copy.documents[2]["alg"] = mine
    return copy


def with_algebra(**changes: object) -> MemoryCopy:
    """Ada's copy with something of Algebra 1 changed."""
    copy = school_copy()
    copy.documents[1]["alg"] = msgspec.structs.replace(ALGEBRA, **changes)
    return copy


def big_copy(standards: int = 703, results: int = 2_000) -> MemoryCopy:
    """One class with a whole framework in it: groups of ten, three deep, every leaf assessed about three times."""
    tree = [
        Standard(
            f"7.NS.{n}",
            f"Standard number {n}: apply and extend what was understood before.",
            _depth(n),
            _depth(n) == 2,
        )
        for n in range(standards)
    ]
    assessments = [Assessment(n, f"a{n}", f"Quiz {n}", NOW - n * DAY) for n in range(1, 51)]
    levels = [StandardLevel(n, 1 + n % 3, n % 101) for n in range(0, standards, 2)]
    leaves = [position for position in range(standards) if _depth(position) == 2]
    found = [Result(leaves[n % len(leaves)], 1 + n % 50, n % 5, 4) for n in range(results)]
    attempts = [Attempt(n, "scored", NOW - n * DAY, 3, 4) for n in range(1, 51)]
    document = ClassDocument("big", "Mathematics", ["Ms. Ortega"], standards=tree, assessments=assessments)
    me = msgspec.structs.replace(ADA, classes=[ClassEntry("big", "Mathematics", ["Ms. Ortega"])])
    return MemoryCopy(me, {"big": document}, {"big": MineDocument(levels, attempts, found)})


def _depth(position: int) -> int:
    return 0 if position % 50 == 0 else 1 if position % 10 == 0 else 2
