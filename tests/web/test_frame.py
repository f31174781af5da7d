"""What is the same on every web page: its headers, and how the portal says no to a browser and to a program."""

import dataclasses

import pytest

from tests.support.school import School
from tests.web.support import Browser, heading, words
from tmp_portal.accounts import recovery
from tmp_portal.db.engine import TooBusy
from tmp_portal.problems import Busy, TooMany
from tmp_portal.web.pages import STYLE, STYLE_PATH

PAGES = [
    "/",
    "/code",
    "/recover/account-number",
    "/recover/password",
    "/support",
    "/l/nothing",
    "/no-such-page",
]


@pytest.mark.parametrize("path", PAGES)
async def test_S10_every_page_says_what_a_browser_may_do_with_it(school: School, path: str) -> None:
    answer = await Browser(school).open(path)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    policy = answer.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "style-src 'self'", "base-uri 'none'"} <= set(policy)
    assert {"frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_has_a_language_a_title_one_heading_and_no_script(school: School, path: str) -> None:
    answer = await Browser(school).open(path)

    assert '<html lang="en">' in answer.text
    assert f"<title>{heading(answer)} - Track My Progress</title>" in answer.text
    assert "<script" not in answer.text
    assert " style=" not in answer.text


async def test_browsers_are_told_to_stay_with_https_where_the_portal_has_it(school: School) -> None:
    plain = await Browser(school).open("/")
    school.settings = dataclasses.replace(school.settings, url="https://portal.example")
    school.app.state.settings = school.settings

    answer = await Browser(school).open("/")

    assert "strict-transport-security" not in plain.headers
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "tmp-tui --server https://portal.example" in answer.text


async def test_the_style_is_kept_by_browsers_under_its_own_hash(school: School) -> None:
    page = await Browser(school).open("/")

    answer = await Browser(school).open(STYLE_PATH)

    assert f'href="{STYLE_PATH}"' in page.text
    assert answer.content == STYLE
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nope", 404), ("POST", "/", 405)])
async def test_a_browser_is_told_in_a_page_and_a_program_in_a_problem(
    school: School, method: str, path: str, status: int
) -> None:
    browser = await Browser(school).http.request(method, path)
    program = await Browser(school).http.request(method, path, headers={"accept": "application/json"})

    assert (browser.status_code, program.status_code) == (status, status)
    assert browser.headers["content-type"].startswith("text/html")
    assert program.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/v1/nope", "/v1/sync", "/v1/classes/x"])
async def test_the_apps_routes_answer_with_problems_whoever_asks(school: School, path: str) -> None:
    answer = await Browser(school).open(path)

    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_pages_are_not_among_the_apps_routes(school: School) -> None:
    answer = await Browser(school).open("/openapi.json")

    assert all(path.startswith(("/v1", "/healthz", "/readyz", "/oauth")) for path in answer.json()["paths"])


@pytest.mark.parametrize(
    ("fault", "status", "says", "wait"),
    [
        (TooMany(retry_after=30), 429, "Wait 30 seconds, then try again", "30"),
        (TooMany(retry_after=3_000), 429, "Wait 50 minutes, then try again", "3000"),
        (
            TooMany(retry_after=90),
            429,
            "Wait 2 minutes, then try again. If you cannot wait, ask your teacher for a new sign-in card",
            "90",
        ),
        (TooBusy(), 503, "Wait a few seconds", "5"),
        (Busy(retry_after=10), 503, "Wait a few seconds", "10"),
        (RuntimeError("secret"), 500, "Try again in a few minutes", None),
    ],
)
async def test_S07_what_goes_wrong_is_a_page_with_the_next_step_and_nothing_of_ours(
    school: School,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    status: int,
    says: str,
    wait: str | None,
) -> None:
    async def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(recovery, "look", fail)

    answer = await Browser(school).open("/l/tmpl_word")

    assert (answer.status_code, answer.headers.get("retry-after")) == (status, wait)
    assert answer.headers["content-type"].startswith("text/html")
    assert says in words(answer)
    assert "secret" not in answer.text + caplog.text
    assert "tmpl_word" not in answer.text + caplog.text
