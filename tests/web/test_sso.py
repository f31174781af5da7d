"""Through Google or Clever to a terminal: the answer must be this browser's, just now, and once."""

import dataclasses
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.support.provider import SETTINGS, Provider
from tests.support.school import PASSWORD, School
from tests.web.support import Browser, heading, words
from tests.web.test_terminals import asked, press, token
from tmp_portal.accounts.oidc_http import Web

CLEVER = "https://clever.com"
ADA = {"sub": "117", "email": "ada@hill.example", "email_verified": True, "hd": "hill.example"}
TYPED = {"account": "4821", "username": "ada", "password": PASSWORD}


@pytest.fixture
def reachable(school: School) -> School:
    """A portal that knows its address, with Ada in it."""
    school.person("ada")
    school.settings = dataclasses.replace(SETTINGS, data=school.folder, database=school.settings.database)
    return school


@pytest.fixture
def google(reachable: School) -> Provider:
    """Google, where Ada has her school's account."""
    return there(reachable, Provider())


@pytest.fixture
def clever(reachable: School) -> Provider:
    """Clever, the same."""
    return there(reachable, Provider(CLEVER, "portal-at-clever"))


def there(school: School, provider: Provider) -> Provider:
    provider.claims = dict(ADA)
    school.app.state.sign_ins.web = Web(httpx.MockTransport(provider.answer))
    return provider


def browser_of(school: School) -> Browser:
    return Browser(school, address="https://portal.example")


async def to(browser: Browser, page: str, provider: Provider, name: str = "google") -> str:
    """Follow "Sign in with ..."; the provider sends the browser back to this address."""
    answer = await browser.open(f"{page}/with/{name}")
    found = provider.code(answer.headers["location"])
    return f"/sso/{name}/callback?{httpx.QueryParams(found)}"


async def follow(browser: Browser, path: str) -> httpx.Response:
    return await browser.http.get(path, follow_redirects=True)


@pytest.mark.parametrize("name", ["google", "clever"])
async def test_a_terminal_is_let_in_by_whoever_a_provider_says_is_there(reachable: School, name: str) -> None:
    provider = there(reachable, Provider() if name == "google" else Provider(CLEVER, "portal-at-clever"))
    codes, browser = await asked(reachable, provider=name), browser_of(reachable)

    asking = await follow(browser, await to(browser, codes["page"], provider, name))
    await press(browser, codes["page"], "approve")

    assert "It will be signed in as Ada Hill" in words(asking)
    assert (await token(reachable, codes)).json()["user_id"] == "school-ada"


async def test_S10_coming_back_approves_nothing(reachable: School, google: Provider) -> None:
    codes, browser = await asked(reachable), browser_of(reachable)

    await follow(browser, await to(browser, codes["page"], google))

    assert (await token(reachable, codes)).json()["error"] == "authorization_pending"


async def test_S10_the_answer_of_another_browser_is_not_taken(reachable: School, google: Provider) -> None:
    codes, mine, victim = await asked(reachable), browser_of(reachable), browser_of(reachable)
    planted = await to(mine, codes["page"], google)
    await victim.open("/d")

    answer = await follow(victim, planted)

    assert (answer.status_code, heading(answer)) == (400, "Please begin again")
    assert heading(await victim.open(codes["page"])) == "Who are you?"


async def test_S10_an_answer_is_taken_once(reachable: School, google: Provider) -> None:
    codes, browser = await asked(reachable), browser_of(reachable)
    back = await to(browser, codes["page"], google)
    await follow(browser, back)

    again = await follow(browser, back)

    assert heading(again) == "Please begin again"


async def test_S10_an_answer_for_one_provider_is_none_for_the_other(
    reachable: School, google: Provider
) -> None:
    codes, browser = await asked(reachable), browser_of(reachable)
    back = await to(browser, codes["page"], google)

    answer = await follow(browser, back.replace("google", "clever"))

    assert heading(answer) == "Please begin again"


async def test_S10_an_answer_after_ten_minutes_is_not_taken(
    reachable: School, google: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes, browser = await asked(reachable), browser_of(reachable)
    back = await to(browser, codes["page"], google)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-16T15:10:01+00:00")

    assert heading(await follow(browser, back)) == "Please begin again"


@pytest.mark.parametrize(
    "query", ["", "code=x", "state=a&state=b&code=x", "state=%00&code=x", "state=&code="]
)
async def test_S10_an_answer_that_nobody_asked_for_is_not_taken(
    reachable: School, google: Provider, query: str
) -> None:
    answer = await follow(browser_of(reachable), f"/sso/google/callback?{query}")

    assert (answer.status_code, heading(answer)) == (400, "Please begin again")
    assert google.seen == []


async def test_S10_clever_without_a_state_begins_a_sign_in_of_our_own(
    reachable: School, clever: Provider
) -> None:
    browser = browser_of(reachable)

    sent = await browser.open("/sso/clever/callback?code=planted")

    there = urlsplit(sent.headers["location"])
    assert (sent.status_code, there.netloc) == (303, "clever.com")
    assert {"state", "nonce", "code_challenge"} <= dict(parse_qsl(there.query)).keys()
    assert all(b"planted" not in request.content for request in clever.seen)


async def test_clevers_own_portal_leads_to_the_page_for_a_terminals_code(
    reachable: School, clever: Provider
) -> None:
    browser = browser_of(reachable)
    sent = await browser.open("/sso/clever/callback?code=planted")
    back = httpx.QueryParams(clever.code(sent.headers["location"]))

    answer = await follow(browser, f"/sso/clever/callback?{back}")

    assert heading(answer) == "Sign in on a terminal"
    assert "You are here as Ada Hill" in words(answer)


async def test_who_comes_from_clever_replaces_whoever_was_here(reachable: School, clever: Provider) -> None:
    reachable.person("bob")
    codes, browser = await asked(reachable), browser_of(reachable)
    await press(browser, codes["page"], "sign-in", **TYPED | {"username": "bob"})
    sent = await browser.open("/sso/clever/callback?code=planted")
    back = httpx.QueryParams(clever.code(sent.headers["location"]))
    await follow(browser, f"/sso/clever/callback?{back}")

    await press(browser, codes["page"], "approve")

    assert (await token(reachable, codes)).json()["user_id"] == "school-ada"


@pytest.mark.parametrize("unknown", [{"email_verified": False}, {"email": "other@hill.example"}])
async def test_S10_whom_the_address_does_not_tell_proves_once_with_a_password_who_it_is(
    reachable: School, google: Provider, unknown: dict[str, Any]
) -> None:
    google.claims |= unknown
    codes, browser = await asked(reachable), browser_of(reachable)

    asking = await follow(browser, await to(browser, codes["page"], google))
    wrong = await press(browser, "/sso/proof", "", **TYPED | {"password": "not hers"})
    right = await press(browser, "/sso/proof", "", **TYPED)
    other = browser_of(reachable)
    later = await follow(other, await to(other, codes["page"], google))

    assert heading(asking) == "Who are you here?"
    assert "is incorrect" in words(wrong)
    assert "It will be signed in as Ada Hill" in words(right)
    assert "It will be signed in as Ada Hill" in words(later)


async def test_S10_the_page_says_whose_account_it_is_that_would_be_linked(
    reachable: School, clever: Provider
) -> None:
    """Clever asks nobody who sits there now: it may be the one who sat there before."""
    clever.claims |= {"email": "b\x1b[2Job@elsewhere.example", "email_verified": False}
    codes, browser = await asked(reachable), browser_of(reachable)

    asking = await follow(browser, await to(browser, codes["page"], clever, "clever"))
    wrong = await press(browser, "/sso/proof", "", **TYPED | {"password": "not hers"})

    for answer in (asking, wrong):
        assert "The account at Clever is bob@elsewhere.example" in words(answer)


async def test_S10_a_temporary_password_proves_nothing_for_ever(reachable: School, google: Provider) -> None:
    reachable.person("grace", temporary=True)
    google.claims |= {"email": ""}
    codes, browser = await asked(reachable), browser_of(reachable)
    await follow(browser, await to(browser, codes["page"], google))

    answer = await press(browser, "/sso/proof", "", **TYPED | {"username": "grace"})

    assert "choose your own, then try again" in words(answer)


async def test_S10_a_clever_subject_that_equals_a_google_subject_is_somebody_else(
    reachable: School, google: Provider
) -> None:
    codes, browser = await asked(reachable), browser_of(reachable)
    await follow(browser, await to(browser, codes["page"], google))
    clever = there(reachable, Provider(CLEVER, "portal-at-clever"))
    clever.claims |= {"email": "", "sub": ADA["sub"]}
    stranger = browser_of(reachable)

    answer = await follow(stranger, await to(stranger, codes["page"], clever, "clever"))

    assert heading(answer) == "Who are you here?"


async def test_a_no_at_the_provider_leads_back_to_the_code(reachable: School, google: Provider) -> None:
    codes, browser = await asked(reachable), browser_of(reachable)
    state = httpx.URL(await to(browser, codes["page"], google)).params["state"]

    answer = await follow(browser, f"/sso/google/callback?error=access_denied&state={state}")

    assert (answer.status_code, heading(answer)) == (403, "You are not signed in")
    assert f'href="{codes["page"]}"' in answer.text


async def test_a_provider_that_is_down_is_said_in_words_with_the_way_back(
    reachable: School, google: Provider
) -> None:
    google.fails = lambda _: httpx.Response(503)
    codes, browser = await asked(reachable), browser_of(reachable)

    answer = await browser.open(f"{codes['page']}/with/google")

    assert (answer.status_code, heading(answer)) == (502, "Google does not answer")
    assert f'href="{codes["page"]}"' in answer.text


@pytest.mark.parametrize("name", ["nobody", "GOOGLE", "%2e%2e"])
async def test_a_provider_that_is_not_there_leads_to_the_first_page(reachable: School, name: str) -> None:
    codes, browser = await asked(reachable), browser_of(reachable)

    answer = await browser.open(f"{codes['page']}/with/{name}")

    assert (answer.status_code, answer.headers.get("location")) in [(303, "/d"), (404, None)]
