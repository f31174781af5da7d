"""Whose roster it is: a district, or a school on its own."""

import pytest

from tests.support.rosters import Office, Roster, lakes
from tmp_portal.db.people import orgs, tenants, users


def hill_alone() -> Roster:
    """A school without a district."""
    roster = lakes().remove("orgs", "d", "lake").remove("classes", "alg-2")
    roster.row("orgs", "hill")["parentSourcedId"] = ""
    roster.row("courses", "alg")["orgSourcedId"] = "hill"
    return roster


def test_a_school_may_stand_alone(office: Office) -> None:
    office.load(hill_alone())

    report = office.load(hill_alone())

    assert office.rows(tenants, "name") == [("Hill School",)]
    assert [account.type for account in report.accounts] == ["school"]


def test_a_school_that_joined_a_district_is_told_where_it_is(office: Office) -> None:
    office.load(hill_alone(), numbers={"hill": "4821"})

    report = office.load(lakes(), into="4821")

    assert office.rows(tenants, "name") == [("Lake District",)]
    assert report.changes["users"].unchanged == 3
    assert "4821" in [account.number for account in report.accounts]


def test_districts_do_not_touch_each_other(office: Office) -> None:
    office.load(lakes())
    other = lakes()
    other.row("orgs", "d").update(sourcedId="d2", name="Other District")
    for row in other.rows["orgs"][1:]:
        row["parentSourcedId"] = "d2"
    other.row("courses", "alg")["orgSourcedId"] = "d2"

    report = office.load(other)

    assert "Other District is new here" in report.notes
    assert len(office.rows(users, "id", sourced_id="ada", active=True)) == 2


def test_districts_that_call_themselves_alike_are_told_apart(office: Office) -> None:
    office.load(lakes())
    renamed, other = lakes(), lakes()
    renamed.row("orgs", "d").update(name="Lakes District")
    other.row("orgs", "d").update(name="Other District", identifier="0200")

    office.load(renamed)
    office.load(other)

    assert office.rows(tenants, "name") == [("Lakes District",), ("Other District",)]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"lake": {"type": "district", "parentSourcedId": ""}},
            "orgs.csv:4: type 'district': one district, or one school on its own; line 2 has the first",
        ),
        (
            {"d": {"type": "local"}},
            "orgs.csv:4: type 'school': one district, or one school on its own; line 3 has the first",
        ),
        (
            {"d": {"type": "local"}, "hill": {"type": "department"}, "lake": {"type": "department"}},
            "orgs.csv: type an org of the type district, or one school on its own",
        ),
        (
            {"d": {"parentSourcedId": "lake"}},
            "orgs.csv:2: parentSourcedId 'lake': a parent that is not below this",
        ),
    ],
)
def test_there_is_one_top(office: Office, changes: dict[str, dict[str, str]], fault: str) -> None:
    roster = lakes()
    for sourced_id, values in changes.items():
        roster.row("orgs", sourced_id).update(values)

    assert fault in office.refusal(roster)


def test_a_district_below_the_district_is_an_org_like_others(office: Office) -> None:
    roster = lakes().add("orgs", "part", name="North Part", type="district", parentSourcedId="d")

    office.load(roster)

    assert office.rows(tenants, "name") == [("Lake District",)]


def test_a_delta_brings_a_new_school(office: Office) -> None:
    office.load(lakes())
    roster = Roster(mode="delta").add("orgs", "new", name="New School", type="school", parentSourcedId="d")

    report = office.load(roster)

    assert report.changes["orgs"].added == 1
    assert [account.name for account in report.accounts][-1] == "New School"
    assert len(office.rows(orgs, "id", active=True)) == 4


def test_a_delta_of_an_unknown_district_is_refused(office: Office) -> None:
    office.load(lakes())

    (fault,) = office.refusal(Roster(mode="delta").add("orgs", "d9", name="Far District", type="district"))

    assert fault.endswith("sourcedId 'd9': a district that is loaded; a new one begins with a bulk file")


def test_a_delta_may_be_the_first_file(office: Office) -> None:
    roster = lakes()
    roster.manifest = {name: value.replace("bulk", "delta") for name, value in roster.manifest.items()}
    for rows in roster.rows.values():
        for row in rows:
            row.update(status="active", dateLastModified="2026-03-01T12:00:00Z")

    assert office.load(roster).changes["enrollments"].added == 3


def test_a_circle_may_run_through_what_is_loaded(office: Office) -> None:
    office.load(lakes())
    roster = Roster(mode="delta")
    roster.add("orgs", "d", name="Lake District", type="district", identifier="0100", parentSourcedId="hill")

    (fault,) = office.refusal(roster)

    assert fault == "orgs.csv:2: parentSourcedId 'hill': a parent that is not below this"
