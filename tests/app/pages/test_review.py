"""An attempt after it was handed in: what is released is there, and what is not is said to be withheld."""

from msgspec.structs import replace

from tests.support.copies import school_copy, with_mine
from tests.support.documents import NOW
from tests.support.papers import of_every_kind
from tmp_tui.pages.model import Page, Route, View
from tmp_tui.pages.showing import show
from tmp_tui.wire import Attempt, MineDocument
from tmp_tui.wire.attempts import Receipt
from tmp_tui.wire.review import Analysis, Question, Review

ROUTE = Route("review", "alg", "try-1")
REVIEW = Review("try-1", "alg", 1, "Expressions quiz", "scored", NOW, Receipt("ABCD1234", NOW, 1, 2))
ITEM = of_every_kind()[0].item


def page(review: Review, view: View = View()) -> Page:  # noqa: B008  (frozen)
    copy = school_copy()
    copy.reviews["try-1"] = review
    return show(copy, ROUTE, view)


def details(shown: Page) -> dict[str, str]:
    return {row.text: row.facts[0].value for row in shown.rows if row.facts and row.facts[0].name == row.text}


def test_details_lead_to_each_try_that_was_handed_in_the_newest_first() -> None:
    tries = [
        Attempt(6, "scored", NOW - 60, id="try-1"),
        Attempt(6, "submitted", NOW - 30, id="try-2"),
        Attempt(6, "started", NOW, id="try-3"),
    ]

    rows = show(with_mine(MineDocument(attempts=tries)), Route("assessment", "alg", "6")).rows

    leads = [(row.text, row.go) for row in rows if row.go is not None and row.go.page == "review"]
    assert leads == [
        ("Your answers, try 2", Route("review", "alg", "try-2")),
        ("Your answers, try 1", Route("review", "alg", "try-1")),
    ]


def test_a_review_that_has_not_come_says_that_it_is_coming() -> None:
    assert show(school_copy(), ROUTE).state == "loading"


def test_G29_what_is_withheld_is_said_to_be() -> None:
    said = details(page(REVIEW))

    assert (said["State"], said["Receipt"]) == ("Complete", "ABCD1234")
    assert said["Not shown by your teacher"] == (
        "your score, the questions, your answers, the right answers, how the class did"
    )
    assert "Score" not in said


def test_G29_what_comes_later_is_said_to() -> None:
    said = details(page(replace(REVIEW, state="submitted", shown=["answers"], later=["score", "key"])))

    assert said["State"] == "Submitted (not scored yet)"
    assert said["Comes later"] == "your score, the right answers"
    assert said["Not shown by your teacher"] == "the questions, how the class did"


def test_G29_each_part_stands_by_itself() -> None:
    question = Question(
        1, ITEM.id, answer={"RESPONSE": ["a2"]}, key={"RESPONSE": ["a1"]}, analysis=Analysis(0, 1, 60)
    )

    (row,) = [row for row in page(replace(REVIEW, questions=[question])).rows if row.key == "q1"]

    assert row.folds is None
    assert [(fact.name, fact.value) for fact in row.facts] == [
        ("Your answer", "a2"),
        ("Right answer", "a1"),
        ("Points", "0 of 1"),
        ("Class", "60 % of the class got it right"),
    ]


def test_a_released_question_is_read_whole_when_it_is_opened() -> None:
    review = replace(REVIEW, shown=["items"], questions=[Question(1, ITEM.id, ITEM)])

    folded = [row for row in page(review).rows if row.key.startswith("q1")]
    opened = [row for row in page(review, View(frozenset({"q1"}))).rows if row.key.startswith("q1")]

    assert [row.folds for row in folded] == [True]
    assert opened[0].folds is False
    assert any(row.text.startswith("a) ") for row in opened[1:])


def test_a_blank_is_said_to_be_one() -> None:
    (row,) = [
        row
        for row in page(replace(REVIEW, questions=[Question(1, ITEM.id, ITEM, {})])).rows
        if row.key == "q1"
    ]

    assert row.facts[0].value == "no answer"
