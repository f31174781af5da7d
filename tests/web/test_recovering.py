""" "Need your account #?" and "Forgotten your password?" in a browser: everybody gets the same page."""

import dataclasses
import re

import pytest

from tests.portal.accounts.support import codes, mails
from tests.support.school import School
from tests.web.support import Browser, heading, words
from tests.web.test_links import NEW, signs_in
from tmp_portal.accounts import beside

PATHS = ["/recover/account-number", "/recover/password"]


def sending(school: School) -> School:
    """The same school, with a mail server."""
    school.settings = dataclasses.replace(
        school.settings, smtp="smtp://127.0.0.1:9", mail_from="portal@hill.example"
    )
    return school


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("smtp", [True, False])
async def test_S03_the_known_and_the_unknown_see_the_same_page(
    school: School, path: str, *, smtp: bool
) -> None:
    school.person("ada")
    school = sending(school) if smtp else school
    emails = ["ada@hill.example", " ADA@Hill.Example ", "nobody@hill.example", "x@elsewhere.example"]

    answers = [await Browser(school).send(path, email=email) for email in emails]
    await beside.finished()

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert {mail.recipient for mail in mails(school)} == {"ada@hill.example"}


@pytest.mark.parametrize("path", PATHS)
async def test_S03_asking_too_often_is_refused_alike(school: School, path: str) -> None:
    school.person("ada")

    answers = {}
    for email in ("ada@hill.example", "nobody@hill.example"):
        browser = Browser(school)
        answers[email] = [await browser.send(path, email=email) for _ in range(5)]
    await beside.finished()

    known, unknown = ([answer.status_code for answer in one] for one in answers.values())
    assert known == unknown
    assert known[-1] == 429
    refused = answers["ada@hill.example"][-1]
    assert heading(refused) == "Too many tries"
    assert re.search(r"Wait \d+ minutes, then try again", words(refused))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("email", ["", "ada", "ada at hill"])
async def test_what_is_no_address_is_said_beside_the_field_and_kept(
    school: School, path: str, email: str
) -> None:
    answer = await Browser(school).send(path, email=email)

    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert 'aria-describedby="email-hint email-error"' in answer.text
    assert f'value="{email}"' in answer.text
    assert mails(school) == []


async def test_from_a_forgotten_password_to_a_new_one_in_a_browser_alone(school: School) -> None:
    school.person("ada")
    browser = Browser(school)
    await browser.send("/recover/password", email="ada@hill.example")
    await beside.finished()
    [code] = codes(mails(school)[0].text)

    opened = await browser.send("/code", word=code)
    chosen = await browser.send(str(opened.url), password=NEW, confirm=NEW)

    assert heading(chosen) == "Your password is saved"
    assert await signs_in(school, NEW)


@pytest.mark.parametrize(
    ("smtp", "says"),
    [(False, "your teacher can hand it to you"), (True, "a mail with a link and a code is on its way")],
)
async def test_a_portal_that_sends_no_mail_says_who_has_it(school: School, says: str, *, smtp: bool) -> None:
    answer = await Browser(sending(school) if smtp else school).send("/recover/password", email="a@b.example")

    assert says in words(answer)
