"""No key and no unreleased score in any reply to a student."""

import msgspec
from litestar.routes import HTTPRoute
from sqlalchemy import update

from tests.portal.attempts.support import SECRET, choice, essay, give, taking
from tests.support.school import Group, School
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
        replies += [await ada.take_over(), await ada.submit(), await ada.save("D", version=3)]
        replies += [await ada.start(), await ada.submit("other")]
        replies.append(await ada.http.get(f"/v1/attempts/{ada.paper.id}"))

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


def _shape(path: str) -> str:
    """A path with its ids as `*`."""
    words = ("v1", "classes", "assessments", "attempts", "answers", "marks", "writer", "submit", "")
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
