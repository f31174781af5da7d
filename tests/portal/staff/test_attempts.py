"""`tmp-portal attempts`: what staff see of each attempt."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.portal.attempts.support import choice, essay, give, later, taking
from tests.portal.staff.conftest import Command
from tests.support.school import Group, School
from tmp_portal.assessments.finding import find_delivery
from tmp_portal.attempts import staff as acts
from tmp_portal.attempts.overview import attempts_of


def statements(school: School, work: Callable[[Connection], Any]) -> int:
    """How many statements it takes, the driver's own included."""
    seen: list[str] = []

    def traced(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.set_trace_callback(seen.append)
        try:
            work(connection)
        finally:
            driver.set_trace_callback(None)

    school.write(traced)
    return len(seen)


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


async def test_a_whole_class_takes_as_many_statements_as_one_student(school: School, group: Group) -> None:
    delivery = give(school, group, [choice("q0"), essay("e0")], minutes=5, attempts=0)
    row = school.database.read_now(lambda c: find_delivery(c, school.tenant, "Algebra", 1))
    works: list[Callable[[Connection], Any]] = [
        lambda c: attempts_of(c, school.tenant, row),
        lambda c: acts.extend_all(c, school.tenant, delivery, 60),
    ]
    async with taking(school, group) as ada, taking(school, group, "bob") as bob:
        await ada.start()
        await ada.save("B")
        one = [statements(school, work) for work in works]
        await bob.start()
        await bob.save("B")
        await bob.save("C", key="beside")
        await bob.save("My thoughts", nth=1)
        await bob.submit()
        await bob.start("again")
        class_ = [statements(school, work) for work in works]
    lines = school.database.read_now(lambda c: attempts_of(c, school.tenant, row))

    assert one == class_
    assert [(line.state, line.answered, line.questions) for line in lines] == [
        ("started", 1, 2),
        ("submitted", 2, 2),
        ("started", 0, 2),
    ]
    assert [(line.conflicting, line.waiting) for line in lines] == [(0, 0), (1, 1), (0, 0)]
    assert lines[0].deadline == ada.paper.deadline + 2 * 60
