"""A school's 600 students take an assessment of twenty questions at once: is anything lost, and how long do they wait?

Nobody pauses to think: an answer goes out as soon as the one before is acknowledged. Whoever has them all hands in.
"""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, select

from benchmarks.exam import QUESTIONS, Candidate, begun, fill, percentile
from benchmarks.figures import Figure
from benchmarks.portal_running import Running, running
from tests.support.school import School
from tmp_portal.db.attempts import attempt_answers, attempt_papers

STUDENTS = 600


def measure() -> Iterator[Figure]:
    """What was acknowledged and is not in the database, and how long anything took."""
    tokens: list[str] = []
    with running(lambda school: tokens.extend(fill(school, STUDENTS))) as portal:
        yield from asyncio.run(_measure(portal, tokens))


async def _measure(portal: Running, tokens: list[str]) -> list[Figure]:
    starts: list[float] = []
    ends: list[float] = []
    students = await begun(portal.address, portal.school.groups[0], tokens, starts)
    began = time.perf_counter()
    await asyncio.gather(*(_take(student, ends) for student in students))
    took = time.perf_counter() - began
    answers = [second for student in students for second in student.seconds]
    lost = _lost(portal.school, students)
    detail = f"{len(answers):,} acknowledged, each compared with the database; receipts of {len(ends)}"
    parts = f"{len(answers) / took:,.0f}/s; 99th percentile of a start {percentile(starts) * 1e3:.0f} ms, of handing in {percentile(ends) * 1e3:.0f} ms"
    slow = percentile(answers)
    return [
        Figure("600 students at once, answers lost", lost, "", 0, detail=detail),
        Figure("600 students at once, an answer's 99th percentile", slow, "s", 2, detail=parts),
    ]


async def _take(student: Candidate, ends: list[float]) -> None:
    for _ in range(QUESTIONS):
        await student.answer()
    await student.submit(ends)
    await student.line.close()


def _lost(school: School, students: list[Candidate]) -> int:
    """How many answers, and how many attempts, are not in the database as they were acknowledged."""
    stored = {
        (row.attempt_id, row.name, row.version): row.content for row in _rows(school, select(attempt_answers))
    }
    answered = {row.attempt_id: row.answered for row in _rows(school, select(attempt_papers))}
    lost: int = sum(
        stored.get((student.paper.id, item, version)) != f'{{"RESPONSE":["{letter}"]}}'.encode()
        for student in students
        for item, (version, letter) in student.saved.items()
    )
    missing = STUDENTS * QUESTIONS - sum(len(student.saved) for student in students)
    unfinished: int = sum(answered.get(student.paper.id) != QUESTIONS for student in students)
    return lost + missing + unfinished


def _rows(school: School, statement: Select[Any]) -> list[Row[Any]]:
    return list(school.database.read_now(lambda connection: connection.execute(statement).all()))
