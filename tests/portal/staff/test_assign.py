"""`tmp-portal assign`: an assessment given, and given otherwise."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.portal.attempts.support import code, later, taking
from tests.portal.staff.conftest import Command
from tests.portal.staff.support import made
from tests.support.school import DAY, Group, School
from tmp_portal.attempts import queries
from tmp_portal.clock import now
from tmp_portal.commands.moments import moment
from tmp_portal.db.students_work import attempts


async def the_class(school: School, group: Group) -> Any:
    """The class as Ada's app gets it."""
    async with school.http(await school.token("ada")) as http:
        return (await http.get(f"/v1/classes/{group.id}")).json()


async def test_an_assessment_is_given_by_test_id(school: School, group: Group, staff: Command) -> None:
    made(school, group)

    given = staff("assign", "Quiz", "Algebra", "--minutes", "30")

    assert (given["number"], given["new"], given["minutes"], given["attempts"]) == (1, True, 30, 1)
    assert len(given["test_id"]) == 6
    async with taking(school, group) as ada:
        found = await ada.http.get(f"/v1/test-ids/{given['test_id']}")
        without = await ada.start()
        with_it = await ada.start(test_id=given["test_id"])
    assert found.json()["title"] == "Quiz"
    assert (code(without), code(with_it)) == ("not-here", "ok")


async def test_every_term_reaches_the_class(school: School, group: Group, staff: Command) -> None:
    made(school, group)

    words = [
        "--in-portal",
        "--attempts",
        "0",
        "--grace",
        "60",
        "--no-offline",
        "--shuffle",
        "--opens",
        "now",
        "--closes",
        "+2d",
    ]
    given = staff("assign", "Quiz", "Algebra", *words)

    (shown,) = (await the_class(school, group))["assessments"]
    assert given["test_id"] == ""
    assert (shown["in_portal"], shown["attempts"], shown["grace"], shown["offline"]) == (True, 0, 60, False)
    assert (shown["closes_at"] - shown["opens_at"], shown["shown"]) == (2 * DAY, ["score"])


def test_assigning_again_changes_only_what_is_named(school: School, group: Group, staff: Command) -> None:
    made(school, group)
    before = staff("assign", "Quiz", "Algebra", "--minutes", "30", "--grace", "60")

    after = staff("assign", "Quiz", "Algebra", "--attempts", "3")

    assert after == before | {"attempts": 3, "new": False}


async def test_G10_no_change_of_terms_takes_anything_from_a_running_attempt(
    school: School, group: Group, staff: Command
) -> None:
    made(school, group)
    first = staff("assign", "Quiz", "Algebra", "--in-portal", "--minutes", "30", "--test-id", "246813")
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        changes = ["--renew-test-id --by-test-id", "--minutes 60", "--closes +1h --shuffle", "--attempts 1"]
        changed = [staff("assign", "Quiz", "Algebra", *words.split()) for words in changes]
        still = await ada.save("C", version=2)
        again = await ada.start("another key")

    kept = school.database.read_now(lambda c: queries.latest_answers(c, school.tenant, ada.paper.id))
    assert changed[0]["test_id"] != first["test_id"]
    assert [code(still), code(again)] == ["ok", "ok"]
    assert [row.content for row in kept.values()] == [b'{"RESPONSE":["C"]}']
    assert ada.paper.deadline - ada.paper.started_at == pytest.approx(3600, abs=2)


async def test_what_is_changed_is_in_documents_that_were_ready(
    school: School, group: Group, staff: Command
) -> None:
    made(school, group)
    staff("assign", "Quiz", "Algebra", "--minutes", "10")
    staff("accommodate", "Algebra", "1", "ada", "--extra-time", "50")
    async with taking(school, group) as ada:

        async def minutes() -> tuple[int, int]:
            shared = (await ada.http.get(f"/v1/classes/{group.id}")).json()
            mine = (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()
            return shared["assessments"][0]["minutes"], mine["allowed"][0][1]

        before = await minutes()
        staff("assign", "Quiz", "Algebra", "--minutes", "20")
        after = await minutes()

    assert (before, after) == ((10, 15), (20, 30))


async def test_G10_closing_now_hands_in_what_was_answered(
    school: School, group: Group, staff: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(school, group)
    staff("assign", "Quiz", "Algebra", "--in-portal", "--grace", "0")
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        staff("assign", "Quiz", "Algebra", "--closes", "now")
        later(monkeypatch, 5)
        await ada.look()

    points = school.database.read_now(lambda c: c.scalar(select(attempts.c.points)))
    assert (ada.paper.state, points) == ("scored", 2.0)


def test_an_old_end_of_the_test_id_does_not_hold_for_the_new_one(
    school: School, group: Group, staff: Command
) -> None:
    made(school, group)
    staff("assign", "Quiz", "Algebra", "--test-id", "246813", "--test-id-expires", "now")

    renewed = staff("assign", "Quiz", "Algebra", "--renew-test-id")

    assert renewed["test_id"] != "246813"
    assert renewed["test_id_expires_at"] == 0


def test_it_can_be_given_again(school: School, group: Group, staff: Command, refused: Command) -> None:
    made(school, group)
    staff("assign", "Quiz", "Algebra")

    second = staff("assign", "Quiz", "Algebra", "--again")

    assert second["number"] == 2
    assert "several times. Say which with --number: 2, 1" in refused("assign", "Quiz", "Algebra")
    assert staff("assign", "Quiz", "Algebra", "--number", "1", "--minutes", "5")["number"] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Other", "Algebra"], "no assessment has the id or title 'Other'. There are: Quiz"),
        (["Quiz", "Latin"], "no class has the id, code or title 'Latin'"),
        (["Quiz", "Algebra", "--test-id", "24681"], "'24681' is not six digits"),
        (["Quiz", "Algebra", "--opens", "+2d", "--closes", "+1d"], "would close before it opens"),
        (["Quiz", "Algebra", "--closes", "tomorrow"], "'tomorrow' is no moment"),
        (["Quiz", "Algebra", "--closes", "2026-03-20"], "has no time of day"),
        (["Quiz", "Algebra", "--closes", "9999-12-31 23:59"], "is too far away"),
        (["Quiz", "Algebra", "--closes", "+999999d"], "is too far away"),
        (["Quiz", "Algebra", "--minutes", "-5"], "'-5' is not 0 to 10000 minutes"),
        (["Quiz", "Algebra", "--account", "1"], "no school or district has the account number 1"),
    ],
)
def test_what_cannot_be_done_is_said(
    school: School, group: Group, refused: Command, words: list[str], says: str
) -> None:
    made(school, group)

    assert says in " ".join(refused("assign", *words).split())


def test_a_test_id_stands_for_one_assessment(
    school: School, group: Group, staff: Command, refused: Command
) -> None:
    made(school, group)
    made(school, group, "Test")
    staff("assign", "Quiz", "Algebra", "--test-id", "246813")

    said = refused("assign", "Test", "Algebra", "--test-id", "246813")

    assert "the Test ID 246813 is that of assessment 1 of Algebra" in said


def test_S06_what_is_refused_is_said_without_what_acts_on_a_terminal(
    school: School, group: Group, refused: Command
) -> None:
    made(school, group, "Quiz\x1b]52;c;eA==\x07")

    said = refused("assign", "Other\x1b[31m", "Algebra")

    assert "Quiz" in said
    assert "\x1b" not in said


def test_another_districts_assessment_is_not_found(school: School, group: Group, refused: Command) -> None:
    others = school.elsewhere()
    made(others, others.class_("Chemistry", {}), "Atoms")

    assert "'Atoms'" in refused("assign", "Atoms", "Algebra", "--account", "4821")


def test_it_is_said_in_words(school: School, group: Group, words: Command) -> None:
    made(school, group, "Quiz\x1b]0;x\x07 \u202e1")

    said = words("assign", "Quiz\x1b]0;x\x07 \u202e1", "Algebra", "--test-id", "246813", "--minutes", "30")

    assert said.splitlines()[:2] == [
        "Quiz 1 was given to Algebra as its assessment 1.",
        "  Test ID    246813",
    ]
    assert "30 minutes, then 300 seconds" in said


def test_a_moment_is_of_this_machines_zone_or_of_its_own() -> None:
    assert moment("2026-03-20 15:00") == moment("2026-03-20T16:00+01:00") == 1_774_018_800
    assert moment("+90m") == pytest.approx(now() + 5400, abs=2)
    assert moment("never") == 0
