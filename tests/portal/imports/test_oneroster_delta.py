"""A delta file changes what it tells of, and nothing else."""

import pytest

from tests.support.rosters import Office, Roster, crowd, lakes
from tmp_portal.db.people import roles, tenants, users
from tmp_portal.db.school import classes, enrollments
from tmp_portal.imports.report import Changes

EARLIER = "2026-02-28T23:00:00Z"
LATER = "2026-03-02T08:00:00.000Z"


def delta(version: str = "1.2") -> Roster:
    """A delta roster without a row yet."""
    return Roster(version, mode="delta")


def ada(**values: str) -> dict[str, str]:
    """Ada's line of users.csv."""
    given = {"enabledUser": "true", "username": "ada", "givenName": "Ada", "familyName": "Lake"}
    return given | values


def test_a_delta_adds_changes_and_takes_away(office: Office) -> None:
    office.load(lakes())
    roster = delta()
    roster.add("users", "ada", **ada(familyName="Lovelace"))
    roster.add("users", "grace", status="tobedeleted")
    roster.add("users", "alan", **ada(username="alan"))

    report = office.load(roster)

    assert report.changes["users"] == Changes(added=1, changed=1, inactive=1)
    assert office.rows(users, "family_name", "active", sourced_id="ada") == [("Lovelace", True)]
    assert office.rows(users, "active", sourced_id="grace") == [(False,)]
    assert office.rows(users, "active", sourced_id="mary") == [(True,)]


def test_a_delta_again_changes_nothing(office: Office) -> None:
    office.load(lakes())
    roster = delta()
    roster.add("users", "ada", **ada(familyName="Lovelace"))
    roster.add("users", "grace", status="tobedeleted")
    office.load(roster)
    before = office.everything()

    office.load(roster)

    assert office.everything() == before


def test_a_delta_refers_to_what_is_loaded(office: Office) -> None:
    office.load(lakes())
    place = {"classSourcedId": "alg-2", "schoolSourcedId": "lake", "userSourcedId": "ada", "role": "student"}

    office.load(delta().add("enrollments", "e-new", **place))
    (fault,) = office.refusal(delta().add("enrollments", "e-no", **place | {"userSourcedId": "nobody"}))

    assert fault == "enrollments.csv:2: userSourcedId 'nobody': a sourcedId in users.csv or loaded before"
    assert office.rows(enrollments, "active", sourced_id="e-new") == [(True,)]


def test_a_row_that_is_older_than_what_is_loaded_is_left_out(office: Office) -> None:
    office.load(lakes())
    office.load(delta().add("users", "ada", **ada(familyName="Newer", dateLastModified=LATER)))

    report = office.load(delta().add("users", "ada", **ada(familyName="Older", dateLastModified=EARLIER)))

    assert office.rows(users, "family_name", sourced_id="ada") == [("Newer",)]
    assert "users.csv: older than what is loaded, left out (line 2)" in report.notes


def test_what_was_never_loaded_cannot_go(office: Office) -> None:
    office.load(lakes())

    report = office.load(delta().add("users", "nobody", status="tobedeleted"))

    assert report.changes["users"] == Changes()
    assert "users.csv: tobedeleted, but never loaded (line 2)" in report.notes


def test_a_1_1_user_moves_to_another_school(office: Office) -> None:
    office.load(lakes("1.1"))

    report = office.load(delta("1.1").add("users", "ada", orgSourcedIds="lake", role="student", **ada()))

    assert report.changes["roles"] == Changes(added=1, inactive=1)
    assert office.rows(roles, "active", sourced_id="ada:hill") == [(False,)]
    assert office.rows(roles, "active", sourced_id="mary:hill") == [(True,)]


def test_an_older_1_1_row_keeps_the_roles(office: Office) -> None:
    office.load(lakes("1.1"))
    values = ada(orgSourcedIds="hill", role="student")
    office.load(delta("1.1").add("users", "ada", **values | {"dateLastModified": LATER}))

    older = values | {"orgSourcedIds": "lake", "dateLastModified": EARLIER}
    report = office.load(delta("1.1").add("users", "ada", **older))

    assert report.changes["roles"] == Changes()


def test_a_1_1_user_who_goes_has_no_role(office: Office) -> None:
    office.load(lakes("1.1"))

    office.load(delta("1.1").add("users", "ada", status="tobedeleted"))

    assert office.rows(roles, "sourced_id", active=False) == [("ada:hill",)]


def test_a_username_of_another_active_user_is_a_fault(office: Office) -> None:
    office.load(lakes())

    (fault,) = office.refusal(delta().add("users", "alan", **ada(username="ADA")))

    assert fault == "users.csv:2: username 'ada': a username that no other active user has; ada has it"


def test_two_users_may_swap_their_usernames(office: Office) -> None:
    office.load(lakes())
    roster = delta().add("users", "ada", **ada(username="grace")).add("users", "grace", **ada(username="ada"))

    office.load(roster)

    assert office.rows(users, "username", sourced_id="ada") == [("grace",)]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"status": ""}, "users.csv:2: status active or tobedeleted, not a blank"),
        ({"status": "Active"}, "users.csv:2: status 'Active': active or tobedeleted (lower case)"),
        ({"dateLastModified": ""}, "users.csv:2: dateLastModified a time as YYYY-MM-DDThh:mm:ssZ"),
        (
            {"dateLastModified": "yesterday"},
            "users.csv:2: dateLastModified 'yesterday': a time as YYYY-MM-DDThh:mm:ssZ",
        ),
    ],
)
def test_a_delta_needs_status_and_time(office: Office, values: dict[str, str], fault: str) -> None:
    office.load(lakes())

    assert office.refusal(delta().add("users", "ada", **ada(**values))) == [fault]


def test_a_delta_needs_the_columns_of_status_and_time(office: Office) -> None:
    office.load(lakes())
    roster = delta().add("users", "ada", **ada())
    roster.raw["users.csv"] = b"sourcedId,enabledUser,username,givenName,familyName\nada,true,ada,Ada,Lake\n"

    assert office.refusal(roster) == [
        "users.csv:1: status a column of this name",
        "users.csv:1: dateLastModified a column of this name",
    ]


def test_a_moment_in_the_far_future_is_kept_within_bounds(office: Office) -> None:
    office.load(lakes())

    office.load(delta().add("users", "ada", **ada(dateLastModified="9999-12-31T23:59:59+00:00")))

    assert office.rows(users, "modified_at", sourced_id="ada") == [(2**31 - 1,)]


def test_a_mixed_roster_is_read_file_by_file(office: Office) -> None:
    office.load(lakes())
    roster = lakes().remove("classes", "alg-2").without("users").without("enrollments").without("roles")
    roster.add("courses", "bio", status="active", dateLastModified=LATER, title="Biology", orgSourcedId="d")
    roster.remove("courses", "alg").manifest["file.courses"] = "delta"

    report = office.load(roster)

    assert report.changes["courses"] == Changes(added=1)
    assert office.rows(classes, "active", sourced_id="alg-2") == [(False,)]


def test_a_delta_without_orgs_needs_a_district(office: Office) -> None:
    (fault,) = office.refusal(delta().add("users", "ada", **ada()))

    assert fault.endswith("a file with orgs.csv first, for no district or school is loaded yet")


def test_where_the_district_is_not_known_references_are_no_faults(office: Office) -> None:
    place = {"classSourcedId": "alg-2", "schoolSourcedId": "lake", "userSourcedId": "ada", "role": "student"}

    assert len(office.refusal(delta().add("enrollments", "e-new", **place))) == 1


def test_with_several_districts_a_delta_is_told_where(office: Office) -> None:
    office.load(lakes(), numbers={"hill": "4821"})
    other = lakes()
    other.row("orgs", "d").update(name="Other District", identifier="0200")
    office.load(other)
    roster = delta().add("users", "alan", **ada(username="alan"))

    (fault,) = office.refusal(roster)
    office.load(roster, into="4821")

    assert "an account number after --into" in fault
    ((tenant,),) = office.rows(tenants, "tenant", name="Lake District")
    assert office.rows(users, "tenant", sourced_id="alan") == [(tenant,)]


def test_an_unknown_number_after_into_is_a_fault(office: Office) -> None:
    office.load(lakes(), numbers={"hill": "4821"})

    (fault,) = office.refusal(delta().add("users", "alan", **ada()), into="1234")

    assert fault == "--into: '1234': the account number of a district or school that is loaded"


def test_a_manifest_alone_changes_nothing(office: Office) -> None:
    office.load(lakes())
    before = office.everything()

    report = office.load(delta())

    assert office.everything() == before
    assert report.changes == {}


@pytest.mark.parametrize("others", [0, 60])
def test_a_bulk_file_that_takes_most_users_away_is_refused(office: Office, others: int) -> None:
    office.load(crowd(others))
    few = lakes()

    if not others:
        office.load(few.remove("users", "ada").remove("roles", "r-ada").remove("enrollments", "e-ada"))
        return
    fault, *_ = office.refusal(few)
    office.load(few, allow_removals=True)

    assert "'60 of 63 active users would become inactive'" in fault
    assert "--allow-removals" in fault
    assert len(office.rows(users, "id", active=True)) == 3


def test_an_empty_file_does_not_take_all_enrollments_away(office: Office) -> None:
    full, empty = crowd(30), crowd(30)
    for n in range(30):
        place = {"classSourcedId": "alg-1", "schoolSourcedId": "hill", "userSourcedId": f"student{n}"}
        full.add("enrollments", f"e{n}", role="student", **place)
    office.load(full)
    empty.rows["enrollments"] = []

    (fault,) = office.refusal(empty)

    assert fault.startswith("enrollments.csv: '33 of 33 active enrollments would become inactive'")
