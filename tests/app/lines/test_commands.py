"""What a typed line means on a page."""

import pytest

from tests.support.copies import school_copy
from tmp_tui.lines.commands import Command, Do, GoTo, LookUp, Open, Turn, Unclear, understand
from tmp_tui.pages.model import Route
from tmp_tui.pages.showing import show

HOME, CLASSES, ALGEBRA = Route("home"), Route("classes"), Route("class", "alg", tab="assessments")


def typed(text: str, route: Route = CLASSES) -> Command:
    """What the text means on that page."""
    return understand(text, show(school_copy(), route))


def opened(text: str, route: Route = CLASSES) -> str:
    """The row that the text opens."""
    command = typed(text, route)
    assert isinstance(command, Open), command
    return command.row.text


@pytest.mark.parametrize("letter", ["b", "r", "m", "?", "o", "q"])
def test_a_letter_is_a_command_in_either_case(letter: str) -> None:
    assert typed(letter) == typed(letter.upper()) == typed(f" {letter} ") == Do(letter)


def test_enter_alone_is_more() -> None:
    assert typed("") == typed("   ") == Do("m")


@pytest.mark.parametrize(
    ("letter", "page"), [("h", "home"), ("c", "classes"), ("p", "reports"), ("n", "account")]
)
def test_the_menu_is_reached_from_everywhere(letter: str, page: str) -> None:
    assert typed(letter, HOME) == typed(letter, ALGEBRA) == GoTo(Route(page))


def test_A03_a_number_opens_its_row() -> None:
    assert opened("2") == "Biology"
    assert opened("02") == "Biology"


@pytest.mark.parametrize("text", ["0", "99", "9" * 5_000])
def test_a_number_that_is_not_there_is_said_to_be_so(text: str) -> None:
    command = typed(text)

    assert isinstance(command, Unclear)
    assert command.message.startswith("There is no number ")
    assert len(command.message) < 60


def test_A03_part_of_a_name_opens_the_row_that_it_means() -> None:
    assert opened("bio") == "Biology"
    assert opened("ALGEBRA 1") == "Algebra 1"
    assert opened("metry") == "Geometry"


def test_part_of_several_names_lists_them_with_their_numbers() -> None:
    assert typed("quiz", ALGEBRA) == Unclear("2 are called so: 3 Equations quiz; 5 Expressions quiz.")


def test_a_name_that_nothing_has_is_told_back_in_short() -> None:
    assert typed("x" * 500) == Unclear(f"Nothing here is called {'x' * 40}. Type ? for help.")


@pytest.mark.parametrize(
    ("text", "tab", "filter_"),
    [
        ("as", "assessments", ""),
        ("pl", "playlists", ""),
        ("Prog", "progress", ""),
        ("activity", "", ""),
        ("to", "assessments", "to-do"),
        ("to-do", "assessments", "to-do"),
        ("todo", "assessments", "to-do"),
        ("comp", "assessments", "complete"),
    ],
)
def test_the_first_letters_of_a_tab_choose_it(text: str, tab: str, filter_: str) -> None:
    assert typed(text, ALGEBRA) == Turn(Route("class", "alg", tab=tab, filter=filter_))


def test_a_letter_that_several_tabs_begin_with_lists_them() -> None:
    assert typed("a", ALGEBRA) == Unclear("3 are called so: Activity; Assessments; All.")


@pytest.mark.parametrize("text", ["i 246813", "I 246 813", "test 246813", "i 246-813"])
def test_a_test_id_is_looked_up_from_every_page(text: str) -> None:
    assert typed(text) == LookUp("246813")


def test_on_home_six_digits_alone_are_a_test_id() -> None:
    assert typed("246813", HOME) == LookUp("246813")
    assert isinstance(typed("246813", CLASSES), Unclear)


def test_test_and_a_word_is_a_name_and_i_alone_asks_for_the_number() -> None:
    assert isinstance(typed("test on Monday"), Unclear)
    assert opened("unit test", ALGEBRA) == "Unit test"
    assert typed("i") == LookUp("")
