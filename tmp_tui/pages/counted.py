"""How a level came about: the numbers that the class's method used, and where they go. Words first, picture after."""

import math
from collections.abc import Sequence
from itertools import pairwise

from tmp_tui.pages.levels import counts_from, needed
from tmp_tui.pages.wording import number
from tmp_tui.text import _

GRAPH = 10  # characters that stand for 100 %
SHOWN = 12  # numbers of a trend, the newest


def percent_of(points: float, possible: float) -> float:
    """Points out of points as percent, to 2 decimals as the portal counts."""
    return round(100 * points / possible, 2)


def shown(percent: float) -> str:
    """A percentage with at most one decimal, cut and not rounded: 79.96 is not yet the 80 that Mastery begins with."""
    return number(math.floor(round(percent * 10, 1)) / 10)


def counted(method: str, cuts: Sequence[int], percents: Sequence[float], percent: int | None) -> str:
    """Which results, the oldest first, made which percentage: "decaying average of 40, 60, 80: 70 %"; empty if unknown.

    `percent` is None where the standard is not assessed yet, though there are results: too few of them count.
    """
    name = method.split(":")[0]
    if name == "n_mastery":
        return _n_mastery(method, cuts, percents, percent)
    if percent is None or not percents:
        return ""
    if len(percents) == 1:
        return _("your only result so far: {percent} %").format(percent=percent)
    return _by(name).format(numbers=listed(percents), percent=percent)


def trend(percents: Sequence[float]) -> str:
    """Where results go, oldest first: "going up: 40, 60, 80 %"; empty for fewer than two."""
    newest = percents[-SHOWN:]
    if len(newest) < 2:
        return ""
    words = _("{direction}, oldest to newest: {numbers} %")
    if len(newest) < len(percents):
        words = _("{direction}, the newest {count}: {numbers} %")
    return words.format(direction=_direction(newest), numbers=listed(newest), count=SHOWN)


def graph(percent: float) -> str:
    """A bar of a fixed length in plain characters, which every terminal has: "########.."."""
    full = min(max(int(percent * GRAPH / 100), 0), GRAPH)
    return "#" * full + "." * (GRAPH - full)


def listed(percents: Sequence[float]) -> str:
    """Numbers with commas between, without needless decimals: "40, 66.6, 80"."""
    return ", ".join(map(shown, percents))


def _by(name: str) -> str:
    match name:
        case "most_recent":
            return _("your most recent result: {percent} %")
        case "highest":
            return _("highest of {numbers}: {percent} %")
        case "average":
            return _("average of {numbers}: {percent} %")
        case "mode":
            return _("of {numbers}, the average of those at your most frequent level: {percent} %")
        case "decaying_average":
            return _("decaying average of {numbers}: {percent} %")
        case "canvas_weighted":
            return _("weighted average of {numbers}: {percent} %")
    return "{numbers}: {percent} %"  # a method that a newer portal knows


def _n_mastery(method: str, cuts: Sequence[int], percents: Sequence[float], percent: int | None) -> str:
    begins, n = counts_from(method, cuts), needed(method)
    reached = [each for each in percents if each >= begins]
    if percent is not None:
        return _("average of the results from {begins} % up, {numbers}: {percent} %").format(
            begins=number(begins), numbers=listed(reached), percent=percent
        )
    words = _("{n} results from {begins} % up are needed, {count} so far")
    text = words.format(n=n, begins=number(begins), count=len(reached))
    return f"{text}: {listed(reached)}" if reached else text


def _direction(percents: Sequence[float]) -> str:
    pairs = list(pairwise(percents))
    if all(before == after for before, after in pairs):
        return _("the same each time")
    if all(before <= after for before, after in pairs):
        return _("going up")
    if all(before >= after for before, after in pairs):
        return _("going down")
    return _("up and down")
