"""An assessment with questions, and a student who takes it over HTTP."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx
import msgspec
import pytest
from sqlalchemy import Connection, insert, select

from tests.support.school import DAY, Group, School
from tmp_portal import clock
from tmp_portal.assessments.service import Terms
from tmp_portal.clock import now
from tmp_portal.db.items import assessment_items, item_files, item_standards, item_versions, items
from tmp_portal.db.students_work import deliveries
from tmp_portal.items.declarations import OutcomeDeclaration, ResponseDeclaration
from tmp_portal.items.model import StoredItem, columns
from tmp_portal.items.processing.templates import template
from tmp_portal.items.scoring import Scoring
from tmp_tui.wire.attempts import Paper
from tmp_tui.wire.items import Choice, ExtendedText, Item, Option, Paragraph

T = TypeVar("T")
SECRET = "only-the-key-says-this"
LETTERS = "ABCDEFGH"


def choice(name: str, *, shuffle: bool = False) -> StoredItem:
    """A question with eight options, whose key is B."""
    options = [Option(letter, [Paragraph([f"Option {letter}"])]) for letter in LETTERS]
    asked = Choice("RESPONSE", [Paragraph(["Which?"])], options, shuffle=shuffle)
    scoring = Scoring(
        responses={"RESPONSE": ResponseDeclaration(base_type="identifier", correct=("B",))},
        outcomes={
            "SCORE": OutcomeDeclaration(base_type="float", normal_maximum=1.0),
            SECRET: OutcomeDeclaration(base_type="string"),
        },
        rules=template("https://www.imsglobal.org/question/qti_v3p0/rptemplates/match_correct"),
    )
    return StoredItem(name, Item(name, name, [asked]), scoring, 1.0)


def essay(name: str) -> StoredItem:
    """A question that a person scores."""
    item = Item(name, name, [ExtendedText("RESPONSE")], by_hand=True)
    return StoredItem(name, item, Scoring(), 1.0, rubric=[Paragraph([SECRET])])


def put_items(
    connection: Connection, school: School, group: Group, assessment_id: str, stored: list[StoredItem]
) -> None:
    """Put questions of two points each into an assessment, all aligned to the class's second standard."""
    t = school.tenant
    for position, one in enumerate(stored):
        item_id = f"{assessment_id}-{one.identifier}"
        connection.execute(
            insert(items).values(
                tenant=t, id=item_id, bank=assessment_id, identifier=one.identifier, version=1
            )
        )
        connection.execute(
            insert(item_versions).values(
                tenant=t, item_id=item_id, version=1, imported_at=0, **columns(one, item_id)
            )
        )
        connection.execute(
            insert(item_standards).values(tenant=t, item_id=item_id, standard_id=group.standards[1])
        )
        connection.execute(
            insert(assessment_items).values(
                tenant=t, assessment_id=assessment_id, position=position, item_id=item_id, points=2.0
            )
        )


def put_picture(school: School, item_id: str, file_id: str, body: bytes) -> None:
    """Give a question a picture."""
    row = {"name": "plan.png", "type": "image/png", "size": len(body), "body": body}
    school.write(
        lambda c: c.execute(
            insert(item_files).values(tenant=school.tenant, item_id=item_id, id=file_id, **row)
        )
    )


def give(school: School, group: Group, stored: list[StoredItem] | None = None, **terms: Any) -> str:
    """Give an assessment with questions to a class. Returns the delivery's id."""
    defaults = {"given_at": int(now()) - DAY, "in_portal": True}
    delivery_id = school.assessment(group, "Quiz", Terms(**(defaults | terms)))

    def work(connection: Connection) -> None:
        assessment_id = connection.execute(
            select(deliveries.c.assessment_id).where(deliveries.c.id == delivery_id)
        ).scalar_one()
        put_items(
            connection,
            school,
            group,
            assessment_id,
            [choice(f"q{n}") for n in range(3)] if stored is None else stored,
        )

    school.write(work)
    return delivery_id


NOTHING = Paper("", "", 0, "", "", 0, 0)


@dataclass
class Taker:
    """A student at one place."""

    http: httpx.AsyncClient
    group: Group
    paper: Paper = NOTHING

    async def start(
        self, key: str = "start-1", *, place: str = "lab-1", number: int = 1, **more: str
    ) -> httpx.Response:
        """Start, or ask again; a paper is remembered."""
        answer = await self.http.post(
            f"/v1/classes/{self.group.id}/assessments/{number}/attempts",
            json={"key": key, "place": place, **more},
        )
        return self._remember(answer)

    async def look(self) -> Paper:
        """The attempt as the portal has it."""
        answer = await self.http.get(f"/v1/attempts/{self.paper.id}", params={"writer": self.paper.writer})
        self._remember(answer)
        return self.paper

    async def take_over(self, key: str = "take-1", place: str = "lab-2") -> httpx.Response:
        """Become the place that writes."""
        return self._remember(
            await self.http.post(f"/v1/attempts/{self.paper.id}/writer", json={"key": key, "place": place})
        )

    async def save(
        self, value: str, *, nth: int = 0, version: int = 1, key: str = "", base: int = -1, at: int = 0
    ) -> httpx.Response:
        """Answer the nth question."""
        body = {
            "key": key or f"{nth}-{version}-{value}",
            "writer": self.paper.writer,
            "version": version,
            "base": version - 1 if base < 0 else base,
            "values": {"RESPONSE": [value] if value else []},
            "at": at or int(now()),
        }
        item = self.paper.items[nth].id
        return await self.http.put(f"/v1/attempts/{self.paper.id}/answers/{item}", json=body)

    async def submit(self, key: str = "submit-1") -> httpx.Response:
        """Hand in."""
        return await self.http.post(
            f"/v1/attempts/{self.paper.id}/submit",
            json={"key": key, "writer": self.paper.writer, "at": int(now())},
        )

    def _remember(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code == 200:
            self.paper = msgspec.json.decode(answer.content, type=Paper)
        return answer

    def answers(self) -> dict[str, str]:
        """The answers of the paper, by question's title."""
        titles = {item.id: item.title for item in self.paper.items}
        return {titles[kept.item]: "".join(kept.values.get("RESPONSE", [])) for kept in self.paper.answers}


@asynccontextmanager
async def taking(school: School, group: Group, username: str = "ada") -> AsyncIterator[Taker]:
    """A student who is signed in, now."""
    async with school.http(await school.token(username)) as http:
        yield Taker(http, group)


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Move the portal's clock on; who is signed in may be so no more."""
    at = datetime.fromtimestamp(now() + seconds - (time.monotonic() - clock._started), UTC)
    monkeypatch.setenv("TMP_PORTAL_NOW", at.isoformat())


def code(answer: httpx.Response) -> str:
    """The status, or the code of a refusal."""
    return str(answer.json().get("code", answer.status_code)) if answer.status_code >= 400 else "ok"
