"""A school gives an address that was one person's to another: the mailbox is the other's, and so is what is sent there."""

import pytest
from sqlalchemy import Connection, select

from tests.support.rosters import Office, lakes
from tmp_portal.accounts import addresses, identities, links, tokens
from tmp_portal.accounts.identities import Person
from tmp_portal.accounts.oidc import Identity
from tmp_portal.clock import now
from tmp_portal.db.getting_in import audit, own_emails
from tmp_portal.db.mail import outbox
from tmp_portal.db.people import users
from tmp_portal.problems import LinkExpired

OURS = "j.smith@lake.example"


def added(office: Office, name: str, email: str) -> None:
    """Somebody has added an address to their account, and confirmed it."""

    def work(connection: Connection) -> None:
        row = connection.execute(select(users.c.tenant, users.c.id).where(users.c.username == name)).one()
        addresses.keep_own(connection, row.tenant, row.id, email, 1)

    office.database.write_now(work)


def recognised(office: Office, who: Identity) -> Person | None:
    return office.database.write_now(lambda connection: identities.recognise(connection, who, now()))


def begun(office: Office, who: Person, how: str) -> None:
    office.database.write_now(lambda c: tokens.open_family(c, *who, "personal", now(), how=how))


def test_S10_who_gets_an_address_that_another_had_added_does_not_get_their_account(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada")["email"] = "ada@lake.example"
    office.load(roster)
    added(office, "ada", OURS)

    roster.row("users", "grace")["email"] = OURS.upper()
    office.load(roster)

    people = office.database.read_now(lambda c: addresses.people_of(c, OURS))
    [grace] = office.rows(users, "tenant", "id", username="grace")
    assert people == {OURS.upper(): [grace]}
    assert office.rows(own_emails, "email") == []
    assert office.rows(audit, "event") == [("email-removed",)]
    assert office.rows(outbox, "recipient", "kind") == [("ada@lake.example", "email-changed")]


def test_S10_nor_by_a_mail_that_waits_there_to_confirm_it(office: Office) -> None:
    roster = lakes()
    office.load(roster)
    [(tenant, ada)] = office.rows(users, "tenant", "id", username="ada")
    write = office.database.write_now
    made = write(lambda c: links.make(c, tenant, ada, "email", OURS, now()))

    roster.row("users", "grace")["email"] = OURS.upper()
    office.load(roster)

    with pytest.raises(LinkExpired):
        office.database.read_now(lambda c: links.find(c, made.token, now()))


def test_an_address_that_a_family_shares_stays_whatever_else_the_school_changes(office: Office) -> None:
    roster = lakes()
    roster.row("users", "grace")["email"] = "family@home.example"
    office.load(roster)
    added(office, "ada", "family@home.example")

    roster.row("users", "grace")["familyName"] = "Rivers"
    office.load(roster)

    assert office.rows(own_emails, "email") == [("family@home.example",)]


def test_S10_whose_address_was_put_right_is_let_in_by_google_as_themselves(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada")["email"] = "grace@lake.example"
    roster.row("users", "grace")["email"] = "ada@lake.example"
    office.load(roster)
    [ada], [grace] = (office.rows(users, "tenant", "id", username=name) for name in ("ada", "grace"))
    at_google = Identity("google", "117", "grace@lake.example")
    assert recognised(office, at_google) == ada  # by the school's mistake
    for how in ("google", "password"):
        begun(office, ada, how)

    roster.row("users", "ada")["email"] = "ada@lake.example"
    roster.row("users", "grace")["email"] = "grace@lake.example"
    office.load(roster)

    assert recognised(office, at_google) == grace
    living = office.database.read_now(lambda connection: tokens.living(connection, *ada, now()))
    assert [session.how for session in living] == ["password"]
    assert office.rows(audit, "event", user_id=ada[1]) == [("identity-linked",), ("identity-unlinked",)]


def test_who_keeps_an_address_that_a_sister_gets_too_stays_linked_by_it(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada")["email"] = "family@home.example"
    office.load(roster)
    at_google = Identity("google", "117", "family@home.example")
    ada = recognised(office, at_google)

    for name in ("ada", "grace"):
        roster.row("users", name).update(email="family@home.example", familyName="Rivers")
    office.load(roster)

    assert ada is not None
    assert recognised(office, at_google) == ada
