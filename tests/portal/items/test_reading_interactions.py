"""The ways to answer, from QTI 2 and 3 alike."""

import re

import pytest

from tests.support.items import V2, V3, choice, item, line_of, plain, read
from tmp_portal.items.reading.context import NotTaken
from tmp_tui.wire.items import (
    Associate,
    Choice,
    ExtendedText,
    GapMatch,
    Graphical,
    Hottext,
    InlineChoice,
    Interaction,
    Match,
    Order,
    Paragraph,
    Slider,
    TextEntry,
    Upload,
    interactions,
    options_of,
)


def as_version_3(xml: bytes) -> bytes:
    """The item in the spelling of QTI 3.0."""
    text = xml.decode().replace(V2, V3)
    text = re.sub(r"(?<=[a-z])[A-Z](?=[A-Za-z]*(=| |/|>))", lambda found: "-" + found.group().lower(), text)
    html = "p|b|br|blockquote|em|img|table|tr|td"
    return re.sub(rf"(</?)(?!{html}\b|\?)([a-z])", r"\1qti-\2", text).encode()


def ask(body: str, **options: str) -> Interaction:
    """The one interaction of an item, the same in both versions."""
    xml = item(body, **options)
    (asked,) = interactions(read(xml).stored.item)
    (again,) = interactions(read(as_version_3(xml)).stored.item)
    assert asked == again
    return asked


def words_of(asked: Interaction) -> list[tuple[str, str]]:
    """The options of an interaction, as text."""
    options = [] if isinstance(asked, TextEntry) else options_of(asked)
    return [(option.identifier, " ".join(plain(option.content))) for option in options]


def test_a_choice_has_its_prompt_options_and_limits() -> None:
    asked = ask(
        choice("<p>yes</p>", "<b>no</b>", most=2, extra='minChoices="1" shuffle="true"'),
        cardinality="multiple",
    )

    assert isinstance(asked, Choice)
    assert (asked.response, asked.min_choices, asked.max_choices, asked.shuffle) == ("RESPONSE", 1, 2, True)
    assert plain(asked.prompt) == ["Which one?"]
    assert words_of(asked) == [("A", "yes"), ("B", "<strong:no>")]


def test_an_option_can_be_fixed() -> None:
    body = (
        '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1" shuffle="true">'
        '<simpleChoice identifier="A">a</simpleChoice><simpleChoice identifier="B" fixed="true">none</simpleChoice>'
        "</choiceInteraction>"
    )

    asked = ask(body)

    assert isinstance(asked, Choice)
    assert [option.fixed for option in asked.options] == [False, True]


def test_inline_choice_and_text_entry_stand_in_their_line() -> None:
    body = (
        '<p>Roses are <inlineChoiceInteraction responseIdentifier="RESPONSE"><inlineChoice identifier="A">red</inlineChoice>'
        '<inlineChoice identifier="B">blue</inlineChoice></inlineChoiceInteraction>, not <em>so</em>.</p>'
    )

    asked = ask(body)

    assert isinstance(asked, InlineChoice)
    (line,) = read(item(body)).stored.item.body
    assert isinstance(line, Paragraph)
    assert line_of(line.content) == "Roses are [RESPONSE:red/blue], not <emphasis:so>."


@pytest.mark.parametrize(("base", "key"), [("string", "York"), ("integer", "3"), ("float", "2.5")])
def test_a_text_entry_knows_whether_it_wants_a_number(base: str, key: str) -> None:
    body = '<p>It is <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15" patternMask="[0-9]+"/></p>'

    asked = ask(body, base=base, key=f"<value>{key}</value>")

    assert asked == TextEntry("RESPONSE", base, 15, "[0-9]+")  # type: ignore[arg-type]


def test_a_longer_text_is_scored_by_hand() -> None:
    body = (
        '<extendedTextInteraction responseIdentifier="RESPONSE" expectedLength="200" expectedLines="5">'
        "<prompt>Write.</prompt></extendedTextInteraction>"
    )

    asked = ask(body, base="string", key="", template="")

    assert isinstance(asked, ExtendedText)
    assert (asked.expected_length, asked.expected_lines, asked.max_strings) == (200, 5, 1)
    assert read(item(body, base="string", key="", template="")).stored.item.by_hand


def test_an_order_has_options_in_the_order_of_the_file() -> None:
    body = (
        '<orderInteraction responseIdentifier="RESPONSE" shuffle="true"><simpleChoice identifier="A">a</simpleChoice>'
        '<simpleChoice identifier="B">b</simpleChoice></orderInteraction>'
    )

    asked = ask(body, cardinality="ordered", key="<value>B</value><value>A</value>")

    assert isinstance(asked, Order)
    assert asked.shuffle
    assert words_of(asked) == [("A", "a"), ("B", "b")]


def associable(*names: str, most: int = 1) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{name.lower()}</simpleAssociableChoice>'
        for name in names
    )


def test_a_match_has_two_sets() -> None:
    body = (
        '<matchInteraction responseIdentifier="RESPONSE" maxAssociations="4">'
        f"<simpleMatchSet>{associable('A', 'B')}</simpleMatchSet>"
        f"<simpleMatchSet>{associable('X', 'Y', most=0)}</simpleMatchSet></matchInteraction>"
    )

    asked = ask(body, base="directedPair", cardinality="multiple", key="<value>A X</value>")

    assert isinstance(asked, Match)
    assert asked.max_associations == 4
    assert [(option.identifier, option.match_max) for option in asked.first] == [("A", 1), ("B", 1)]
    assert [(option.identifier, option.match_max) for option in asked.second] == [("X", 0), ("Y", 0)]


def test_an_associate_has_one_set() -> None:
    body = f'<associateInteraction responseIdentifier="RESPONSE" maxAssociations="1">{associable("A", "B")}</associateInteraction>'

    asked = ask(body, base="pair", cardinality="multiple", key="<value>A B</value>")

    assert isinstance(asked, Associate)
    assert words_of(asked) == [("A", "a"), ("B", "b")]


def test_a_gap_match_has_words_and_a_text_with_gaps() -> None:
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>Fill in.</prompt>'
        '<gapText identifier="W" matchMax="1">winter</gapText><gapText identifier="S" matchMax="1">summer</gapText>'
        '<blockquote><p>Now is the <gap identifier="G1"/> of our<br/>made <gap identifier="G2"/></p></blockquote>'
        "</gapMatchInteraction>"
    )

    asked = ask(body, base="directedPair", cardinality="multiple", key="<value>W G1</value>")

    assert isinstance(asked, GapMatch)
    assert plain(asked.content) == ["> Now is the [G1] of our", "> made [G2]"]
    assert words_of(asked) == [("W", "winter"), ("S", "summer")]


def test_a_hottext_has_words_to_choose_in_its_text() -> None:
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><p>Games '
        '<hottext identifier="A">who <b>bought</b></hottext> time.</p></hottextInteraction>'
    )

    asked = ask(body)

    assert isinstance(asked, Hottext)
    assert plain(asked.content) == ["Games [A:who <strong:bought>] time."]


def test_a_slider_has_bounds_and_steps() -> None:
    body = '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="10" step="0.5"/>'

    asked = ask(body, base="float", key="<value>2.5</value>")

    assert asked == Slider("RESPONSE", [], 0, 10, 0.5, "float")


def test_an_upload_is_scored_by_hand() -> None:
    body = '<uploadInteraction responseIdentifier="RESPONSE" type="text/csv"><prompt>A file.</prompt></uploadInteraction>'

    asked = ask(body, base="file", key="", template="")

    assert isinstance(asked, Upload)
    assert asked.types == ["text/csv"]


def test_a_button_for_a_hint_is_left_out_and_noted() -> None:
    found = read(item(choice("a", "b") + '<endAttemptInteraction responseIdentifier="HINT" title="Hint"/>'))

    assert len(list(interactions(found.stored.item))) == 1
    assert found.notes == ["a button for a hint is left out"]


def test_several_interactions_make_a_composite() -> None:
    entry = '<p><textEntryInteraction responseIdentifier="R2"/></p>'
    more = '<responseDeclaration identifier="R2" cardinality="single" baseType="string"/>'

    found = read(item(choice("a", "b") + entry, more=more))

    assert found.stored.kind == "composite"
    assert read(item(choice("a", "b"))).stored.kind == "choice"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("hotspot", "points at places in a picture"),
        ("graphicOrder", "orders places in a picture"),
        ("graphicAssociate", "joins places in a picture"),
        ("graphicGapMatch", "puts things into a picture"),
        ("selectPoint", "points at places in a picture"),
        ("positionObject", "moves things over a picture"),
        ("drawing", "is answered by drawing"),
        ("media", "plays sound or film"),
        ("custom", "brings a program of its own"),
        ("portableCustom", "brings a program of its own"),
        ("telepathic", "has an interaction that is not known"),
    ],
)
def test_what_a_keyboard_cannot_answer_is_refused_with_its_reason(kind: str, reason: str) -> None:
    with pytest.raises(NotTaken, match=rf"^{reason}"):
        read(item(f'<{kind}Interaction responseIdentifier="RESPONSE"/>'))


def test_what_needs_a_graphical_browser_can_be_kept_and_is_marked() -> None:
    inside = '<prompt>Click.</prompt><object type="image/png" data="a.png">a map</object>'
    body = f'<p>Where?</p><hotspotInteraction responseIdentifier="RESPONSE">{inside}</hotspotInteraction>'

    found = read(item(body), keep_graphical=True)

    assert found.stored.kind == "graphical"
    assert found.stored.item.by_hand
    assert plain(found.stored.item.body) == ["Where?", "[graphical RESPONSE]"]
    (asked,) = interactions(found.stored.item)
    assert isinstance(asked, Graphical)
    assert (asked.name, plain(asked.prompt)) == ("hotspot", ["Click.", "[a map]"])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>Nothing.</p>", "has nothing to answer"),
        (choice(), "without options"),
        (choice("a").replace("RESPONSE", "OTHER"), "does not declare its answer OTHER"),
        (choice("a") + choice("b"), "two interactions with the answer RESPONSE"),
        (choice("a", "b").replace('"B"', '"A"'), "the same identifier twice"),
        (choice("a").replace('"A"', '"A B"'), "without an identifier that can be used"),
        (choice("a").replace('"A"', '"A\u202eB"'), "without an identifier that can be used"),
        (choice(*["a"] * 8).replace("</choice", "<simpleChoice identifier='x'/>" * 200 + "</choice"), "more than 200 options"),
        (choice('<img src="a.png"/>', '<img src="b.png"/>'), "pictures without a description"),
        ('<matchInteraction responseIdentifier="RESPONSE"/>', "without its two sets"),
        ('<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="A">a</gapText></gapMatchInteraction>', "without gaps"),
        ('<hottextInteraction responseIdentifier="RESPONSE"><p>a</p></hottextInteraction>', "nothing to choose"),
        ('<sliderInteraction responseIdentifier="RESPONSE" lowerBound="9" upperBound="1"/>', "leave nothing to choose"),
        ('<sliderInteraction responseIdentifier="RESPONSE" lowerBound="nan"/>', "is not a number"),
    ],
)  # fmt: skip
def test_an_interaction_that_makes_no_sense_is_refused(body: str, reason: str) -> None:
    with pytest.raises(NotTaken, match=reason):
        read(item(body))


def test_an_adaptive_item_is_refused() -> None:
    adaptive = item(choice("a", "b")).replace(b'adaptive="false"', b'adaptive="true"')

    with pytest.raises(NotTaken, match=r"^is adaptive"):
        read(adaptive)


def test_an_item_whose_scoring_is_not_supported_is_refused_with_the_reason() -> None:
    rules = "<responseProcessing><setOutcomeValue identifier='SCORE'><customOperator class='x'/></setOutcomeValue></responseProcessing>"
    xml = item(choice("a", "b"), template="").replace(
        b"</assessmentItem>", rules.encode() + b"</assessmentItem>"
    )

    with pytest.raises(NotTaken, match="custom operator"):
        read(xml)


def test_an_item_whose_own_correct_response_scores_nothing_is_noted() -> None:
    key = '<value>A</value></correctResponse><mapping><mapEntry mapKey="B" mappedValue="1"/></mapping><correctResponse>'
    xml = item(choice("a", "b"), key=key, template="http://x/rptemplates/map_response")

    assert read(xml).notes == ["its own correct response scores 0"]
