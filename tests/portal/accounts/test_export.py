"""Everything that the portal holds about me: mine, and no key, no score before its time (G21)."""

from typing import Any

from sqlalchemy import update

from tests.portal.attempts.support import SECRET, choice, essay, give, taking
from tests.support.school import School
from tmp_portal.db.students_work import deliveries


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
    assert {level["standard"] for level in found["classes"][group.id]["levels"]} > {"H.1 Standard number 1"}
    assert "bob" not in text
    assert "argon2" not in text


async def test_my_answers_are_in_it_as_i_gave_them_and_nothing_says_whether_they_are_right(
    school: School,
) -> None:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, [choice("q0"), essay("e0")])
    school.write(lambda c: c.execute(update(deliveries).values(release_scores=False)))
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("C")
        await ada.save("D", version=2)
        await ada.save("mine alone", nth=1)
        await ada.submit()

    text, found = await held(school)

    [tried] = found["attempts"]
    told = [(one["question"], one["answer"]) for one in tried["answers"]]
    assert told == [(1, {"RESPONSE": ["D"]}), (2, {"RESPONSE": ["mine alone"]})]
    assert not [word for word in (SECRET, "correct", "mapping", "rubric") if word in text]
    assert {one["points"] for one in found["classes"][group.id]["attempts"]} == {-1}


async def test_G21_a_score_that_is_not_released_is_not_in_it(school: School) -> None:
    ada = school.person("ada")
    group = school.class_("Algebra", {ada: "student"})
    school.assessment(group, "Quiz")
    school.score(group, ada, 3)
    _, released = await held(school)

    school.write(lambda c: c.execute(update(deliveries).values(release_scores=False)))
    _, withheld = await held(school)

    [scored] = released["classes"][group.id]["attempts"]
    assert scored["points"] > 0
    assert released["classes"][group.id]["results"]
    [unscored] = withheld["classes"][group.id]["attempts"]
    assert (unscored["points"], unscored["possible"]) == (-1, -1)
    assert withheld["classes"][group.id]["results"] == []
