"""Another's id is 404, for every route there is and will be."""

import pytest
from litestar.routes import HTTPRoute
from sqlalchemy import Connection

from tests.portal.attempts.support import give, put_picture
from tests.support.school import Group, School
from tmp_portal.accounts import tokens
from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts import service
from tmp_portal.attempts.starting import start
from tmp_portal.clock import now
from tmp_portal.sync import documents
from tmp_portal.web import routes as web
from tmp_tui.wire.attempts import Start

# Routes that anybody may call; everything else needs a session.
OPEN = (
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/v1/sessions",
    "/v1/sessions/refresh",
    "/oauth/device_authorization",
    "/oauth/token",
    "/v1/recovery/account-number",
    "/v1/recovery/password",
    "/v1/links/look",
    "/v1/links/use",
    "/v1/links/confirm",
    "/v1/portal",
    "/v1/feedback",
)


@pytest.fixture
def theirs(school: School) -> Group:
    """Ada's class; Bob is in the same school, Tea teaches the class, Adi administers the school, Eve is in another district."""
    ada = school.person("ada")
    tea = school.person("tea", "teacher")
    group = school.class_("Algebra", {ada: "student", tea: "teacher"})
    give(school, group, test_id="246813")
    school.person("adi", "administrator")
    school.class_("Biology", {school.person("bob"): "student"})
    others = school.elsewhere()
    others.class_("Chemistry", {others.person("eve"): "student"})
    # What Ada reads lies ready: a look-up that forgot whose it is would find it.
    school.write(lambda c: documents.bring_up_to_date(c, school.tenant, ada))
    return group


# What any route that takes a body takes; unknown members are passed over.
BODY = {"key": "k", "writer": "w", "version": 1, "base": 0, "values": {}, "at": 1}
NOTHING = {
    "class_id": "nosuchclass",
    "test_id": "000000",
    "number": "7",
    "attempt_id": "nosuchattempt",
    "item_id": "nosuchitem",
    "file_id": "nosuchfile",
    "device_id": "nosuchdevice",
}


def ids_of(school: School, group: Group) -> dict[str, str]:
    """The ids of what is Ada's: her class, an attempt of hers and a question in it."""
    ada = Caller(school.tenant, f"{school.tenant}-ada", "family", False, "personal")
    attempt = school.write(lambda c: start(c, ada, group.id, 1, Start("begun")))
    paper = school.database.read_now(lambda c: service.paper(c, ada, attempt))
    session = school.write(lambda c: opened_by(c, ada))
    put_picture(school, paper.items[0].id, "file-1", b"picture")
    return {
        "class_id": group.id,
        "test_id": "246813",
        "number": "1",
        "attempt_id": attempt,
        "item_id": paper.items[0].id,
        "file_id": "file-1",
        "device_id": session,
    }


def opened_by(connection: Connection, caller: Caller) -> str:
    """The id of a session that somebody begins."""
    tokens.open_family(connection, caller.tenant, caller.user_id, caller.place, now())
    [session] = tokens.living(connection, caller.tenant, caller.user_id, now())
    return str(session.id)


def closed_routes(school: School) -> list[tuple[str, str]]:
    return [
        (method, route.path_format)
        for route in school.app.routes
        if isinstance(route, HTTPRoute)
        for method in sorted(route.methods)
        if method not in ("OPTIONS", "HEAD")
        and not route.path_format.startswith("/openapi.json/")
        and route.path_format not in OPEN
        and route.path_format not in {page.path_format for page in web.router.routes}  # they know no session
    ]


def filled(path: str, ids: dict[str, str]) -> str:
    """The path with ids in it; a parameter that this test has never heard of fails it, so that it gets one."""
    return path.format(**ids)


async def test_S01_nothing_answers_without_a_session(school: School, theirs: Group) -> None:
    ids = ids_of(school, theirs)

    async with school.http() as http:
        answers = {
            (method, path): await http.request(method, filled(path, ids), json=BODY)
            for method, path in closed_routes(school)
        }

    assert answers
    assert {answer.status_code for answer in answers.values()} == {401}


@pytest.mark.parametrize("who", ["bob", "tea", "adi", "eve"])
async def test_S01_anothers_id_is_as_unknown_as_no_id(school: School, theirs: Group, who: str) -> None:
    ids = ids_of(school, theirs)
    token = await school.token(who, "9999" if who == "eve" else "4821")
    with_ids = [(method, path) for method, path in closed_routes(school) if "{" in path]

    async with school.http(token) as http:
        for method, path in with_ids:
            answer = await http.request(method, filled(path, ids), json=BODY)
            unknown = await http.request(method, filled(path, NOTHING), json=BODY)

            assert answer.status_code == 404, path
            assert answer.content == unknown.content, path

    assert len(with_ids) >= 10


async def test_S10_what_is_private_is_kept_by_no_cache(school: School, theirs: Group) -> None:
    """ASVS 14.3.2; a document with an etag may lie where its reader alone finds it."""
    ids = ids_of(school, theirs)
    token = await school.token("ada")
    last = ("/v1/sessions/current", "/v1/me/devices/end")

    async with school.http(token) as http:
        for method, path in sorted(closed_routes(school), key=lambda route: route[1] in last):
            answer = await http.request(method, filled(path, ids), json=BODY)

            kept = answer.headers["cache-control"]
            assert kept == ("private, no-cache" if "etag" in answer.headers else "no-store"), path


async def test_S01_a_sync_brings_nothing_of_others(school: School, theirs: Group) -> None:
    async with school.http(await school.token("bob")) as http:
        answer = await http.post("/v1/sync", json={"have": {theirs.id: "-" * 16}})

    assert "Algebra" not in answer.text
    assert "Quiz" not in answer.text
    assert "Ada" not in answer.text
    assert f"class/{theirs.id}" in answer.json()["gone"]
