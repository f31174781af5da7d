"""What a student's most frequent request costs the portal, beside the same server's empty reply.

The ratio is of the portal's processor time per request, so that the load generator's own cost is not in it.
"""

import asyncio
import time
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.line import Line, request
from benchmarks.portal_running import Running, running
from tests.support.school import PASSWORD, School

CONNECTIONS, SECONDS, ROUNDS = 16, 1.5, 3


def fill(school: School) -> None:
    """One student in a class of 100 standards, 6 assessments and their results."""
    ada = school.person("ada")
    group = school.class_("Algebra", {ada: "student"}, standards_count=100)
    for number in range(4):
        school.assessment(group, f"Quiz {number}")
        school.score(group, ada, number)


def measure() -> Iterator[Figure]:
    """`GET mine` and a sync with nothing changed, beside `GET /healthz`."""
    with running(fill) as portal:
        yield from asyncio.run(_measure(portal))


async def _measure(portal: Running) -> list[Figure]:
    token, have = await _signed_in(portal)
    class_id = portal.school.groups[0].id
    plain = request("GET", "/healthz")
    mine = request("GET", f"/v1/classes/{class_id}/mine", token)
    sync = request("POST", "/v1/sync", token, have)
    await _load(portal, mine, 0.5)
    costs: dict[bytes, list[float]] = {plain: [], mine: [], sync: []}
    rates: dict[bytes, list[float]] = {plain: [], mine: [], sync: []}
    for _ in range(ROUNDS):
        for asked in costs:
            cost, rate = await _load(portal, asked, SECONDS)
            costs[asked].append(cost)
            rates[asked].append(rate)
    best = {asked: min(found) for asked, found in costs.items()}
    fast = {asked: max(found) for asked, found in rates.items()}

    def figure(name: str, asked: bytes) -> Figure:
        detail = f"{best[asked] * 1e6:.0f} us of processor, empty reply {best[plain] * 1e6:.0f}; {fast[asked]:.0f}/s, empty {fast[plain]:.0f}/s"
        return Figure(name, best[plain] / best[asked], "x an empty reply", 0.35, most=False, detail=detail)

    return [figure("`GET mine`", mine), figure("`POST sync`, nothing changed", sync)]


async def _signed_in(portal: Running) -> tuple[str, bytes]:
    import httpx
    import msgspec

    from tmp_tui.wire import SyncReply, SyncRequest

    async with httpx.AsyncClient(base_url=portal.address) as http:
        form = {"account": "4821", "username": "ada", "password": PASSWORD, "place": "personal"}
        token = (await http.post("/v1/sessions", json=form)).json()["access_token"]
        answer = await http.post("/v1/sync", json={}, headers={"authorization": f"Bearer {token}"})
    documents = {
        changed.name: changed.etag for changed in msgspec.json.decode(answer.content, type=SyncReply).changed
    }
    class_id = portal.school.groups[0].id
    have = {"me": documents["me"], class_id: documents[f"class/{class_id}"] + documents[f"mine/{class_id}"]}
    return token, msgspec.json.encode(SyncRequest(have))


async def _load(portal: Running, asked: bytes, seconds: float) -> tuple[float, float]:
    """Processor seconds of the portal per request, and requests a second, with 16 connections that never pause."""
    end = time.perf_counter() + seconds
    done = 0

    async def one() -> None:
        nonlocal done
        line = await Line.to(portal.address)
        while time.perf_counter() < end:
            await line.ask(asked)
            done += 1
        await line.close()

    before, began = portal.cpu(), time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return (portal.cpu() - before) / done, done / (time.perf_counter() - began)
