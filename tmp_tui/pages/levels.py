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


def method_name(method: str) -> str:
    """What the method is called; one that a newer portal knows has its own name."""
    known = {
        "most_recent": _("most recent assessment"),
        "highest": _("highest result"),
        "average": _("average of all results"),
        "mode": _("most frequent level"),
        "decaying_average": _("decaying average"),
        "canvas_weighted": _("weighted average"),
        "n_mastery": _("enough results at Mastery"),
    }
    return known.get(method.split(":")[0], method)


def method_words(method: str) -> str:
    """How levels are computed from several assessments; a method that a newer portal knows is its own name."""
    name, *settings = method.split(":")
    rate, n = _whole(settings, 65), _whole(settings, 3)
    at_mastery = _("the average of your results at Mastery counts, once you have {n} of them")
    from_percent = _("the average of your results from {percent} % up counts, once you have {n} of them")
    known = {
        "most_recent": _("your most recent assessment counts"),
        "highest": _("your highest result counts"),
        "average": _("the average of all your results counts"),
        "mode": _("the level that you reached most often counts, and the average of your results at it"),
        "decaying_average": _("decaying average: each new result counts {rate} %, all before it {rest} %"),
        "canvas_weighted": _(
            "weighted average: the newest result counts {rate} %, the average of the earlier ones {rest} %"
        ),
        "n_mastery": from_percent if len(settings) > 1 else at_mastery,
    }
    if name not in known:
        return method
    return known[name].format(rate=rate, rest=100 - rate, n=n, percent=settings[-1] if settings else "")


def counts_from(method: str, cuts: Sequence[int]) -> float:
    """From which percentage a result counts, where the method is n_mastery."""
    threshold = method.split(":")[2:3]
    try:
        return float(*threshold) if threshold else sorted(cuts)[:2][-1]
    except (ValueError, IndexError):
        return 0


def needed(method: str) -> int:
    """How many results have to count, where the method is n_mastery."""
    return _whole(method.split(":")[1:], 3)


def _whole(settings: Sequence[str], otherwise: int) -> int:
    return int(settings[0][:4]) if settings and settings[0].isascii() and settings[0].isdigit() else otherwise


def cuts_words(cuts: Sequence[int]) -> str:
    """From which percentage a level begins, highest first: "Mastery from 80 %, Near Mastery from 50 %, Remediation
    below that"."""
    begin = [
        _("{level} from {percent} %").format(level=word, percent=cut)
        for word, cut in zip(level_words()[2:], sorted(cuts), strict=False)
    ]
    lowest = [_("{level} below that").format(level=level_words()[1])] if begin else []
    return ", ".join([*reversed(begin), *lowest])
