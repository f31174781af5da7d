"""What a typed answer means at each kind of place."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.papers import every_kind
from tmp_tui.lines.answers import addressed, answer_at
from tmp_tui.pages.overview import spans
from tmp_tui.player.answering import NotPossible
from tmp_tui.player.kinds import places_of
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import Item
from tmp_tui.wire.uploads import LARGEST, unpack

ITEMS = {item.title: item for item in every_kind()}


def answered(kind: str, *typed: str) -> Values:
    """What the lines come to, one after the other."""
    values: Values = {}
    for line in typed:
        place, text = addressed(places_of(ITEMS[kind], values), line)
        values = answer_at(ITEMS[kind], values, place, text).values
    return values


def refused(kind: str, *typed: str) -> str:
    """Why the last line is no answer."""
    with pytest.raises(NotPossible) as error:
        answered(kind, *typed)
    return str(error.value)


@pytest.mark.parametrize("typed", ["a c", "ac", "A, C", "a) c)", "c;a", "= a c", "a a c"])
def test_letters_set_exactly_what_is_chosen(typed: str) -> None:
    chosen = answered("several", "b", typed)["R"]

    assert sorted(chosen) == ["A", "C"]
    assert answered("several", typed, typed)["R"] == chosen


def test_an_option_can_be_called_by_its_words() -> None:
    assert answered("choice", "FOUR") == {"R": ["B"]}


@pytest.mark.parametrize("typed", ["2 b", "2b", "2 = b", "2=b", "2: b", "2) b", "02 b", "2 amphibian"])
def test_a_place_is_begun_with_its_number(typed: str) -> None:
    assert answered("match", typed) == {"R": ["B B"]}


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("choice", "d", "There is no option d here. Options are a to c; commands begin with /."),
        ("choice", "ab", "Only one can be chosen here. Type one letter."),
        ("choice", "submit", "There is no option submit here. Options are a to c; commands begin with /."),
        ("match", "b", "There are 2 places to answer. Begin with the number of one, for example 2 b."),
        ("match", "2.5", "There are 2 places to answer. Begin with the number of one, for example 2 b."),
        ("match", "3 b", "There is no place 3 here, only 1 to 2."),
        ("match", "0 b", "There is no place 0 here, only 1 to 2."),
        ("associate", "1 a", "A thing cannot go with itself. Choose another letter."),
        ("number", "seven", "seven is not a number. Type digits, for example 3.5."),
        ("slider", "11", "Type a number from 0 to 10."),
        ("graphical", "x", "This question needs a graphical browser. Ask your teacher how to answer it."),
        ("upload", "nowhere.txt", "There is no file nowhere.txt."),
    ],
)
def test_what_cannot_be_answered_is_said_with_what_can_be_done(kind: str, typed: str, why: str) -> None:
    assert refused(kind, typed) == why


def test_text_is_taken_as_it_is_and_a_sign_before_it_is_no_part_of_it() -> None:
    assert answered("text_entry", "n") == {"R": ["n"]}
    assert answered("text_entry", "= /n") == {"R": ["/n"]}
    assert answered("text_entry", "= = 2") == {"R": ["= 2"]}


def test_a_file_is_read_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "essay.txt").write_bytes(b"words")

    found = unpack(answered("upload", "= ~/essay.txt")["R"][0])

    assert found is not None
    assert (found.name, found.data) == ("essay.txt", b"words")


def test_a_file_that_cannot_be_brought_says_why(tmp_path: Path) -> None:
    large, pipe = tmp_path / "large", tmp_path / "pipe"
    large.write_bytes(b"x" * (LARGEST + 1))
    os.mkfifo(pipe)

    assert refused("upload", f"= {tmp_path}") == f"{tmp_path} is a folder. Give one file."
    assert refused("upload", f"= {large}").endswith("is too large: a file can have at most 500 KB.")
    assert refused("upload", f"= {pipe}").endswith("cannot be read.")
    assert refused("upload", "= a\0b").endswith("cannot be read.")


@pytest.mark.parametrize("item", every_kind(), ids=lambda item: item.title)
@given(
    lines=st.lists(st.text(max_size=40) | st.from_regex(r"[1-4]? ?[a-d]{0,3}", fullmatch=True), max_size=5)
)
def test_whatever_is_typed_is_an_answer_or_said_not_to_be_one(item: Item, lines: list[str]) -> None:
    values: Values = {}
    for line in lines:
        with suppress(NotPossible):
            place, text = addressed(places_of(item, values), line)
            values = answer_at(item, values, place, text).values
        assert places_of(item, values)


def test_numbers_in_a_row_are_told_as_one() -> None:
    assert spans([1, 2, 4, 5, 6, 9]) == "1, 2, 4 to 6, 9"
