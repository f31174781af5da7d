"""Progress Reports: one for each past term for which the school gave one out."""

import msgspec

from tmp_tui.pages.missing import empty, missing
from tmp_tui.pages.model import Copy, Fact, Page, Route, Row
from tmp_tui.pages.when import day_fact
from tmp_tui.pages.wording import one_line, titled
from tmp_tui.text import _
from tmp_tui.wire import ReportEntry


def reports_page(copy: Copy, route: Route) -> Page:
    """My term progress reports, newest first."""
    page = Page(Route("reports"), _("Progress Reports"))
    me = copy.me()
    if me is None:
        return missing(copy, page)
    page = msgspec.structs.replace(page, place=one_line(me.school).strip())
    newest = sorted(me.reports, key=lambda report: -report.published_at)
    if not newest:
        return empty(
            page, _("No progress reports yet. When your school gives one out for a term, it appears here.")
        )
    return msgspec.structs.replace(page, rows=tuple(_row(report, copy.now()) for report in newest))


def _row(report: ReportEntry, now: float) -> Row:
    term = one_line(report.term).strip()
    terms = [Fact("term", _("Term"), term)] if term else []
    return Row(
        titled(report.title), (*terms, day_fact("when", _("When"), report.published_at, now)), key=report.id
    )
