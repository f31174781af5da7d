"""The page for whoever can't sign in: its steps in order, the school's contact, and whether it helped."""

import pytest
from sqlalchemy import insert, text

from tests.support.school import School
from tests.web.support import Browser, heading, words
from tmp_portal.clock import now
from tmp_portal.db.people import accounts, orgs
from tmp_portal.helping import contacts, feedback
from tmp_tui.wire.accounts import Contact

CONTACT = Contact("+1 555 0100", "help@hill.example", "https://chat.hill.example")


def with_contact(school: School) -> School:
    """The same school, with somebody who helps."""
    place = contacts.Place(school.tenant, "org", "Hill School")
    school.write(lambda c: contacts.give_contact(c, place, CONTACT))
    return school


async def test_it_goes_through_what_may_be_the_matter_in_order_and_ends_at_the_school(school: School) -> None:
    said = words(await Browser(with_contact(school)).open("/support"))

    steps = ["account number", "Username or e-mail", "Capital and small letters", "copy the whole address", "+1 555 0100", "Did this answer"]  # fmt: skip
    places = [said.index(step) for step in steps]
    assert places == sorted(places)
    assert "help@hill.example" in said
    assert "https://chat.hill.example" in said


async def test_without_a_contact_it_says_whom_to_ask(school: School) -> None:
    assert "Ask your teacher or your school's office" in words(
        await Browser(school).open("/support")
    ).replace("&#39;", "'")


@pytest.mark.parametrize(("answer", "helpful"), [("yes", True), ("no", False)])
async def test_an_answer_is_kept_for_staff(school: School, answer: str, *, helpful: bool) -> None:
    with_contact(school)

    thanked = await Browser(school).send("/support", helpful=answer, words="Which school\nis mine?")

    assert heading(thanked) == "Thank you"
    assert ("+1 555 0100" in words(thanked)) is not helpful
    [said] = school.database.read_now(lambda c: feedback.said(c, school.tenant))
    assert (said.page, said.helpful, said.words) == ("web/support", helpful, "Which school\nis mine?")
    assert said.at <= now()


@pytest.mark.parametrize("answer", ["", "maybe"])
async def test_without_yes_or_no_nothing_is_kept_and_the_words_stay(school: School, answer: str) -> None:
    asked = await Browser(school).send("/support", helpful=answer, words="My words")

    assert asked.status_code == 422
    assert 'id="helpful-error"' in asked.text
    assert "My words</textarea>" in asked.text
    assert school.database.read_now(lambda c: feedback.said(c, school.tenant)) == []


async def test_a_failed_send_says_so_and_keeps_what_was_typed(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    school.write(lambda c: c.execute(text("drop table feedback")))

    failed = await Browser(school).send("/support", helpful="no", words="My words")

    assert failed.status_code == 503
    assert "There was a problem keeping this" in words(failed)
    assert "My words</textarea>" in failed.text
    assert 'value="no" checked' in failed.text
    assert "My words" not in caplog.text


async def test_what_is_too_long_is_said_beside_the_field(school: School) -> None:
    refused = await Browser(school).send("/support", helpful="no", words="x" * 2_500)

    assert (refused.status_code, 'id="words-error"' in refused.text) == (422, True)
    assert "x" * 2_500 in refused.text


async def test_one_address_does_not_fill_the_table(school: School) -> None:
    browser = Browser(school)
    answers = [await browser.send("/support", helpful="yes", words="") for _ in range(feedback.FREE + 1)]

    assert [answer.status_code for answer in answers[-2:]] == [200, 503]


def with_another_school(school: School) -> None:
    """A district of two schools, each with an account number."""
    t = school.tenant
    rows = [
        {"tenant": t, "id": id, "sourced_id": id, "name": name, "type": type}
        for id, name, type in (("top", "Hill District", "district"), ("dale", "Dale School", "school"))
    ]
    school.write(lambda c: c.execute(insert(orgs).values(rows)))
    school.write(lambda c: c.execute(insert(accounts).values(tenant=t, number="4616", org_id="dale")))


@pytest.mark.parametrize("path", ["/", "/support"])
async def test_of_a_district_each_of_a_few_schools_says_who_helps(school: School, path: str) -> None:
    with_another_school(with_contact(school))

    said = words(await Browser(school).open(path))

    assert "Help at Hill School" in said
    assert "+1 555 0100" in said
    assert "Help at Dale School" not in said  # it has nobody


async def test_of_many_schools_none_is_listed(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    with_another_school(with_contact(school))
    monkeypatch.setattr(contacts, "FEW", 1)

    said = words(await Browser(school).open("/support"))

    assert "Help at" not in said
    assert "+1 555 0100" not in said
