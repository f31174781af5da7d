"""Bars, headings, fields, rows as lines: what they draw at which width."""

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Size

from tests.support.ui import press
from tmp_tui.pages.model import Fact, Row
from tmp_tui.widgets.bars import Bar, Heading, StatusBar
from tmp_tui.widgets.form_plan import Question, plan
from tmp_tui.widgets.lines import few_lines, wrapped
from tmp_tui.widgets.row_lines import row_lines
from tmp_tui.widgets.secret import Field

FACTS = (Fact("level", "Level", "Near Mastery"), Fact("percent", "Percent", "75 %"))


class Typing(App[None]):
    def compose(self) -> ComposeResult:
        yield Field()


async def test_a_field_shows_the_end_of_what_is_longer_than_it() -> None:
    app = Typing()
    async with app.run_test(size=(10, 3)) as pilot:
        field = app.query_one(Field)
        await press(pilot, "text:abcdefghijklmnop字字")
        assert cell_len(field.render_line(0).text) == 10
        assert field.render_line(0).text.rstrip().endswith("字字")
        assert app.cursor_position.x == 9

        field.focus()
        await press(pilot, "home")
        assert field.render_line(0).text.startswith("abcdefghij")
        assert app.cursor_position.x == 0


async def test_a_long_text_of_wide_and_narrow_letters_is_not_measured_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured: list[str] = []

    def measure(text: str) -> int:
        measured.append(text)
        return cell_len(text)

    monkeypatch.setattr("rich.segment.cell_len", measure)
    text = "x" * 2_000 + "字" * 2_000
    app = Typing()
    async with app.run_test(size=(10, 3)) as pilot:
        field = app.query_one(Field)
        await press(pilot, f"text:{text}")
        field.cursor_position = 1_999
        measured.clear()
        app.set_focus(None)
        await pilot.pause()

        assert "x字" in field.render_line(0).text

    assert sum(map(len, measured)) < 10 * len(text)


async def test_a_field_shows_all_of_what_fits_again_after_something_longer() -> None:
    app = Typing()
    async with app.run_test(size=(10, 3)) as pilot:
        field = app.query_one(Field)
        await press(pilot, "text:abcdefghijklmnop")
        assert field.render_line(0).text.startswith("hijk")

        field.select_all()
        await press(pilot, "text:er lived")

        assert field.render_line(0).text.startswith("er lived")
        assert app.cursor_position.x == len("er lived")


async def test_a_letter_typed_lays_nothing_out_again() -> None:
    app = Typing()
    async with app.run_test(size=(40, 3)) as pilot:
        await press(pilot, "x", "backspace")
        laid_out = []
        app.screen.screen_layout_refresh_signal.subscribe(
            app, lambda _screen: laid_out.append(1), immediate=True
        )
        await press(pilot, "a", "b", "c")
        assert app.query_one(Field).value == "abc"
        assert laid_out == []


@pytest.mark.parametrize(("width", "lines"), [(80, 1), (40, 2), (20, 3), (4, 4)])
def test_a_bar_takes_the_lines_that_its_words_need(width: int, lines: int) -> None:
    bar = Bar()
    names = ("Home", "Classes", "Progress Reports", "Ada Lovelace-Byron")
    bar.words, bar._shorter = tuple(f"F2 {name}" for name in names), names
    assert bar.get_content_height(Size(), Size(), width) == lines
    assert all(cell_len(word.text) + 2 <= width or width < 3 for line in bar._lines for word in line)


def test_a_bar_without_words_takes_no_line_and_no_focus() -> None:
    assert Bar().get_content_height(Size(), Size(), 80) == 0
    assert not Bar().allow_focus()


def test_title_and_place_share_a_line_if_both_fit() -> None:
    heading = Heading("Progress", "Ms. Ortega · Algebra 1")
    assert heading.get_content_height(Size(), Size(), 80) == 1
    assert heading.get_content_height(Size(), Size(), 30) == 2


def test_the_foot_takes_lines_for_its_words_and_says_when_there_are_more() -> None:
    status = StatusBar("word " * 200, "F1 Help")
    assert status.get_content_height(Size(), Size(), 40) <= 5
    assert "…" in "".join(status._lines)
    assert status._lines[-1].endswith("F1 Help")


def test_facts_stand_at_the_end_of_the_last_line_or_below() -> None:
    assert row_lines(Row("Short", FACTS), "1 ", 40, step=2, folds=False) == [
        "1 Short              Near Mastery · 75 %"
    ]
    assert row_lines(Row("A text of twenty-two.", FACTS), "", 30, step=2, folds=False) == [
        "A text of twenty-two.",
        "  Near Mastery · 75 %",
    ]
    assert row_lines(Row("x", (Fact("k", "Closes", "Mar 3", alone=False),)), "", 20, step=2, folds=False) == [
        "x       Closes Mar 3"
    ]


def test_depth_is_indented_and_signs_stand_in_line() -> None:
    deep = Row("leaf", depth=2)
    assert row_lines(deep, "12 ", 40, step=2, folds=True) == ["12       leaf"]
    assert row_lines(deep, "12 ", 40, step=1, folds=True) == ["12     leaf"]
    assert row_lines(Row("group", folds=False), "1 ", 40, step=2, folds=True) == ["1 - group"]
    (first, *_more) = row_lines(Row("word " * 9, depth=99), "1 ", 20, step=2, folds=False)
    assert "word word" in first


@pytest.mark.parametrize("width", [1, 2, 5, 17, 40])
def test_no_line_of_a_row_is_wider_than_asked_for(width: int) -> None:
    row = Row("Zahlen und 字字字 and averyveryverylongword indeed", FACTS, depth=3, folds=True, lines=2)
    if width >= 17:
        for line in row_lines(row, "123 ", width, step=2, folds=True):
            assert cell_len(line) <= width


def test_a_label_goes_above_its_field_where_it_is_narrow() -> None:
    questions = [Question("a", "Username or Email Address"), Question("b", "Password")]
    wide, narrow = plan(questions, "Submit", {}, 80), plan(questions, "Submit", {"a": "Wrong."}, 40)
    assert [region.y for region in wide.regions] == [0, 1, 2]
    assert [region.y for region in narrow.regions] == [1, 4, 5]
    assert all(region.right <= 39 for region in narrow.regions)


def test_a_word_of_twenty_thousand_letters_is_wrapped_at_once() -> None:
    lines = wrapped("字" * 20_000, 33)
    assert max(map(cell_len, lines)) <= 33
    assert len(few_lines("x" * 20_000, 40, 4)) == 4
