"""What a CASE package says, read tolerantly."""

from typing import Any

import pytest

from tests.support.frameworks import (
    DOCUMENT,
    Json,
    active,
    drawn,
    item,
    link,
    loaded,
    package,
    saved,
    the_framework,
)
from tests.support.school import School
from tmp_portal.imports.case import import_standards
from tmp_portal.imports.report import Report


def notes(report: Report) -> str:
    return "\n".join(report.notes)


def one_item(**members: Any) -> Json:
    return package([item("a", **members)], [link("a", DOCUMENT)])


def test_a_standard_keeps_its_code_statement_grades_and_type(school: School) -> None:
    content = one_item(humanCodingScheme="6.RP.A.1", educationLevel=["06", "07"], CFItemType="Component")

    report = loaded(school, content)

    (row,) = active(school)
    assert (row.code, row.statement, row.grades, row.type) == (
        "6.RP.A.1",
        "The student can a.",
        "06,07",
        "Component",
    )
    assert report.notes == []


def test_a_framework_keeps_what_it_says_of_itself(school: School) -> None:
    license_link = {"title": "CC BY 4.0", "uri": "https://example.org/by"}
    content = package([item("a")], [], subject=["Math", "Science"], version="2", licenseURI=license_link)

    loaded(school, content)

    row = the_framework(school)
    assert (row.title, row.subject, row.version, row.license) == (
        "Number Sense",
        "Math, Science",
        "2",
        "CC BY 4.0",
    )


def test_mathematics_and_several_lines_stay_as_they_are(school: School) -> None:
    loaded(school, one_item(fullStatement="Graph $y=mx+b$.\r\n\r\n-   *slope*"))

    assert active(school)[0].statement == "Graph $y=mx+b$.\n\n-   *slope*"


def test_a_statement_is_capped_and_made_safe(school: School) -> None:
    hostile = "\x1b]52;c;aGk=\x07\u202eadd\ud800" + "x" * 9_000

    loaded(school, one_item(fullStatement=hostile))

    (row,) = active(school)
    assert row.statement.startswith("addxxx")
    assert len(row.statement) == 4_000


def test_a_byte_order_mark_is_welcome(school: School) -> None:
    path = saved(school.folder, one_item())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    import_standards(school.database, school.tenant, path)

    assert drawn(school) == ["a"]


@pytest.mark.parametrize(
    ("members", "note"),
    [
        (
            {"educationLevel": None, "educationalLevel": "06"},
            "educationalLevel is read as educationLevel: 1 (A)",
        ),
        ({"educationLevel": "06"}, "CFItem.educationLevel is not an array: 1 (A)"),
        ({"CFItemType": None}, "CFItem without CFItemType: 1 (A)"),
        ({"CFItemType": ["Standard"]}, "CFItem.CFItemType is not text: 1 (A)"),
        ({"humanCodingScheme": None}, "CFItem without humanCodingScheme: 1 (CFItems[0])"),
        ({"fullStatement": ["The student", "counts"]}, "CFItem.fullStatement is not text: 1 (A)"),
        ({"fullStatement": "", "abbreviatedStatement": "Counts"}, "abbreviatedStatement is read"),
    ],
)
def test_an_odd_member_is_read_and_noted(school: School, members: Json, note: str) -> None:
    report = loaded(school, one_item(**members))

    (row,) = active(school)
    assert row.statement
    assert row.grades == "06"
    assert note in notes(report)


def test_texts_for_arrays_and_links_in_the_document_are_noted(school: School) -> None:
    content = package([item("a")], [], subject="Math", licenseURI="https://example.org/by")

    report = loaded(school, content)

    row = the_framework(school)
    assert (row.subject, row.license) == ("Math", "https://example.org/by")
    assert "CFDocument.subject is not an array: 1" in report.notes
    assert "CFDocument.licenseURI is not an object: 1" in report.notes


def test_items_without_identifier_or_statement_are_skipped(school: School) -> None:
    content = package([item("a"), item("b", identifier=None), item("c", fullStatement=" \x1b[2J"), "d"], [])

    report = loaded(school, content)

    assert drawn(school) == ["a"]
    assert "items without identifier, skipped: 1 (CFItems[1] B)" in report.notes
    assert "items without fullStatement, skipped: 1 (CFItems[2] C)" in report.notes
    assert "items that are not objects, skipped: 1 (CFItems[3])" in report.notes


def test_of_two_items_with_one_identifier_the_first_stays(school: School) -> None:
    content = package([item("a", "first"), item("a", "second")], [link("a", DOCUMENT)])

    report = loaded(school, content)

    assert [row.statement for row in active(school)] == ["first"]
    assert "items with an identifier that another has, skipped: 1 (CFItems[1] A)" in report.notes


def test_a_guid_is_the_same_in_capital_letters(school: School) -> None:
    small = "2df0a5e1-cbbc-45b3-bd7b-9a8e16cf8f66"
    content = package([item(small), item("b")], [link("b", small.upper()), link(small, DOCUMENT)])

    loaded(school, content)

    assert drawn(school) == [small, " b"]


def test_the_same_note_is_one_line_with_a_count(school: School) -> None:
    content = package([item(f"i{n:02}", CFItemType=None) for n in range(40)], [])

    report = loaded(school, content)

    assert (
        "CFItem without CFItemType: 40 (I00, I01, I02, I03, I04, I05, I06, I07, and 32 more)" in report.notes
    )
