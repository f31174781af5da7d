"""Everything that the portal holds about me: mine, and no key, no score before its time (G21)."""

import json
from typing import Any

from sqlalchemy import update

from tests.portal.attempts.support import give
from tests.support.school import School
from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts import service
from tmp_portal.attempts.starting import start
from tmp_portal.db.students_work import deliveries
from tmp_tui.wire.attempts import Start


async def held(school: School, username: str = "ada") -> tuple[str, Any]:
    async with school.http(await school.token(username)) as http:
        answer = await http.get("/v1/me/export")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return answer.text, answer.json()


async def test_it_says_who_i_am_where_i_was_signed_in_and_what_happened(school: School) -> None:
    ada = school.person("ada")
    school.person("bob")
    group = school.class_("Algebra", {ada: "student"})
    school.assessment(group, "Quiz")
    school.score(group, ada, 3)

    text, found = await held(school)

    assert found["me"]["username"] == "ada"
    assert found["roles"][0]["role"] == "student"
    assert [session["place"] for session in found["sessions"]] == ["shared"]
    assert [event["event"] for event in found["events"]] == ["signed-in"]
    assert found["classes"][group.id]["levels"]
    assert "bob" not in text
    assert "argon2" not in text


async def test_my_answers_are_in_it_as_i_gave_them(school: School) -> None:
    ada = school.person("ada")
    group = school.class_("Algebra", {ada: "student"})
    give(school, group, test_id="246813")
    caller = Caller(school.tenant, ada, "family", False, "personal")
    attempt = school.write(lambda c: start(c, caller, group.id, 1, Start("begun")))
    paper = school.database.read_now(lambda c: service.paper(c, caller, attempt))
    token = await school.token("ada")
    form = {"key": "k", "writer": paper.writer, "version": 1, "base": 0, "at": paper.started_at}
    async with school.http(token) as http:
        saved = await http.put(
            f"/v1/attempts/{attempt}/answers/{paper.items[0].id}",
            json=form | {"values": {"RESPONSE": ["mine alone"]}},
        )

    _, found = await held(school)

    assert saved.status_code == 200, saved.text
    [tried] = found["attempts"]
    [answered] = tried["answers"]
    assert answered["question"] == 1
    assert "mine alone" in json.dumps(answered["answer"])


async def test_G21_a_score_that_is_not_released_is_not_in_it(school: School) -> None:
    ada = school.person("ada")
    group = school.class_("Algebra", {ada: "student"})
    school.assessment(group, "Quiz")
    school.score(group, ada, 3)
    _, released = await held(school)

    school.write(lambda c: c.execute(update(deliveries).values(release_scores=False)))
    text, withheld = await held(school)

    assert released["classes"][group.id]["results"]
    assert "results" not in withheld["classes"][group.id]
    assert '"points"' not in text
