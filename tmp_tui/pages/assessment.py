"""One assessment: how it is started, its limits, where I stand with it, and the standards it covers."""

from collections.abc import Sequence

import msgspec

from tmp_tui.pages.current import entry_of
from tmp_tui.pages.deliveries import Delivery, deliveries
from tmp_tui.pages.delivery_words import attempts_left, closes, opens, questions, score, state
from tmp_tui.pages.levels import level_facts, level_of
from tmp_tui.pages.missing import missing, not_there
from tmp_tui.pages.model import Copy, Fact, Page, Route, Row
from tmp_tui.pages.starting import how_to_start, rules, start_rows, time
from tmp_tui.pages.when import day_fact, moment_fact
from tmp_tui.pages.wording import label, one_line, place, points, titled
from tmp_tui.text import _
from tmp_tui.wire import ClassDocument, MineDocument, Result, Standard


def assessment_page(copy: Copy, route: Route) -> Page:
    """The details of an assessment that was given to a class."""
    document, mine = copy.class_(route.id), copy.mine(route.id)
    entry = document or entry_of(copy, route.id)
    page = Page(Route("assessment", route.id, route.item, test_id=route.test_id), _("Assessment"))
    if entry is not None:
        page = msgspec.structs.replace(page, place=place(entry.teachers, entry.title))
    if document is None or mine is None:
        if entry is None and copy.me() is not None and not copy.freshness.trouble:
            return not_there(page, _("You have no such class. Classes lists those that you have."))
        return missing(copy, page)
    found = next(
        (
            one
            for one in deliveries(document, mine, copy.now(), copy.work())
            if str(one.assessment.number) == route.item
        ),
        None,
    )
    if found is None:
        return not_there(
            page, _("This assessment is not in the class, or no longer. Assessments lists those that are.")
        )
    rows = (*_details(found, route), *_standards(found, document, mine))
    return msgspec.structs.replace(page, title=titled(found.assessment.title), rows=rows)


def _details(delivery: Delivery, route: Route) -> list[Row]:
    """What can be done, then labels and their values, what matters most first."""
    facts = [
        state(delivery),
        *score(delivery),
        *how_to_start(delivery, route),
        *questions(delivery),
        time(delivery),
        *_attempts(delivery),
        *opens(delivery),
        *closes(delivery),
        *rules(delivery),
        day_fact("given", _("Given"), delivery.assessment.given_at, delivery.now),
    ]
    return [*start_rows(delivery, route), *_reviews(delivery, route), *(label(fact) for fact in facts)]


def _reviews(delivery: Delivery, route: Route) -> list[Row]:
    """My tries that were handed in, the newest first; each leads to what of it is released."""
    tries = [attempt for attempt in reversed(delivery.finished) if attempt.id]
    return [
        Row(
            _("Your answers") if len(tries) == 1 else _("Your answers, try {number}").format(number=number),
            (moment_fact("submitted", _("Submitted"), attempt.at, delivery.now, alone=False),),
            Route("review", route.id, attempt.id),
            key=f"review/{attempt.id}",
        )
        for number, attempt in zip(range(len(tries), 0, -1), tries, strict=True)
    ]


def _attempts(delivery: Delivery) -> list[Fact]:
    allowed = _("Any number") if delivery.left is None else str(delivery.allowed)
    return [Fact("attempts", _("Attempts allowed"), allowed), *attempts_left(delivery)]


def _standards(delivery: Delivery, document: ClassDocument, mine: MineDocument) -> list[Row]:
    """The standards that it covers, each with what this assessment said about me."""
    number = delivery.assessment.number
    results = {result.standard: result for result in mine.results if result.assessment == number}
    covered = [
        position for position in delivery.assessment.standards if 0 <= position < len(document.standards)
    ]
    if not covered:
        return []
    levels = level_facts()
    rows = [
        _standard(
            document.standards[position], position, _result(results.get(position), document.cuts, levels)
        )
        for position in covered
    ]
    return [Row(_("Standards"), key="standards", heading=True), *rows]


def _result(result: Result | None, cuts: Sequence[int], levels: tuple[Fact, ...]) -> tuple[Fact, ...]:
    if result is None:
        return levels[:1]
    level = levels[level_of(result.points, result.possible, cuts)]
    return (Fact("points", _("Points"), points(result.points, result.possible)), level)


def _standard(standard: Standard, position: int, facts: tuple[Fact, ...]) -> Row:
    text = one_line(f"{standard.code} {standard.statement}").strip() or _("(no title)")
    return Row(text, facts, key=f"s{position}")
