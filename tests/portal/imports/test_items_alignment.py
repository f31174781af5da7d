"""Alignment of items to the standards of a school: by CASE identifier, or by code."""

import pytest

from tests.support.items import (
    a_choice,
    a_standard,
    everything,
    guids,
    imported,
    manifest,
    resource,
    rows_of,
)
from tests.support.school import School
from tmp_portal.db.items import item_standards
from tmp_portal.db.students_work import assessment_standards
from tmp_portal.imports.report import Changes

GUID = "6abfaa45-644b-52e8-891e-4fa4045a6c69"
LOM = """<metadata><lom><classification><purpose><value>{}</value></purpose><taxonPath><source><string>CCSS</string></source>
<taxon><id>0</id><entry><string>Mathematics</string></entry><taxon><id>{}</id></taxon></taxon></taxonPath></classification>
</lom></metadata>"""


def package(metadata: str, other: str = "") -> dict[str, bytes]:
    return {
        "imsmanifest.xml": manifest(resource("a.xml", inside=metadata), resource("b.xml", inside=other)),
        "a.xml": a_choice("a"),
        "b.xml": a_choice("b"),
    }


def aligned(school: School) -> list[str]:
    return sorted(row.standard_id for row in rows_of(school, item_standards))


@pytest.mark.parametrize(
    "name", [GUID, GUID.upper(), f"urn:uuid:{GUID}", f"https://case.example.org/ims/case/v1p0/CFItems/{GUID}"]
)
def test_a_guid_in_any_form_is_the_standard_with_that_identifier(bank: School, name: str) -> None:
    a_standard(bank, GUID)

    report = imported(bank, package(guids(name)))

    assert aligned(bank) == [f"s-{GUID}"]
    assert report.notes == []
    assert report.of("alignments") == Changes(added=1)


def test_a_code_is_enough(bank: School) -> None:
    a_standard(bank, "x", code="6.RP.A.1")

    imported(bank, package(guids("6.RP.A.1")))

    assert aligned(bank) == ["s-x"]


def test_a_code_that_two_standards_have_is_noted_and_not_guessed(bank: School) -> None:
    a_standard(bank, "x", code="6.RP.A.1")
    a_standard(bank, "y", code="6.RP.A.1")

    report = imported(bank, package(guids("6.RP.A.1")))

    assert aligned(bank) == []
    assert report.notes == ["a code that several standards have, 6.RP.A.1: 1 (a)"]


def test_a_standard_that_is_not_here_is_noted(bank: School) -> None:
    report = imported(bank, package(guids(GUID)))

    assert aligned(bank) == []
    assert report.notes == [f"a standard that is not here, {GUID}: 1 (a)"]


def test_the_older_classification_counts_where_it_is_about_a_standard(bank: School) -> None:
    a_standard(bank, "x", code="6.RP.A.1")

    report = imported(
        bank, package(LOM.format("Educational Objective", "6.RP.A.1"), LOM.format("Discipline", "G1"))
    )

    assert aligned(bank) == ["s-x"]
    assert report.notes == []


def test_another_districts_standard_is_not_here(bank: School) -> None:
    other = bank.elsewhere()
    a_standard(other, GUID)

    imported(bank, package(guids(GUID)))

    assert aligned(bank) == []


def test_an_assessment_has_the_points_of_its_items_for_each_standard(bank: School) -> None:
    a_standard(bank, "x")
    a_standard(bank, "y")

    imported(bank, package(guids("x", "y"), guids("x")))

    assert {row.standard_id: row.possible for row in rows_of(bank, assessment_standards)} == {
        "s-x": 2,
        "s-y": 1,
    }


def test_aligning_again_follows_the_package_and_keeps_what_it_is_silent_about(bank: School) -> None:
    a_standard(bank, "x")
    a_standard(bank, "y")
    imported(bank, package(guids("x"), guids("y")))
    before = everything(bank)

    assert imported(bank, package(guids("x"), guids("y"))).of("alignments") == Changes(unchanged=2)
    assert everything(bank) == before

    report = imported(bank, package(guids("y")))

    assert report.of("alignments") == Changes(added=1, inactive=1)
    assert aligned(bank) == ["s-y", "s-y"]
    assert {row.standard_id: row.possible for row in rows_of(bank, assessment_standards)} == {"s-y": 2}
