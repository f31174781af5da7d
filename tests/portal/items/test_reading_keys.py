"""What travels to a student tells nothing of the key (G21)."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from tests.support.items import REAL, canvas, choice, equal, html, item, lid, read, read_canvas, when
from tmp_portal.items.model import columns
from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.qti3 import read_item
from tmp_portal.items.reading.qti12 import read_question, upgrade
from tmp_portal.items.reading.xml import Element, Malformed, children, descendants, name, parse
from tmp_tui.wire.items import Block, Cell, Inline, Item, Option

KEYS = (
    "correctResponse",
    "mapping",
    "areaMapping",
    "responseProcessing",
    "outcomeDeclaration",
    "modalFeedback",
)
FEEDBACK = ("feedbackInline", "feedbackBlock")
SOURCES = [path for path in sorted(REAL.rglob("*")) if path.suffix in (".xml", ".qti")]


def without_keys(item: Element) -> None:
    """Take everything out of an item of QTI 2 or 3 that scores it or says how it was scored."""
    for one in list(descendants(item, *KEYS, *FEEDBACK)):
        above = one.getparent()
        assert above is not None
        if one.tail:
            before = one.getprevious()
            if before is None:
                above.text = (above.text or "") + one.tail
            else:
                before.tail = (before.tail or "") + one.tail
        above.remove(one)


def with_other_keys(item: Element) -> None:
    """Let an item of QTI 1.2 have other right answers, other points and no feedback."""
    for one in list(children(item, "itemfeedback")):
        item.remove(one)
    values = [one.text for one in descendants(item, "varequal")]
    for test, value in zip(descendants(item, "varequal"), reversed(values), strict=True):
        test.text = value
    for change in descendants(item, "setvar"):
        change.text = "7"


def shown(root: Element) -> bytes:
    """What travels, but for whether a person scores it."""
    read = read_item(root).stored.item
    return msgspec.json.encode(msgspec.structs.replace(read, by_hand=False))


def test_G21_no_part_of_an_item_has_a_place_for_a_key() -> None:
    structs = [Item, Option, Cell, *(one for one in (*get_args(Block), *get_args(Inline)) if one is not str)]

    fields = {field.name for struct in structs for field in msgspec.structs.fields(struct)}

    telling = (
        "correct",
        "key",
        "map",
        "score",
        "point",
        "value",
        "rule",
        "feedback",
        "rubric",
        "outcome",
        "weight",
    )
    assert not [field for field in fields for word in telling if word in field]


def test_G21_keys_mappings_feedback_and_words_for_scorers_stay_behind() -> None:
    secret = "the answer is A"
    more = (
        f'<modalFeedback outcomeIdentifier="F" identifier="A">{secret}</modalFeedback>'
        f'<outcomeDeclaration identifier="F" cardinality="single" baseType="identifier"/>'
    )
    inline = f'yes <feedbackInline outcomeIdentifier="F" identifier="A">{secret}</feedbackInline>'
    rubric = (
        f'<rubricBlock view="scorer"><p>{secret}</p></rubricBlock><rubricBlock><p>{secret}</p></rubricBlock>'
    )
    block = f'<feedbackBlock outcomeIdentifier="F" identifier="A"><p>{secret}</p></feedbackBlock>'

    stored = read(item(rubric + block + choice(inline, "no"), more=more)).stored

    row = columns(stored, "an-id")
    assert secret.encode() not in row["shown"]
    assert secret.encode() in row["rubric"]
    assert msgspec.json.decode(row["shown"]).keys() == {"id", "title", "body"}


def test_G21_the_texts_that_are_right_in_a_blank_stay_behind() -> None:
    words = html("<p>Roses are [color].</p>") + lid("response_color", n1="crimson", n2="scarlet")
    xml = canvas(words, when(equal("response_color", "1")), kind="fill_in_multiple_blanks_question")

    row = columns(read_canvas(xml).stored, "an-id")

    assert b"crimson" not in row["shown"]
    assert b"scarlet" not in row["shown"]
    assert b"scarlet" in row["scoring"]


def real_items(kind: str) -> Iterator[tuple[Path, bytes]]:
    for path in SOURCES:
        try:
            root = parse(path.read_bytes())
        except Malformed:
            continue
        if name(root) == kind:
            yield path, path.read_bytes()


@pytest.mark.real_data
@pytest.mark.skipif(not SOURCES, reason=f"there are no real items in {REAL}")
def test_G21_what_travels_of_a_real_item_is_the_same_without_its_key() -> None:
    compared = 0
    for path, data in real_items("assessmentItem"):
        bare = parse(data)
        without_keys(bare)
        if next(descendants(bare, "templateProcessing"), None) is not None:
            continue  # what it shows is made by rules
        try:
            whole = shown(parse(data))
        except NotTaken:
            continue
        assert shown(bare) == whole, path
        compared += 1
    assert compared > 110


@pytest.mark.real_data
@pytest.mark.skipif(not SOURCES, reason=f"there are no real items in {REAL}")
def test_G21_what_travels_of_a_real_question_of_version_1_is_the_same_with_another_key() -> None:
    compared = 0
    for path, data in real_items("questestinterop"):
        pairs = zip(descendants(parse(data), "item"), descendants(parse(data), "item"), strict=True)
        for item_, other in pairs:
            with_other_keys(other)
            try:
                whole = shown(upgrade(read_question(item_)).element)
                changed = shown(upgrade(read_question(other)).element)
            except NotTaken:
                continue
            assert whole == changed, path
            compared += 1
    assert compared > 110
