"""A class's Assessments: all of them, those to do, those complete."""

from collections.abc import Sequence

import msgspec

from tmp_tui.pages.deliveries import Delivery, deliveries, latest_first, soonest_first
from tmp_tui.pages.delivery_words import assessment_route, in_a_list
from tmp_tui.pages.missing import empty
from tmp_tui.pages.model import Page, Route, Row, Tab
from tmp_tui.pages.wording import titled
from tmp_tui.store.work import Work
from tmp_tui.text import _
from tmp_tui.wire import ClassDocument, MineDocument

FILTERS = ("", "to-do", "complete")


def assessments(
    page: Page,
    document: ClassDocument,
    mine: MineDocument,
    now: float,
    chosen: str,
    work: Sequence[Work] = (),
) -> Page:
    """The page with the class's assessments, in the order in which they matter."""
    chosen = chosen if chosen in FILTERS else ""
    found = deliveries(document, mine, now, work)
    if chosen == "to-do":
        found = soonest_first([delivery for delivery in found if delivery.to_do])
    elif chosen == "complete":
        found = latest_first([delivery for delivery in found if delivery.complete])
    page = _filtered(page, chosen)
    rows = tuple(_row(delivery, page.route.id) for delivery in found)
    return msgspec.structs.replace(page, rows=rows) if rows else empty(page, _nothing(chosen))


def _filtered(page: Page, chosen: str) -> Page:
    names = (_("All"), _("To-Do"), _("Complete"))
    routes = [Route("class", page.route.id, tab="assessments", filter=key) for key in FILTERS]
    filters = tuple(
        Tab(name, go, key == chosen) for key, name, go in zip(FILTERS, names, routes, strict=True)
    )
    return msgspec.structs.replace(page, route=routes[FILTERS.index(chosen)], filters=filters)


def _nothing(chosen: str) -> str:
    if chosen == "to-do":
        return _("Nothing to do now. When your teacher opens an assessment, it appears here.")
    if chosen == "complete":
        return _("Nothing complete yet. An assessment appears here when you have submitted it.")
    return _("No assessments yet. When your teacher gives one to the class, it appears here.")


def _row(delivery: Delivery, class_id: str) -> Row:
    number = delivery.assessment.number
    go = assessment_route(class_id, number)
    return Row(titled(delivery.assessment.title), in_a_list(delivery), go, key=str(number))
