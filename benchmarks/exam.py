"""Students who are signed in and take one assessment of twenty questions, each on a line of their own."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from benchmarks.line import Line, request
from tests.portal.attempts.support import choice, give
from tests.support.school import Group, School
from tmp_portal.accounts.tokens import open_family
from tmp_portal.clock import now
from tmp_tui.wire.attempts import Answer, Paper, Saved, Start, Submit

QUESTIONS = 20


def fill(school: School, students: int) -> list[str]:
    """A class that has the assessment; returns an access token for each of its students."""
    people = [school.person(f"student{number}") for number in range(students)]
    group = school.class_("Algebra", dict.fromkeys(people, "student"))
    give(school, group, [choice(f"q{number}", shuffle=True) for number in range(QUESTIONS)])
    return school.write(
        lambda connection: [
            open_family(connection, school.tenant, person, "personal", now()).access for person in people
        ]
    )


@dataclass
class Candidate:
    """A student with an attempt, and what the portal acknowledged of each answer: its version and its letter."""

    token: str
    line: Line
    paper: Paper
    saved: dict[str, tuple[int, str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    _given: int = 0

    @classmethod
    async def begin(cls, address: str, group: Group, token: str, seconds: list[float]) -> "Candidate":
        """Start the assessment."""
        line = await Line.to(address)
        form = msgspec.json.encode(Start(token, "lab-1"))
        asked = request("POST", f"/v1/classes/{group.id}/assessments/1/attempts", token, form)
        return cls(token, line, msgspec.json.decode(await line.timed(asked, seconds), type=Paper))

    async def answer(self) -> None:
        """Answer the next question in turn, the first one again after the last."""
        item = self.paper.items[self._given % QUESTIONS].id
        letter = "ABCDEFGH"[(self._given * 7 + self._given // QUESTIONS) % 8]
        base, _ = self.saved.get(item, (0, ""))
        self._given += 1
        form = Answer(
            f"{self._given}", self.paper.writer, base + 1, base, {"RESPONSE": [letter]}, self.paper.now
        )
        path = f"/v1/attempts/{self.paper.id}/answers/{item}"
        reply = await self.line.timed(
            request("PUT", path, self.token, msgspec.json.encode(form)), self.seconds
        )
        saved = msgspec.json.decode(reply, type=Saved)
        self.saved[saved.item] = (saved.version, letter)

    async def submit(self, seconds: list[float]) -> None:
        """Hand in."""
        form = msgspec.json.encode(Submit("end", self.paper.writer, self.paper.now))
        await self.line.timed(
            request("POST", f"/v1/attempts/{self.paper.id}/submit", self.token, form), seconds
        )


async def begun(address: str, group: Group, tokens: Iterable[str], seconds: list[float]) -> list[Candidate]:
    """Everybody starts at once."""
    return await asyncio.gather(*(Candidate.begin(address, group, token, seconds) for token in tokens))


def percentile(seconds: list[float], percent: int = 99) -> float:
    """The time that so many of a hundred stay below."""
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * percent // 100)]
