"""`tmp-portal score` and `verify`: what a person scores, and a student's receipt."""

import pytest
from sqlalchemy import select

from tests.portal.attempts.support import choice, essay, give, taking
from tests.portal.staff.conftest import Command
from tests.support.school import Group, School
from tmp_portal.db.attempts import item_scores
from tmp_portal.db.students_work import attempts


@pytest.fixture
async def attempt(school: School, group: Group) -> str:
    """Ada's attempt, that waits for a person in its second question."""
    give(school, group, [choice("q0"), essay("e0")])
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("C")
        await ada.save("My thoughts\nand more", nth=1)
        await ada.submit()
    return ada.paper.id


async def test_what_waits_is_listed_shown_and_scored(
    school: School, group: Group, staff: Command, words: Command, attempt: str
) -> None:
    (waits,) = staff("score")
    shown = words("score", attempt)

    given = words("score", attempt, "2", "1.5", "--by", "tea")

    assert (waits["attempt"], waits["question"], waits["student"], waits["worth"]) == (
        attempt, 2, "Ada Hill", 2.0,
    )  # fmt: skip
    assert staff("score", "--class", "Algebra", "--number", "1") == []
    assert "    My thoughts\n    and more\n  For who scores it:\n    only-the-key-says-this" in shown
    assert "Question 1: 0 of 2 points\n    Which?\n    A: Option A" in shown
    assert "Question 2: 1.5 of 2 points" in given
    assert "its score and levels are there" in given
    assert words("score") == "nothing waits to be scored\n"
    state, points, by = school.database.read_now(
        lambda c: (
            *c.execute(select(attempts.c.state, attempts.c.points)).one(),
            c.scalar(select(item_scores.c.scored_by).where(item_scores.c.scored_by.is_not(None))),
        )
    )
    assert (state, points, by) == ("scored", 1.5, "school-tea")


async def test_points_that_the_portal_gave_can_be_changed(
    school: School, group: Group, staff: Command, attempt: str
) -> None:
    staff("score", attempt, "2", "2")

    staff("score", attempt, "1", "1")

    assert school.database.read_now(lambda c: c.scalar(select(attempts.c.points))) == 3.0


@pytest.mark.parametrize(
    ("words_", "says"),
    [
        (["nosuch"], "there is no attempt 'nosuch'. List what waits: tmp-portal score"),
        (["ATTEMPT", "7", "1"], "that attempt has no question 7"),
        (["ATTEMPT", "2"], "say how many points"),
        (["ATTEMPT", "2", "2.5"], "the item is worth 0 to 2 points"),
        (["ATTEMPT", "2", "nan"], "'nan' is no number of points"),
        (["ATTEMPT", "2", "1", "--by", "nobody"], "no person has the username 'nobody'"),
        (["--class", "Algebra"], "--class and --number go together"),
    ],
)
async def test_what_cannot_be_scored_is_said(
    refused: Command, attempt: str, words_: list[str], says: str
) -> None:
    assert says in refused("score", *[attempt if word == "ATTEMPT" else word for word in words_])


async def test_what_is_not_handed_in_is_not_scored(school: School, group: Group, refused: Command) -> None:
    give(school, group, [essay("e0")])
    async with taking(school, group) as ada:
        await ada.start()

    assert "not handed in yet" in refused("score", ada.paper.id, "1", "1")


async def test_G23_staff_verify_a_receipt(
    school: School, group: Group, staff: Command, words: Command, refused: Command
) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        receipt = (await ada.submit()).json()

    code = receipt["code"]
    found = staff("verify", f"{code[:4].lower()}-{code[4:]}")

    assert found["receipt"] == receipt
    assert (found["student"], found["title"], found["class_title"]) == ("Ada Hill", "Quiz", "Algebra")
    assert f"{code} is Ada Hill's receipt for Quiz in Algebra:" in words("verify", code)
    assert "no receipt has the code 'ZZZZ-0000'" in refused("verify", "ZZZZ-0000")
