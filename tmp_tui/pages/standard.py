"""One standard of a class: its words, my level, what is behind it, and what there is to practise it."""

from collections.abc import Iterator

import msgspec

from tmp_tui.pages.missing import not_there
from tmp_tui.pages.model import Fact, Page, Row
from tmp_tui.pages.next_up import next_level, standard_route
from tmp_tui.pages.results import Results
from tmp_tui.pages.standing import Standing, standard_text
from tmp_tui.pages.wording import label, one_line, titled
from tmp_tui.text import _
from tmp_tui.wire import ClassDocument, MineDocument


def standard(page: Page, document: ClassDocument, mine: MineDocument, item: str, now: float) -> Page:
    """One standard's page: its words, my level, and what is behind it."""
    position = int(item) if item.isascii() and item.isdigit() and len(item) < 7 else len(document.standards)
    page = msgspec.structs.replace(
        page, route=standard_route(page.route.id, position), title=_("Standard"), tabs=()
    )
    if position >= len(document.standards):
        return not_there(
            page, _("This standard is not in the class, or no longer. Progress lists those that are.")
        )
    found = document.standards[position]
    standing = Standing({level.standard: level for level in mine.levels})
    facts = (*standing.facts(position), *next_level(document, standing, position))
    results = Results(document, mine, page.route.id, now)
    rows = (*map(label, facts), *results.beneath(position, "result", 0, quiet=False))
    title = one_line(found.code).strip() or page.title
    text = one_line(found.statement).strip() or standard_text(found)
    return msgspec.structs.replace(
        page, title=title, intro=(text,), rows=(*rows, *_practice(document, position))
    )


def _practice(document: ClassDocument, position: int) -> Iterator[Row]:
    """What the class's playlists have for it; addresses are text, as there."""
    found = [
        activity
        for playlist in document.playlists
        for activity in playlist.activities
        if activity.standard == position
    ]
    if found:
        yield Row(_("To practise"), key="practice", heading=True)
    for number, activity in enumerate(found):
        kind = Fact("kind", _("Kind"), one_line(activity.kind).strip())
        address = Fact("address", _("Address"), one_line(activity.address).strip())
        facts = tuple(fact for fact in (kind, address) if fact.value)
        yield Row(titled(activity.title), facts, key=f"practice/{number}")
