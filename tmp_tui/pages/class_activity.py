"""A class's Activity: everything that its teachers made available, newest first."""

import msgspec

from tmp_tui.pages.activity import activity_row, leads_to
from tmp_tui.pages.missing import empty
from tmp_tui.pages.model import Page, Row
from tmp_tui.text import _
from tmp_tui.wire import Activity, ClassDocument


def class_activity(page: Page, document: ClassDocument, now: float) -> Page:
    """The page with the class's activity; what was written with it stands below."""
    order = sorted(range(len(document.activity)), key=lambda position: -document.activity[position].at)
    rows = [
        row for position in order for row in _rows(document.activity[position], page.route.id, position, now)
    ]
    if not rows:
        return empty(page, _("No activity yet. What your teacher makes available to the class appears here."))
    return msgspec.structs.replace(page, rows=tuple(rows))


def _rows(activity: Activity, class_id: str, position: int, now: float) -> list[Row]:
    key = f"activity/{position}"
    row = activity_row(activity, key, now, go=leads_to(activity, class_id))
    return [row, Row(activity.text, key=f"{key}/text", depth=1)] if activity.text.strip() else [row]
