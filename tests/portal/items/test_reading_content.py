"""What the text of an item becomes: blocks in reading order, safe and in words."""

import msgspec
import pytest

from tests.support.hostile import HOSTILE, acts
from tests.support.items import body_of, item, plain, read
from tmp_portal.items.reading.content import read_blocks
from tmp_portal.items.reading.context import Context, NotTaken
from tmp_portal.items.reading.qti3 import read_item
from tmp_portal.items.reading.xml import name, parse, parse_html
from tmp_tui.wire.items import Cell, Marked, Paragraph, Picture, Table, interactions


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>One</p><p>two.</p>", ["One", "two."]),
        ("<div>One <div>two</div> three</div>", ["One", "two", "three"]),
        ("<p>  One\n   <b> two </b>\n three </p>", ["One <strong:two >three"]),
        ("<p>One<br/>  two</p>", ["One", "two"]),
        ("<p>One&#160; two</p>", ["One\xa0 two"]),
        ("<p> </p><p><em> </em></p><p>One</p>", ["One"]),
        ("<p><i>a</i><i>b</i> c</p>", ["<emphasis:ab> c"]),
        ("<p>H<sub>2</sub>O, m<sup>2</sup></p>", ["H<sub:2>O, m<super:2>"]),
        ("<p><b>x<sup>2</sup></b></p>", ["<strong:x><super:2>"]),
        ("<p><code>x = 1</code></p>", ["<code:x = 1>"]),
        ("<p><span style='text-decoration: underline'>this</span></p>", ["<emphasis:this>"]),
        ("<h2>Title</h2><p>One</p>", ["## Title", "One"]),
        ("<ul><li>one</li><li><p>two</p></li></ul>", ["- one", "- two"]),
        ("<ol start='3'><li>one</li><li>two</li></ol>", ["3. one", "4. two"]),
        ("<blockquote><p>One</p><p>two</p></blockquote>", ["> One", "> two"]),
        ("<pre>a\n  b\n</pre>", ["| a", "|   b"]),
        ("<p>say <q>yes</q></p>", ["say “yes”"]),
        ("<p><ruby><rb>真</rb><rt>まこと</rt></ruby></p>", ["真(まこと)"]),
        ("<p><a href='https://example.org/x'>here</a></p>", ["here (https://example.org/x)"]),
        ("<dl><dt>Noun</dt><dd>a name</dd></dl>", ["Noun", "a name"]),
        ("<p>if <m:math xmlns:m='x'><m:mi>a</m:mi><m:mo>=</m:mo><m:mi>b</m:mi></m:math></p>", ["if <math:a = b>"]),
        ("<rubricBlock view='candidate tutor'><p>Read this.</p></rubricBlock>", ["Read this."]),
        ("<p>One<!-- a comment --> two</p>", ["One two"]),
        ("<p hidden='hidden'>gone</p><p>One</p>", ["One"]),
    ],
)  # fmt: skip
def test_flow_content_is_blocks_in_reading_order(markup: str, lines: list[str]) -> None:
    assert plain(body_of(markup)) == lines


def test_a_table_keeps_its_header_cells_spans_and_caption() -> None:
    (table,) = body_of(
        "<table><caption>Votes</caption><thead><tr><td>Colour</td><td colspan='2'>Votes</td></tr></thead>"
        "<tbody><tr><th>Red</th><td>12</td><td rowspan='2'>of 24</td></tr></tbody></table>"
    )

    assert isinstance(table, Table)
    assert plain([table]) == ["[Votes]", "*Colour | *Votes", "*Red | 12 | of 24"]
    assert [cell.columns for cell in table.rows[0]] == [1, 2]
    assert table.rows[1][2] == Cell([Paragraph(["of 24"])], rows=2)


def test_a_table_that_is_only_a_frame_is_what_stands_in_it() -> None:
    assert plain(body_of("<table><tr><td><p>One</p><p>two</p></td></tr></table>")) == ["One", "two"]


def test_a_picture_is_its_description_within_a_line_or_by_itself() -> None:
    assert plain(body_of("<p>see <img src='a.png' alt='a cat'/> here</p>")) == ["see [a cat] here"]
    assert body_of("<p><img src='a.png' alt='a cat'/></p>") == [Picture("a cat")]


def test_a_picture_without_a_description_is_noted() -> None:
    found = read(
        item("<p>see <img src='a.png' alt=''/></p><textEntryInteraction responseIdentifier='RESPONSE'/>")
    )

    assert found.notes == ["a picture without a description"]


def test_an_object_is_told_by_what_stands_in_it() -> None:
    markup = "<object type='image/eps' data='a.eps'><object type='image/png' data='a.png'><p>A cat.</p></object></object>"

    assert body_of(markup) == [Picture("A cat.")]


def test_a_formula_that_canvas_drew_is_that_formula() -> None:
    mathml = "&lt;math&gt;&lt;msqrt&gt;&lt;mn&gt;2&lt;/mn&gt;&lt;/msqrt&gt;&lt;/math&gt;"

    assert body_of(f"<p><img alt='LaTeX: \\sqrt{{2}}' x-canvaslms-safe-mathml='{mathml}'/></p>") == [
        Paragraph([Marked("math", "√2")])
    ]
    assert body_of("<p><img alt='LaTeX: x^2'/></p>") == [Paragraph([Marked("math", "x^2")])]


@pytest.mark.parametrize(
    "markup", ["<audio src='a.mp3'/>", "<video/>", "<object type='audio/mpeg' data='a.mp3'/>"]
)
def test_sound_and_film_are_refused(markup: str) -> None:
    with pytest.raises(NotTaken, match="has sound"):
        body_of(markup)


def test_an_unknown_element_is_read_for_its_text_and_noted() -> None:
    found = read(item("<p>a <blink>b</blink></p><textEntryInteraction responseIdentifier='RESPONSE'/>"))

    assert plain(found.stored.item.body[:1]) == ["a b"]
    assert found.notes == ["an element that is not known is read for its text: blink"]


def test_a_passage_is_read_once_and_named() -> None:
    class Passages:
        def picture(self, address: str, alt: str) -> Picture:
            return Picture(alt)

        def read(self, address: str) -> bytes | None:
            return b"<stimulus><stimulusBody><p>Long ago.</p></stimulusBody></stimulus>"

    reference = "<assessmentStimulusRef identifier='old' href='old.xml'/>"

    found = read(
        item("<extendedTextInteraction responseIdentifier='RESPONSE'/>", more=reference), files=Passages()
    )

    assert plain(found.stored.item.stimulus) == ["Long ago."]
    assert found.stored.item.stimulus_id == "old"


def test_a_question_without_its_passage_is_refused() -> None:
    reference = "<assessmentStimulusRef identifier='old' href='old.xml'/>"

    with pytest.raises(NotTaken, match=r"passage that is not in the package \(old.xml\)"):
        read(item("<extendedTextInteraction responseIdentifier='RESPONSE'/>", more=reference))


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_S06_nothing_that_acts_on_a_terminal_stays_in_an_item(hostile: str) -> None:
    words = "".join(character for character in hostile[:9_000] if is_xml(character))
    entry = "<p><b/> <textEntryInteraction responseIdentifier='RESPONSE'/></p><pre/><p><img src='x'/></p>"
    root = parse(item(f"<p/>{entry}"))
    for element in root.iter():
        if name(element) in ("p", "b", "pre"):
            element.text = words
        for attribute in {"img": ["alt"], "textEntryInteraction": ["placeholderText"]}.get(name(element), []):
            element.set(attribute, words)
    root.set("title", words)

    found = read_item(root).stored.item

    assert not acts(msgspec.json.encode(found).decode().replace("\\n", ""))
    assert not acts(found.title)
    assert len(list(interactions(found))) == 1


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_S06_nor_through_html_that_is_written_into_a_text(hostile: str) -> None:
    references = "".join(f"&#{ord(one)};" for one in hostile[:2_000] if not 0xD800 <= ord(one) < 0xE000)

    blocks = read_blocks(
        parse_html(f"<p>{references}<i>{references}</i></p><pre>{references}</pre>"), Context()
    )

    assert not acts("".join(plain(blocks)))


def is_xml(character: str) -> bool:
    """Whether XML 1.0 can have it."""
    return character in "\t\n\r" or (ord(character) >= 0x20 and not 0xD800 <= ord(character) < 0xE000)


def test_S09_a_question_that_is_a_book_is_refused() -> None:
    with pytest.raises(NotTaken, match="more than 200,000 characters"):
        body_of(f"<p>{'word ' * 50_000}</p>")
    with pytest.raises(NotTaken, match="more than 20,000 parts"):
        body_of("<b/>" * 21_000)
    with pytest.raises(NotTaken, match="nested more than 64 deep"):
        body_of("<div>" * 100 + "deep" + "</div>" * 100)
