"""Levels of mastery in words; nothing here is said by colour alone."""

from bisect import bisect_right
from collections.abc import Sequence

from tmp_tui.pages.model import Fact
from tmp_tui.text import _

CODES = ("not_assessed", "remediation", "near_mastery", "mastery", "exceeds")


def level_words() -> tuple[str, ...]:
    """The words, by level from 0 (not assessed, which is no score) to 4."""
    return (_("Not assessed"), _("Remediation"), _("Near Mastery"), _("Mastery"), _("Exceeds"))


def level_facts() -> tuple[Fact, ...]:
    """What is said of a standard at each level from 0 to 4."""
    name = _("Level")
    return tuple(Fact("level", name, word, code) for word, code in zip(level_words(), CODES, strict=True))


def level_of(points: float, possible: float, cuts: Sequence[int]) -> int:
    """The level that points out of points reach; 0 where nothing was possible."""
    if possible <= 0:
        return 0
    return min(1 + bisect_right(sorted(cuts), points * 100 / possible), len(CODES) - 1)


def method_words(method: str) -> str:
    """How levels are computed from several assessments."""
    known = {
        "most_recent": _("most recent assessment"),
        "highest": _("highest result"),
        "average": _("average of all results"),
        "mode": _("most frequent result"),
        "decaying_average": _("decaying average, newer results count more"),
        "weighted_decaying_average": _("weighted decaying average, newer results count more"),
        "n_mastery": _("number of results at Mastery"),
    }
    return known.get(method, method)


def cuts_words(cuts: Sequence[int]) -> str:
    """From which percentage a level begins, highest first: "Mastery from 80 %, Near Mastery from 50 %"."""
    begin = [
        _("{level} from {percent} %").format(level=word, percent=cut)
        for word, cut in zip(level_words()[2:], sorted(cuts), strict=False)
    ]
    return ", ".join(reversed(begin))
