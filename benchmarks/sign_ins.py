"""A school's 600 students sign in within five seconds, all from one address: who is let in, how soon, and who else waits.

One student who is in already goes on reading all the while: their 99th percentile is set beside the one before the storm.
The storm is another process, so that the reader does not wait for the load generator.
"""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from benchmarks.exam import percentile
from benchmarks.figures import Figure
from benchmarks.line import Line, request
from benchmarks.portal_running import Running, running
from tests.support.school import PASSWORD, School
from tmp_tui.wire import Session

STUDENTS, WITHIN = 600, 5.0  # seconds
READS = 0.02  # seconds from one read to the next
QUIET = 10.0  # seconds of reading before the storm


def measure() -> Iterator[Figure]:
    """Let in, drained, beside whom, and in how much memory."""
    with running(_fill) as portal:
        yield from asyncio.run(_measure(portal))


def _fill(school: School) -> None:
    members = {school.person(f"s{number}"): "student" for number in range(STUDENTS)}
    school.class_("Algebra", members, standards_count=100)


async def _measure(portal: Running) -> list[Figure]:
    read = request("GET", f"/v1/classes/{portal.school.groups[0].id}/mine", await _token(portal))
    idle = await _reading(portal, read, asyncio.create_task(asyncio.sleep(QUIET)))
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        storm = asyncio.get_running_loop().run_in_executor(other, storm_now, portal.address)
        busy = await _reading(portal, read, storm)
        let_in, took = await storm
    slowed, most = percentile(busy) / percentile(idle), _most_memory(portal.process.pid)
    reads = f"{percentile(busy) * 1e3:.1f} ms beside them, {percentile(idle) * 1e3:.1f} ms before; medians {_median(busy) * 1e3:.1f} and {_median(idle) * 1e3:.1f}"
    return [
        Figure("600 sign-ins within 5 s, refused", STUDENTS - let_in, "", 0, detail=f"{let_in} let in"),
        Figure("600 sign-ins within 5 s, drained", took, "s", 10, detail="from the first to the last answer"),
        Figure("`GET mine` beside them, 99th percentile", slowed, "x idle", 2, detail=reads),
        Figure("the portal's memory at most", most, "MB", 150, detail="resident, its libraries included"),
    ]


def storm_now(address: str) -> tuple[int, float]:
    """How many were let in, and the seconds from the first request to the last answer."""
    return asyncio.run(_storm(address))


async def _storm(address: str) -> tuple[int, float]:
    async def one(number: int) -> bool:
        await asyncio.sleep(number * WITHIN / STUDENTS)
        line = await Line.to(address)
        try:
            await line.ask(_sign_in(number))
        except RuntimeError:
            return False
        finally:
            await line.close()
        return True

    began = time.perf_counter()
    let_in = await asyncio.gather(*map(one, range(STUDENTS)))
    return sum(let_in), time.perf_counter() - began


async def _reading(
    portal: Running, read: bytes, meanwhile: "asyncio.Future[tuple[int, float]] | asyncio.Task[None]"
) -> list[float]:
    """Seconds that each read took, one after another for as long as that lasts."""
    seconds: list[float] = []
    line = await Line.to(portal.address)
    while not meanwhile.done():
        await line.timed(read, seconds)
        await asyncio.sleep(READS)
    await line.close()
    return seconds


def _sign_in(number: int) -> bytes:
    form = {"account": "4821", "username": f"s{number}", "password": PASSWORD}
    return request("POST", "/v1/sessions", "", msgspec.json.encode(form))


async def _token(portal: Running) -> str:
    line = await Line.to(portal.address)
    answer = await line.ask(_sign_in(0))
    await line.close()
    return msgspec.json.decode(answer, type=Session).access_token


def _most_memory(pid: int) -> float:
    """Megabytes that the process had at most, by the kernel's own book: to look at pages one by one would hold it up."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e3


def _median(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) // 2]
