"""Real packages, as publishers wrote them."""

import json
from pathlib import Path

import pytest

from tests.support.frameworks import REAL, active, everything, the_framework
from tests.support.school import School
from tmp_portal.imports.case import import_standards
from tmp_portal.imports.report import Changes, ImportRefused

SAMPLE = "opensalt-sample-framework-2017.json"
PACKAGES = sorted(REAL.glob("*.case.json")) + sorted(REAL.glob(SAMPLE))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not PACKAGES, reason=f"there are no real packages in {REAL}"),
]


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.name)
def test_every_item_of_a_real_package_is_loaded_once(school: School, path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))

    report = import_standards(school.database, school.tenant, path)

    assert sorted(row.identifier for row in active(school)) == sorted(
        one["identifier"] for one in content["CFItems"]
    )
    assert the_framework(school).title == content["CFDocument"]["title"]
    assert report.of("standards") == Changes(added=len(content["CFItems"]))


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.name)
def test_a_real_package_loaded_twice_changes_nothing(school: School, path: Path) -> None:
    import_standards(school.database, school.tenant, path)
    before = everything(school)

    import_standards(school.database, school.tenant, path)

    assert everything(school) == before


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.name)
def test_a_real_tree_has_every_standard_beneath_its_parent(school: School, path: Path) -> None:
    import_standards(school.database, school.tenant, path)

    rows = active(school)
    place = {row.id: row for row in rows}
    assert [row.position for row in rows] == list(range(len(rows)))
    for row in rows:
        parent = place.get(row.parent_id)
        assert row.depth == (parent.depth + 1 if parent else 0)
        assert parent is None or parent.position < row.position
    assert {row.id for row in rows if not row.leaf} == {row.parent_id for row in rows} - {None}


def test_common_core_reads_as_in_its_book(school: School) -> None:
    import_standards(school.database, school.tenant, REAL / "ccss-math.case.json")

    codes = [row.code.removeprefix("CCSS.Math.Content.") for row in active(school)]
    begin = codes.index("6.RP.A")
    assert codes[begin : begin + 8] == [
        *("6.RP.A", "6.RP.A.1", "6.RP.A.2", "6.RP.A.3"),
        *("6.RP.A.3a", "6.RP.A.3b", "6.RP.A.3c", "6.RP.A.3d"),
    ]


def test_a_package_that_both_schemas_refuse_is_loaded_with_notes(school: School) -> None:
    report = import_standards(school.database, school.tenant, REAL / SAMPLE)

    assert {row.grades for row in active(school)} >= {"06", "07"}
    notes = "\n".join(report.notes)
    assert "educationalLevel is read as educationLevel: 16" in notes
    assert "links to other frameworks, not followed, exactMatchOf: 16" in notes


@pytest.mark.parametrize("name", ["schema-case-v1p0-cfpackage.json", "schema-case-v1p1-cfpackage.json"])
def test_a_schema_is_no_package(school: School, name: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_standards(school.database, school.tenant, REAL / name)

    assert [fault.column for fault in refused.value.faults] == ["CFDocument", "CFItems"]
