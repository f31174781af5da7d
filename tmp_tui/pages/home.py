"""Home: take an assessment, and see what teachers and classes made available lately."""

from heapq import nlargest

import msgspec

from tmp_tui.pages.activity import activity_row, leads_to
from tmp_tui.pages.current import current_classes
from tmp_tui.pages.deliveries import Delivery, deliveries, soonest_first
from tmp_tui.pages.delivery_words import again, assessment_route, closes, questions, state, time_limit
from tmp_tui.pages.missing import empty, missing
from tmp_tui.pages.model import Copy, Fact, Field, Page, Route, Row
from tmp_tui.pages.staff import is_staff, staff_row, staff_words
from tmp_tui.pages.wording import joined, titled
from tmp_tui.text import _, ngettext
from tmp_tui.wire import Activity, ClassDocument, ClassEntry, Me

MOST = 30  # activities shown; the classes have the rest


def home_page(copy: Copy, route: Route) -> Page:
    """The Test ID field, what can be started here, and recent activity of all current classes."""
    field = Field("test_id", _("Test ID"), _("Next"), _("Tab leads here; your teacher gives it to you."))
    page = Page(Route("home"), _("Home"), field=field)
    me = copy.me()
    if me is None:
        return missing(copy, page)
    if is_staff(me):
        told = msgspec.structs.replace(page, field=None, intro=staff_words(me))
        shown = _filled(copy, told, me)
        return msgspec.structs.replace(shown, state="loaded", message="", rows=(staff_row(), *shown.rows))
    return _filled(copy, page, me)


def _filled(copy: Copy, page: Page, me: Me) -> Page:
    entries = current_classes(me, copy.now())
    known = [(entry, document) for entry in entries if (document := copy.class_(entry.id)) is not None]
    if entries and not known:
        return missing(copy, page)
    start, recent = _start(copy, known), _recent(known, copy.now())
    if not start and not recent:
        return empty(page, _("Nothing yet. What your teachers make available to you appears here."))
    rows = (
        Row(_("Start Assessment"), key="start", heading=True),
        *(start or [_none("start-none")]),
        Row(_("Recent activity"), key="recent", heading=True),
        *(recent or [_none("recent-none")]),
        *_still_coming(len(entries) - len(known)),
    )
    return msgspec.structs.replace(page, rows=rows)


def _none(key: str) -> Row:
    return Row(_("None at the moment."), key=key)


def _still_coming(count: int) -> list[Row]:
    text = ngettext(
        "{count} class is still coming from the portal.",
        "{count} classes are still coming from the portal.",
        count,
    )
    return [Row(text.format(count=count), key="coming")] if count else []


def _start(copy: Copy, known: list[tuple[ClassEntry, ClassDocument]]) -> list[Row]:
    found: list[Delivery] = []
    classes: dict[int, ClassEntry] = {}
    for entry, document in known:
        mine = copy.mine(entry.id)
        for delivery in deliveries(document, mine, copy.now(), copy.work()) if mine is not None else []:
            if delivery.startable or delivery.running:
                found.append(delivery)
                classes[id(delivery)] = entry
    found = sorted(soonest_first(found), key=lambda delivery: not delivery.running)
    return [_start_row(delivery, classes[id(delivery)]) for delivery in found]


def _start_row(delivery: Delivery, entry: ClassEntry) -> Row:
    assessment = delivery.assessment
    facts = (
        _class_fact(entry),
        *([state(delivery)] if delivery.running else []),
        *questions(delivery),
        *time_limit(delivery),
        *closes(delivery),
        *again(delivery),
    )
    go = assessment_route(entry.id, assessment.number)
    return Row(titled(assessment.title), facts, go, key=f"start/{entry.id}/{assessment.number}")


def _class_fact(entry: ClassEntry) -> Fact:
    return Fact("class", _("Class"), titled(entry.title))


def _recent(known: list[tuple[ClassEntry, ClassDocument]], now: float) -> list[Row]:
    everything = [
        (activity, position, entry)
        for entry, document in known
        for position, activity in enumerate(document.activity)
    ]
    newest = nlargest(MOST, everything, key=lambda found: found[0].at)
    rows = [_recent_row(activity, position, entry, now) for activity, position, entry in newest]
    return rows + _more(len(everything) - len(rows))


def _recent_row(activity: Activity, position: int, entry: ClassEntry, now: float) -> Row:
    by = activity.by if activity.by.strip() else joined(entry.teachers)
    activity = msgspec.structs.replace(activity, by=by)
    go = leads_to(activity, entry.id) or Route("class", entry.id)
    return activity_row(activity, f"recent/{entry.id}/{position}", now, go=go, extra=(_class_fact(entry),))


def _more(count: int) -> list[Row]:
    text = ngettext("Your classes have {count} more.", "Your classes have {count} more.", count)
    return [Row(text.format(count=count), go=Route("classes"), key="more")] if count > 0 else []
