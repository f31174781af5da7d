"""One class: its activity, assessments, playlists and progress, each under the names of teacher and class."""

from tmp_tui.pages.assessments import assessments
from tmp_tui.pages.class_activity import class_activity
from tmp_tui.pages.current import entry_of
from tmp_tui.pages.missing import missing, not_there
from tmp_tui.pages.model import Copy, Page, Route, Tab, View
from tmp_tui.pages.playlist import playlists
from tmp_tui.pages.progress import progress
from tmp_tui.pages.standard import standard
from tmp_tui.pages.wording import place
from tmp_tui.text import _
from tmp_tui.wire import ClassDocument, ClassEntry

TABS = ("", "assessments", "playlists", "progress")


def class_tabs() -> tuple[tuple[str, str], ...]:
    """The sub-tabs: what `Route.tab` says, and the name; the first is the default."""
    names = (_("Activity"), _("Assessments"), _("Playlists"), _("Progress"))
    return tuple(zip(TABS, names, strict=True))


def class_page(copy: Copy, route: Route, view: View) -> Page:
    """The class and one of its sub-tabs."""
    current = route.tab if route.tab in TABS else ""
    tabs = tuple(Tab(name, Route("class", route.id, tab=tab), tab == current) for tab, name in class_tabs())
    chosen = tabs[TABS.index(current)]
    page = Page(chosen.go, chosen.name, place=_place(copy, route.id), tabs=tabs)
    document = copy.class_(route.id)
    if document is None:
        return _absent(copy, page)
    return _filled(copy, page, document, view, route)


def _filled(copy: Copy, page: Page, document: ClassDocument, view: View, route: Route) -> Page:
    tab, now = page.route.tab, copy.now()
    if tab == "":
        return class_activity(page, document, now)
    if tab == "playlists":
        return playlists(page, document, view)
    mine = copy.mine(page.route.id)
    if mine is None:  # what is done and what is not cannot be told: say neither
        return missing(copy, page)
    if tab == "assessments":
        return assessments(page, document, mine, now, route.filter, copy.work())
    if route.item:
        return standard(page, document, mine, route.item, now)
    return progress(page, document, mine, view, now, route.filter)


def _place(copy: Copy, class_id: str) -> str:
    known: ClassDocument | ClassEntry | None = copy.class_(class_id) or entry_of(copy, class_id)
    return place(known.teachers, known.title) if known is not None else ""


def _absent(copy: Copy, page: Page) -> Page:
    if copy.me() is not None and entry_of(copy, page.route.id) is None and not copy.freshness.trouble:
        return not_there(page, _("You have no such class. Classes lists those that you have."))
    return missing(copy, page)
