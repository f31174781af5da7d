"""A page for programs."""

from typing import Any

import msgspec

from tmp_tui.pages.model import Copy, Page, Row
from tmp_tui.pages.when import iso


def page_json(copy: Copy, page: Page) -> str:
    """The page as JSON; `codes` says to programs what is the same in every language, `as_of` how old it is."""
    at = copy.freshness.at
    data = {
        "title": page.title,
        "place": page.place,
        "state": page.state,
        "message": page.message,
        "as_of": iso(at) if at else "",
        "intro": page.intro,
        "rows": [_row(row) for row in page.rows],
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode()


def _row(row: Row) -> dict[str, Any]:
    facts = {fact.key: fact.value for fact in row.facts}
    codes = {fact.key: fact.code for fact in row.facts if fact.code}
    data = {"text": row.text, "depth": row.depth, "facts": facts}
    return data | ({"codes": codes} if codes else {}) | ({"heading": True} if row.heading else {})
