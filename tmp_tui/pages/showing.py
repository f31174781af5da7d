"""The page that a route names, and the menu that leads to all of them."""

from tmp_tui.pages.account import account_page, student_name
from tmp_tui.pages.assessment import assessment_page
from tmp_tui.pages.class_ import class_page
from tmp_tui.pages.classes import classes_page
from tmp_tui.pages.home import home_page
from tmp_tui.pages.missing import unknown
from tmp_tui.pages.model import Copy, Page, Route, Tab, View
from tmp_tui.pages.reports import reports_page
from tmp_tui.pages.review import review_page
from tmp_tui.pages.staff import staff_page
from tmp_tui.text import _

_PAGES = {
    "home": home_page,
    "classes": classes_page,
    "assessment": assessment_page,
    "reports": reports_page,
    "staff": staff_page,
}


def show(copy: Copy, route: Route, view: View = View()) -> Page:  # noqa: B008  (frozen)
    """The page at a route, as the copy has it now."""
    if route.page == "class":
        return class_page(copy, route, view)
    if route.page == "review":
        return review_page(copy, route, view)
    if route.page == "account":
        return account_page(copy, route, view)
    page = _PAGES.get(route.page)
    return page(copy, route) if page is not None else unknown(route)


def navigation(copy: Copy, route: Route) -> tuple[Tab, ...]:
    """The Global Navigation menu: Home, Classes, Progress Reports, my name; the current one is where `route` belongs."""
    me = copy.me()
    name = student_name(me) if me is not None else _("Your name")
    places = {"home": _("Home"), "classes": _("Classes"), "reports": _("Progress Reports"), "account": name}
    current = "classes" if route.page in ("class", "assessment", "review") else route.page
    return tuple(Tab(word, Route(page), page == current) for page, word in places.items())
