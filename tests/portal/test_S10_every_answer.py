"""What every answer of the portal says of itself, whichever route, refusal or fault it comes from."""

import dataclasses
import json

import httpx
import pytest
from litestar.routes import HTTPRoute

from tests.portal.test_S01_others import BODY, NOTHING, filled
from tests.support.school import School
from tests.web.support import HTML
from tmp_portal.web import routes as web

LAST = ("/v1/sessions/current", "/v1/me/devices/end")  # these end the session that the others need
PAGES = {page.path_format for page in web.router.routes}


def every_route(school: School) -> list[tuple[str, str]]:
    """Method and path of each, the pages' too."""
    found = [
        (method, route.path_format)
        for route in school.app.routes
        if isinstance(route, HTTPRoute)
        for method in sorted(route.methods)
        if method not in ("OPTIONS", "HEAD")
    ]
    return sorted(found, key=lambda one: one[1] in LAST)


async def every_answer(school: School) -> dict[tuple[str, str], httpx.Response]:
    """To Ada with a body that nobody expects, and to nobody; a page as a browser asks for it."""
    school.settings = dataclasses.replace(school.settings, url="https://portal.example")
    school.class_("Algebra", {school.person("ada"): "student"})
    token, answers = await school.token("ada"), {}
    ids = NOTHING | {"word": "x", "provider": "google", "code": "x", "path": "x"}
    async with school.http(token) as http:
        for method, path in every_route(school):
            headers = HTML if path in PAGES else {}
            answers[method, path] = await http.request(method, filled(path, ids), json=BODY, headers=headers)
        del http.headers["authorization"]
        answers["GET", "no such page"] = await http.get("/v1/none")
        answers["POST", "no session"] = await http.post("/v1/sync", json={})
    assert len(answers) >= 40
    return answers


async def test_S10_every_answer_says_what_it_is(school: School) -> None:
    for name, answer in (await every_answer(school)).items():
        kind, _, charset = answer.headers.get("content-type", "").partition("; ")
        if not answer.content:
            continue
        assert kind in ("application/json", "application/problem+json", "text/html", "text/css", "application/vnd.oai.openapi+json"), name  # fmt: skip
        if kind.startswith("text/"):
            assert charset == "charset=utf-8", name
        elif kind.endswith("json"):
            json.loads(answer.content.decode("utf-8"))


async def test_S10_no_browser_may_take_an_answer_for_something_else_or_frame_it(school: School) -> None:
    for name, answer in (await every_answer(school)).items():
        policy = answer.headers["content-security-policy"].split("; ")

        assert answer.headers["x-content-type-options"] == "nosniff", name
        assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy), name
        assert "sandbox" in policy or name[1] in PAGES, name


async def test_S10_every_answer_tells_browsers_to_stay_with_tls(school: School) -> None:
    kept = {answer.headers["strict-transport-security"] for answer in (await every_answer(school)).values()}

    assert kept == {"max-age=31536000; includeSubDomains"}


async def test_S10_what_is_for_programs_leads_nowhere_else(school: School) -> None:
    """An app that speaks without TLS is answered, and never led on: else nobody would find out."""
    answers = await every_answer(school)

    led = {path for (_, path), answer in answers.items() if answer.is_redirect}
    assert led <= PAGES


@pytest.mark.parametrize("path", ["/v1/sync", "/v1/sessions", "/v1/portal", "/openapi.json", "/support"])
async def test_S10_no_other_site_may_read_an_answer(school: School, path: str) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    async with school.http() as http:
        answers = [await http.request(method, path, headers=asked) for method in ("GET", "POST", "OPTIONS")]

    for answer in answers:
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("path", ["/", "/v1/sync", "/support", "/healthz"])
async def test_S10_nothing_is_traced_back(school: School, path: str) -> None:
    async with school.http() as http:
        answer = await http.request("TRACE", path, headers={"x-secret": "opensesame"})

    assert answer.status_code in (404, 405)
    assert "opensesame" not in answer.text


HIDDEN = ["/.git/HEAD", "/portal.db", "/portal.toml", "/docs", "/schema", "/metrics", "/static/", "/templates/", "/openapi.json/swagger", "/../portal.toml", "/%2e%2e/portal.toml"]  # fmt: skip


@pytest.mark.parametrize("path", HIDDEN)
async def test_S10_beside_the_routes_there_is_nothing_to_find(school: School, path: str) -> None:
    async with school.http() as http:
        answer = await http.get(path)

    assert answer.status_code == 404


@pytest.mark.parametrize("host", ["portal.example:port", "portal.example:99999"])
@pytest.mark.parametrize("path", ["/", "/d", "/support", "/l/x", "/none", "/v1/none"])
async def test_S10_a_host_that_is_none_is_no_fault_of_ours(school: School, path: str, host: str) -> None:
    async with school.http() as http:
        answer = await http.get(path, headers=HTML | {"host": host})

    assert answer.status_code < 500
    assert answer.headers["x-content-type-options"] == "nosniff"
