"""Hostile text in every field that a teacher or a file can fill, on every page and in every line."""

import unicodedata
from functools import cache
from typing import Any

import msgspec
import pytest

from tests.support.copies import MemoryCopy
from tests.support.documents import ADA, ALGEBRA, MINE
from tests.support.pretended import PretendSession
from tests.support.typist import Typist
from tmp_tui.lines import run
from tmp_tui.lines.beneath import Where, page_at
from tmp_tui.lines.writing import head_lines, row_lines
from tmp_tui.pages.as_json import page_json
from tmp_tui.pages.freshness import freshness_line
from tmp_tui.pages.model import Page, Route, View
from tmp_tui.pages.showing import navigation, show
from tmp_tui.text import safe_data
from tmp_tui.wire import ClassDocument, Me, MineDocument

HOSTILE = [
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H\x1b[31mred",
    "\x9b31mC1\x9d0;title\x9c",
    "\x1bP1$r0m\x1b\\after",
    "\u202egnp.exe\u2066 \u200f\u061c",
    "\n" * 100_000,
    "one\n1. Fake choice\r2. Another\x85three\u2028four",
    "[/", "[@click=app.quit]x[/]", "[bold red]x", "{name} {0} %s %d",
    "\x00\x07\x08\x7f\t",
    "e" + "\u0301" * 500,
    "\ud800\udfff\U000e0041",
    "",
    " ",
    "x" * 50_000,
]  # fmt: skip

TABS = [Route("class", "ID", tab=tab) for tab in ("", "assessments", "playlists", "progress")]
ROUTES = [
    Route("home"),
    Route("classes"),
    Route("classes", tab="archived"),
    *TABS,
    *(Route("class", "ID", tab="assessments", filter=chosen) for chosen in ("to-do", "complete")),
    *(Route("class", "ID", tab="progress", filter=chosen) for chosen in ("mastery", "not-assessed")),
    *(Route("class", "ID", str(position), "progress") for position in range(8)),
    *(Route("assessment", "ID", str(number)) for number in range(1, 7)),
    Route("reports"),
    *(Route("account", item=part) for part in ("", "zone", "colours", "keys", "data", "devices")),
    Route("account", item="zone", filter="york"),
]


def spoiled(data: Any, text: str) -> Any:
    """The same data with the text instead of every string (but dates, which are no strings when decoded)."""
    if isinstance(data, str):
        return data if data[:2] == "20" and len(data) == 10 else text
    if isinstance(data, list):
        return [spoiled(item, text) for item in data]
    if isinstance(data, dict):
        return {name: spoiled(value, text) for name, value in data.items()}
    return data


def decoded(document: Any, text: str) -> Any:
    """The document as it is decoded when a portal fills every field of it with the text."""
    return msgspec.convert(safe_data(spoiled(msgspec.to_builtins(document), text)), type(document))


def hostile_copy(text: str) -> tuple[MemoryCopy, str]:
    """A copy with the text in every field, and the id that its classes have then."""
    me: Me = decoded(ADA, text)
    document: ClassDocument = decoded(ALGEBRA, text)
    mine: MineDocument = decoded(MINE, text)
    class_id = me.classes[0].id
    return MemoryCopy(me, {class_id: document}, {class_id: mine}), class_id


@cache  # the same words stand on many pages
def acts(text: str) -> bool:
    """Whether anything in the text, but a line end, acts on a terminal or turns its direction."""
    if text.isascii():
        return not text.replace("\n", "").isprintable()
    return any(
        (unicodedata.category(character) in ("Cc", "Cs") and character != "\n")
        or unicodedata.bidirectional(character)
        in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        for character in text
    )


def strings(data: Any) -> list[str]:
    """Every string in plain data."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        data = list(data.values())
    return [text for item in data for text in strings(item)] if isinstance(data, list | tuple) else []


def assert_harmless(copy: MemoryCopy, page: Page) -> None:
    """Nothing on the page, in its lines or in its JSON acts."""
    assert not any(acts(text) for text in strings(msgspec.to_builtins(page)))
    lines = [*head_lines(page), *(line for row in page.rows for line in row_lines(1, row))]
    assert not any(acts(line) for line in lines)
    assert not any("\n" in row.text for row in page.rows if row.opens)
    assert not acts(page_json(copy, page))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_S06_no_page_lets_hostile_text_act_or_crash_it(text: str) -> None:
    copy, class_id = hostile_copy(text)

    for route in ROUTES:
        route = msgspec.structs.replace(route, id=class_id if route.id else "")
        for view in (View(), View(everything=True)):
            assert_harmless(copy, show(copy, route, view))
        for row in show(copy, route).rows:
            assert_harmless(copy, page_at(copy, Where(route, row.key)))

    assert not any(acts(tab.name) for tab in navigation(copy, Route("home")))
    assert freshness_line(copy) == "Up to date."


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_S06_no_line_of_a_whole_walk_acts(text: str) -> None:
    copy, _class_id = hostile_copy(text)
    ways = [
        "c",
        "1",
        "as",
        "1",
        "b",
        "pl",
        "1",
        "b",
        "prog",
        "1",
        "b",
        "",
        "p",
        "n",
        "h",
        "1",
        text[:200],
        "?",
        "r",
        "o",
    ]
    typist = Typist("4821", "ada", text[:100], *ways, "4821", "ada", "x", "q")

    status = run(
        PretendSession(copy), read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=0
    )

    assert status == 0
    assert typist.written[-1] == "Goodbye."
    assert not any(acts(line) or "\n" in line for line in typist.written)
