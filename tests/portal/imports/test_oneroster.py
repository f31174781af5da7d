"""A roster is loaded, and a newer one brings the portal up to date."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Connection, insert, update

from tests.support.rosters import Office, add_person, lakes
from tmp_portal.db.people import orgs, roles, tenants, users
from tmp_portal.db.school import academic_sessions, class_terms, classes, courses, enrollments
from tmp_portal.db.students_work import documents
from tmp_portal.imports.report import Changes, ImportRefused


def test_a_roster_is_loaded(office: Office) -> None:
    report = office.load(lakes())

    assert {kind: changes.added for kind, changes in report.changes.items()} == {
        "orgs": 3,
        "academic sessions": 2,
        "courses": 1,
        "classes": 2,
        "class terms": 2,
        "users": 3,
        "roles": 3,
        "enrollments": 3,
    }
    assert office.rows(tenants, "name") == [("Lake District",)]
    assert office.rows(courses, "title", "code") == [("Algebra", "02052")]


def test_records_know_each_other(office: Office) -> None:
    office.load(lakes())

    ((district,),) = office.rows(orgs, "id", sourced_id="d")
    ((hill, parent),) = office.rows(orgs, "id", "parent_id", sourced_id="hill")
    ((year,),) = office.rows(academic_sessions, "id", sourced_id="y")
    ((term, its_year, ends_on),) = office.rows(
        academic_sessions, "id", "parent_id", "ends_on", sourced_id="t1"
    )
    ((algebra, school_id),) = office.rows(classes, "id", "school_id", sourced_id="alg-1")
    ((ada,),) = office.rows(users, "id", sourced_id="ada")
    assert (parent, its_year, ends_on, school_id) == (district, year, date(2026, 7, 1), hill)
    assert office.rows(class_terms, "session_id", class_id=algebra) == [(term,)]
    assert office.rows(enrollments, "class_id", "user_id", sourced_id="e-ada") == [(algebra, ada)]
    assert office.rows(roles, "org_id", "role", user_id=ada) == [(hill, "student")]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_the_same_roster_again_changes_nothing(office: Office, version: str) -> None:
    office.load(lakes(version))
    before = office.everything()

    report = office.load(lakes(version))

    assert office.everything() == before
    assert not any(one.added or one.changed or one.inactive for one in report.changes.values())
    assert report.changes["users"].unchanged == 3


def test_a_dry_run_reports_and_changes_nothing(office: Office) -> None:
    before = office.everything()

    report = office.load(lakes(), dry_run=True)

    assert office.everything() == before
    assert report.changes["users"].added == 3
    assert "dry run" in next(report.lines())


def test_a_newer_roster_updates(office: Office) -> None:
    office.load(lakes())
    ((before,),) = office.rows(users, "id", sourced_id="ada")
    newer = lakes()
    newer.row("users", "ada")["familyName"] = "Lovelace"
    newer.row("orgs", "d")["name"] = "Lakes District"

    report = office.load(newer)

    assert report.changes["users"] == Changes(changed=1, unchanged=2)
    assert office.rows(users, "id", "family_name", sourced_id="ada") == [(before, "Lovelace")]
    assert office.rows(tenants, "name") == [("Lakes District",)]


def test_what_is_gone_becomes_inactive_and_may_come_back(office: Office) -> None:
    office.load(lakes())

    gone = office.load(lakes().remove("users", "ada").remove("roles", "r-ada").remove("enrollments", "e-ada"))
    assert [gone.changes[kind].inactive for kind in ("users", "roles", "enrollments")] == [1, 1, 1]
    assert office.rows(users, "sourced_id", active=False) == [("ada",)]

    back = office.load(lakes())
    assert back.changes["users"] == Changes(changed=1, unchanged=2)
    assert office.rows(users, "sourced_id", active=False) == []


def test_the_portals_own_columns_stay(office: Office) -> None:
    office.load(lakes())
    office.database.write_now(lambda connection: connection.execute(update(classes).values(archived=True)))
    newer = lakes()
    newer.row("classes", "alg-1")["title"] = "Algebra One"

    office.load(newer)

    assert office.rows(classes, "title", "archived") == [("ALG-2", True), ("Algebra One", True)]


def test_a_class_moves_to_another_term(office: Office) -> None:
    office.load(lakes())
    newer = lakes()
    newer.row("classes", "alg-1")["termSourcedIds"] = "y, t1"
    newer.row("classes", "alg-2")["termSourcedIds"] = "y"

    report = office.load(newer)

    assert report.changes["class terms"] == Changes(added=2, unchanged=1, inactive=1)
    assert len(office.rows(class_terms, "class_id")) == 3


def test_ready_documents_are_dropped_when_something_changed(office: Office) -> None:
    office.load(lakes())
    ((tenant,),) = office.rows(tenants, "tenant")
    ready = {"tenant": tenant, "owner": "", "class_id": "1", "part": "class", "etag": "1", "body": b"{}"}
    office.database.write_now(lambda connection: connection.execute(insert(documents).values(ready)))

    office.load(lakes())
    assert len(office.rows(documents, "part")) == 1

    newer = lakes()
    newer.row("classes", "alg-1")["title"] = "Algebra One"
    office.load(newer)
    assert office.rows(documents, "part") == []


def test_preferred_names_win_and_capitals_stay(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada").update(givenName="AUGUSTA", familyName="KING", preferredGivenName="Ada")

    office.load(roster)

    assert office.rows(users, "given_name", "family_name", sourced_id="ada") == [("Ada", "KING")]


def test_text_is_made_safe_and_stripped(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada").update(
        username=" Ada.L ", givenName="\x1b[31mAda\u202e", email="Ada@Example.org"
    )

    office.load(roster)

    names = ("username", "username_key", "email_key", "given_name")
    assert office.rows(users, *names, sourced_id="ada") == [("Ada.L", "ada.l", "ada@example.org", "Ada")]


def test_passwords_and_demographics_are_not_imported(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada")["password"] = "open-sesame"
    roster.raw["demographics.csv"] = b"sourcedId,birthDate\r\nada,1815-12-10\r\n"

    report = office.load(roster)

    assert "not read: demographics.csv" in report.notes
    assert "open-sesame" not in str(office.everything())
    assert "1815-12-10" not in str(office.everything())


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_roles_become_those_of_the_portal(office: Office, version: str) -> None:
    roster = lakes(version)
    known = {"administrator": "administrator", "aide": "teacher", "proctor": "teacher", "parent": None}
    for role in known:
        add_person(roster, role, role, org="d")

    report = office.load(roster)

    for name, its_role in known.items():
        ((user_id,),) = office.rows(users, "id", sourced_id=name)
        assert office.rows(roles, "role", user_id=user_id) == ([(its_role,)] if its_role else [])
    assert any("a parent does not sign in (line 8)" in note for note in report.notes)


def test_a_1_1_user_has_a_role_at_each_org(office: Office) -> None:
    roster = lakes("1.1")
    roster.row("users", "mary")["orgSourcedIds"] = "hill, lake,hill"

    office.load(roster)

    ((mary,),) = office.rows(users, "id", sourced_id="mary")
    names = office.rows(roles, "sourced_id", "role", user_id=mary)
    assert names == [("mary:hill", "teacher"), ("mary:lake", "teacher")]


def test_1_2_after_1_1_keeps_all_but_the_roles(office: Office) -> None:
    office.load(lakes("1.1"))

    report = office.load(lakes("1.2"))

    assert report.changes.pop("roles") == Changes(added=3, inactive=3)
    assert not any(one.added or one.changed or one.inactive for one in report.changes.values())


def test_a_missing_file_leaves_what_is_loaded(office: Office) -> None:
    office.load(lakes())

    report = office.load(lakes().without("enrollments").without("courses"))

    assert "enrollments" not in report.changes
    assert office.rows(enrollments, "id", active=False) == []


def test_files_with_a_header_only_are_read(office: Office) -> None:
    roster = lakes()
    roster.rows["enrollments"] = []

    report = office.load(roster)

    assert report.changes["enrollments"] == Changes()


def test_a_roster_that_was_overtaken_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.load(lakes())
    newer, write_now = lakes(), office.database.write_now
    newer.row("users", "ada")["familyName"] = "Lovelace"

    def overtaken(work: Callable[[Connection], None]) -> None:
        write_now(lambda connection: connection.execute(update(tenants).values(roster_at=1)))
        write_now(work)

    monkeypatch.setattr(office.database, "write_now", overtaken)
    with pytest.raises(ImportRefused) as refusal:
        office.load(newer)

    assert "import it again" in refusal.value.faults[0].expected
    assert office.rows(users, "id", family_name="Lovelace") == []
