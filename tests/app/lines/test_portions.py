"""Long lists come in portions."""

from tests.support.copies import big_copy
from tests.support.pretended import PretendSession
from tests.support.typist import Typist
from tmp_tui.lines import run
from tmp_tui.lines.writing import numbered, row_lines
from tmp_tui.pages.model import Fact, Route, Row


def read_progress(*lines: str) -> list[str]:
    """What is written from the first reading of a progress page of 703 standards on."""
    typist = Typist("4821", "ada", "analytical-engine", "c", "1", "prog", *lines)
    run(
        PretendSession(big_copy()),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        patience=0,
    )
    return typist.after("Tabs: Activity, Assessments, Playlists, Progress (here)")


def test_seven_hundred_standards_are_not_poured_out_at_once() -> None:
    written = read_progress()

    assert "20 of 710. Enter or m for more." in written
    assert len(written) < 30


def test_enter_and_m_go_on_and_the_numbers_count_on() -> None:
    written = read_progress("", "m")

    at = written.index("40 of 710. Enter or m for more.")
    assert written[at - 1].strip().startswith("38. 7.NS.32 ")
    assert written[at + 2].strip().startswith("39. 7.NS.33 ")
    assert "60 of 710. Enter or m for more." in written


def test_at_the_end_it_says_that_that_is_all() -> None:
    assert read_progress(*[""] * 36).count("That is all of this page.") == 1


def test_A03_a_number_or_name_of_a_later_portion_opens_at_once() -> None:
    by_number, by_name = read_progress("708"), read_progress("7.NS.702")

    whole = "7.NS.702 Standard number 702: apply and extend what was understood before.; Level: Remediation; Percent: 96 %"
    assert whole in by_number
    assert whole in by_name


def test_going_back_goes_on_at_the_portion_where_the_reader_was() -> None:
    written = read_progress("", "", "47", "b")

    portions = [line.split(" ")[0] for line in written if line.endswith("Enter or m for more.")]
    assert portions == ["20", "40", "60", "60"]


def test_a_folded_statement_is_cut_and_the_opened_one_is_whole() -> None:
    row = Row("word " * 100, folds=True, lines=2, go=None)

    assert len(row_lines(1, row)[0]) < 170
    assert len(row_lines(1, row, whole=True)[0]) >= 500


def test_only_rows_that_open_something_are_numbered() -> None:
    rows = [Row("heading", heading=True), Row("a", go=Route("home")), Row("note"), Row("b", folds=False)]

    assert [number for number, _row in numbered(rows)] == [0, 1, 0, 2]


def test_a_text_of_several_lines_keeps_them_apart_from_what_line_mode_says() -> None:
    assert row_lines(0, Row("one\n1. Fake choice", (Fact("k", "Kind", "note"),), depth=1)) == [
        "  one",
        "    1. Fake choice; Kind: note",
    ]
