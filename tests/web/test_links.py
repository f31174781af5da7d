"""What a mailed link opens: a look uses nothing up, the button does, and each fault has its own words."""

import re

import pytest

from tests.support.school import PASSWORD, School
from tests.web.support import Browser, form_of, heading, words
from tmp_portal.accounts import links
from tmp_portal.accounts.links import Kind, Made
from tmp_portal.clock import now

NEW = "four quiet green lamps"


def mailed(school: School, username: str = "ada", kind: Kind = "reset", *, ago: float = 0) -> Made:
    """A link as it was mailed some seconds ago."""
    user_id = f"{school.tenant}-{username}"
    return school.write(
        lambda c: links.make(c, school.tenant, user_id, kind, f"{username}@hill.example", now() - ago)
    )


async def signs_in(school: School, password: str, username: str = "ada") -> bool:
    """Whether the app lets them in."""
    form = {"account": "4821", "username": username, "password": password}
    async with school.http() as http:
        return (await http.post("/v1/sessions", json=form)).status_code == 201


@pytest.mark.parametrize(
    ("kind", "title"), [("activate", "Profile Setup"), ("reset", "Choose a new password")]
)
async def test_S04_a_link_leads_to_a_password_and_is_good_once(
    school: School, kind: Kind, title: str
) -> None:
    school.person("ada")
    link = mailed(school, kind=kind)
    browser = Browser(school)
    assert heading(await browser.open(f"/l/{link.token}")) == title

    chosen = await browser.send(f"/l/{link.token}", password=NEW, confirm=NEW)

    assert chosen.status_code == 200
    assert heading(chosen) == "Your password is saved"
    assert "Account number 4821 Username ada" in words(chosen)
    assert NEW not in chosen.text
    assert (await signs_in(school, NEW), await signs_in(school, PASSWORD)) == (True, False)
    again = await browser.open(f"/l/{link.token}")
    assert (again.status_code, heading(again)) == (410, "This link or code was used already")


async def test_S04_looking_at_a_link_uses_nothing_up(school: School) -> None:
    school.person("ada")
    link = mailed(school)
    scanner = Browser(school)

    looks = [await scanner.open(f"/l/{link.token}") for _ in range(3)]
    heads = [(await scanner.http.head(f"/l/{link.token}")).status_code for _ in range(2)]

    assert {look.status_code for look in looks} == {200}
    assert set(heads) <= {200, 405}
    assert (
        heading(await Browser(school).send(f"/l/{link.token}", password=NEW, confirm=NEW))
        == "Your password is saved"
    )


async def test_S04_a_new_password_ends_every_session(school: School) -> None:
    school.person("ada")
    token = await school.token("ada")

    await Browser(school).send(f"/l/{mailed(school).token}", password=NEW, confirm=NEW)

    async with school.http(token) as http:
        assert (await http.post("/v1/sync", json={})).status_code == 401


async def test_the_code_leads_where_the_link_does(school: School) -> None:
    school.person("ada")
    link = mailed(school)
    browser = Browser(school)

    page = await browser.send("/code", word=f" {link.code.lower()} ")

    assert heading(page) == "Choose a new password"
    assert "word=" not in str(page.url)
    assert heading(await browser.send(str(page.url), password=NEW, confirm=NEW)) == "Your password is saved"


@pytest.mark.parametrize("end", [".", "%3E", "/", "%0D%0A", "=", "%20", ")."])
async def test_what_a_mail_puts_behind_a_link_does_no_harm(school: School, end: str) -> None:
    school.person("ada")

    page = await Browser(school).send(f"/l/{mailed(school).token}{end}", password=NEW, confirm=NEW)

    assert heading(page) == "Your password is saved"


async def test_S04_a_code_goes_on_without_telling_where_it_came_from(school: School) -> None:
    school.person("ada")
    browser = Browser(school)
    form = form_of(await browser.open("/code"))

    gone_on = await browser.http.post("/code", data=form.hidden | {"word": mailed(school).code})

    assert (gone_on.status_code, gone_on.headers["location"][:3]) == (303, "/l/")
    assert gone_on.headers["referrer-policy"] == "no-referrer"
    assert gone_on.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "pasted",
    ["<http://portal/l/{}>.", "http://portal/l/{}\r\n", "http://safe.example/?u=3Dhttp://portal/l/{}&data=1"],
)
async def test_the_code_page_takes_the_whole_link_too(school: School, pasted: str) -> None:
    school.person("ada")
    link = mailed(school)

    page = await Browser(school).send("/code", word=pasted.format(link.token))

    assert heading(page) == "Choose a new password"


FAULTS = {
    "unknown": (404, "This is no link or code of ours"),
    "truncated": (422, "A part of the link or code is missing"),
    "used": (410, "This link or code was used already"),
    "replaced": (410, "A newer mail was sent to you"),
    "expired": (410, "This link or code has expired"),
}


async def faulty(school: School, fault: str, username: str = "ada") -> str:
    """The word of a link that has something the matter with it."""
    school.person(username)
    if fault == "expired":
        return mailed(school, username, ago=86_400).token
    link = mailed(school, username)
    if fault == "used":
        await Browser(school).send(f"/l/{link.token}", password=NEW, confirm=NEW)
    if fault == "replaced":
        mailed(school, username)
    return {"unknown": links.PREFIX + "x" * 43, "truncated": link.token[:-9]}.get(fault, link.token)


@pytest.mark.parametrize("fault", FAULTS)
async def test_S04_each_fault_of_a_link_has_its_words_and_a_next_step(school: School, fault: str) -> None:
    word = await faulty(school, fault)

    opened = await Browser(school).open(f"/l/{word}")
    typed = await Browser(school).send("/code", word=word)

    assert (opened.status_code, heading(opened)) == FAULTS[fault]
    assert 'href="/code"' in opened.text
    assert 'href="/recover/password"' in opened.text
    assert "Ada" not in opened.text
    assert typed.status_code == FAULTS[fault][0]
    assert FAULTS[fault][1] in words(typed)
    assert f'value="{word}"' in typed.text


@pytest.mark.parametrize(
    ("password", "confirm", "field", "says"),
    [
        ("short", "short", "password", "at least 8 characters"),
        ("", "", "password", "at least 8 characters"),
        (NEW, NEW + "x", "confirm", "The two passwords are not the same"),
        ("x" * 300, "x" * 300, "password", "at most 256"),
    ],
)
async def test_a_password_that_does_not_do_uses_nothing_up(
    school: School, password: str, confirm: str, field: str, says: str
) -> None:
    school.person("ada")
    link = mailed(school)
    browser = Browser(school)

    refused = await browser.send(f"/l/{link.token}", password=password, confirm=confirm)

    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    assert says in words(refused)
    assert "<title>Error: " in refused.text
    assert not password or password not in refused.text
    assert (
        heading(await browser.send(f"/l/{link.token}", password=NEW, confirm=NEW)) == "Your password is saved"
    )


async def test_all_that_is_the_matter_with_two_passwords_is_said_at_once(school: School) -> None:
    school.person("ada")
    link = mailed(school)

    refused = await Browser(school).send(f"/l/{link.token}", password="short", confirm="shorty")

    assert "at least 8 characters" in words(refused)
    assert "not the same" in words(refused)


async def test_an_address_is_confirmed_by_a_button(school: School) -> None:
    school.person("ada")
    link = mailed(school, kind="email")
    browser = Browser(school)
    looked = await browser.open(f"/l/{link.token}")

    confirmed = await browser.send(f"/l/{link.token}")

    assert heading(looked) == "Confirm your e-mail address"
    assert heading(confirmed) == "Your e-mail address is confirmed"
    assert (await browser.open(f"/l/{link.token}")).status_code == 410


async def test_S10_a_browser_masks_a_password_and_lets_programs_fill_it_in(school: School) -> None:
    school.person("ada")

    page = await Browser(school).open(f"/l/{mailed(school).token}")

    fields = form_of(page).fields
    assert {fields[name]["type"] for name in ("password", "confirm")} == {"password"}
    assert {fields[name]["autocomplete"] for name in ("password", "confirm")} == {"new-password"}
    assert not re.search(r"\bon(paste|copy|keydown)\b|maxlength", page.text)
