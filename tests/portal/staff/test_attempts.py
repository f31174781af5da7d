"""`tmp-portal attempts`: what staff see of each attempt."""

import pytest

from tests.portal.attempts.support import choice, essay, give, later, taking
from tests.portal.staff.conftest import Command
from tests.support.school import Group, School


async def test_each_attempt_is_seen_with_what_was_refused_and_what_waits(
    school: School, group: Group, staff: Command, words: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, [choice("q0"), essay("e0")], minutes=5)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        await ada.save("C", key="beside", version=1)
        await ada.save("My thoughts\x1b[31m", nth=1)
        await ada.submit()
        await ada.save("D", version=2)

    seen = staff("attempts", "Algebra", "1")
    said = words("attempts", "Algebra", "1", "--answers")

    (line,) = seen["attempts"]
    assert seen["not_begun"] == ["Bob Hill"]
    assert (line["student"], line["state"], line["answered"], line["questions"]) == (
        "Ada Hill", "submitted", 2, 2,
    )  # fmt: skip
    assert (line["late"], line["conflicting"], line["elsewhere"], line["waiting"]) == (1, 1, 0, 1)
    assert [(one["question"], one["reason"], one["values"]) for one in line["refused"]] == [
        (1, "conflict", {"RESPONSE": ["C"]}),
        (1, "already-submitted", {"RESPONSE": ["D"]}),
    ]
    assert "beside another answer:\n    C\n" in said
    assert "Not begun: Bob Hill" in said
    assert "\x1b" not in said


async def test_a_running_attempt_is_seen_with_what_is_answered_so_far(
    school: School, group: Group, staff: Command
) -> None:
    give(school, group, minutes=5)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        await ada.save("", nth=1)

    (line,) = staff("attempts", "Algebra", "1", "--student", "ada")["attempts"]

    assert (line["state"], line["answered"], line["place"]) == ("started", 1, "lab-1")
    assert line["deadline"] == ada.paper.deadline
    assert staff("attempts", "Algebra", "1", "--student", "bob")["attempts"] == []


async def test_an_attempt_whose_time_ran_out_says_so(
    school: School, group: Group, words: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=5)
    async with taking(school, group) as ada:
        await ada.start()
        paper = ada.paper
    later(monkeypatch, 700)
    async with taking(school, group) as ada:
        ada.paper = paper
        await ada.look()

    assert "(time up)" in words("attempts", "Algebra", "1")


def test_results_from_elsewhere_are_seen_too(school: School, group: Group, staff: Command) -> None:
    school.assessment(group, "Paper test")
    school.score(group, "school-ada", 3)

    (line,) = staff("attempts", "Algebra", "1")["attempts"]

    assert (line["state"], line["points"], line["questions"], line["receipt"]) == ("scored", 9.0, 0, "")


def test_a_class_lists_what_it_was_given(
    school: School, group: Group, staff: Command, words: Command
) -> None:
    assert "no assessments yet" in words("attempts", "Algebra")
    give(school, group, test_id="246813")

    (line,) = staff("attempts", "Algebra")
    assert (line["number"], line["title"], line["test_id"], line["shown"]) == (1, "Quiz", "246813", ["score"])
    assert "246813" in words("attempts", "Algebra")
    assert "no attempts yet" in words("attempts", "Algebra", "1")
