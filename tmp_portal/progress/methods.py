"""How several results become one: the methods of Mastery Connect and Canvas, and the numbers that they used.

Sources: Mastery Connect's "Proficiency calculations" (community.canvaslms.com, ta-p/386970) and the behaviour of Canvas's
outcome rollups. Results are on one scale, percent in the portal; what was not assessed is None and is never counted as 0.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from tmp_portal.progress.levels import CUTS, level_of

RATES = {"decaying_average": range(50, 101), "canvas_weighted": range(1, 100)}  # allowed, in percent
COUNTS = range(1, 11)  # allowed for n_mastery
NAMES = ("most_recent", "highest", "average", "mode", *RATES, "n_mastery")
EACH_QUESTION_ALONE = (
    "highest",
    "mode",
    "n_mastery",
)  # the others merge the results of one quiz, as Canvas does


class UnknownMethod(ValueError):
    """The text names no method, or gives it a setting that it does not have."""


@dataclass(frozen=True)
class Result:
    """One result of a standard: when (seconds; None counts as before all others), and the quiz that it is a part of,
    in which it weighs as many points as were `possible`."""

    value: float | None
    at: int | None = None
    quiz: str = ""
    possible: float = 1.0


@dataclass(frozen=True)
class Method:
    """A method and its settings; without a `threshold`, n_mastery counts from where Mastery begins."""

    name: str = "most_recent"
    rate: int = 65
    n: int = 3
    threshold: float | None = None

    def __post_init__(self) -> None:
        rated = self.name not in RATES or self.rate in RATES[self.name]
        limited = self.threshold is None or math.isfinite(self.threshold)
        if self.name not in NAMES or not rated or self.n not in COUNTS or not limited:
            raise UnknownMethod(str(self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "most_recent", "decaying_average:65", "n_mastery:3" or "n_mastery:3:75"; a rate may be left out.

        Raises `UnknownMethod`.
        """
        name, *settings = text.split(":")
        try:
            match settings:
                case []:
                    return cls(name)
                case [rate] if name in RATES:
                    return cls(name, rate=int(rate))
                case [n] if name == "n_mastery":
                    return cls(name, n=int(n))
                case [n, threshold] if name == "n_mastery":
                    return cls(name, n=int(n), threshold=float(threshold))
        except ValueError as error:
            raise UnknownMethod(text) from error
        raise UnknownMethod(text)

    @property
    def text(self) -> str:
        """The short text that `parse` reads, with the settings that the method has."""
        if self.name in RATES:
            return f"{self.name}:{self.rate}"
        if self.name == "n_mastery":
            return f"{self.name}:{self.n}" + (
                "" if self.threshold is None else f":{self.threshold}".removesuffix(".0")
            )
        return self.name


MOST_RECENT = Method()


@dataclass(frozen=True)
class Explained:
    """What a method made of results, rounded to 2 decimals, and the numbers that it used, oldest first.

    None is not assessed. n_mastery shows the results that count even when they are too few.
    """

    value: float | None
    numbers: tuple[float, ...] = ()


def explain(method: Method, results: Iterable[Result], cuts: Sequence[float] = ()) -> Explained:
    """One value from results in any order; of those with the same time the later one in the sequence is the newer.

    With `cuts`, mode takes results of one level as the same, as Mastery Connect does, and gives their mean.
    """
    dated = sorted((one for one in results if one.value is not None), key=lambda one: one.at or 0)
    numbers = _numbers(dated if method.name in EACH_QUESTION_ALONE else _merged(dated))
    if not numbers:
        return Explained(None)
    match method.name:
        case "highest":
            value = max(numbers)
        case "average":
            value = mean(numbers)
        case "mode":
            value = mode(numbers, cuts)
        case "decaying_average":
            value = decaying_average(numbers, method.rate)
        case "canvas_weighted":
            value = canvas_weighted(numbers, method.rate)
        case "n_mastery":
            begins = method.threshold if method.threshold is not None else (cuts or CUTS)[:2][-1]
            return _n_mastery(numbers, method.n, begins)
        case _:
            numbers = numbers[-1:]
            value = numbers[0]
    return Explained(rounded(value), tuple(numbers))


def mean(numbers: Sequence[float]) -> float:
    """The average, the same in whichever order."""
    return math.fsum(numbers) / len(numbers)


def mode(numbers: Sequence[float], cuts: Sequence[float] = ()) -> float:
    """The most frequent number (or the mean of the most frequent level), of equally frequent ones the higher."""
    alike: dict[float, list[float]] = {}
    for number in numbers:
        same = rounded(number)
        alike.setdefault(level_of(same, tuple(cuts)) if cuts else same, []).append(number)
    _, most = max(alike.items(), key=lambda pair: (len(pair[1]), pair[0]))
    return mean(most)


def decaying_average(numbers: Sequence[float], rate: int) -> float:
    """Every next number counts `rate` percent, all before it together the rest (Canvas's standard decaying average)."""
    weight = rate / 100
    value = numbers[0]
    for number in numbers[1:]:
        value = value * (1 - weight) + number * weight
    return value


def canvas_weighted(numbers: Sequence[float], rate: int) -> float:
    """The newest number counts `rate` percent, the mean of the earlier ones the rest; a single one is itself."""
    if len(numbers) == 1:
        return numbers[0]
    weight = rate / 100
    return numbers[-1] * weight + mean(numbers[:-1]) * (1 - weight)


def rounded(value: float) -> float:
    """To 2 decimals, halves away from zero; what binary fractions add beyond 9 decimals does not decide a half."""
    return float(Decimal(str(round(value, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _n_mastery(numbers: list[float], n: int, begins: float) -> Explained:
    """The mean of all numbers that reach `begins`, once they are `n` (Canvas)."""
    reached = tuple(number for number in numbers if rounded(number) >= begins)
    return Explained(rounded(mean(reached)) if len(reached) >= n else None, reached)


def _merged(results: list[Result]) -> list[Result]:
    """Canvas's merging: each result of a quiz becomes the quiz's, weighted by points possible; others stay."""
    quizzes: dict[str, list[Result]] = {}
    for one in results:
        quizzes.setdefault(one.quiz, []).append(one)
    whole = {quiz: _weighted(parts) for quiz, parts in quizzes.items() if quiz}
    return [replace(one, value=whole.get(one.quiz, one.value)) for one in results]


def _weighted(parts: list[Result]) -> float:
    numbers = _numbers(parts)
    possible = math.fsum(part.possible for part in parts)
    if len(parts) == 1 or possible <= 0:
        return mean(numbers)
    return math.fsum(n * part.possible for n, part in zip(numbers, parts, strict=True)) / possible


def _numbers(results: list[Result]) -> list[float]:
    return [one.value for one in results if one.value is not None]
