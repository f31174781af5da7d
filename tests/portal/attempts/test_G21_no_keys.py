"""No key and no unreleased score in any reply to a student."""

import msgspec
from litestar.routes import HTTPRoute
from sqlalchemy import update

from tests.portal.attempts.support import SECRET, choice, essay, give, taking
from tests.portal.test_S01_others import closed_routes
from tests.support.school import DAY, Group, School
from tmp_portal.clock import now
from tmp_portal.db.students_work import deliveries

TELLING = (SECRET, "correct", "mapping", "rubric", "score", "points", "percent", "level")


async def test_G21_no_reply_of_an_attempt_tells_a_key_or_a_score(school: School, group: Group) -> None:
    give(school, group, [choice("q0", shuffle=True), essay("e0")])
    school.write(lambda c: c.execute(update(deliveries).values(release_scores=False)))
    replies = []

    async with taking(school, group) as ada:
        replies += [await ada.start(), await ada.save("B"), await ada.save("C"), await ada.save("x", nth=1)]
        replies.append(
            await ada.http.put(f"/v1/attempts/{ada.paper.id}/marks", json={"writer": ada.paper.writer})
        )
        replies.append(await ada.http.get(f"/v1/attempts/{ada.paper.id}"))
        replies.append(await ada.http.get(f"/v1/attempts/{ada.paper.id}/files/nosuchfile"))
        replies += [await ada.take_over(), await ada.submit(), await ada.save("D", version=3)]
        replies += [await ada.start(), await ada.submit("other")]
        replies.append(await ada.http.get(f"/v1/attempts/{ada.paper.id}"))
        replies.append(await ada.http.get(f"/v1/attempts/{ada.paper.id}/review"))

    for reply in replies:
        told = reply.text.replace('"state":"scored"', "").casefold()
        assert not [word for word in TELLING if word in told], reply.text
    asked = {f"{reply.request.method} {_shape(reply.request.url.path)}" for reply in replies}
    assert asked == _routes(school)


async def test_G21_a_paper_has_the_items_and_nothing_more(school: School, group: Group) -> None:
    give(school, group, [choice("q0")])

    async with taking(school, group) as ada:
        paper = (await ada.start()).json()

    shown = paper["items"][0]
    plain = msgspec.to_builtins(choice("q0").item)
    assert {**shown, "id": ""} == {**plain, "id": ""}


async def test_G21_no_route_at_all_tells_a_key_that_is_not_released(school: School, group: Group) -> None:
    give(school, group, [choice("q0"), essay("e0")], test_id="246813", closes_at=int(now()) + DAY)
    on = {f"release_{name}": True for name in ("items", "answers", "analysis", "key")}
    school.write(lambda c: c.execute(update(deliveries).values(**on)))

    async with taking(school, group) as ada:
        await ada.start()
        ids = {
            "class_id": group.id,
            "number": "1",
            "test_id": "246813",
            "attempt_id": ada.paper.id,
            "item_id": ada.paper.items[0].id,
            "file_id": "nosuchfile",
        }
        body = {"key": "k", "writer": ada.paper.writer, "version": 1, "base": 0, "values": {}, "at": 1}
        for state in ("started", "submitted"):
            replies = [
                await ada.http.request(method, path.format(**ids), json=body)
                for method, path in closed_routes(school)
                if method != "DELETE" and path != "/v1/me/devices/end"  # they would end the session
            ]
            assert 401 not in {reply.status_code for reply in replies}
            assert [reply.text for reply in replies if SECRET in reply.text or '"key":{' in reply.text] == []
            assert len(replies) >= 11
            if state == "started":
                await ada.submit("k")


def _shape(path: str) -> str:
    """A path with its ids as `*`."""
    words = (
        "v1",
        "classes",
        "assessments",
        "attempts",
        "answers",
        "marks",
        "writer",
        "submit",
        "review",
        "files",
        "",
    )
    return "/".join(part if part in words else "*" for part in path.split("/"))


def _routes(school: School) -> set[str]:
    """Every method and path of an attempt's routes."""
    return {
        f"{method} {_shape(route.path)}"
        for route in school.app.routes
        if isinstance(route, HTTPRoute) and "attempts" in route.path
        for method in route.methods
        if method not in ("OPTIONS", "HEAD")
    }
