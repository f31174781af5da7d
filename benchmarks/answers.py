"""What it costs the portal to make an answer durable, 128 at once: beside its empty reply, and beside a commit for each.

As in `requests`, processor time is the portal's own, so that the load generator does not count; rates have it in them.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from statistics import median
from typing import NamedTuple

from benchmarks.exam import Candidate, begun, fill, percentile
from benchmarks.figures import Figure
from benchmarks.line import request
from benchmarks.portal_running import Running, running

AT_ONCE, SECONDS, ROUNDS = 128, 1.5, 5
ONE_BY_ONE = "import tmp_portal.attempts.writing as w; w.LARGEST_GROUP = 1; "
EMPTY = request("GET", "/healthz")


def measure() -> Iterator[Figure]:
    """`PUT answer` in groups, `GET /healthz`, and `PUT answer` with one answer in each commit."""
    together, alone = _rounds(""), _rounds(ONE_BY_ONE)
    saves, empty = [one for one, _ in together], [one for _, one in together]
    cost, plain = median(one.cost for one in saves), median(one.cost for one in empty)
    rate, most = median(one.rate for one in saves), median(one.rate for one in empty)
    yield Figure(
        "`PUT answer`, durable, 128 at once",
        median(none.cost / one.cost for one, none in together),
        "x an empty reply",
        0.35,
        most=False,
        detail=f"{cost * 1e6:.0f} us of processor, empty reply {plain * 1e6:.0f}",
    )
    yield Figure(
        "`PUT answer`, by requests a second",
        median(one.rate / none.rate for one, none in together),
        "x an empty reply",
        0.35,
        most=False,
        detail=f"{rate:,.0f}/s, empty {most:,.0f}/s",
    )
    single, waited = median(one.rate for one, _ in alone), median(one.slow for one, _ in alone)
    yield Figure(
        "`PUT answer` in groups",
        rate / single,
        "x a commit for each",
        3,
        most=False,
        detail=f"one by one {single:,.0f}/s, 99th percentile {waited * 1e3:.0f} ms",
    )
    slow = [one.slow * 1e3 for one in saves]
    yield Figure(
        "`PUT answer`, 99th percentile",
        median(slow),
        "ms",
        50,
        detail=f"median of {ROUNDS} rounds, slowest {max(slow):.0f} ms; empty reply {median(one.slow for one in empty) * 1e3:.0f} ms",
    )


class Load(NamedTuple):
    """Processor seconds a request, requests a second, and the 99th percentile in seconds."""

    cost: float
    rate: float
    slow: float


def _rounds(changed: str) -> list[tuple[Load, Load]]:
    """Answers and empty replies in turn, at a portal of their own."""
    tokens: list[str] = []
    with running(lambda school: tokens.extend(fill(school, AT_ONCE)), changed) as portal:
        return asyncio.run(_measure(portal, tokens))


async def _measure(portal: Running, tokens: list[str]) -> list[tuple[Load, Load]]:
    students = await begun(portal.address, portal.school.groups[0], tokens, [])
    await _load(portal, students, Candidate.answer)
    rounds = [
        (await _load(portal, students, Candidate.answer), await _load(portal, students, _nothing))
        for _ in range(ROUNDS)
    ]
    await asyncio.gather(*(student.line.close() for student in students))
    return rounds


async def _nothing(student: Candidate) -> None:
    await student.line.timed(EMPTY, student.seconds)


async def _load(
    portal: Running, students: list[Candidate], act: Callable[[Candidate], Awaitable[None]]
) -> Load:
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
    return Load(cost / len(seconds), len(seconds) / took, percentile(seconds))
