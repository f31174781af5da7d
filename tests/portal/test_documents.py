"""Ready documents are never older than what they are made of, and travel only when they changed."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from tests.support.frameworks import enrolled
from tests.support.school import Group, School
from tmp_portal.classes import service as classes
from tmp_portal.playlists import service as playlists
from tmp_portal.reports import service as reports
from tmp_tui.wire import Changed, ClassDocument, Me, MineDocument, SyncReply, SyncRequest
from tmp_tui.wire.sync import NO_ETAG

ADA = "school-ada"


@pytest.fixture
def algebra(school: School) -> Group:
    group = school.class_(
        "Algebra", {school.person("ada"): "student", school.person("tea", "teacher"): "teacher"}
    )
    school.class_("Biology", {ADA: "student"})
    school.assessment(group, "Quiz")
    return group


async def synced(school: School, have: dict[str, str] | None = None) -> dict[str, Changed]:
    async with school.http(await school.token("ada")) as http:
        answer = await http.post(
            "/v1/sync", content=msgspec.json.encode(SyncRequest(have or {})), headers=JSON
        )
    return {changed.name: changed for changed in msgspec.json.decode(answer.content, type=SyncReply).changed}


JSON = {"content-type": "application/json"}


def what_it_has(documents: dict[str, Changed]) -> dict[str, str]:
    ids = {name.partition("/")[2] for name in documents if name != "me"}
    have = {one: documents[f"class/{one}"].etag + documents[f"mine/{one}"].etag for one in ids}
    return have | {"me": documents["me"].etag}


async def test_all_of_it_comes_once_and_then_nothing(school: School, algebra: Group) -> None:
    first = await synced(school)

    again = await synced(school, what_it_has(first))

    assert len(first) == 5  # me, and two parts of two classes
    assert again == {}


async def test_a_class_that_somebody_left_and_came_back_to_goes_on(school: School, algebra: Group) -> None:
    school.leave(algebra, ADA)
    enrolled(
        school,
        algebra.id,
        ADA,
        id="left",
        sourced_id="left",
        begins_on=date(2025, 9, 1),
        ends_on=date(2025, 11, 1),
    )
    enrolled(school, algebra.id, ADA, id="back", sourced_id="back")

    me = (await synced(school))["me"]

    [entry] = [one for one in msgspec.json.decode(me.body, type=Me).classes if one.id == algebra.id]
    assert entry.ends_on == date(2026, 6, 20)  # with its term


async def test_half_of_a_class_is_sent_where_half_is_missing(school: School, algebra: Group) -> None:
    have = what_it_has(await synced(school))
    have[algebra.id] = have[algebra.id][:8] + NO_ETAG

    assert set(await synced(school, have)) == {f"mine/{algebra.id}"}


ACTS: dict[str, tuple[Callable[[School, Group], object], set[str]]] = {
    "a note": (lambda school, group: school.note(group, "Bring a ruler"), {"class"}),
    "an assessment": (lambda school, group: school.assessment(group, "Another quiz"), {"class"}),
    "a score": (lambda school, group: school.score(group, ADA, 2), {"mine"}),
    "a playlist": (
        lambda school, group: school.write(
            lambda c: playlists.publish(
                c, "school", group.id, "Practice", "", [playlists.Step("Read")], at=1, by=None
            )
        ),
        {"class"},
    ),
    "a report": (
        lambda school, _: school.write(lambda c: reports.publish(c, "school", ADA, "Fall", "Fall", 1)),
        {"me"},
    ),
    "archiving": (
        lambda school, group: school.write(lambda c: classes.archive(c, "school", group.id, True)),
        {"me"},
    ),
}


@pytest.mark.parametrize("act", ACTS)
async def test_an_act_changes_the_document_that_tells_of_it(school: School, algebra: Group, act: str) -> None:
    do, parts = ACTS[act]
    have = what_it_has(await synced(school))

    do(school, algebra)

    assert {name.partition("/")[0] for name in await synced(school, have)} == parts


async def test_anothers_score_changes_nothing_of_mine(school: School, algebra: Group) -> None:
    have = what_it_has(await synced(school))

    school.score(algebra, school.person("bob"), 4)

    assert await synced(school, have) == {}


async def test_the_documents_say_what_the_tables_have(school: School, algebra: Group) -> None:
    school.score(algebra, ADA, 3)

    documents = await synced(school)

    me = msgspec.json.decode(documents["me"].body, type=Me)
    shared = msgspec.json.decode(documents[f"class/{algebra.id}"].body, type=ClassDocument)
    mine = msgspec.json.decode(documents[f"mine/{algebra.id}"].body, type=MineDocument)
    assert (me.given_name, me.account, me.school) == ("Ada", "4821", "Hill School")
    assert [(entry.title, entry.teachers) for entry in me.classes] == [
        ("Algebra", ["Tea Hill"]),
        ("Biology", []),
    ]
    assert [(standard.code, standard.depth, standard.leaf) for standard in shared.standards] == [
        ("H.0", 0, False), ("H.1", 1, True), ("H.2", 1, True), ("H.3", 1, True)
    ]  # fmt: skip
    assert [(activity.kind, activity.assessment) for activity in shared.activity] == [("assessment", 1)]
    assert [(level.standard, level.level, level.percent) for level in mine.levels] == [
        (0, 2, 75), (1, 2, 75), (2, 2, 75), (3, 2, 75)
    ]  # fmt: skip
    assert [(attempt.assessment, attempt.points, attempt.possible) for attempt in mine.attempts] == [
        (1, 9, 12)
    ]


async def test_a_document_by_itself_has_an_etag_and_304(school: School, algebra: Group) -> None:
    async with school.http(await school.token("ada")) as http:
        for path in (f"/v1/classes/{algebra.id}", f"/v1/classes/{algebra.id}/mine"):
            first = await http.get(path)
            again = await http.get(path, headers={"if-none-match": first.headers["etag"]})

            assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
async def test_a_document_comes_in_the_shape_that_is_asked_for(
    school: School, algebra: Group, encoding: str
) -> None:
    for number in range(20):
        school.note(algebra, f"Note {number} of many that say nearly the same")

    async with school.http(await school.token("ada")) as http:
        answer = await http.get(f"/v1/classes/{algebra.id}", headers={"accept-encoding": encoding})

    assert answer.headers.get("content-encoding", "identity") == encoding
    assert len(answer.json()["activity"]) == 21


async def test_a_class_that_is_no_longer_mine_is_gone(school: School, algebra: Group) -> None:
    have = what_it_has(await synced(school))
    school.leave(algebra, ADA)

    async with school.http(await school.token("ada")) as http:
        answer = await http.post("/v1/sync", json={"have": have})

    assert set(answer.json()["gone"]) == {f"class/{algebra.id}", f"mine/{algebra.id}"}
