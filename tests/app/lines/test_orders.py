"""What a typed line means while a question is answered."""

import pytest

from tmp_tui.lines.orders import ORDERS, SHORT, Given, Order, Unknown, understand


@pytest.mark.parametrize("typed", ["", "  ", "/n", "/next", "/ne", "/NEXT", " /n "])
def test_enter_and_n_go_on(typed: str) -> None:
    assert understand(typed).__class__ is Order
    assert understand(typed) == Order("next")


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("?", Order("help")),
        ("/?", Order("help")),
        ("/12", Order("go", "12")),
        ("/ 12", Order("go", "12")),
        ("/g 12", Order("go", "12")),
        ("/p", Order("previous")),
        ("/note see the table", Order("note", "see the table")),
        ("/strike 2 b", Order("strike", "2 b")),
        ("/su", Order("submit")),
        ("/time hide", Order("time", "hide")),
        ("/b", Order("leave")),
    ],
)
def test_a_sign_begins_a_command(typed: str, order: Order) -> None:
    assert understand(typed) == order


@pytest.mark.parametrize("word", [*ORDERS, *SHORT, "a c", "= /n", "= ?", "12", "ab", "q", "o", "??", "n/a"])
def test_anything_else_is_an_answer_whatever_it_is(word: str) -> None:
    assert word == "?" or understand(word) == Given(word)


@pytest.mark.parametrize("typed", ["/", "//", "/x", "/home/ada/essay.txt", "/t", "/s", "/nexty"])
def test_what_is_no_command_is_told_and_never_taken_for_an_answer(typed: str) -> None:
    assert isinstance(understand(typed), Unknown)


def test_a_beginning_that_several_commands_have_lists_them() -> None:
    assert understand("/t") == Unknown("/t can be /text, /time, /theirs, /take. Type more of it.")


def test_a_path_typed_without_its_sign_is_told_how() -> None:
    said = understand("/home/ada/essay.txt")

    assert isinstance(said, Unknown)
    assert said.message.endswith("An answer that begins with / is typed after =.")
