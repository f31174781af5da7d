"""Rosters that others made."""

import json
from pathlib import Path

import pytest

from tests.support.rosters import Office
from tmp_portal.db.people import orgs, roles, users
from tmp_portal.db.school import class_terms, enrollments
from tmp_portal.imports.oneroster import columns, kinds

ROSTERS = Path(__file__).parents[4] / "shared" / "data" / "oneroster"
CLASSLINK = ROSTERS / "classlink-sample-1.1"
ORIGINAL = CLASSLINK / "OneRoster-original.zip"
GRADEBOOK = ROSTERS / "derived-classlink-1.2-gradebook" / "oneroster-1.2-gradebook.zip"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not ROSTERS.is_dir(), reason=f"there are no rosters in {ROSTERS}"),
]


def test_classlinks_sample_district_is_loaded(office: Office) -> None:
    report = office.load(ORIGINAL)

    added = {kind: changes.added for kind, changes in report.changes.items()}
    assert added["orgs"] == 4
    assert (added["users"], added["roles"], added["classes"], added["enrollments"]) == (180, 180, 72, 305)
    assert [kind for (kind,) in office.rows(orgs, "type")] == ["district", "school", "school", "school"]
    assert len(office.rows(users, "id", enabled=False)) == 1
    assert len(office.rows(roles, "id", role="student")) == 140
    assert len(office.rows(enrollments, "id", primary_teacher=True)) > 0
    assert len(office.rows(class_terms, "class_id")) == 72


def test_its_hand_edited_folder_is_refused_with_the_columns_that_are_wrong(office: Office) -> None:
    assert office.refusal(CLASSLINK) == [
        "users.csv:1: role a column of this name once, not twice",
        "users.csv:1: orgSourcedIds a column of this name",
    ]


def test_the_same_district_as_1_2_matches_what_1_1_brought(office: Office) -> None:
    office.load(ORIGINAL)

    report = office.load(GRADEBOOK)

    moved = report.changes.pop("roles")
    assert (moved.added, moved.inactive) == (180, 180)
    assert not any(one.added or one.changed or one.inactive for one in report.changes.values())
    assert report.changes["enrollments"].unchanged == 305


@pytest.mark.parametrize("path", [ORIGINAL, GRADEBOOK], ids=["1.1", "1.2"])
def test_the_same_file_again_changes_nothing(office: Office, path: Path) -> None:
    office.load(path)
    before = office.everything()

    office.load(path)

    assert office.everything() == before


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.2.1"])
def test_the_columns_are_those_of_the_standard(version: str) -> None:
    files = json.loads((ROSTERS / f"schema-{version}.json").read_text())["files"]

    for kind in kinds.ALL if version > "1.1" else kinds.ALL_WITH_ROLES_IN_USERS:
        told = {column["name"]: column["required"] for column in files[kind.columns.file]}
        needed = {name for name, need in told.items() if need == "always"}
        assert set(kind.columns.required) == needed or kind is kinds.ROLES_OF_USERS
        assert set(kind.columns.all) <= set(told) or version == "1.1"  # where preferred names are tolerated


@pytest.mark.parametrize(
    ("file", "column", "words"),
    [
        ("orgs.csv", "type", columns.ORG_TYPES),
        ("academicSessions.csv", "type", columns.SESSION_TYPES),
        ("classes.csv", "classType", columns.CLASS_TYPES),
        ("roles.csv", "roleType", columns.ROLE_TYPES),
        ("enrollments.csv", "role", columns.ENROLLMENT_ROLES),
        (
            "roles.csv",
            "role",
            set(columns.ROLE_IN_PORTAL) - {"administrator"},
        ),  # administrator: only 1.1 has it
    ],
)
def test_the_vocabularies_are_those_of_the_standard(file: str, column: str, words: tuple[str, ...]) -> None:
    told = json.loads((ROSTERS / "schema-1.2.1.json").read_text())["files"][file]

    (enum,) = [one["enum"] for one in told if one["name"] == column]
    assert sorted(enum) == sorted(words)
