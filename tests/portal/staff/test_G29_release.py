"""What a student sees of an attempt: each switch for itself, for every kind of item, before and after the window's end."""

from itertools import product
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from sqlalchemy import update

from tests.portal.attempts.support import SECRET, Taker, choice, code, essay, give, later, taking
from tests.portal.staff.conftest import Command
from tests.support import items
from tests.support.school import DAY, Group, School
from tmp_portal.attempts import staff as acts
from tmp_portal.clock import now
from tmp_portal.db.students_work import deliveries
from tmp_portal.items.model import StoredItem

SWITCHES = ("items", "key", "analysis", "answers")
WORD = "thewordthatisthekey"
PAIRS = (
    '<matchInteraction responseIdentifier="RESPONSE" maxAssociations="2"><simpleMatchSet>'
    '<simpleAssociableChoice identifier="A" matchMax="1">one</simpleAssociableChoice></simpleMatchSet><simpleMatchSet>'
    '<simpleAssociableChoice identifier="X" matchMax="1">un</simpleAssociableChoice></simpleMatchSet></matchInteraction>'
)
ORDER = (
    '<orderInteraction responseIdentifier="RESPONSE"><simpleChoice identifier="A">a</simpleChoice>'
    '<simpleChoice identifier="B">b</simpleChoice></orderInteraction>'
)


def by_hand(stored: StoredItem) -> StoredItem:
    """A question with a key that a person scores all the same."""
    return replace(stored, item=replace(stored.item, by_hand=True))


KINDS: list[tuple[StoredItem, Any, list[str] | None]] = [  # the question, its answer, its key
    (choice("single", shuffle=True), "C", ["B"]),
    (items.read(items.item(items.choice("x", "y", most=2), identifier="several", cardinality="multiple",
        key="<value>A</value><value>B</value>")).stored, "B", ["A", "B"]),
    (items.read(items.item('<p>Say <textEntryInteraction responseIdentifier="RESPONSE"/></p>', identifier="word",
        base="string", key=f"<value>{WORD}</value>")).stored, "another", [WORD]),
    (items.read(items.item(ORDER, identifier="order", cardinality="ordered",
        key="<value>B</value><value>A</value>")).stored, "A", ["B", "A"]),
    (items.read(items.item(PAIRS, identifier="pairs", cardinality="multiple", base="directedPair",
        key="<value>A X</value>")).stored, "A X", ["A X"]),
    (essay("essay"), "", None),
    (by_hand(choice("person")), "", None),
]  # fmt: skip


def switch(school: School, **values: Any) -> None:
    """Set columns of every delivery."""
    school.write(lambda c: c.execute(update(deliveries).values(**values)))


async def seen(taker: Taker) -> httpx.Response:
    """The review, as the portal sends it."""
    return await taker.http.get(f"/v1/attempts/{taker.paper.id}/review")


async def done(taker: Taker, answers: list[str], key: str = "start-1") -> None:
    """Take the assessment."""
    await taker.start(key)
    for nth, value in enumerate(answers):
        assert code(await taker.save(value, nth=nth)) == "ok"
    await taker.submit(f"submit-{key}")


@pytest.mark.parametrize("after", [False, True], ids=["before the end", "after it"])
async def test_G29_each_switch_shows_its_own_and_nothing_else(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    monkeypatch.setattr("tmp_portal.attempts.review.SMALLEST_GROUP", 1)
    give(school, group, [stored for stored, _, _ in KINDS])
    async with taking(school, group) as ada:
        await done(ada, [answer for _, answer, _ in KINDS])
        switch(school, closes_at=int(now()) + (-1 if after else DAY))

        for settings in product((False, True), repeat=len(SWITCHES)):
            on = {name for name, is_on in zip(SWITCHES, settings, strict=True) if is_on}
            switch(school, **{f"release_{name}": name in on for name in SWITCHES})
            reply = await seen(ada)
            told, shown = reply.json(), on if after else on - {"key"}
            assert set(told["shown"]) == shown | {"score"}
            assert set(told.get("later", [])) == on - shown
            for question, (_, answer, key) in zip(told["questions"], KINDS, strict=True):
                assert ("item" in question) == ("items" in shown)
                assert question.get("answer") == (
                    ({"RESPONSE": [answer] if answer else []}) if "answers" in shown else None
                )
                assert question.get("key") == (
                    {"RESPONSE": key} if "key" in shown and key is not None else None
                )
                assert ("analysis" in question) == ("analysis" in shown)
            assert SECRET not in reply.text
            assert (WORD in reply.text) == ("key" in shown)


async def test_G29_the_key_waits_for_attempts_left_and_for_the_others(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = give(school, group, minutes=10, attempts=2, closes_at=int(now()) + 60)
    switch(school, release_key=True)
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        await done(ada, ["B"])
        await bob.start()
        school.write(lambda c: acts.extend(c, school.tenant, bob.paper.id, 300))
        before = (await seen(ada)).json()
        later(monkeypatch, 120)
        while_bob_is_at_it = (await seen(ada)).json()
        await bob.submit()
        after = (await seen(ada)).json()
        school.write(
            lambda c: acts.accommodate(
                c, school.tenant, delivery, "school-bob", more_attempts=1, closes_at=int(now()) + DAY
            )
        )
        bobs_own = (await seen(ada)).json()

    assert [told.get("later", []) for told in (before, while_bob_is_at_it, after, bobs_own)] == [
        ["key"],
        ["key"],
        [],
        ["key"],
    ]


async def test_G29_staff_may_show_the_key_early_but_not_to_who_is_at_it_again(
    school: School, group: Group, staff: Command, refused: Command
) -> None:
    give(school, group, attempts=0)
    assert "--now-while-open" in refused("release", "Algebra", "1", "--key", "on")
    staff("release", "Algebra", "1", "--key", "on", "--now-while-open")
    async with taking(school, group) as ada:
        await done(ada, ["B"])
        first, early = ada.paper, (await seen(ada)).json()
        await ada.start("again")
        second, ada.paper = ada.paper, first
        meanwhile = (await seen(ada)).json()
        ada.paper = second
        running = await seen(ada)

    assert early["shown"] == ["score", "key"]
    assert meanwhile["later"] == ["key"]
    assert code(running) == "not-handed-in"


async def test_G29_a_key_whose_window_is_opened_again_is_withheld_again(
    school: School, group: Group, staff: Command
) -> None:
    give(school, group, closes_at=int(now()) + 60)
    async with taking(school, group) as ada:
        await done(ada, ["B"])
        staff("assign", "Quiz", "Algebra", "--closes", "now")
        staff("release", "Algebra", "1", "--key", "on")
        shown = (await seen(ada)).json()["shown"]
        staff("assign", "Quiz", "Algebra", "--closes", "+1d")
        again = (await seen(ada)).json()

    assert (shown, again["shown"], again["later"]) == (["score", "key"], ["score"], ["key"])


async def test_G21_the_key_waits_for_a_second_delivery_of_the_same_assessment(
    school: School, group: Group, staff: Command, refused: Command
) -> None:
    give(school, group)
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        await done(ada, ["B"])
        await done(bob, ["B"])
        staff("assign", "Quiz", "Algebra", "--closes", "now")
        staff("release", "Algebra", "1", "--key", "on")
        alone = (await seen(ada)).json()
        staff("assign", "Quiz", "Algebra", "--again", "--in-portal")
        may_begin = (await seen(ada)).json()
        said = refused("release", "Algebra", "1", "--key", "on")
        staff("release", "Algebra", "1", "--key", "on", "--now-while-open")
        may_begin_still = (await seen(ada)).json()
        first = ada.paper
        await ada.start("again", number=2)
        second, ada.paper = ada.paper, first
        running = (await seen(ada)).json()
        ada.paper = second
        await ada.submit("submit-again")
        ada.paper = first
        took_both = (await seen(ada)).json()
        staff("release", "Algebra", "1", "--key", "off")
        switch(school, release_key=True)
        others_may_begin = (await seen(ada)).json()

    assert "--now-while-open" in said
    withheld = (may_begin, may_begin_still, running, others_may_begin)
    assert [told["shown"] for told in (alone, took_both)] == [["score", "key"]] * 2
    assert [told["later"] for told in withheld] == [["key"]] * 4


async def test_G21_the_key_waits_for_what_the_student_may_begin_in_another_class(
    school: School, group: Group, staff: Command, words: Command
) -> None:
    give(school, group, closes_at=int(now()) + 60)
    school.class_("Biology", {"school-ada": "student"})
    words("assign", "Quiz", "Biology")
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        await done(ada, ["B"])
        await done(bob, ["B"])
        staff("assign", "Quiz", "Algebra", "--closes", "now")
        staff("release", "Algebra", "1", "--key", "on")
        adas, bobs = (await seen(ada)).json(), (await seen(bob)).json()

    assert (adas["later"], bobs["shown"]) == (["key"], ["score", "key"])


async def test_G29_while_a_person_is_to_score_there_are_no_points(school: School, group: Group) -> None:
    give(school, group, [choice("q0"), essay("e0")])
    switch(school, **{f"release_{name}": True for name in SWITCHES}, closes_at=int(now()) + DAY)
    async with taking(school, group) as ada:
        await done(ada, ["B", "My thoughts"])
        told = (await seen(ada)).json()

    assert (told["state"], "points" in told) == ("submitted", False)
    assert (told["shown"], told["later"]) == (["items", "answers"], ["score", "key", "analysis"])
    assert told["receipt"]["answered"] == 2


async def test_G29_the_class_share_is_of_enough_students_and_points_go_with_the_score(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, [choice("q0"), choice("q1")], attempts=0)
    switch(school, release_analysis=True)
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        await done(ada, ["B", "A"])
        alone = (await seen(ada)).json()
        await done(bob, ["B", "B"])
        monkeypatch.setattr("tmp_portal.attempts.review.SMALLEST_GROUP", 2)
        both = (await seen(ada)).json()
        switch(school, release_scores=False)
        without = (await seen(ada)).json()

    assert [one["analysis"] for one in alone["questions"]] == [
        {"points": 2.0, "possible": 2.0},
        {"points": 0.0, "possible": 2.0},
    ]
    assert [one["analysis"]["full"] for one in both["questions"]] == [100, 50]
    assert (both["points"], both["possible"]) == (2.0, 4.0)
    assert [one["analysis"] for one in without["questions"]] == [{"full": 100}, {"full": 50}]
    assert "points" not in without


async def test_a_review_is_not_sent_twice(school: School, group: Group) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await done(ada, ["B"])
        first = await seen(ada)
        headers = {"if-none-match": first.headers["etag"]}
        again = await ada.http.get(f"/v1/attempts/{ada.paper.id}/review", headers=headers)

    assert first.headers["cache-control"] == "private, no-cache"
    assert (again.status_code, again.content) == (304, b"")


async def test_an_attempt_whose_time_is_up_is_handed_in_before_it_is_reviewed(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=1)
    async with taking(school, group) as ada:
        await ada.start()
        paper = ada.paper
    later(monkeypatch, 600)
    async with taking(school, group) as ada:
        ada.paper = paper
        told = (await seen(ada)).json()

    assert (told["state"], told["points"], told["submitted_at"]) == ("scored", 0.0, paper.deadline)


async def test_the_switches_are_in_the_class_and_in_its_activity(
    school: School, group: Group, staff: Command
) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await done(ada, ["B"])
        before = (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()
        line = staff("release", "Algebra", "1", "--items", "on", "--scores", "off")
        shared = (await ada.http.get(f"/v1/classes/{group.id}")).json()
        after = (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()

    assert line["shown"] == shared["assessments"][0]["shown"] == ["items"]
    assert shared["activity"][0][1:3] == ["results", "Quiz"]
    assert before["attempts"][0][3:6] == [2.0, 6.0, ada.paper.id]
    assert after["attempts"][0][3:6] == [-1, -1, ada.paper.id]


def test_another_class_that_may_still_take_it_is_told_of(
    school: School, group: Group, words: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    give(school, group)
    school.class_("Biology", {})
    words("assign", "Quiz", "Biology")
    capsys.readouterr()

    from tmp_portal.cli import main

    main(["--data", str(school.folder), "release", "Algebra", "1", "--key", "on", "--now-while-open"])

    said = capsys.readouterr()
    assert "Students see of Quiz: score, key." in said.out
    assert "1 other class has the same assessment" in said.err


@pytest.mark.parametrize(
    ("words_", "says"),
    [
        (["Algebra", "7"], "Algebra has no assessment 7"),
        (["Algebra", "1", "--key", "maybe"], "invalid choice"),
        (["Algebra", "1", "--now-while-open"], "goes with --key on"),
    ],
)
def test_what_cannot_be_released_is_said(
    school: School, group: Group, refused: Command, words_: list[str], says: str
) -> None:
    give(school, group)

    assert says in refused("release", *words_)
