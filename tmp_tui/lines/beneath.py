"""Opening a row that folds: what is beneath it, as a page of its own, so that the numbers of a long list stay."""

import msgspec

from tmp_tui.pages.model import Copy, Here, Page, Route, Row, View
from tmp_tui.pages.showing import show


class Where(msgspec.Struct, frozen=True):
    """A place that can be gone back to: a page, or what is beneath one of its rows, read from the row `start` on."""

    route: Route
    key: str = ""
    start: int = 0


def page_at(copy: Copy, where: Where, here: Here = Here()) -> Page:  # noqa: B008  (frozen)
    """The page, or what is beneath its row; the whole page where the row is no longer there."""
    page = show(copy, where.route, View(here=here))
    row = next((row for row in page.rows if row.key == where.key), None) if where.key else None
    if row is None:
        return page
    if row.folds:
        page = show(copy, where.route, View(turned=frozenset({where.key})))
    return _beneath(page, where.key)


def _beneath(page: Page, key: str) -> Page:
    at = next(position for position, row in enumerate(page.rows) if row.key == key)
    row = page.rows[at]
    inside = []
    for below in page.rows[at + 1 :]:
        if below.depth <= row.depth:
            break
        inside.append(msgspec.structs.replace(below, depth=below.depth - row.depth - 1))
    alone = Row(row.text, row.facts)
    return msgspec.structs.replace(page, rows=(alone, *inside), tabs=(), filters=(), intro=(), field=None)
