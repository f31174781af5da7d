"""The assessments behind a standard's level."""

from collections import defaultdict
from functools import cached_property

from tmp_tui.pages.delivery_words import assessment_route
from tmp_tui.pages.model import Fact, Row
from tmp_tui.pages.when import day_fact
from tmp_tui.pages.wording import points, titled
from tmp_tui.text import _
from tmp_tui.wire import Assessment, ClassDocument, MineDocument, Result


class Results:
    """My results of a class, by standard; what they need is made when the first one is looked at."""

    def __init__(self, document: ClassDocument, mine: MineDocument, class_id: str, now: float) -> None:
        self._document, self._mine, self._class_id, self._now = document, mine, class_id, now
        self._when: dict[int, Fact] = {}

    def __contains__(self, standard: int) -> bool:
        return standard in self._by_standard

    def beneath(self, standard: int, key: str, depth: int, *, quiet: bool) -> list[Row]:
        """The rows under an opened standard, newest first; `quiet` says nothing where there are none."""
        found = self._by_standard.get(standard, [])
        if not found:
            return [] if quiet else [Row(_("No assessment behind it yet."), key=f"{key}/none", depth=depth)]
        found = sorted(found, key=lambda result: -self._at.get(result.assessment, 0))
        return [self._row(result, key, depth) for result in found]

    def _row(self, result: Result, key: str, depth: int) -> Row:
        number = result.assessment
        assessment = self._assessments.get(number)
        title = titled(assessment.title) if assessment is not None else _("An assessment no longer listed")
        score = Fact("points", self._points_name, points(result.points, result.possible))
        facts = (score, self._when_fact(number)) if number in self._at else (score,)
        go = assessment_route(self._class_id, number) if assessment is not None else None
        return Row(title, facts, go, f"{key}/{number}", depth)

    def _when_fact(self, number: int) -> Fact:
        fact = self._when.get(number)
        if fact is None:
            fact = self._when[number] = day_fact("when", _("When"), self._at[number], self._now)
        return fact

    @cached_property
    def _by_standard(self) -> dict[int, list[Result]]:
        found: dict[int, list[Result]] = defaultdict(list)
        for result in self._mine.results:
            found[result.standard].append(result)
        return found

    @cached_property
    def _assessments(self) -> dict[int, Assessment]:
        return {assessment.number: assessment for assessment in self._document.assessments}

    @cached_property
    def _at(self) -> dict[int, int]:
        """When I took each assessment, else when it was given."""
        at = {assessment.number: assessment.given_at for assessment in self._document.assessments}
        taken: dict[int, int] = {}
        for attempt in self._mine.attempts:
            if attempt.state != "started":
                taken[attempt.assessment] = max(attempt.at, taken.get(attempt.assessment, 0))
        return at | taken

    @cached_property
    def _points_name(self) -> str:
        return _("Points")
