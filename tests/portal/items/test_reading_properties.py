"""What holds for every item, however it is broken: it is read or refused, quickly, and never otherwise."""

import time
from copy import deepcopy

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.support.items import canvas, choice, equal, html, item, lid, when
from tmp_portal.items.model import columns, stored_item
from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.qti3 import Read, item_for_attempt, read_item
from tmp_portal.items.reading.qti12 import read_question, upgrade
from tmp_portal.items.reading.xml import Element, Malformed, parse
from tmp_tui.wire.items import Item, interactions

RICH = item(
    """<p>Read <b>this</b> <m:math xmlns:m="x"><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math> <img src="a" alt="b"/></p>
    <table><tr><th>a</th><td colspan="2"><ul><li>b</li></ul></td></tr></table><pre>c</pre>
    <p><inlineChoiceInteraction responseIdentifier="R2"><inlineChoice identifier="X">x</inlineChoice></inlineChoiceInteraction>
    <textEntryInteraction responseIdentifier="R3" expectedLength="3"/></p>
    <matchInteraction responseIdentifier="R4" maxAssociations="2"><simpleMatchSet><simpleAssociableChoice identifier="A"
    matchMax="1">a</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier="B" matchMax="1"
    >b</simpleAssociableChoice></simpleMatchSet></matchInteraction>
    <gapMatchInteraction responseIdentifier="R5"><gapText identifier="A" matchMax="1">a</gapText><p><gap identifier="G"/></p>
    </gapMatchInteraction><hottextInteraction responseIdentifier="R6"><p><hottext identifier="A">a</hottext></p></hottextInteraction>
    <sliderInteraction responseIdentifier="R7" lowerBound="0" upperBound="9"/>"""
    + choice("yes", "no"),
    more="".join(
        f'<responseDeclaration identifier="R{n}" cardinality="{cardinality}" baseType="{base}"/>'
        for n, cardinality, base in (
            (2, "single", "identifier"),
            (3, "single", "string"),
            (4, "multiple", "directedPair"),
            (5, "multiple", "directedPair"),
            (6, "single", "identifier"),
            (7, "single", "float"),
        )
    ),
)
OLD = canvas(
    html("<p>Roses are [a]</p>")
    + lid("response_a", n1="red", n2="blue")
    + lid("response_b", "Multiple", html("b"), n1="x", n2="y"),
    when(f"<or>{equal('response_a', '1')}<and>{equal('response_b', '2')}</and></or>", 50, "Add")
    + when(equal("response_a", "2"), 50, stop=True)
    + when("<other/>", 0),
    kind="fill_in_multiple_blanks_question",
)
WORDS = st.sampled_from(
    ["", "A", "R2", "0", "-1", "1e9", "true", "nan", "\u202e", " ", "x" * 300, "²", "[a]", "<p>"]
)
KINDS = st.sampled_from(
    [
        "p",
        "table",
        "tr",
        "td",
        "math",
        "mfrac",
        "msup",
        "mo",
        "gap",
        "hottext",
        "choiceInteraction",
        "object",
        "and",
        "not",
        "simpleChoice",
        "responseProcessing",
        "value",
        "material",
        "mattext",
        "response_lid",
        "response_str",
        "varequal",
    ]
)


@st.composite
def mutated(draw: st.DrawFn, source: bytes) -> Element:
    """The item with some of its elements moved, doubled, renamed, emptied, or with other attributes."""
    root = parse(source)
    for _ in range(draw(st.integers(1, 6))):
        elements = list(root.iter())
        one = elements[draw(st.integers(0, len(elements) - 1))]
        _change(draw, root, elements, one)
    return root


def _change(draw: st.DrawFn, root: Element, elements: list[Element], one: Element) -> None:
    above = one.getparent()
    match draw(st.integers(0, 7)):
        case 0 if above is not None:
            above.remove(one)
        case 1 if above is not None and len(elements) < 400:
            above.append(deepcopy(one))
        case 2 if one.attrib:
            one.set(draw(st.sampled_from(sorted(map(str, one.attrib)))), draw(WORDS))
        case 3 if one.attrib:
            del one.attrib[draw(st.sampled_from(sorted(map(str, one.attrib))))]
        case 4:
            one.tag = draw(KINDS)
        case 5:
            one.text = draw(WORDS)
        case 6 if len(elements) < 400:
            elements[draw(st.integers(0, len(elements) - 1))].append(deepcopy(one))
        case _:
            etree.SubElement(one, draw(KINDS)).text = draw(WORDS)


def test_what_is_broken_here_was_whole_before() -> None:
    assert read_or_refused(parse(RICH)) is not None
    assert read_or_refused(parse(OLD)) is not None


def read_or_refused(root: Element) -> Read | None:
    begun = time.monotonic()
    try:
        if root.tag == "item":
            return read_item(upgrade(read_question(root)).element)
        return read_item(root, keep_graphical=True)
    except NotTaken:
        return None
    finally:
        assert time.monotonic() - begun < 60


def assert_sound(read: Read) -> None:
    """It travels, it comes back, every place to answer is its own, and it can be shown in an attempt."""
    row = columns(read.stored, "an-id")
    shown = msgspec.json.decode(row["shown"], type=Item)
    responses = [asked.response for asked in interactions(shown)]
    assert responses
    assert len(set(responses)) == len(responses)

    class Row:
        def __getattr__(self, column: str) -> object:
            return row[column]

    assert stored_item(Row(), read.stored.identifier).item == shown
    assert read.stored.points > 0
    item_for_attempt(read.stored, 1)


@settings(max_examples=150, deadline=None)
@given(root=mutated(RICH))
def test_S09_a_broken_item_is_read_or_refused(root: Element) -> None:
    read = read_or_refused(root)

    if read is not None:
        assert_sound(read)


@settings(max_examples=150, deadline=None)
@given(root=mutated(OLD))
def test_S09_a_broken_question_of_version_1_is_read_or_refused(root: Element) -> None:
    read = read_or_refused(root)

    if read is not None:
        assert_sound(read)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(RICH)), gone=st.integers(0, 300), noise=st.binary(max_size=4))
def test_S09_a_file_with_wrong_bytes_is_read_or_refused_with_its_place(
    at: int, gone: int, noise: bytes
) -> None:
    try:
        root = parse(RICH[:at] + noise + RICH[at + gone :])
    except Malformed:
        return

    read_or_refused(root)
