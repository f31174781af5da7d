"""The portal is killed while students save: what it acknowledged is there when it comes back, and the database is whole."""

import json
import os
import random
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.conftest import NOW
from tests.journeys.conftest import Portal
from tests.portal.attempts.support import Taker, choice, give
from tests.support.school import Group, School

pytestmark = pytest.mark.journey

STUDENTS, QUESTIONS = 4, 5
LONGEST = 0.25  # seconds from when everybody saves to the kill
Key = tuple[str, str, int]  # attempt, question, version


@dataclass
class Client:
    """A student who saves without end; what comes back is in `acked`, what has no reply yet is sent again."""

    token: str
    attempt: str
    writer: str
    items: list[str]
    dice: random.Random
    acked: dict[Key, str] = field(default_factory=dict)
    waiting: dict[str, object] | None = None
    fresh: threading.Event = field(default_factory=threading.Event)
    refused: list[str] = field(default_factory=list)

    def save(self, address: str) -> None:
        """Save until the portal is gone."""
        headers = {"authorization": f"Bearer {self.token}"}
        with httpx.Client(base_url=address, headers=headers, timeout=10, trust_env=False) as http:
            while not self.refused:
                try:
                    self._once(http)
                except httpx.TransportError:
                    return

    def _once(self, http: httpx.Client) -> None:
        form = self.waiting = self.waiting or self._new()
        item = str(form["item"])
        body = {name: value for name, value in form.items() if name != "item"}
        answer = http.put(f"/v1/attempts/{self.attempt}/answers/{item}", json=body)
        if answer.status_code != httpx.codes.OK:
            self.refused.append(answer.text)
            return
        saved = answer.json()
        self.acked[self.attempt, item, saved["version"]] = json.dumps(body["values"])
        self.waiting = None
        self.fresh.set()

    def _new(self) -> dict[str, object]:
        item = self.dice.choice(self.items)
        base = max((version for _, name, version in self.acked if name == item), default=0)
        key = f"{item}-{base}-{self.dice.randrange(10**9)}"
        values = {"RESPONSE": [self.dice.choice("ABCDEFGH")]}
        return {"item": item, "key": key, "writer": self.writer, "version": base + 1, "base": base, "values": values, "at": 1_773_673_200}  # fmt: skip


@pytest.fixture
async def clients(school: School) -> list[Client]:
    """Students who have begun, in a portal's folder that `serve` can open."""
    people = {school.person(f"s{number}"): "student" for number in range(STUDENTS)}
    group: Group = school.class_("Algebra", people)
    give(school, group, [choice(f"q{number}") for number in range(QUESTIONS)])
    school.stamp()
    made = []
    for number in range(STUDENTS):
        token = await school.token(f"s{number}")
        async with school.http(token) as http:
            taker = Taker(http, group)
            assert (await taker.start(f"start-{number}")).status_code == httpx.codes.OK
        paper = taker.paper
        made.append(
            Client(token, paper.id, paper.writer, [item.id for item in paper.items], random.Random(number))
        )
    school.close()
    return made


@pytest.fixture
def world(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "VIRTUAL_ENV")}
    return kept | {"HOME": str(tmp_path), "TMP_PORTAL_NOW": NOW}


def stored(database: Path) -> dict[Key, str]:
    """Every answer that the portal has, once its file was found to be whole."""
    with sqlite3.connect(database) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        rows = connection.execute("select attempt_id, name, version, content from attempt_answers").fetchall()
    connection.close()
    return {
        (attempt, name, version): json.dumps(json.loads(content)) for attempt, name, version, content in rows
    }


def save_until_killed(portal: Portal, clients: list[Client], pause: float) -> None:
    """All save; `pause` seconds after each has had a reply the portal is killed."""
    for client in clients:
        client.fresh.clear()
    threads = [threading.Thread(target=client.save, args=(portal.address,)) for client in clients]
    for thread in threads:
        thread.start()
    for client in clients:
        assert client.fresh.wait(20), client.refused
    time.sleep(pause)
    portal.kill()
    for thread in threads:
        thread.join(20)


def kill_many(folder: Path, world: dict[str, str], clients: list[Client], seeds: range) -> None:
    """Serve, kill, and look, again and again on one file."""
    for seed in seeds:
        print(f"seed {seed}")
        portal = Portal(folder, world, 0)
        save_until_killed(portal, clients, random.Random(seed).uniform(0, LONGEST))
        acked = {key: values for client in clients for key, values in client.acked.items()}
        there = stored(folder / "portal.db")
        assert [client.refused for client in clients] == [[]] * STUDENTS
        assert {key: there.get(key) for key in acked} == acked
        assert len(there) <= len(acked) + STUDENTS  # each may have one whose reply was lost
    assert len(acked) > len(seeds) * STUDENTS


def test_G02_what_the_portal_acknowledged_is_there_after_kill_9(
    school: School, clients: list[Client], world: dict[str, str]
) -> None:
    kill_many(school.folder, world, clients, range(5))


@pytest.mark.slow
@pytest.mark.skipif("TMP_SLOW" not in os.environ, reason="takes minutes: TMP_SLOW=1")
def test_G02_what_the_portal_acknowledged_is_there_after_kill_9_at_200_points(
    school: School, clients: list[Client], world: dict[str, str]
) -> None:
    kill_many(school.folder, world, clients, range(1000, 1200))
