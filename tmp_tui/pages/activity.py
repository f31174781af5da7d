"""What teachers made available, and where each of it leads."""

from tmp_tui.pages.delivery_words import assessment_route
from tmp_tui.pages.model import Fact, Route, Row
from tmp_tui.pages.when import moment_fact
from tmp_tui.pages.wording import one_line
from tmp_tui.text import _
from tmp_tui.wire import Activity


def kind_words(kind: str) -> str:
    """What sort of thing it is."""
    known = {
        "assessment": _("Assessment"),
        "playlist": _("Playlist"),
        "report": _("Progress report"),
        "results": _("Results"),
        "note": _("Note"),
    }
    return known.get(kind, one_line(kind))


def leads_to(activity: Activity, class_id: str) -> Route | None:
    """The page of what the activity is about; None where it is about nothing but itself."""
    if activity.assessment > 0:
        return assessment_route(class_id, activity.assessment)
    tabs = {"assessment": "assessments", "results": "progress", "playlist": "playlists"}
    if activity.kind in tabs:
        return Route("class", class_id, tab=tabs[activity.kind])
    return Route("reports") if activity.kind == "report" else None


def activity_row(
    activity: Activity, key: str, now: float, *, go: Route | None, extra: tuple[Fact, ...] = ()
) -> Row:
    """One thing made available: what, of what kind, by whom, when."""
    kind = kind_words(activity.kind).strip()
    title = one_line(activity.title).strip() or kind or _("(no title)")
    by = one_line(activity.by).strip()
    facts = (
        *([Fact("kind", _("Kind"), kind, activity.kind)] if kind and kind != title else []),
        *([Fact("teacher", _("Teacher"), by)] if by else []),
        *extra,
        moment_fact("when", _("When"), activity.at, now),
    )
    return Row(title, facts, go, key)
