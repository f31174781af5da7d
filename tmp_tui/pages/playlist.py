"""A class's Playlists: more to read, watch and practise, in the order in which the teacher laid it out."""

import msgspec

from tmp_tui.pages.missing import empty
from tmp_tui.pages.model import Fact, Page, Row, View
from tmp_tui.pages.wording import one_line, titled
from tmp_tui.text import _, ngettext
from tmp_tui.wire import ClassDocument, Playlist, PlaylistActivity, Standard


def playlists(page: Page, document: ClassDocument, view: View) -> Page:
    """The page with the class's playlists; each opens to its activities. Addresses are text: nothing is fetched."""
    rows = [row for playlist in document.playlists for row in _rows(playlist, document.standards, view)]
    if not rows:
        return empty(page, _("No playlists yet. When your teacher gives one to the class, it appears here."))
    return msgspec.structs.replace(page, rows=tuple(rows))


def _rows(playlist: Playlist, standards: list[Standard], view: View) -> list[Row]:
    count = len(playlist.activities)
    words = ngettext("{count} activity", "{count} activities", count).format(count=count)
    facts = (Fact("activities", _("Activities"), words, str(count)),)
    folded = not view.everything and playlist.id not in view.turned
    row = Row(titled(playlist.title), facts, key=playlist.id, folds=folded)
    return [row] if folded else [row, *_beneath(playlist, standards)]


def _beneath(playlist: Playlist, standards: list[Standard]) -> list[Row]:
    about = _text(playlist.about, f"{playlist.id}/about", 1)
    if not playlist.activities:
        return [*about, Row(_("This playlist has no activities yet."), key=f"{playlist.id}/none", depth=1)]
    rows = [
        row
        for position, activity in enumerate(playlist.activities)
        for row in _activity(activity, f"{playlist.id}/{position}", standards)
    ]
    return [*about, *rows]


def _activity(activity: PlaylistActivity, key: str, standards: list[Standard]) -> list[Row]:
    row = Row(titled(activity.title), tuple(_facts(activity, standards)), key=key, depth=1)
    return [row, *_text(activity.about, f"{key}/about", 2)]


def _facts(activity: PlaylistActivity, standards: list[Standard]) -> list[Fact]:
    facts = [
        Fact("kind", _("Kind"), one_line(activity.kind).strip()),
        Fact("standard", _("Standard"), _standard(activity.standard, standards), alone=False),
        Fact("address", _("Address"), one_line(activity.address).strip()),
    ]
    return [fact for fact in facts if fact.value]


def _standard(position: int, standards: list[Standard]) -> str:
    if not 0 <= position < len(standards):
        return ""
    return one_line(standards[position].code).strip() or one_line(standards[position].statement).strip()


def _text(text: str, key: str, depth: int) -> list[Row]:
    return [Row(text, key=key, depth=depth)] if text.strip() else []
