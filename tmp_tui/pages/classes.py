"""Classes: the current ones, and those of the past."""

import msgspec

from tmp_tui.pages.current import archived_classes, current_classes
from tmp_tui.pages.deliveries import deliveries
from tmp_tui.pages.missing import empty, missing
from tmp_tui.pages.model import Copy, Fact, Page, Route, Row, Tab
from tmp_tui.pages.when import date_words, utc_date
from tmp_tui.pages.wording import joined, titled
from tmp_tui.text import _, ngettext
from tmp_tui.wire import ClassEntry

ARCHIVED = "archived"


def classes_page(copy: Copy, route: Route) -> Page:
    """My classes; each opens its own page."""
    past = route.tab == ARCHIVED
    tabs = (
        Tab(_("Current Classes"), Route("classes"), not past),
        Tab(_("Archived Classes"), Route("classes", tab=ARCHIVED), past),
    )
    page = Page(next(tab.go for tab in tabs if tab.current), _("Classes"), tabs=tabs)
    me = copy.me()
    if me is None:
        return missing(copy, page)
    page = msgspec.structs.replace(page, place=titled(me.school) if me.school.strip() else "")
    if past:
        rows = [_row(entry, _teachers(entry)) for entry in archived_classes(me, copy.now())]
        return _filled(
            page, rows, _("No archived classes. A class is listed here after its last term has ended.")
        )
    rows = [_row(entry, _teachers(entry) + _now(copy, entry)) for entry in current_classes(me, copy.now())]
    return _filled(
        page, rows, _("No current classes yet. A class is listed here when your school adds you to it.")
    )


def _filled(page: Page, rows: list[Row], nothing: str) -> Page:
    return msgspec.structs.replace(page, rows=tuple(rows)) if rows else empty(page, nothing)


def _row(entry: ClassEntry, facts: list[Fact]) -> Row:
    return Row(titled(entry.title), tuple(facts), Route("class", entry.id), key=entry.id)


def _teachers(entry: ClassEntry) -> list[Fact]:
    teachers = joined(entry.teachers)
    name = ngettext("Teacher", "Teachers", len(entry.teachers))
    return [Fact("teacher", name, teachers)] if teachers else []


def _now(copy: Copy, entry: ClassEntry) -> list[Fact]:
    """What only a current class has: a first day to come, or things to do."""
    starts = entry.starts_on
    if starts is not None and starts > utc_date(copy.now()):
        return [Fact("starts", _("Starts"), date_words(starts, copy.now()), starts.isoformat(), alone=False)]
    return _to_do(copy, entry.id)


def _to_do(copy: Copy, class_id: str) -> list[Fact]:
    document, mine = copy.class_(class_id), copy.mine(class_id)
    if document is None or mine is None:
        return []
    count = sum(delivery.to_do for delivery in deliveries(document, mine, copy.now()))
    return [Fact("to_do", _("To-Do"), str(count), alone=False)]
