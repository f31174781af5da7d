"""Questions of QTI 1.2: Canvas, New Quizzes, Common Cartridges, Respondus; what they ask and how they are scored."""

import pytest

from tests.support.items import canvas, equal, html, labels, lid, plain, read_canvas, when
from tmp_portal.items.model import StoredItem, columns
from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.scoring import correct_responses, score
from tmp_tui.wire.items import (
    Choice,
    ExtendedText,
    InlineChoice,
    Match,
    Order,
    TextEntry,
    Upload,
    interactions,
    options_of,
)

STEM = html("<p>Which?</p>")
FIB = '<response_str ident="r" rcardinality="Single"><render_fib{}><response_label ident="a"/></render_fib></response_str>'


def points(stored: StoredItem, **responses: str | list[str]) -> float | None:
    """The score of responses."""
    given = {name: [one] if isinstance(one, str) else one for name, one in responses.items()}
    return score(stored.scoring, given).score


def test_a_multiple_choice_is_worth_its_points() -> None:
    xml = canvas(
        STEM + lid("r", n1="red", n2="blue"),
        when(equal("r", "2"), stop=True),
        kind="multiple_choice_question",
        points="3",
    )

    stored = read_canvas(xml).stored

    (asked,) = interactions(stored.item)
    assert isinstance(asked, Choice)
    assert (asked.max_choices, [option.identifier for option in asked.options]) == (1, ["1", "2"])
    assert plain(stored.item.body[:1]) == ["Which?"]
    assert (stored.points, points(stored, r="2"), points(stored, r="1"), points(stored)) == (3, 3, 0, 0)
    assert correct_responses(stored.scoring) == {"r": ["2"]}


def test_points_that_vary_by_answer_are_scaled_to_what_the_question_is_worth() -> None:
    conditions = when(equal("r", "1"), 10) + when(equal("r", "2"), 5)

    stored = read_canvas(canvas(STEM + lid("r", n1="a", n2="b"), conditions, points="10")).stored

    assert (points(stored, r="1"), points(stored, r="2")) == (10, 5)


def test_multiple_answers_want_exactly_the_right_ones() -> None:
    condition = f"<and>{equal('r', '1')}<not>{equal('r', '2')}</not>{equal('r', '3')}</and>"
    xml = canvas(
        STEM + lid("r", "Multiple", n1="a", n2="b", n3="c"), when(condition), kind="multiple_answers_question"
    )

    stored = read_canvas(xml).stored

    (asked,) = interactions(stored.item)
    assert isinstance(asked, Choice)
    assert asked.max_choices == 0
    assert points(stored, r=["1", "3"]) == 1
    assert points(stored, r=["1", "2", "3"]) == points(stored, r=["1"]) == 0
    assert correct_responses(stored.scoring) == {"r": ["1", "3"]}


def test_answers_that_add_and_subtract_never_make_less_than_nothing() -> None:
    conditions = (
        when(equal("r", "1"), 50, "Add")
        + when(equal("r", "2"), 50, "Add")
        + when(equal("r", "3"), -100, "Add")
    )

    stored = read_canvas(canvas(STEM + lid("r", "Multiple", n1="a", n2="b", n3="c"), conditions)).stored

    assert [points(stored, r=one) for one in (["1", "2"], ["1"], ["1", "3"])] == [1, 0.5, 0]


def test_a_short_answer_is_right_in_any_of_its_spellings_and_in_capitals() -> None:
    conditions = when(equal("r", "Illinois") + equal("r", "IL"), stop=True)

    stored = read_canvas(canvas(STEM + FIB.format(""), conditions, kind="short_answer_question")).stored

    (asked,) = interactions(stored.item)
    assert asked == TextEntry("r")
    assert [points(stored, r=one) for one in ("illinois", "il", "Ohio")] == [1, 1, 0]


@pytest.mark.parametrize(
    ("test", "right", "wrong"),
    [
        ("<or>{}<and><vargte respident='r'>7</vargte><varlte respident='r'>7</varlte></and></or>".format(equal("r", "7.0")), "7", "8"),
        ("<vargte respident='r'>1</vargte><varlte respident='r'>22</varlte>", "22", "22.5"),
        ("<vargt respident='r'>1</vargt><varlt respident='r'>3</varlt>", "2", "3"),
        ("<varequal respident='r' margintype='percent' margin='20'>200</varequal>", "240", "241"),
        ("<varequal respident='r' margin='0.5'>2</varequal>", "2.5", "2.6"),
    ],
)  # fmt: skip
def test_a_number_is_right_exactly_or_within_its_range(test: str, right: str, wrong: str) -> None:
    xml = canvas(STEM + FIB.format(" fibtype='Decimal'"), when(test), kind="numerical_question")

    found = read_canvas(xml)

    (asked,) = interactions(found.stored.item)
    assert asked == TextEntry("r", "float")
    assert (points(found.stored, r=right), points(found.stored, r=wrong)) == (1, 0)
    assert found.notes == []  # its own key is right


def test_blanks_stand_in_their_text_and_tell_nothing() -> None:
    stem = html("<p>Roses are <b>[color]</b>, violets [other].</p>")
    responses = lid("response_color", n1="red", n2="Rouge") + lid("response_other", n3="blue")
    conditions = when(equal("response_color", "1"), 50, "Add") + when(equal("response_other", "3"), 50, "Add")

    stored = read_canvas(canvas(stem + responses, conditions, kind="fill_in_multiple_blanks_question")).stored

    assert plain(stored.item.body) == ["Roses are [response_color], violets [response_other]."]
    assert points(stored, response_color="ROUGE", response_other="blue") == 1
    assert points(stored, response_color="red", response_other="red") == 0.5


def test_dropdowns_stand_in_their_text_with_their_options() -> None:
    stem = html("<p>Roses are [color].</p>")
    xml = canvas(
        stem + lid("response_color", n1="red", n2="plaid"),
        when(equal("response_color", "1"), 100, "Add"),
        kind="multiple_dropdowns_question",
    )

    stored = read_canvas(xml).stored

    (asked,) = interactions(stored.item)
    assert isinstance(asked, InlineChoice)
    assert plain(stored.item.body) == ["Roses are [response_color:red/plaid]."]
    assert (points(stored, response_color="1"), points(stored, response_color="2")) == (1, 0)


def test_a_blank_that_the_text_does_not_name_stands_at_its_end() -> None:
    xml = canvas(
        STEM + lid("response_x", n1="red"),
        when(equal("response_x", "1")),
        kind="fill_in_multiple_blanks_question",
    )

    assert plain(read_canvas(xml).stored.item.body) == ["Which?", "[response_x]"]


def test_a_matching_question_pairs_its_responses_with_their_labels() -> None:
    sides = lid("q1", material=html("Light"), n1="wave", n2="cell") + lid(
        "q2", material=html("Life"), n1="wave", n2="cell"
    )
    conditions = when(equal("q1", "1"), 50, "Add") + when(equal("q2", "2"), 50, "Add")

    stored = read_canvas(canvas(STEM + sides, conditions, kind="matching_question")).stored

    (asked,) = interactions(stored.item)
    assert isinstance(asked, Match)
    assert [" ".join(plain(option.content)) for option in asked.first] == ["Light", "Life"]
    assert [" ".join(plain(option.content)) for option in asked.second] == ["wave", "cell"]
    assert points(stored, RESPONSE=["q1 1", "q2 2"]) == 1
    assert points(stored, RESPONSE=["q1 1", "q2 1"]) == 0.5


def test_a_categorization_puts_its_labels_into_categories() -> None:
    both = {"n1": "cat", "n2": "oak"}
    sides = lid("animals", "Multiple", html("Animals"), **both) + lid(
        "trees", "Multiple", html("Trees"), **both
    )
    conditions = when(equal("animals", "1"), 50, "Add") + when(equal("trees", "2"), 50, "Add")

    stored = read_canvas(canvas(STEM + sides, conditions, kind="categorization_question")).stored

    (asked,) = interactions(stored.item)
    assert isinstance(asked, Match)
    assert [(option.identifier, option.match_max) for option in asked.second] == [
        ("animals", 0),
        ("trees", 0),
    ]
    assert points(stored, RESPONSE=["1 animals", "2 trees"]) == 1


def test_all_or_nothing_is_that() -> None:
    sides = lid("q1", material=html("a"), n1="x", n2="y") + lid("q2", material=html("b"), n1="x", n2="y")
    conditions = when(equal("q1", "1"), 50, "Add") + when(equal("q2", "2"), 50, "Add")
    xml = canvas(STEM + sides, conditions, kind="matching_question").replace(
        b"</qtimetadata>",
        b"<qtimetadatafield><fieldlabel>scoring_algorithm</fieldlabel><fieldentry>AllOrNothing</fieldentry>"
        b"</qtimetadatafield></qtimetadata>",
    )

    stored = read_canvas(xml).stored

    assert points(stored, RESPONSE=["q1 1", "q2 2"]) == 1
    assert points(stored, RESPONSE=["q1 1"]) == 0


def test_an_ordering_wants_one_order() -> None:
    response = f'<response_lid ident="r" rcardinality="Ordered"><render_extension><ims_render_object>{labels(n1="a", n2="b")}</ims_render_object></render_extension></response_lid>'

    stored = read_canvas(
        canvas(STEM + response, when(equal("r", "2") + equal("r", "1"), 5, "Add"), points="")
    ).stored

    (asked,) = interactions(stored.item)
    assert isinstance(asked, Order)
    assert (points(stored, r=["2", "1"]), points(stored, r=["1", "2"])) == (5, 0)


def test_essays_and_uploads_wait_for_a_person() -> None:
    essay = read_canvas(canvas(STEM + FIB.format(" rows='5'"), kind="essay_question", points="4")).stored
    upload = read_canvas(
        canvas(STEM, kind="file_upload_question").replace(
            b"<presentation>", b"<presentation allowed_types='png,jpeg'>"
        )
    ).stored

    assert essay.item.by_hand
    assert upload.item.by_hand
    assert essay.points == 4
    assert [type(asked) for asked in interactions(essay.item)] == [ExtendedText]
    (asked,) = interactions(upload.item)
    assert isinstance(asked, Upload)
    assert asked.types == [".png", ".jpeg"]


CALCULATED = """<itemproc_extension><calculated><answer_tolerance>{}</answer_tolerance><var_sets>
<var_set ident="1"><var name="x">5</var><var name="y">4</var><answer>20</answer></var_set>
<var_set ident="2"><var name="x">1</var><var name="y">1</var><answer>1</answer></var_set>
</var_sets></calculated></itemproc_extension>"""


@pytest.mark.parametrize(
    ("tolerance", "right", "wrong"), [("0", "20", "20.1"), ("0.5", "20.5", "20.6"), ("10%", "22", "22.1")]
)
def test_a_calculated_question_is_its_first_stored_set(tolerance: str, right: str, wrong: str) -> None:
    stem = html("<p>What is [x] times [y]?</p>")
    xml = canvas(
        stem + FIB.format(" fibtype='Decimal'"), kind="calculated_question", more=CALCULATED.format(tolerance)
    )

    found = read_canvas(xml)

    assert plain(found.stored.item.body) == ["What is 5 times 4?", "[r]"]
    assert (points(found.stored, r=right), points(found.stored, r=wrong)) == (1, 0)
    assert found.notes == ["its values are those of the first stored set (x = 5, y = 4)"]


REGEX = lid("response_a", n1="^a$").replace(
    "<response_label", "<response_label scoring_algorithm='TextRegex'"
)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (canvas('<response_xy ident="r"/>', kind="hot_spot_question"), "points at places in a picture"),
        (canvas(STEM + FIB.format(""), kind="calculated_question"), "no stored set of values"),
        (canvas(STEM + REGEX, when(equal("response_a", "1")), kind="fill_in_multiple_blanks_question"), "regular expression"),
        (canvas(STEM + lid("r", n1="a"), when("<varinside respident='r'>1</varinside>")), "condition that is not supported"),
        (canvas(STEM + lid("r", n1="a") + lid("s", n1="a", n2="b"), when(equal("t", "1"))), "does not ask for"),
        (canvas(STEM + lid("r", n1="a"), when("<and>" * 40 + equal("r", "1") + "</and>" * 40)), "nested more than"),
        (canvas("<material><mataudio uri='a.mp3'/></material>" + lid("r", n1="a"), when(equal("r", "1"))), "has sound"),
        (canvas('<response_grp ident="r"/>'), "a kind of response that is not known"),
        (b"<item ident='x'/>", "presents nothing"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(xml: bytes, reason: str) -> None:
    with pytest.raises(NotTaken, match=reason):
        read_canvas(xml)


@pytest.mark.parametrize(
    ("presentation", "conditions", "kind"),
    [
        (lid("r", n1="True", n2="False"), when(equal("r", "1")), "choice"),
        (FIB.format(""), when(equal("r", "x")), "text_entry"),
        (FIB.format(" fibtype='Integer'"), when(equal("r", "1")), "text_entry"),
        (FIB.format(""), "", "extended_text"),
        (html("[a]") + lid("response_a", n1="Word", n2="word"), when(equal("response_a", "1")), "text_entry"),
        (html("[a]") + lid("response_a", n1="C", n2="D"), when(equal("response_a", "1")), "inline_choice"),
        (lid("p", n1="x", n2="y") + lid("q", n1="x", n2="y"), when(equal("p", "1")), "match"),
    ],
)
def test_without_metadata_the_shape_tells_the_kind(presentation: str, conditions: str, kind: str) -> None:
    assert read_canvas(canvas(STEM + presentation, conditions, points="")).stored.kind == kind


def test_conditions_that_end_the_processing_are_alternatives() -> None:
    conditions = when(equal("r", "1"), 100, stop=True) + when("<other/>", 0, stop=True)

    stored = read_canvas(canvas(STEM + lid("r", n1="a", n2="b"), conditions)).stored

    assert (points(stored, r="1"), points(stored, r="2")) == (1, 0)


def test_other_means_that_no_condition_before_it_was_met() -> None:
    conditions = when(equal("r", "1"), 100) + when("<other/>", 0)

    stored = read_canvas(canvas(STEM + lid("r", n1="a", n2="b"), conditions)).stored

    assert (points(stored, r="1"), points(stored, r="2")) == (1, 0)


def test_S09_conditions_that_refer_to_all_before_them_do_not_grow_without_end() -> None:
    pair = when(equal("r", "1"), 1, "Add") + when("<other/>", 1, "Add")

    with pytest.raises(NotTaken, match="more than 200 conditions"):
        read_canvas(canvas(STEM + lid("r", n1="a", n2="b"), pair * 101))
    stored = read_canvas(canvas(STEM + lid("r", n1="a", n2="b"), pair * 12)).stored

    assert len(columns(stored, "an-id")["scoring"]) < 40_000


def test_text_with_html_in_its_labels_is_read_as_text() -> None:
    response = f'<response_lid ident="r"><render_choice><response_label ident="1">{html("<p>H<sub>2</sub>O</p>")}</response_label></render_choice></response_lid>'

    (asked,) = interactions(read_canvas(canvas(STEM + response, when(equal("r", "1")))).stored.item)

    assert isinstance(asked, Choice)
    assert [plain(option.content) for option in options_of(asked)] == [["H<sub:2>O"]]
