"""An invitation waits while the school changes its roster: it goes to nobody whose it is no more."""

import pytest
from sqlalchemy import Connection, select

from tests.support.rosters import Office, Roster, lakes
from tmp_portal.accounts import addresses
from tmp_portal.accounts.addresses import GONE, OTHER_ADDRESS
from tmp_portal.db.mail import outbox
from tmp_portal.db.people import users
from tmp_portal.inviting.mails import invite


def with_addresses() -> Roster:
    """The Lake District, where everybody has an address."""
    roster = lakes()
    for user in roster.rows["users"]:
        user["email"] = f"{user['sourcedId']}@lake.example"
    return roster


@pytest.fixture
def invited(office: Office) -> Office:
    """Ada and Grace are invited, and no mail was sent yet."""
    office.load(with_addresses())

    def work(connection: Connection) -> None:
        tenant = connection.scalar(select(users.c.tenant).limit(1))
        invite(connection, str(tenant), "ALG-1", None, "", renew=False)

    office.database.write_now(work)
    return office


def waiting(office: Office) -> dict[str, tuple[str, str, bool]]:
    """The box by recipient: state, trouble, and whether there still is a text."""
    found = office.rows(outbox, "recipient", "state", "trouble", "text")
    return {recipient: (state, trouble, bool(text)) for recipient, state, trouble, text in found}


WAITS = ("waiting", "", True)


def test_who_is_gone_gets_none_and_the_others_do(invited: Office) -> None:
    roster = with_addresses().remove("users", "ada").remove("roles", "r-ada").remove("enrollments", "e-ada")

    invited.load(roster)

    assert waiting(invited) == {"ada@lake.example": ("failed", GONE, False), "grace@lake.example": WAITS}


def test_nor_does_who_is_nobodys_student_any_more(invited: Office) -> None:
    invited.load(with_addresses().remove("roles", "r-ada").remove("enrollments", "e-ada"))

    assert waiting(invited)["ada@lake.example"] == ("failed", GONE, False)


def test_nothing_goes_to_an_address_that_was_put_right(invited: Office) -> None:
    roster = with_addresses()
    roster.row("users", "ada")["email"] = "ada.lake@lake.example"
    roster.row("users", "grace")["email"] = "Grace@Lake.example"

    invited.load(roster)

    assert waiting(invited) == {
        "ada@lake.example": ("failed", OTHER_ADDRESS, False),
        "grace@lake.example": WAITS,
    }


def test_what_goes_to_an_address_of_ones_own_still_does(invited: Office) -> None:
    [(tenant, ada)] = invited.rows(users, "tenant", "id", username="ada")
    invited.database.write_now(lambda c: addresses.keep_own(c, tenant, ada, "ada@lake.example", 1))
    roster = with_addresses()
    roster.row("users", "ada")["email"] = "ada.lake@lake.example"

    invited.load(roster)

    assert waiting(invited)["ada@lake.example"] == WAITS
