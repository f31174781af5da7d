"""What is behind a standard's level: how it was counted, the trend, and the assessments."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from tmp_tui.pages.counted import counted, graph, percent_of, shown, trend
from tmp_tui.pages.delivery_words import assessment_route
from tmp_tui.pages.model import Fact, Row
from tmp_tui.pages.when import day_fact
from tmp_tui.pages.wording import points, titled
from tmp_tui.text import _
from tmp_tui.wire import Assessment, Attempt, ClassDocument, MineDocument, Result


class Taken(NamedTuple):
    """What one try said of a standard; `at` is 0 where nobody knows when."""

    result: Result
    at: int

    @property
    def percent(self) -> float | None:
        """The share of the points, None where there were none to get."""
        return percent_of(self.result.points, self.result.possible) if self.result.possible > 0 else None


class Results:
    """My results of a class, by standard; what they need is made when the first one is looked at."""

    def __init__(self, document: ClassDocument, mine: MineDocument, class_id: str, now: float) -> None:
        self._document, self._mine, self._class_id, self._now = document, mine, class_id, now
        self._when: dict[int, Fact] = {}

    def __contains__(self, standard: int) -> bool:
        return standard in self._by_standard

    def beneath(self, standard: int, key: str, depth: int, *, quiet: bool) -> list[Row]:
        """The rows under an opened standard, assessments newest first; `quiet` says nothing where there are none."""
        taken = self._taken(standard)
        withheld = standard in self._withheld
        if not taken and not withheld:
            return [] if quiet else [Row(_("No assessment behind it yet."), key=f"{key}/none", depth=depth)]
        rows = [] if withheld else list(self._told(standard, taken, key, depth))
        if withheld:
            rows = [Row(_("Some results behind it are not shown yet."), key=f"{key}/withheld", depth=depth)]
        drawn = len(taken) > 1
        seen: dict[int, int] = defaultdict(int)
        for one in reversed(taken):
            number = one.result.assessment
            seen[number] += 1
            again = f"/{seen[number]}" if seen[number] > 1 else ""
            rows.append(self._row(one, f"{key}/{number}{again}", depth, drawn=drawn))
        return rows

    def _told(self, standard: int, taken: Sequence[Taken], key: str, depth: int) -> Iterator[Row]:
        """How the level was counted, and the trend, where all of the numbers are known."""
        percents = [one.percent for one in taken if one.percent is not None]
        how = counted(self._document.method, self._document.cuts, percents, self._percent.get(standard))
        for name, words, text in (
            ("counted", self._counted_name, how),
            ("trend", _("Trend"), trend(percents)),
        ):
            if text:
                fact = Fact(name, words, text, ", ".join(map(str, percents)))
                yield Row(words, (fact,), key=f"{key}/{name}", depth=depth)

    def _row(self, one: Taken, key: str, depth: int, *, drawn: bool) -> Row:
        """An assessment; `drawn` adds a bar, so that one above the other they show the way."""
        result = one.result
        assessment = self._assessments.get(result.assessment)
        title = titled(assessment.title) if assessment is not None else _("An assessment no longer listed")
        facts = [Fact("points", self._points_name, points(result.points, result.possible))]
        if one.percent is not None:
            share = self._percent_words.format(percent=shown(one.percent))
            facts.append(Fact("percent", self._percent_name, share, str(one.percent)))
        if one.at:
            facts.append(self._when_fact(one.at))
        if drawn and one.percent is not None:
            facts.append(Fact("graph", self._graph_name, graph(one.percent)))
        go = assessment_route(self._class_id, result.assessment) if assessment is not None else None
        return Row(title, tuple(facts), go, key, depth)

    def _when_fact(self, at: int) -> Fact:
        fact = self._when.get(at)
        if fact is None:
            fact = self._when[at] = day_fact("when", _("When"), at, self._now)
        return fact

    def _taken(self, standard: int) -> list[Taken]:
        """The oldest first."""
        taken: list[Taken] = []
        by_assessment: dict[int, list[Result]] = defaultdict(list)
        for result in self._by_standard.get(standard, ()):
            by_assessment[result.assessment].append(result)
        for assessment, results in by_assessment.items():
            taken += map(Taken, results, self._times(assessment, len(results)))
        return sorted(taken, key=lambda one: one.at)

    def _times(self, assessment: int, count: int) -> list[int]:
        """When each of my results of an assessment came about; the newest time where they cannot be told apart."""
        scored = [attempt.at for attempt in self._attempts.get(assessment, ()) if attempt.state == "scored"]
        return sorted(scored) if len(scored) == count else [self._at(assessment)] * count

    def _at(self, assessment: int) -> int:
        """When I took it last, else when it was given."""
        taken = [attempt.at for attempt in self._attempts.get(assessment, ()) if attempt.state != "started"]
        given = self._assessments.get(assessment)
        return max(taken) if taken else given.given_at if given is not None else 0

    @cached_property
    def _by_standard(self) -> dict[int, list[Result]]:
        found: dict[int, list[Result]] = defaultdict(list)
        for result in self._mine.results:
            found[result.standard].append(result)
        return found

    @cached_property
    def _attempts(self) -> dict[int, list[Attempt]]:
        found: dict[int, list[Attempt]] = defaultdict(list)
        for attempt in self._mine.attempts:
            found[attempt.assessment].append(attempt)
        return found

    @cached_property
    def _withheld(self) -> set[int]:
        """The standards of assessments that are scored, but whose scores I am not shown."""
        return {
            standard
            for attempt in self._mine.attempts
            if attempt.state == "scored" and attempt.points < 0 and attempt.assessment in self._assessments
            for standard in self._assessments[attempt.assessment].standards
        }

    @cached_property
    def _percent(self) -> dict[int, int]:
        return {level.standard: level.percent for level in self._mine.levels}

    @cached_property
    def _assessments(self) -> dict[int, Assessment]:
        return {assessment.number: assessment for assessment in self._document.assessments}

    @cached_property
    def _points_name(self) -> str:
        return _("Points")

    @cached_property
    def _percent_name(self) -> str:
        return _("Percent")

    @cached_property
    def _percent_words(self) -> str:
        return _("{percent} %")

    @cached_property
    def _graph_name(self) -> str:
        return _("Graph")

    @cached_property
    def _counted_name(self) -> str:
        return _("How it was counted")
