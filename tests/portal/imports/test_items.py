"""Packages of items: what is taken, in which order, and what importing again changes."""

from sqlalchemy import insert, select

from tests.support.items import (
    a_choice,
    a_test,
    everything,
    imported,
    item,
    manifest,
    newest,
    outline,
    references,
    resource,
    rows_of,
    unpacked,
)
from tests.support.school import School
from tmp_portal.db.items import assessment_items, item_versions, items
from tmp_portal.db.students_work import assessments, documents
from tmp_portal.imports.items import import_items
from tmp_portal.imports.report import Changes

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
