"""The map, the look before submitting, the receipt and two answers to a question, as words."""

from pathlib import Path

import pytest

from tests.support.every_kind import BODIES, R, every_kind
from tmp_tui.lines.handing_in import outcome_lines, waiting_lines
from tmp_tui.lines.question import head, map_lines
from tmp_tui.pages.overview import (
    conflict_texts,
    overview_rows,
    overview_texts,
    receipt_lines,
    spans,
)
from tmp_tui.player.said import answer_words
from tmp_tui.player.taking import Taking
from tmp_tui.store.journal import Journal
from tmp_tui.wire.attempts import Kept, Paper, Receipt, Values
from tmp_tui.wire.items import Graphical, Item, Paragraph

AT = 1_773_673_200
ITEMS = [
    Item("q1", "One", BODIES["one"]),
    Item("q2", "Match", BODIES["match"]),
    Item("q3", "Essay", BODIES["extended_text"]),
]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal(tmp_path / "one.journal", b"k" * 32)
    made.keep_paper(Paper("t", "c", 1, "Quiz", "started", AT, AT, ITEMS, deadline=AT + 60, writer="w"))
    return made


def taking(journal: Journal, now: int = AT) -> Taking:
    return Taking(journal, "t", lambda: now)


def facts(made: Taking) -> list[list[str]]:
    return [[fact.value for fact in row.facts] for row in overview_rows(made)]


def test_every_question_with_how_it_stands(journal: Journal) -> None:
    journal.answer("t", "q1", {R: ["A"]}, AT)
    journal.answer("t", "q2", {R: ["COW A"]}, AT)
    journal.acknowledge("t", "q1", 1)
    made = taking(journal)
    made.go(3)
    made.flag()

    assert facts(made) == [["answered"], ["not finished", "not sent yet"], ["blank", "flagged"]]
    assert overview_texts(made) == [
        "1 of 3 answered.",
        "Blank: 3.",
        "Not finished: 2.",
        "Flagged: 3.",
        "1 answer is on this computer and not sent yet.",
    ]


def test_G24_a_question_with_nothing_to_answer_here_is_neither_answered_nor_blank(journal: Journal) -> None:
    only_read = Item("q4", "Read", [Paragraph(["Turn the page."])])
    in_a_browser = Item("q5", "Map", [Graphical("M", [], "hotspot")])
    items = [*ITEMS, only_read, in_a_browser]
    journal.keep_paper(Paper("t", "c", 1, "Quiz", "started", AT, AT, items, writer="w"))
    made = taking(journal)

    assert facts(made)[3:] == [["nothing to answer here"]] * 2
    assert overview_texts(made) == [
        "0 of 3 answered.",
        "Blank: 1 to 3.",
        "Nothing to answer here: 4, 5.",
    ]
    assert map_lines(made) == ["Blank: 1 to 3.", "Nothing to answer here: 4, 5."]
    made.go(4)
    assert head(made) == "Question 4 of 5, nothing to answer here. Read"


def test_G02_what_the_portal_refused_is_not_said_to_be_on_its_way(journal: Journal) -> None:
    version = journal.answer("t", "q1", {R: ["A"]}, AT)
    journal.refused("t", "q1", version, "past-deadline")
    made = taking(journal)

    assert facts(made)[0] == ["answered", "not counted"]
    assert made.unsent == 0
    journal.answer("t", "q1", {R: ["B"]}, AT)
    assert facts(made)[0] == ["answered", "not sent yet"]


def test_G02_before_submitting_what_the_portal_refused_is_said_not_to_count(journal: Journal) -> None:
    version = journal.answer("t", "q1", {R: ["A"]}, AT)
    journal.refused("t", "q1", version, "bad-answer")

    assert "Not counted, for the portal did not take it: 1." in overview_texts(taking(journal))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("past-deadline", "1 answer came too late and does not count. Your teacher can see it."),
        (
            "bad-answer",
            "1 answer was not taken by the portal. It is kept on this computer; tell your teacher.",
        ),
        ("conflict", "1 answer was not taken by the portal. It is kept on this computer; tell your teacher."),
    ],
)
def test_G02_a_receipt_says_which_answers_do_not_count(journal: Journal, code: str, words: str) -> None:
    version = journal.answer("t", "q1", {R: ["A"]}, AT)
    journal.refused("t", "q1", version, code, Kept("q1", 4, {R: ["C"]}, AT))
    made, receipt = taking(journal), Receipt("ABCD", AT, 2, 3)
    journal.keep_paper(Paper("t", "c", 1, "Quiz", "submitted", AT, AT, receipt=receipt))

    assert words in receipt_lines(made)
    assert words in outcome_lines(made)


def test_G07_a_conflict_is_told_with_both_answers(journal: Journal) -> None:
    version = journal.answer("t", "q1", {R: ["A"]}, AT)
    journal.refused("t", "q1", version, "conflict", Kept("q1", 4, {R: ["C"]}, AT))
    made = taking(journal)

    assert conflict_texts(made)[1:] == ["Given here: a) whale", "The portal has: c) salmon"]
    assert "Two answers, one from another place: 1." in overview_texts(made)
    made.settle(mine=False)
    assert (conflict_texts(made), made.values) == ([], {R: ["C"]})


def test_G23_the_receipt_has_code_time_and_number(journal: Journal) -> None:
    made = taking(journal)
    made.submit()
    assert receipt_lines(made)[0].startswith("Submitted on this computer. The portal does not have it yet")
    submission = journal.submission("t")
    assert submission is not None
    journal.handed_in("t", submission.key, Receipt("ABCD", AT, 2, 3))

    assert receipt_lines(made)[:4] == [
        "Your assessment is submitted: the portal has it.",
        "Receipt: ABCD",
        "Submitted: today 15:00",
        "Answered: 2 of 3",
    ]


def test_G14_a_receipt_of_what_ran_out_says_so(journal: Journal) -> None:
    made = taking(journal, AT + 60)
    made.submit()

    assert receipt_lines(made)[0] == "The time was up: it was submitted as it was."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("already-submitted", "It was submitted before, at another place."),
        ("past-deadline", "The time was up"),
        ("not-the-writer", "It is open at another place"),
        ("other", "The portal did not take it. Tell your teacher"),
    ],
)
def test_a_refused_submit_says_why_and_what_now(journal: Journal, code: str, words: str) -> None:
    made = taking(journal)
    made.submit()
    submission = journal.submission("t")
    assert submission is not None
    journal.handed_in("t", submission.key, None, code)

    assert receipt_lines(made)[0].startswith(words)


def test_G02_what_ended_at_another_place_is_not_said_to_be_on_its_way(journal: Journal) -> None:
    version = journal.answer("t", "q1", {R: ["A"]}, AT)
    journal.refused("t", "q1", version, "already-submitted")
    made = taking(journal)

    assert made.read_only == "submitted"
    told = "It was not submitted here. What the portal has of it stands here once it is reached."
    assert receipt_lines(made) == [told]
    assert waiting_lines(made) == [told]


def test_what_was_never_submitted_here_is_not_said_to_be(journal: Journal) -> None:
    journal.hold("t", "not-the-writer")

    assert receipt_lines(taking(journal))[0].startswith("It is not submitted")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], ""), ([4], "4"), ([1, 2], "1, 2"), ([1, 2, 3], "1 to 3"), ([1, 3, 4, 5, 9], "1, 3 to 5, 9")],
)
def test_numbers_as_people_write_them(numbers: list[int], words: str) -> None:
    assert spans(numbers) == words


ANSWERS: dict[str, tuple[Values, str]] = {
    "one": ({R: ["B"]}, "b) shark"),
    "several": ({R: ["A", "C"]}, "a) 2, c) 4"),
    "inline_choice": ({R: ["B"]}, "b) were"),
    "text_entry": ({R: ["Paris"]}, "Paris"),
    "extended_text": ({R: ["Two\nlines"]}, "Two lines"),
    "order": ({R: ["B", "A", "C"]}, "b) ant, a) cat, c) horse"),
    "match": ({R: ["COW A", "FOX B"]}, "cow: a) grass; fox: b) rabbits"),
    "gap_match": ({R: ["A G1"]}, "Blank 1: a) sun"),
    "hottext": ({R: ["B"]}, "b) bark"),
    "slider": ({R: ["20"]}, "20"),
    "upload": ({}, "no answer"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_of_each_kind_in_words(kind: str) -> None:
    (item,) = [one.item for one in every_kind() if one.identifier == kind]
    values, words = ANSWERS[kind]

    assert answer_words(item, values) == words
