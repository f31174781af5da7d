"""What it costs the portal to make an answer durable, 128 at once: beside its empty reply, and beside a commit for each.

As in `requests`, processor time is the portal's own, so that the load generator does not count; rates have it in them.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator

from benchmarks.exam import Candidate, begun, fill, percentile
from benchmarks.figures import Figure
from benchmarks.line import request
from benchmarks.portal_running import Running, running

AT_ONCE, SECONDS, ROUNDS = 128, 1.5, 3
ONE_BY_ONE = "import tmp_portal.attempts.writing as w; w.LARGEST_GROUP = 1; "
EMPTY = request("GET", "/healthz")


def measure() -> Iterator[Figure]:
    """`PUT answer` in groups, `GET /healthz`, and `PUT answer` with one answer in each commit."""
    tokens: list[str] = []
    with running(lambda school: tokens.extend(fill(school, AT_ONCE))) as portal:
        saves, empty = asyncio.run(_rounds(portal, tokens))
    tokens.clear()
    with running(lambda school: tokens.extend(fill(school, AT_ONCE)), ONE_BY_ONE) as portal:
        alone, _ = asyncio.run(_rounds(portal, tokens))
    cost = f"{saves.cost * 1e6:.0f} us of processor, empty reply {empty.cost * 1e6:.0f}"
    rate = f"{saves.rate:,.0f}/s, empty {empty.rate:,.0f}/s"
    yield Figure(
        "`PUT answer`, durable, 128 at once", empty.cost / saves.cost, "x an empty reply", 0.35, False, cost
    )
    yield Figure(
        "`PUT answer`, by requests a second", saves.rate / empty.rate, "x an empty reply", 0.35, False, rate
    )
    yield Figure(
        "`PUT answer` in groups",
        saves.rate / alone.rate,
        "x a commit for each",
        3,
        most=False,
        detail=f"{saves.rate:,.0f}/s, one by one {alone.rate:,.0f}/s with a 99th percentile of {alone.slow * 1e3:.0f} ms",
    )
    yield Figure("`PUT answer`, 99th percentile", saves.slow * 1e3, "ms", 50)


class Taken:
    """The best of some rounds: processor seconds a request, requests a second, and the 99th percentile in seconds."""

    def __init__(self) -> None:
        self.cost, self.rate, self.slow = float("inf"), 0.0, float("inf")

    def add(self, cost: float, rate: float, slow: float) -> None:
        """Another round."""
        self.cost, self.rate, self.slow = min(self.cost, cost), max(self.rate, rate), min(self.slow, slow)


async def _rounds(portal: Running, tokens: list[str]) -> tuple[Taken, Taken]:
    students = await begun(portal.address, portal.school.groups[0], tokens, [])
    saves, empty = Taken(), Taken()
    await _load(portal, students, Candidate.answer)
    for _ in range(ROUNDS):
        saves.add(*await _load(portal, students, Candidate.answer))
        empty.add(*await _load(portal, students, _nothing))
    await asyncio.gather(*(student.line.close() for student in students))
    return saves, empty


async def _nothing(student: Candidate) -> None:
    await student.line.timed(EMPTY, student.seconds)


async def _load(
    portal: Running, students: list[Candidate], act: Callable[[Candidate], Awaitable[None]]
) -> tuple[float, float, float]:
    """What each of the students costs who never pause."""
    before, began = portal.cpu(), time.perf_counter()
    end = began + SECONDS

    async def one(student: Candidate) -> None:
        student.seconds.clear()
        while time.perf_counter() < end:
            await act(student)

    await asyncio.gather(*(one(student) for student in students))
    took, cost = time.perf_counter() - began, portal.cpu() - before
    seconds = [second for student in students for second in student.seconds]
    return cost / len(seconds), len(seconds) / took, percentile(seconds)
