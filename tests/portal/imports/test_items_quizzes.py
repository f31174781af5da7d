"""Quizzes of version 1: Canvas exports and Common Cartridges as assessments."""

from tests.support.items import (
    PIXEL,
    asked,
    html,
    imported,
    manifest,
    newest,
    outline,
    plain,
    quiz,
    resource,
    rows_of,
)
from tests.support.school import School
from tmp_portal.db.items import assessment_items, item_files


def test_a_quiz_becomes_an_assessment(bank: School) -> None:
    report = imported(bank, quiz(asked(1), asked(2, points="3"), title="Roots"))

    assert report.taken == 2
    assert outline(bank) == {"Roots": ["q1", "q2"]}
    assert [place.points for place in rows_of(bank, assessment_items)] == [1, 3]


def test_canvas_says_a_quizs_title_and_whether_it_shuffles_beside_it(bank: School) -> None:
    files = {
        "imsmanifest.xml": manifest(
            resource("q/quiz.xml", "imsqti_xmlv1p2"), resource("q/assessment_meta.xml", "associatedcontent")
        ),
        "q/quiz.xml": quiz(asked(1)),
        "q/assessment_meta.xml": b'<quiz identifier="quiz-1" xmlns="http://canvas.instructure.com/xsd/cccv1p0"><title>Better</title>'
        b"<shuffle_answers>true</shuffle_answers></quiz>",
    }  # fmt: skip

    imported(bank, files)

    assert outline(bank) == {"Better": ["q1"]}
    assert newest(bank)["q1"].item.body[-1].shuffle  # type: ignore[union-attr]


def test_of_a_cartridges_two_forms_of_a_quiz_canvas_own_is_read(bank: School) -> None:
    files = {
        "imsmanifest.xml": manifest(
            resource("x/assessment_qti.xml", "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"),
            resource(
                "non_cc_assessments/x.xml.qti",
                "associatedcontent/imscc_xmlv1p1/learning-application-resource",
            ),
        ),
        "x/assessment_qti.xml": quiz(asked(1)),
        "non_cc_assessments/x.xml.qti": quiz(asked(1), asked(2)),
    }

    imported(bank, files)

    assert outline(bank) == {"A quiz": ["q1", "q2"]}


def test_a_text_is_the_stimulus_of_the_questions_below_it(bank: School) -> None:
    text = asked(9, "A passage.").replace("true_false_question", "text_only_question")
    report = imported(bank, quiz(asked(1), text, asked(2), asked(3)))

    found = newest(bank)
    assert {key: plain(one.item.stimulus) for key, one in found.items()} == {
        "q1": [],
        "q2": ["A passage."],
        "q3": ["A passage."],
    }
    assert found["q2"].item.stimulus_id == found["q3"].item.stimulus_id == "q9"
    assert outline(bank) == {"A quiz": ["q1", "q2", "q3"]}
    assert report.notes == []


def test_a_question_can_name_its_text(bank: School) -> None:
    text = asked(9, "A passage.").replace("true_false_question", "text_only_question")
    named = "<qtimetadatafield><fieldlabel>parent_stimulus_item_ident</fieldlabel><fieldentry>q9</fieldentry></qtimetadatafield>"

    imported(bank, quiz(asked(1, fields=named), asked(2), text))

    assert {key: plain(one.item.stimulus) for key, one in newest(bank).items()} == {
        "q1": ["A passage."],
        "q2": [],
    }


def test_a_quiz_can_draw_on_banks(bank: School) -> None:
    files = {
        "imsmanifest.xml": manifest(resource("quiz.xml", "imsqti_xmlv1p2"), resource("bank.xml.qti", "associatedcontent")),
        "quiz.xml": quiz('<bankentry_item item_ref="q1" points_possible="4"/><bankentry_item item_ref="gone"/>'),
        "bank.xml.qti": b"<questestinterop><objectbank ident='bank'>" + asked(1).encode() + asked(2).encode() + b"</objectbank></questestinterop>",
    }  # fmt: skip

    report = imported(bank, files)

    assert outline(bank) == {"A quiz": ["q1"]}
    assert [place.points for place in rows_of(bank, assessment_items)] == [4]
    assert report.taken == 2
    assert "a question of a bank that is not in the package: 1 (gone)" in report.notes


def test_a_group_that_draws_at_random_is_taken_whole_and_noted(bank: School) -> None:
    selection = (
        "<selection_ordering><selection><selection_number>1</selection_number><selection_extension>"
        "<points_per_item>2</points_per_item></selection_extension></selection></selection_ordering>"
    )

    report = imported(bank, quiz(f'<section title="Group">{selection}{asked(1)}{asked(2)}</section>'))

    assert [place.points for place in rows_of(bank, assessment_items)] == [2, 2]
    assert report.notes == ["in tests: Group: it draws 1 of 2 questions at random; all of them are taken: 1"]


def test_pictures_of_a_canvas_export_are_found_where_canvas_has_them(bank: School) -> None:
    stem = "<img src='$IMS-CC-FILEBASE$/Uploaded%20Media/dot.png?canvas_=1' alt='a dot'>"
    files = {
        "imsmanifest.xml": manifest(resource("q/quiz.xml", "imsqti_xmlv1p2")),
        "q/quiz.xml": quiz(asked(1).replace(html("<p>Question 1</p>"), html(stem))),
        "web_resources/Uploaded Media/dot.png": PIXEL,
    }

    imported(bank, files)

    assert [row.name for row in rows_of(bank, item_files)] == ["dot.png"]
