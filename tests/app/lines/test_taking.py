"""A whole assessment in line mode, with a question of every kind, against the real portal."""

import base64
import hashlib
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from tests.app.lines.taking import START, after, doing, on_portal, walk
from tests.portal.attempts.support import choice, give, put_picture
from tests.support.papers import of_every_kind, stored, words
from tests.support.school import Group, School
from tests.support.typist import Typist
from tmp_portal.db.items import items
from tmp_tui.wire.items import Choice, ExtendedText, Item, Option, Picture

PROMPT = "Question {} of 14. Answer, or ?: "


@pytest.fixture
def journey(school: School, algebra: Group, tmp_path: Path) -> Typist:
    """Ada answers what can be answered, submits and quits."""
    give(school, algebra, of_every_kind(), attempts=0)
    drawing = tmp_path / "my drawing.txt"
    drawing.write_bytes(b"x" * 3_000)
    answers = [
        ("b",),
        ("a c",),
        ("cab",),
        ("1 b", "2a"),
        ("Madrid",),
        ("3,5",),
        ("1 a", "2 b"),
        ("1 b",),
        ("1 a", "2 b"),
        ("b",),
        ("/w", "I swam.", "", "Then I slept.", "."),
        ("5.5",),
        (f"= '{drawing}'",),
    ]
    typed = [line for answer in answers for line in (*answer, "")]
    return walk(school, *START, *typed, "/submit", "submit", "q")


def test_A01_every_kind_is_answered_by_typing_and_arrives_as_it_was_meant(
    school: School, journey: Typist
) -> None:
    kept = {title: msgspec.json.decode(answer) for title, answer in on_portal(school).items()}

    file = "file:my drawing.txt\n" + base64.b64encode(b"x" * 3_000).decode()
    assert kept == {
        "choice": {"R": ["B"]},
        "several": {"R": ["A", "C"]},
        "order": {"R": ["C", "A", "B"]},
        "inline_choice": {"R1": ["B"], "R2": ["A"]},
        "text_entry": {"R": ["Madrid"]},
        "number": {"R": ["3.5"]},
        "match": {"R": ["A A", "B B"]},
        "associate": {"R": ["A B"]},
        "gap_match": {"R": ["A G1", "B G2"]},
        "hottext": {"R": ["H2"]},
        "extended_text": {"R": ["I swam.\n\nThen I slept."]},
        "slider": {"R": ["5.5"]},
        "upload": {"R": [file]},
    }


def test_A01_nothing_but_text_is_written(journey: Typist) -> None:
    assert all(line.isprintable() or line == "" for line in journey.written)


def test_A14_a_question_is_read_as_head_text_question_options(journey: Typist) -> None:
    assert after(journey, "Question 1 of 14, blank") == [
        "Animals",
        "Animal: Dog; Legs: 4",
        "How many legs?",
        "Choose one:",
        "a) two",
        "b) four",
        "c) six",
    ]


def test_A13_places_are_read_with_number_name_and_answer(journey: Typist) -> None:
    assert after(journey, "Question 7 of 14, blank")[-2:] == ["1. Dog: blank", "2. Frog: blank"]
    assert after(journey, PROMPT.format(7), nth=2) == ["2. Frog: b) amphibian", "Saved."]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Your answer: b) four"),
        (2, "Your answer: a) two, c) four"),
        (3, "Your answer: c) five, a) ten, b) one"),
        (5, "Your answer: Madrid"),
        (6, "Your answer: 3.5"),
        (12, "Your answer: 5.5"),
        (13, "Your answer: my drawing.txt, 3 KB"),
    ],
)
def test_G02_after_an_answer_is_said_what_was_understood_and_where_it_is(
    journey: Typist, number: int, said: str
) -> None:
    assert after(journey, PROMPT.format(number)) == [said, "Saved."]


def test_a_question_says_little_more_than_its_own_text(school: School, algebra: Group) -> None:
    give(school, algebra, [choice("one"), choice("two")])

    said = after(walk(school, *START, "yes", "q"), "Question 1 of 2")

    own = ["Which?", *(f"Option {letter}" for letter in "ABCDEFGH")]
    assert len("\n".join(said)) - len("\n".join(own)) < 100


def test_G24_before_handing_in_blanks_and_flags_are_listed_and_the_word_is_asked(
    school: School, algebra: Group
) -> None:
    give(school, algebra, of_every_kind(), attempts=0)
    typed = ("b", "", "/flag", "", "", "1 a", "/submit", "", "/submit", "yes", "/leave")
    typist = walk(school, *START, *typed, "1", "q")

    assert after(typist, "Before you submit:") == [
        "Answered: 1.",
        "Partly answered: 4.",
        "Blank: 2, 3, 5 to 13.",
        "Nothing to answer here: 14.",
        "Flagged: 2.",
        "After that nothing can be changed.",
    ]
    assert typist.written.count("Not submitted.") == 2
    assert "Question 4 of 14, partly answered. inline_choice" in typist.written


def test_G23_the_receipt_has_code_time_and_number_answered(journey: Typist) -> None:
    handed_in = journey.after("Submitted.")

    assert len(handed_in[0].split()[1].rstrip(".")) == 8
    assert handed_in[1:3] == ["Time: today 15:00.", "Answered: 13 of 14."]
    assert "State: Submitted (not scored yet)" in handed_in


def test_G28_moving_and_reading_leave_the_journal_byte_for_byte_the_same(
    school: School, algebra: Group
) -> None:
    give(school, algebra, of_every_kind(), attempts=0)
    digests: list[str] = []

    def look() -> None:
        files = sorted((school.folder / "copies").glob("*.journal*"))
        files = [file for file in files if not file.name.endswith("-shm")]  # no content: locks
        digests.append(hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest())

    moves = ["", "/n", "/p", "/14", "/1", "/g 3", "/r", "/text", "/m", "/time", "?", "/99", *[""] * 15]
    walk(school, *START, "b", doing(look), *moves, *["/p"] * 15, doing(look), "a", doing(look))

    assert len(digests) == 3
    assert digests[0] == digests[1] != digests[2]


def test_a_start_that_costs_nothing_begins_at_once_and_one_that_does_is_asked_first(
    school: School, algebra: Group
) -> None:
    give(school, algebra, [choice("one")], minutes=40, attempts=1)

    typist = walk(school, *START, "no", "1", "yes", "/time", "/leave", "1", "q")

    asked = (
        "Start now? Your time begins when you start. Time limit: 40 minutes. "
        "You have 1 attempt left; this uses it. Type yes: "
    )
    assert typist.written.count(asked) == 2
    assert typist.written.count("Not started.") == 1
    assert "Time left: 40 minutes." in typist.written
    assert typist.written.count("Quiz. 1 question. Time left: 40 minutes.") == 2


def test_a_stimulus_is_read_once_for_questions_in_a_row(school: School, algebra: Group) -> None:
    about = words("There was a king.")
    asked = Choice("R", words("Who?"), [Option("A", words("a king")), Option("B", words("a queen"))])
    items = [Item(name, name, [asked], about, "king") for name in ("one", "two")]
    give(school, algebra, [stored(item) for item in (*items, Item("three", "three", [asked]))], attempts=0)

    typist = walk(school, *START, "", "/text", "")

    assert typist.written.count("There was a king.") == 2
    assert after(typist, "Question 1 of 3, blank")[:2] == ["There was a king.", "Question:"]
    assert (
        after(typist, "Question 2 of 3, blank")[0] == "The text is the same as before. /text reads it again."
    )
    assert after(typist, "Question 3 of 3, blank")[0] == "Who?"


def test_marks_are_kept_and_read(school: School, algebra: Group) -> None:
    give(school, algebra, of_every_kind(), attempts=0)
    typed = ("/flag", "/note look at the table", "/strike c", "/r", "/strike c", "/note", "/note -", "/f")

    typist = walk(school, *START, *typed)

    assert "Question 1 of 14, flagged, blank. choice" in typist.written
    assert "c) six (struck out)" in typist.written
    assert typist.written.count("Your note: look at the table") == 2
    for said in (
        "Struck out: c) six.",
        "No longer struck out: c) six.",
        "The note is gone.",
        "No longer flagged.",
    ):
        assert said in typist.written


def test_a_longer_text_is_gone_on_with_and_a_line_of_it_written_anew(school: School, algebra: Group) -> None:
    give(school, algebra, of_every_kind(), attempts=0)
    typed = (
        "/11",
        "Typed at once",
        "  indented",
        ".",
        "/w",
        "more",
        ".",
        "/line 2 second",
        "/w",
        ".",
        "/u",
        "/r",
    )

    typist = walk(school, *START, *typed)

    assert after(typist, "There is this, and you go on after it:") == [
        "1: Typed at once",
        "2:   indented",
        "Write. Each line is kept when you press Enter. A line with a single . ends.",
    ]
    assert "2: second" in typist.written
    assert msgspec.json.decode(on_portal(school)["extended_text"]) == {
        "R": ["Typed at once\n  indented\nmore"]
    }


def test_a_text_begun_anew_replaces_the_old_one_with_its_first_line(school: School, algebra: Group) -> None:
    give(school, algebra, of_every_kind(), attempts=0)

    walk(school, *START, "/11", "/w", "old", ".", "/w new", ".", "/w new", "new", "")

    assert msgspec.json.decode(on_portal(school)["extended_text"]) == {"R": ["new\n"]}


def test_undo_and_clear(school: School, algebra: Group) -> None:
    give(school, algebra, of_every_kind(), attempts=0)

    typist = walk(
        school, *START, "/u", "/c", "b", "c", "/u", "/c", "/u", "/7", "1 a", "2 b", "/c 2", "/c", "/u"
    )

    assert "There is nothing to undo here." in typist.written
    assert "There is nothing to clear here." in typist.written
    kept = {title: msgspec.json.decode(answer) for title, answer in on_portal(school).items()}
    assert kept == {"choice": {"R": ["B"]}, "match": {"R": ["A A"]}}


def test_the_files_of_a_questions_pictures_are_saved(
    school: School, algebra: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    plan = Item("plan", "plan", [Picture("a plan", "file-1", "plan.png"), ExtendedText("R")])
    give(school, algebra, [stored(plan), choice("two")], attempts=0)
    found = select(items.c.id).where(items.c.identifier == "plan")
    put_picture(school, school.database.read_now(lambda c: c.execute(found).scalar_one()), "file-1", b"PNG")

    typist = walk(school, *START, "/pictures", "", "/pi", "/leave")

    assert after(typist, "Question 1 of 2. Answer") == [f"Saved: {tmp_path / 'plan.png'}"]
    assert after(typist, "Question 2 of 2. Answer") == ["This question has no picture."]
    assert (tmp_path / "plan.png").read_bytes() == b"PNG"
