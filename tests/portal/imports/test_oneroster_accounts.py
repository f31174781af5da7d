"""Every district and school has an account number: asked for, or given, and then it stays."""

import re

import pytest

from tests.support.rosters import Office, Roster, lakes
from tmp_portal.db.people import accounts, orgs, tenants
from tmp_portal.imports.oneroster.accounts import Org, with_free_numbers
from tmp_portal.imports.report import ImportRefused


def numbers(office: Office) -> dict[str, str]:
    """The account numbers by the org's sourcedId."""
    names = dict(office.rows(orgs, "id", "sourced_id"))
    return {names[org_id]: number for number, org_id in office.rows(accounts, "number", "org_id")}


def test_numbers_are_given_and_stay(office: Office) -> None:
    office.load(lakes())
    given = numbers(office)

    office.load(lakes())

    assert numbers(office) == given
    assert re.fullmatch("d[1-9][0-9]{2}", given["d"])
    assert re.fullmatch("[1-9][0-9]{3}", given["hill"])
    assert given["hill"] != given["lake"]


@pytest.mark.parametrize("name", ["hill", "0101", "Hill School", "hill school"])
def test_a_number_is_asked_for_by_id_identifier_or_name(office: Office, name: str) -> None:
    report = office.load(lakes(), numbers={name: "482100", "d": "d7"})

    assert (numbers(office)["hill"], numbers(office)["d"]) == ("482100", "d7")
    assert [account.number for account in report.accounts][:2] == ["d7", "482100"]
    assert list(report.lines())[-4:-1] == [
        "Account numbers",
        "      d7  Lake District",
        "  482100  Hill School",
    ]


def test_a_number_that_is_asked_for_later_replaces_the_old_one(office: Office) -> None:
    office.load(lakes(), numbers={"hill": "1111", "lake": "2222"})

    report = office.load(lakes(), numbers={"hill": "2222", "lake": "1111"})

    assert (numbers(office)["hill"], numbers(office)["lake"]) == ("2222", "1111")
    assert "Hill School: the account number 1111 is now 2222" in report.notes


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"hill": "123"}, "--account: 'hill=123': a number of 4 to 6 digits, for a school"),
        ({"hill": "1234567"}, "--account: 'hill=1234567': a number of 4 to 6 digits, for a school"),
        ({"hill": "d12"}, "--account: 'hill=d12': a number of 4 to 6 digits, for a school"),
        ({"d": "4821"}, "--account: 'd=4821': a number of d and 1 to 3 digits, for a district"),
        ({"hill": "١٢٣٤"}, "--account: 'hill=١٢٣٤': a number of 4 to 6 digits, for a school"),
        (
            {"moon": "4821"},
            "--account: 'moon=4821': the sourcedId, identifier or name of one school or district of the roster",
        ),
        (
            {"hill": "4821", "lake": "4821"},
            "--account: '4821': a number that no other school or district has",
        ),
    ],
)
def test_a_number_that_cannot_be_is_a_fault(office: Office, asked: dict[str, str], fault: str) -> None:
    assert fault in office.refusal(lakes(), numbers=asked)
    assert fault in office.refusal(lakes(), numbers=asked, dry_run=True)


def test_a_name_that_two_schools_have_is_a_fault(office: Office) -> None:
    roster = lakes()
    roster.row("orgs", "lake")["name"] = "Hill School"

    (fault,) = office.refusal(roster, numbers={"Hill School": "4821"})

    assert fault.endswith("; 2 have this")


def test_a_number_of_another_district_is_taken(office: Office) -> None:
    office.load(lakes(), numbers={"hill": "4821"})
    other = lakes()
    other.row("orgs", "d").update(name="Other District", identifier="0200")

    (fault,) = office.refusal(other, numbers={"hill": "4821"})

    assert fault == "--account: '4821': a number that no other school or district has"


def test_a_dry_run_gives_no_number(office: Office) -> None:
    report = office.load(lakes(), numbers={"hill": "4821"}, dry_run=True)

    assert [(account.name, account.number) for account in report.accounts] == [
        ("Lake District", ""),
        ("Hill School", "4821"),
        ("Lake School", ""),
    ]


def test_a_school_that_is_gone_keeps_its_number(office: Office) -> None:
    office.load(lakes(), numbers={"lake": "4821"})
    smaller = lakes().remove("classes", "alg-2").remove("orgs", "lake")

    report = office.load(smaller)

    assert numbers(office)["lake"] == "4821"
    assert "Lake School" not in [account.name for account in report.accounts]


def test_orgs_that_are_no_school_have_no_number(office: Office) -> None:
    roster = lakes()
    roster.add("orgs", "state", name="State", type="state")
    roster.add("orgs", "science", name="Science", type="department", parentSourcedId="hill")
    roster.row("orgs", "d")["parentSourcedId"] = "state"

    office.load(roster)

    assert set(numbers(office)) == {"d", "hill", "lake"}
    assert office.rows(tenants, "name") == [("Lake District",)]


def test_when_short_numbers_are_rare_longer_ones_are_given() -> None:
    schools = [Org(str(n), "", "", "", "school") for n in range(3)]
    taken = {str(number) for number in range(1000, 10_000)}

    given = with_free_numbers(schools, {}, taken)

    assert {len(number) for number in given.values()} == {5}


def test_when_no_number_is_free_the_roster_is_refused() -> None:
    taken = {f"d{number}" for number in range(1000)}

    with pytest.raises(ImportRefused) as refusal:
        with_free_numbers([Org("1", "", "", "Lake District", "district")], {}, taken)

    assert refusal.value.faults[0].expected == "a free account number; none was found"


def test_an_org_that_is_older_than_what_is_loaded_does_not_lose_its_number(office: Office) -> None:
    office.load(lakes(), numbers={"hill": "4821"})
    newer = Roster(mode="delta").add("orgs", "hill", name="New Hill", type="school", parentSourcedId="d")
    office.load(newer)
    newer.row("orgs", "hill").update(name="Old Hill", dateLastModified="2026-01-01T00:00:00Z")

    report = office.load(newer)

    assert ("4821", "New Hill") in [(account.number, account.name) for account in report.accounts]
