"""Packages of items: what is taken, in which order, and what importing again changes."""

from base64 import b64encode
from random import Random

import pytest
from sqlalchemy import insert, select

from tests.support.items import (
    PIXEL,
    a_choice,
    a_test,
    asked,
    choice,
    everything,
    html,
    imported,
    item,
    manifest,
    newest,
    outline,
    plain,
    quiz,
    references,
    resource,
    rows_of,
    unpacked,
    with_tables,
)
from tests.support.school import School
from tmp_portal.db.items import assessment_items, item_files, item_versions, items
from tmp_portal.db.students_work import assessments, documents
from tmp_portal.imports.items import import_items
from tmp_portal.imports.report import Changes
from tmp_tui.wire.items import Picture


@pytest.fixture
def bank(school: School) -> School:
    return with_tables(school)


TWO = {
    "imsmanifest.xml": manifest(
        resource("a.xml"), resource("b.xml"), resource("test.xml", "imsqti_test_xmlv2p2")
    ),
    "a.xml": a_choice("a", "First"),
    "b.xml": a_choice("b", "Second"),
    "test.xml": a_test(references("b.xml", "a.xml"), title="A test"),
}


def test_a_test_becomes_an_assessment_with_its_items_in_order(bank: School) -> None:
    report = imported(bank, TWO)

    assert report.taken == 2
    assert report.refused == []
    assert outline(bank) == {"A test": ["b", "a"]}
    (assessment,) = rows_of(bank, assessments)
    assert assessment.questions == 2
    assert [(place.points, place.section) for place in rows_of(bank, assessment_items)] == [
        (1, "Section"),
        (1, "Section"),
    ]
    assert report.changes == {"items": Changes(added=2), "assessments": Changes(added=1)}


def test_a_folder_is_read_as_a_zip_is(bank: School) -> None:
    path = unpacked(bank.folder, {f"deep/{name}": data for name, data in TWO.items()} | TWO)

    import_items(bank.database, bank.tenant, path)

    assert outline(bank) == {"A test": ["b", "a"]}


def test_items_without_a_test_make_one_assessment(bank: School) -> None:
    imported(
        bank,
        {name: data for name, data in TWO.items() if name != "test.xml"}
        | {"imsmanifest.xml": manifest(resource("b.xml"), resource("a.xml"))},
    )

    assert outline(bank) == {"Fractions": ["b", "a"]}


def test_one_file_is_enough(bank: School) -> None:
    imported(bank, a_choice("a"))

    assert outline(bank) == {"item": ["a"]}


def test_a_folder_without_a_manifest_is_read_file_by_file(bank: School) -> None:
    path = unpacked(
        bank.folder,
        {"one/item.xml": a_choice("same", "One"), "two/item.xml": a_choice("same", "Two"), "c.txt": b"x"},
    )

    report = import_items(bank.database, bank.tenant, path)

    assert report.taken == 2
    assert outline(bank) == {"package": ["same", "same@two/item.xml"]}


def test_importing_twice_changes_nothing(bank: School) -> None:
    imported(bank, TWO)
    before = everything(bank)

    report = imported(bank, TWO)

    assert everything(bank) == before
    assert report.changes == {"items": Changes(unchanged=2), "assessments": Changes(unchanged=1)}


def test_a_changed_item_is_a_new_version_and_the_old_one_stays(bank: School) -> None:
    imported(bank, TWO)
    (a_before,) = [row for row in rows_of(bank, item_versions) if row.title == "First"]

    report = imported(bank, TWO | {"a.xml": a_choice("a", "First, corrected")})

    assert report.of("items") == Changes(changed=1, unchanged=1)
    versions = [row for row in rows_of(bank, item_versions) if row.item_id == a_before.item_id]
    assert [(row.version, row.title) for row in versions] == [(1, "First"), (2, "First, corrected")]
    assert versions[0] == a_before
    assert {row.identifier: row.version for row in rows_of(bank, items)} == {"a": 2, "b": 1}
    assert newest(bank)["a"].item.title == "First, corrected"


def test_a_changed_key_alone_is_a_new_version_too(bank: School) -> None:
    imported(bank, TWO)

    report = imported(bank, TWO | {"a.xml": a_choice("a", "First", key="B")})

    assert report.of("items") == Changes(changed=1, unchanged=1)


def test_a_changed_test_is_brought_up_to_date_and_documents_go(bank: School) -> None:
    imported(bank, TWO)
    (before,) = rows_of(bank, assessments)
    bank.write(
        lambda connection: connection.execute(
            insert(documents).values(
                tenant=bank.tenant, owner="", class_id="c", part="class", etag="1", body=b""
            )
        )
    )

    report = imported(bank, TWO | {"test.xml": a_test(references("a.xml"), title="Shorter")})

    assert outline(bank) == {"Shorter": ["a"]}
    (after,) = rows_of(bank, assessments)
    assert (after.id, after.questions) == (before.id, 1)
    assert report.of("assessments") == Changes(changed=1)
    assert not bank.database.read_now(lambda connection: connection.scalar(select(documents.c.etag)))


def test_the_same_identifier_in_another_bank_is_another_item(bank: School) -> None:
    imported(bank, TWO)

    report = imported(
        bank, TWO | {"imsmanifest.xml": TWO["imsmanifest.xml"].replace(b"0123456789", b"9876543210")}
    )

    assert report.of("items") == Changes(added=2)
    assert len(rows_of(bank, items)) == 4


def test_another_district_has_its_own(bank: School) -> None:
    imported(bank, TWO)
    other = bank.elsewhere()

    report = imported(other, TWO)

    assert report.of("items") == Changes(added=2)
    assert {row.tenant for row in rows_of(bank, items)} == {"school", "others"}


def test_a_dry_run_changes_nothing(bank: School) -> None:
    report = imported(bank, TWO, dry_run=True)

    assert report.of("items") == Changes(added=2)
    assert everything(bank) == []


def test_weights_and_sections_of_a_test(bank: School) -> None:
    inside = """<assessmentSection identifier="s" title="Part one" visible="true"><rubricBlock view="candidate"><p>Read.</p></rubricBlock>
    <rubricBlock view="scorer"><p>Secret.</p></rubricBlock><assessmentSection identifier="t" title="hidden" visible="false">
    <assessmentItemRef identifier="1" href="a.xml"><weight identifier="W" value="2.5"/></assessmentItemRef>
    <assessmentItemRef identifier="2" href="./b.xml"/></assessmentSection></assessmentSection>"""

    imported(bank, TWO | {"test.xml": a_test(inside)})

    places = rows_of(bank, assessment_items)
    assert [(place.points, place.section) for place in places] == [(2.5, "Part one"), (1, "Part one")]
    assert all(b"Read." in place.said_before for place in places)
    assert not any(b"Secret" in place.said_before for place in places)


def test_what_a_test_asks_for_and_is_not_done_is_noted(bank: School) -> None:
    inside = references("a.xml", "gone.xml").replace(
        "<assessmentItemRef", '<selection select="1"/><ordering shuffle="true"/><assessmentItemRef', 1
    )

    report = imported(bank, TWO | {"test.xml": a_test('<timeLimits maxTime="600"/>' + inside)})

    notes = "\n".join(report.notes)
    assert "in tests: an item that is not taken: 1 (gone.xml)" in notes
    assert "draws some of its items; all of them are taken: 1" in notes
    assert "is shuffled; its items keep their order: 1" in notes
    assert "a time limit" in notes


def test_one_bad_item_refuses_itself_and_not_the_package(bank: School) -> None:
    files = TWO | {"a.xml": item('<drawingInteraction responseIdentifier="RESPONSE"/>', identifier="a")}

    report = imported(bank, files)

    assert report.taken == 1
    assert [str(one) for one in report.refused] == ["a.xml:2: a is refused: it is answered by drawing"]
    assert outline(bank) == {"A test": ["b"]}
    assert "  1 taken, 1 refused" in list(report.lines())


def test_what_needs_a_graphical_browser_can_be_kept(bank: School) -> None:
    files = TWO | {"a.xml": item('<drawingInteraction responseIdentifier="RESPONSE"/>', identifier="a")}

    report = imported(bank, files, keep_graphical=True)

    assert report.refused == []
    assert {row.kind for row in rows_of(bank, item_versions)} == {"graphical", "choice"}


def test_a_resource_that_is_not_there_is_refused(bank: School) -> None:
    report = imported(bank, {name: data for name, data in TWO.items() if name != "a.xml"})

    assert [str(one) for one in report.refused] == ["a.xml: r-a.xml is refused: it is not in the package"]
    assert outline(bank) == {"A test": ["b"]}


# Pictures and passages


def test_a_picture_is_kept_with_its_item_once(bank: School) -> None:
    body = (
        '<p><img src="../images/cat%201.png" alt="a cat"/><img src="../images/cat%201.png" alt="again"/></p>'
        + choice("a", "b")
    )
    files = {
        "imsmanifest.xml": manifest(resource("items/a.xml")),
        "items/a.xml": item(body),
        "images/cat 1.png": PIXEL,
    }

    report = imported(bank, files)
    imported(bank, files)

    (kept,) = rows_of(bank, item_files)
    assert (kept.name, kept.type, kept.size, kept.body) == ("cat 1.png", "image/png", len(PIXEL), PIXEL)
    assert newest(bank)["item-1"].item.body[:2] == [
        Picture("a cat", kept.id, "cat 1.png", len(PIXEL)),
        Picture("again", kept.id, "cat 1.png", len(PIXEL)),
    ]
    assert report.notes == []


@pytest.mark.parametrize(
    "address",
    ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/a.png", "a.exe", "gone.png", "data:image/png;base64,!!", "big.png", "run.svg"],
)  # fmt: skip
def test_S09_what_is_no_picture_of_the_package_is_not_kept(bank: School, address: str) -> None:
    files = {
        "imsmanifest.xml": manifest(resource("items/a.xml")),
        "items/a.xml": item(f'<p><img src="{address}" alt="a cat"/></p>' + choice("a", "b")),
        "items/a.exe": b"MZ",
        "items/big.png": Random(1).randbytes(6 << 20) if address == "big.png" else b"",
        "items/run.svg": b"<svg><script>x</script></svg>",
        "etc/passwd": b"x",
    }

    report = imported(bank, files)

    assert rows_of(bank, item_files) == []
    assert newest(bank)["item-1"].item.body[0] == Picture("a cat")
    assert any("a picture that is not kept" in note for note in report.notes)


def test_a_picture_written_into_its_address_is_kept(bank: School) -> None:
    address = "data:image/png;base64," + b64encode(PIXEL).decode()

    imported(bank, item(f'<p><img src="{address}" alt="a dot"/></p>' + choice("a", "b")))

    (kept,) = rows_of(bank, item_files)
    assert (kept.name, kept.body) == ("picture.png", PIXEL)


def test_a_passage_that_items_share_is_in_each_of_them(bank: School) -> None:
    shared = "<p>Read.</p><object type='text/html' data='../shared/text.html'/>" + choice("a", "b")
    named = b'<assessmentStimulusRef identifier="old" href="../shared/text.xml"/><itemBody>'
    files = {
        "imsmanifest.xml": manifest(
            resource("i/a.xml"), resource("i/b.xml"), resource("shared/text.xml", "imsqti_stimulus_xmlv3p0")
        ),
        "i/a.xml": item(shared, identifier="a"),
        "i/b.xml": a_choice("b").replace(b"<itemBody>", named),
        "shared/text.html": b"<h1>Orkney</h1><p>Seventy islands.<p>Sixteen have people.",
        "shared/text.xml": b"<qti-assessment-stimulus><qti-stimulus-body><p>Long ago.</p></qti-stimulus-body></qti-assessment-stimulus>",
    }

    imported(bank, files)

    found = newest(bank)
    assert plain(found["a"].item.body[:-1]) == [
        "Read.",
        "# Orkney",
        "Seventy islands.",
        "Sixteen have people.",
    ]
    assert plain(found["b"].item.stimulus) == ["Long ago."]


# Quizzes of QTI 1.2, Canvas, Common Cartridges


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
