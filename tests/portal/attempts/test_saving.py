"""Answers: each version once, on top of the one before, by one writer."""

import asyncio

import httpx
import pytest

from tests.portal.attempts.support import code, give, taking
from tests.support.school import Group, School
from tmp_portal.attempts import queries


async def test_G04_five_replays_of_a_save_at_once_are_one_version(school: School, group: Group) -> None:
    give(school, group)

    async with taking(school, group) as ada:
        await ada.start()
        replies = await asyncio.gather(*[ada.save("B") for _ in range(5)])
        await ada.save("C", version=2)
        late_replay = await ada.save("B")
        await ada.look()

    assert {reply.status_code for reply in replies} == {200}
    assert {reply.json()["version"] for reply in (*replies, late_replay)} == {1}
    assert ada.answers() == {"q0": "C"}


async def test_G07_a_stale_answer_never_overwrites_a_newer_one(school: School, group: Group) -> None:
    give(school, group)

    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        stale = await ada.save("C", key="other")
        blank = await ada.save("", key="blank")
        on_nothing = await ada.save("D", nth=1, version=5, base=4)
        await ada.look()

    assert [code(stale), code(blank), code(on_nothing)] == ["conflict"] * 3
    assert stale.json()["kept"]["values"] == {"RESPONSE": ["B"]}
    assert "kept" not in on_nothing.json()
    assert ada.answers() == {"q0": "B"}
    kept = school.database.read_now(lambda c: queries.refused(c, school.tenant, ada.paper.id))
    assert len(kept) == 3


async def test_G08_the_first_place_becomes_read_only_with_its_next_save(school: School, group: Group) -> None:
    give(school, group)
    async with taking(school, group) as first, taking(school, group) as second:
        await first.start()
        await first.save("B")
        await second.start("second", place="lab-2")
        told = second.paper.open_at, second.paper.open_since, second.paper.writer
        began = first.paper.started_at
        await second.take_over()
        refused = await first.save("C", version=2)
        taken = await second.save("D", version=2)
        replayed = await second.take_over()
        await first.take_over("back", "lab-1")
        stale = await second.take_over()

    assert told == ("lab-1", began, "")
    assert (code(refused), refused.json()["open_at"]) == ("not-the-writer", "lab-2")
    assert code(taken) == "ok"
    assert replayed.json()["writer"]
    assert stale.json()["open_at"] == "lab-1"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"values": {"OTHER": ["B"]}}, "bad-answer"),
        ({"values": {"RESPONSE": ["A", "B"]}}, "bad-answer"),
        ({"values": {"RESPONSE": ["x" * 70_000]}}, "bad-answer"),
        ({"version": 0}, "bad-answer"),
        ({"version": 2**70}, "bad-answer"),
        ({"version": 2**40}, "bad-answer"),
        ({"base": -1}, "bad-answer"),
        ({"key": ""}, "bad-answer"),
        ({"key": "k" * 65}, "bad-answer"),
        ({"values": "B"}, "bad-request"),
        ({"at": -(2**62)}, "ok"),
        ({"at": 2**62}, "ok"),
    ],
)
async def test_an_answer_of_a_wrong_shape_changes_nothing(
    school: School, group: Group, body: dict[str, object], expected: str
) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        good = {"key": "k", "writer": ada.paper.writer, "version": 1, "base": 0, "at": 1}
        path = f"/v1/attempts/{ada.paper.id}/answers/{ada.paper.items[0].id}"

        reply = await ada.http.put(path, json={"values": {"RESPONSE": ["B"]}} | good | body)
        await ada.look()

    assert code(reply) == expected
    assert bool(ada.answers()) == (expected == "ok")


async def test_a_wrong_item_and_a_foreign_attempt_have_their_own_codes(school: School, group: Group) -> None:
    give(school, group)
    school.class_("Biology", {school.person("bob"): "student"})
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        await ada.start()
        body = {"key": "k", "writer": ada.paper.writer, "version": 1, "base": 0, "values": {}, "at": 1}
        item = f"answers/{ada.paper.items[0].id}"
        wrong = await ada.http.put(f"/v1/attempts/{ada.paper.id}/answers/nothing", json=body)
        calls: list[tuple[str, str, dict[str, object]]] = [
            ("GET", "", {}),
            ("PUT", item, body),
            ("PUT", "marks", {"writer": ada.paper.writer}),
            ("POST", "writer", {"key": "k"}),
            ("POST", "submit", {"key": "k", "writer": ada.paper.writer, "at": 1}),
        ]
        for method, rest, content in calls:
            theirs, nobodys = [
                await _ask(bob.http, method, f"/v1/attempts/{which}/{rest}".rstrip("/"), content)
                for which in (ada.paper.id, "nosuchattempt")
            ]
            assert (theirs.status_code, theirs.content) == (404, nobodys.content), rest
        start = await bob.start()
        await ada.look()

    assert code(wrong) == "wrong-item"
    assert code(start) == "not-found"
    assert (ada.paper.state, ada.answers()) == ("started", {})


async def _ask(http: httpx.AsyncClient, method: str, path: str, body: dict[str, object]) -> httpx.Response:
    return await http.request(method, path, json=body)


async def test_of_what_is_refused_the_newest_are_kept(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tmp_portal.attempts.service.MOST_REFUSED", 3)
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("A")
        for number in range(8):
            assert code(await ada.save("C", key=f"beside-{number}")) == "conflict"
        await ada.save("C", nth=1, version=7, base=6)

    rows = school.database.read_now(lambda c: queries.refused(c, school.tenant, ada.paper.id))
    first = [row.key for row in rows if row.name == ada.paper.items[0].id]
    assert (len(first), "beside-7" in first, len(rows)) == (3, True, 4)
