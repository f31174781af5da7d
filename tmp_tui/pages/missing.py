"""What a page says while what it is made of is not there."""

import msgspec

from tmp_tui.api.errors import words
from tmp_tui.pages.model import Copy, Page, Route
from tmp_tui.text import _


def missing(copy: Copy, page: Page) -> Page:
    """The page while a document that should come has not: still coming, or what keeps it from coming."""
    trouble = copy.freshness.trouble
    if trouble:
        message = " ".join((words(trouble), _("It is tried again by itself.")))
        return msgspec.structs.replace(page, state="error", message=message)
    return msgspec.structs.replace(
        page, state="loading", message=_("This page is still coming from the portal.")
    )


def not_there(page: Page, message: str) -> Page:
    """The page for something that the portal no longer has for this student."""
    return msgspec.structs.replace(page, state="error", message=message)


def empty(page: Page, message: str) -> Page:
    """The page with nothing on it, and why."""
    return msgspec.structs.replace(page, state="empty", message=message)


def unknown(route: Route) -> Page:
    """The page for a route that leads nowhere."""
    return Page(route, _("No such page"), state="error", message=_("There is no such page."))
