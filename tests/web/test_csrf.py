"""A form that did not come from a page of ours changes nothing, and whoever sent it is told what to do."""

import dataclasses

import httpx
import pytest

from tests.support.school import School
from tests.web.support import Browser, form_of, heading
from tests.web.test_links import NEW, mailed
from tmp_portal.db.getting_in import feedback

FIELDS = {"helpful": "yes", "words": ""}


async def kept(school: School) -> int:
    """How many answers the portal has."""
    return len(school.database.read_now(lambda c: c.execute(feedback.select()).all()))


async def refused(school: School, answer: httpx.Response) -> bool:
    """Whether it was refused with a way on, and nothing was kept."""
    return (
        answer.status_code == 403
        and heading(answer) == "This form could not be checked"
        and '<a href="/support">Open the page once more</a>' in answer.text
        and await kept(school) == 0
    )


async def test_a_form_of_ours_is_taken(school: School) -> None:
    answer = await Browser(school).send("/support", **FIELDS)

    assert (answer.status_code, await kept(school)) == (200, 1)


@pytest.mark.parametrize("token", ["", "x" * 43, "é" * 43, None])
async def test_a_form_without_the_token_of_its_page_is_refused(school: School, token: str | None) -> None:
    browser = Browser(school)
    await browser.open("/support")

    given = FIELDS | ({"form_token": token} if token is not None else {})
    answer = await browser.http.post("/support", data=given)

    assert await refused(school, answer)


async def test_a_form_without_the_cookie_is_refused(school: School) -> None:
    browser = Browser(school)
    token = form_of(await browser.open("/support")).hidden
    browser.http.cookies.clear()

    assert await refused(school, await browser.http.post("/support", data=token | FIELDS))


async def test_anothers_token_is_refused(school: School) -> None:
    theirs = form_of(await Browser(school).open("/support")).hidden
    browser = Browser(school)
    await browser.open("/support")

    assert await refused(school, await browser.http.post("/support", data=theirs | FIELDS))


@pytest.mark.parametrize(
    "said",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "http://portal"},
    ],
)
async def test_a_form_from_another_site_is_refused_even_with_the_token(
    school: School, said: dict[str, str]
) -> None:
    assert await refused(school, await Browser(school).send_saying(said, "/support", **FIELDS))


@pytest.mark.parametrize(
    ("origin", "status"), [("http://evil.example", 403), ("http://[", 403), ("x", 403), ("http://portal.example", 200), ("http://portal.evil.example", 403), ("http://portal", 200), ("null", 200), (None, 200)]
)  # fmt: skip
async def test_a_browser_that_only_knows_origin_is_judged_by_it(
    school: School, origin: str | None, status: int
) -> None:
    school.app.state.settings = dataclasses.replace(school.settings, url="http://portal.example")
    browser = Browser(school)
    token = form_of(await browser.open("/support")).hidden

    headers = {"origin": origin} if origin else {}
    answer = await browser.http.post("/support", data=token | FIELDS, headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("sent", "page"), [("//support", "/support"), ("/d/BCDFGHJK/approve", "/d/BCDFGHJK"), ("/code", "/code")]
)
async def test_the_way_back_leads_to_the_page_and_nowhere_else(school: School, sent: str, page: str) -> None:
    answer = await Browser(school).http.post(f"http://portal{sent}", data=FIELDS)

    assert 'href="//' not in answer.text
    assert f'<a href="{page}">Open the page once more</a>' in answer.text


async def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(school: School) -> None:
    plain = await Browser(school).open("/support")
    school.app.state.settings = dataclasses.replace(school.settings, url="https://portal")
    browser = Browser(school, address="https://portal")
    secure = await browser.open("/support")

    assert plain.headers["set-cookie"].startswith("form=")
    assert secure.headers["set-cookie"].startswith("__Host-form=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(secure.headers["set-cookie"].split("; "))
    assert "Domain" not in secure.headers["set-cookie"]
    assert (await browser.send("/support", **FIELDS)).status_code == 200


async def test_two_pages_can_be_open_at_once_and_a_page_without_a_form_sets_no_cookie(school: School) -> None:
    browser = Browser(school)
    first = form_of(await browser.open("/support"))
    await browser.open("/code")

    answer = await browser.http.post("/support", data=first.hidden | FIELDS)

    assert answer.status_code == 200
    assert "set-cookie" not in (await Browser(school).open("/")).headers


async def test_a_link_is_not_used_up_by_a_form_from_elsewhere(school: School) -> None:
    school.person("ada")
    link, browser = mailed(school), Browser(school)

    answer = await browser.send_saying(
        {"sec-fetch-site": "cross-site"}, f"/l/{link.token}", password=NEW, confirm=NEW
    )

    assert answer.status_code == 403
    assert (await browser.open(f"/l/{link.token}")).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"helpful=yes&helpful=no", "application/x-www-form-urlencoded", 400),
        (b"helpful=%ff", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % n for n in range(40)), "application/x-www-form-urlencoded", 400),
        (b'{"helpful": "yes"}', "application/json", 400),
        (b"helpful=yes", "text/plain", 400),
        (b"words=" + b"x" * 30_000, "application/x-www-form-urlencoded", 413),
    ],
)
async def test_S09_what_is_no_form_of_ours_is_refused_in_words(
    school: School, body: bytes, kind: str, status: int
) -> None:
    answer = await Browser(school).http.post("/support", content=body, headers={"content-type": kind})

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert await kept(school) == 0
