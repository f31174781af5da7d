"""Whatever a student does to an answer, it stays one that the portal takes, within the bounds of the question."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.papers import every_kind, options, stored, words
from tmp_portal.attempts.paper import check, is_blank, known
from tmp_portal.items.model import columns
from tmp_tui.player.answering import Change, NotPossible, choose, clear, move, put_in_order, write
from tmp_tui.player.bringing import with_file
from tmp_tui.player.kinds import places_of, with_chosen, with_text
from tmp_tui.player.places import PICKED, Place
from tmp_tui.player.taking import answered
from tmp_tui.player.words import bounds_words
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import (
    Associate,
    Block,
    Choice,
    ExtendedText,
    Gap,
    GapMatch,
    Item,
    Match,
    Option,
    Order,
    Paragraph,
    Slider,
    TextEntry,
    Upload,
    interactions,
    options_of,
)

KINDS = [item for item in every_kind() if item.title != "graphical"]
NUMBERS = st.integers(0, 3)


def some_options(count: int) -> st.SearchStrategy[list[Option]]:
    """So many options, each in one pair, in two or in any number."""
    limits = st.lists(st.integers(0, 2), min_size=count, max_size=count)
    names = "ABCDE"[:count]
    return limits.map(
        lambda most: [Option(name, words(name), match_max=m) for name, m in zip(names, most, strict=True)]
    )


def bodies() -> st.SearchStrategy[Block]:
    """Interactions with bounds of every sort."""
    gaps: list[Block] = [Paragraph(["One ", Gap("G1"), " two ", Gap("G2"), " three ", Gap("G3")])]
    pairs = {"max_associations": NUMBERS}
    return st.one_of(
        st.builds(Match, st.just("R"), first=some_options(3), second=some_options(3), **pairs),
        st.builds(Associate, st.just("R"), options=some_options(4), **pairs),
        st.builds(GapMatch, st.just("R"), options=some_options(3), content=st.just(gaps), **pairs),
        st.builds(Choice, st.just("R"), options=some_options(4), max_choices=NUMBERS, min_choices=NUMBERS),
        st.builds(Order, st.just("R"), options=some_options(4), max_choices=NUMBERS, min_choices=NUMBERS),
        st.builds(ExtendedText, st.just("R"), max_strings=NUMBERS),
    )


def items() -> st.SearchStrategy[Item]:
    """Questions of each kind, and such with odd bounds."""
    return st.sampled_from(KINDS) | bodies().map(lambda body: Item("q", "q", [body]))


def act(data: st.DataObject, item: Item, values: Values) -> Change:
    """One thing that a student does."""
    place: Place = data.draw(st.sampled_from(places_of(item, values)))
    acts: list[Callable[[], Change]] = [lambda: clear(item, values, place)]
    if place.how in PICKED:
        option = data.draw(st.sampled_from(place.options))
        several = data.draw(st.lists(st.sampled_from(place.options), unique=True, min_size=1, max_size=3))
        acts += [
            lambda: choose(item, values, place, option),
            lambda: put_in_order(item, values, place, several),
            lambda: move(item, values, place, option, -1),
            lambda: move(item, values, place, option, 1),
        ]
    else:
        text = data.draw(st.text(max_size=20) | st.sampled_from(["3", "7,5", "-2", "1e3", " ", "a\nb"]))
        acts.append(lambda: write(item, values, place, text))
    return data.draw(st.sampled_from(acts))()


@given(data=st.data(), item=items())
def test_every_answer_is_one_that_the_portal_takes(data: st.DataObject, item: Item) -> None:
    shape = known(Row(item)).shape
    values: Values = {}
    for _turn in range(data.draw(st.integers(1, 12))):
        try:
            values = act(data, item, values).values
        except NotPossible as error:
            assert "{" not in str(error)  # noqa: PT017  (what is said, not that it is raised)
        check(values, shape)
        assert_within_bounds(item, values)


class Row:
    """What a question's row in a bank has."""

    def __init__(self, item: Item) -> None:
        self.__dict__.update(columns(stored(item), item.id))
        self.identifier = item.id


def assert_within_bounds(item: Item, values: Values) -> None:
    """No option is in more pairs than it may be, no place has more than it may; a blank is a blank to the portal."""
    places = places_of(item, values)
    for place in places:
        assert (
            place.how not in PICKED
            or place.how == "order"
            or not place.most
            or len(place.chosen) <= place.most
        )
        assert len(set(place.chosen)) == len(place.chosen)
        assert place.own not in place.chosen or not place.own
    for asked in interactions(item):
        if isinstance(asked, Match | Associate | GapMatch):
            halves = [half for pair in values.get(asked.response, []) for half in pair.split(" ")]
            for option in options_of(asked):
                if isinstance(asked, Match):
                    halves = [
                        half
                        for pair in values.get("R", [])
                        for half in [pair.split(" ")[option in asked.second]]
                    ]
                assert not option.match_max or halves.count(option.identifier) <= option.match_max
    assert (answered(places) == "blank") == is_blank(values)
    assert all(any(texts) for texts in values.values())


def answer_everywhere(item: Item) -> Values:
    """Something at every place."""
    values: Values = {}
    for at in range(len(places_of(item, {}))):
        place = places_of(item, values)[at]
        if place.how in PICKED:
            free = [one.identifier for one in place.options if one.identifier != place.own]
            values = with_chosen(item, values, place, free[at % len(free) :][:1])
        else:
            values = with_text(item, values, place, "4")
    return values


@pytest.mark.parametrize("item", KINDS, ids=lambda item: item.title)
def test_what_is_answered_is_there_and_cleared_again_is_a_blank(item: Item) -> None:
    values = answer_everywhere(item)
    assert answered(places_of(item, values)) != "blank"

    for at in range(len(places_of(item, values))):
        place = places_of(item, values)[at]
        if not place.blank:
            values = clear(item, values, place).values
            assert places_of(item, values)[at].blank

    assert values == {}


@pytest.mark.parametrize("item", KINDS, ids=lambda item: item.title)
def test_choosing_twice_where_several_can_be_is_as_before_and_where_one_can_be_stays(item: Item) -> None:
    for place in places_of(item, {}):
        if place.how in PICKED:
            option = next(one for one in place.options if one.identifier != place.own)
            once = choose(item, {}, place, option).values
            twice = choose(item, once, places_of(item, once)[place.number - 1], option).values
            assert twice == (once if place.how == "one" else {})


def test_an_option_that_may_be_used_once_leaves_where_it_was() -> None:
    item = next(one for one in KINDS if one.title == "match")
    dog, frog = places_of(item, {})
    values = choose(item, {}, dog, dog.options[0]).values

    values = choose(item, values, frog, frog.options[0]).values

    assert values == {"R": ["B A"]}


def test_of_more_pairs_than_there_may_be_the_oldest_goes() -> None:
    item = Item("q", "q", [Match("R", [], options("1", "2"), options("x", "y"), max_associations=1)])
    first, second = places_of(item, {})
    values = choose(item, {}, first, first.options[0]).values

    assert choose(item, values, second, second.options[1]).values == {"R": ["B B"]}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("3,5", "3.5"),
        ("1 000", "1000"),
        ("\N{MINUS SIGN}2", "-2"),
        ("1e3", "1e3"),
        ("0", "0"),
        ("1,00", "1.00"),
        ("0,125", "0.125"),
    ],
)
def test_a_number_is_kept_as_it_travels(text: str, kept: str) -> None:
    item = next(one for one in KINDS if one.title == "number")

    assert write(item, {}, places_of(item, {})[0], text).values == {"R": [kept]}


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "1,2,3", "seven", "1_0", "٣", "--1", "0x10"])
def test_what_is_no_number_is_refused(text: str) -> None:
    item = next(one for one in KINDS if one.title == "number")

    with pytest.raises(NotPossible):
        write(item, {}, places_of(item, {})[0], text)


@pytest.mark.parametrize("kind", ["number", "slider"])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,000", "Is it 1000, or 1.000? Type 1000 or 1.0."),
        ("\N{MINUS SIGN}12,500", "Is it -12500, or -12.500? Type -12500 or -12.5."),
    ],
)
def test_a_comma_that_may_be_of_thousands_is_asked_about(kind: str, text: str, why: str) -> None:
    item = next(one for one in KINDS if one.title == kind)

    with pytest.raises(NotPossible) as error:
        write(item, {}, places_of(item, {})[0], text)

    assert str(error.value) == why


def test_a_whole_number_keeps_every_digit() -> None:
    item = Item("q", "q", [Paragraph([TextEntry("R", "integer")])])

    for text, kept in (("12345678901234567", "12345678901234567"), ("007", "7"), ("3.0", "3")):
        assert write(item, {}, places_of(item, {})[0], text).values == {"R": [kept]}


def test_numbers_of_a_slider_are_written_plainly() -> None:
    item = Item("q", "q", [Slider("R", [], 0.0001, 12_345_678, 0.0001)])
    place = places_of(item, {})[0]

    assert bounds_words(place) == "A number from 0.0001 to 12345678, in steps of 0.0001:"
    with pytest.raises(NotPossible, match=r"from 0\.0001 to 12345678"):
        write(item, {}, place, "1e9")


def test_a_number_between_the_steps_of_a_slider_is_refused() -> None:
    item = next(one for one in KINDS if one.title == "slider")
    place = places_of(item, {})[0]

    with pytest.raises(NotPossible, match=r"in steps of 0\.5"):
        write(item, {}, place, "5.3")


def test_a_text_that_the_portal_would_not_take_is_refused_here() -> None:
    item = next(one for one in KINDS if one.title == "extended_text")
    place = places_of(item, {})[0]

    for text in ("x" * 60_001, "\n" * 2_000 + "x", "\N{SNOWMAN}" * 25_000):
        with pytest.raises(NotPossible, match="too long"):
            write(item, {}, place, text)


def test_what_the_portal_would_not_take_together_is_refused_here(tmp_path: Path) -> None:
    essays = Item("q", "q", [ExtendedText("R", max_strings=2), ExtendedText("S")])
    values = write(essays, {}, places_of(essays, {})[0], "x" * 40_000).values
    for place in places_of(essays, values)[1:3]:
        with pytest.raises(NotPossible, match="too long together: at most 64 KB"):
            write(essays, values, place, "x" * 40_000)
        check(write(essays, values, place, "x" * 25_000).values, known(Row(essays)).shape)

    files = Item("p", "p", [Upload("R", files=2)])
    path = tmp_path / "drawing.png"
    path.write_bytes(b"x" * 300_000)
    first, second = places_of(files, {})
    values = with_file(files, {}, first, str(path)).values
    with pytest.raises(NotPossible, match="too large together: at most 525 KB"):
        with_file(files, values, second, str(path))
    path.write_bytes(b"x" * 200_000)
    check(with_file(files, values, second, str(path)).values, known(Row(files)).shape)


@pytest.mark.parametrize(("most", "expected"), [(0, "partly"), (1, "answered"), (2, "partly")])
def test_a_question_that_takes_fewer_pairs_than_it_has_places_is_answered_with_those(
    most: int, expected: str
) -> None:
    gaps: list[Block] = [Paragraph(["One ", Gap("G1"), " two ", Gap("G2")])]
    bodies: list[Block] = [
        GapMatch("R", [], options("a", "b"), gaps, max_associations=most),
        Match("R", [], options("1", "2"), options("a", "b"), max_associations=most),
    ]
    for body in bodies:
        item = Item("q", "q", [body])
        place = places_of(item, {})[0]
        values = choose(item, {}, place, place.options[0]).values
        assert answered(places_of(item, values)) == expected
