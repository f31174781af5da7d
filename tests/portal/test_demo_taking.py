"""The sample school's assessments taken over the real portal, and what comes of right answers."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest
from sqlalchemy import Connection, select

from tests.portal.attempts.support import Taker, code
from tests.support.school import Group
from tmp_portal.asgi import create_app
from tmp_portal.attempts import staff
from tmp_portal.clock import now
from tmp_portal.db.attempts import item_scores
from tmp_portal.db.engine import Database
from tmp_portal.db.items import item_files, item_versions
from tmp_portal.db.school import classes
from tmp_portal.db.standards import standards
from tmp_portal.db.students_work import attempts, deliveries, mastery
from tmp_portal.demo import build
from tmp_portal.items.model import stored_item
from tmp_portal.items.scoring import correct_responses
from tmp_portal.settings import Settings
from tmp_tui.wire import Session as WireSession
from tmp_tui.wire.items import Item, Picture, interactions, parts

MASTERY = 3


class Demo(NamedTuple):
    """The sample school, and its portal reached without a socket."""

    database: Database
    transport: httpx.ASGITransport

    def rows(self, query: Any) -> list[Any]:
        return self.database.read_now(lambda connection: list(connection.execute(query).all()))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once: every test takes a copy."""
    with pytest.MonkeyPatch.context() as world:
        world.setenv("TMP_PORTAL_NOW", "2026-03-16T15:00:00+00:00")
        folder = tmp_path_factory.mktemp("built") / "demo"
        build.make_room(folder)
        database = Database(f"sqlite:///{folder / 'portal.db'}")
        build.build(database, folder)
        database.close()
    return folder


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Iterator[Demo]:
    folder = tmp_path / "demo"
    shutil.copytree(built, folder)
    settings = Settings.load(folder)
    app = create_app(settings)
    database = Database(settings.database)
    yield Demo(database, httpx.ASGITransport(app, raise_app_exceptions=False))  # type: ignore[arg-type]  # Litestar's own ASGI types
    database.close()
    app.state.close()


@pytest.fixture
async def http(demo: Demo) -> AsyncIterator[httpx.AsyncClient]:
    """Ada, signed in."""
    async with httpx.AsyncClient(transport=demo.transport, base_url="http://portal") as client:
        answer = await client.post(
            "/v1/sessions", json={"account": "4821", "username": "ada", "password": "analytical-engine"}
        )
        token = msgspec.json.decode(answer.content, type=WireSession).access_token
        client.headers["authorization"] = f"Bearer {token}"
        yield client


def class_id(demo: Demo, sourced_id: str) -> str:
    (row,) = demo.rows(select(classes.c.id).where(classes.c.sourced_id == sourced_id))
    return str(row.id)


def right(demo: Demo, item: Item) -> dict[str, list[str]]:
    """The item's own correct response; words where a person scores it."""
    (row,) = demo.rows(select(item_versions).where(item_versions.c.item_id == item.id))
    stored = stored_item(row)
    if item.by_hand:
        return {one.response: ["My own words."] for one in interactions(item)}
    return {name: list(values) for name, values in correct_responses(stored.scoring).items()}


async def take(demo: Demo, taker: Taker) -> None:
    """Answer everything right, and hand in."""
    for item in taker.paper.items:
        answer = await taker.http.put(
            f"/v1/attempts/{taker.paper.id}/answers/{item.id}",
            json={
                "key": f"key-{item.id}",
                "writer": taker.paper.writer,
                "version": 1,
                "base": 0,
                "values": right(demo, item),
                "at": int(now()),
            },
        )
        assert code(answer) == "ok", item.title
    assert code(await taker.submit()) == "ok"


def score_by_hand(demo: Demo, attempt: str, worth: dict[str, float]) -> None:
    """A teacher finds all of it good."""
    tenant = tenant_of(demo, attempt)

    def work(connection: Connection) -> None:
        for name, points in worth.items():
            staff.score_by_hand(connection, tenant, attempt, name, points, "teacher")

    demo.database.write_now(work)


def tenant_of(demo: Demo, attempt: str) -> str:
    (row,) = demo.rows(select(attempts.c.tenant).where(attempts.c.id == attempt))
    return str(row.tenant)


def levels(demo: Demo, attempt: str) -> dict[str, int]:
    """The student's levels in the attempt's class, by standard's code."""
    found = (
        select(standards.c.code, mastery.c.level)
        .join_from(mastery, standards, standards.c.id == mastery.c.standard_id)
        .join(
            attempts, (attempts.c.class_id == mastery.c.class_id) & (attempts.c.user_id == mastery.c.user_id)
        )
        .where(attempts.c.id == attempt)
    )
    return {row.code: row.level for row in demo.rows(found)}


@pytest.mark.parametrize(
    ("of", "number", "test_id", "by_hand", "possible", "codes"),
    [
        ("HL-C-101", 14, "246813", {"Is Mira right?": 2, "Draw a plan": 2}, 22, "HL.M.7.G.1 HL.M.7.R.1 HL.M.7.R.2 HL.M.7.R.3"),
        ("HL-C-103", 13, "", {"How the theme grows": 1}, 9, "HL.L.R.1 HL.L.R.4 HL.L.R.8"),
    ],
    ids=["by Test ID", "in the portal"],
)  # fmt: skip
async def test_right_answers_are_worth_all_points_and_mastery_follows(
    demo: Demo, http: httpx.AsyncClient, of: str, number: int, test_id: str, by_hand: dict[str, float], possible: float, codes: str
) -> None:  # fmt: skip
    taker = Taker(http, Group(class_id(demo, of), []))

    assert code(await taker.start(number=number, test_id=test_id)) == "ok"
    await take(demo, taker)

    attempt = taker.paper.id
    names = {item.id: item.title for item in taker.paper.items}
    scored = demo.rows(
        select(item_scores.c.name, item_scores.c.points).where(item_scores.c.attempt_id == attempt)
    )
    waiting = {row.name: by_hand[names[row.name]] for row in scored if row.points is None}
    assert sorted(names[name] for name in waiting) == sorted(by_hand)
    assert sum(row.points for row in scored if row.points is not None) == possible - sum(by_hand.values())
    score_by_hand(demo, attempt, waiting)
    (row,) = demo.rows(select(attempts).where(attempts.c.id == attempt))
    assert (row.state, row.points, row.possible) == ("scored", possible, possible)
    after = levels(demo, attempt)
    assert [after[one] for one in codes.split()] == [MASTERY] * len(codes.split())


async def test_ada_can_start_whatever_the_portal_offers_her(demo: Demo, http: httpx.AsyncClient) -> None:
    moment = int(now())
    offered = demo.rows(
        select(deliveries.c.class_id, deliveries.c.number, classes.c.sourced_id)
        .join(classes, classes.c.id == deliveries.c.class_id)
        .where(
            deliveries.c.in_portal,
            deliveries.c.opens_at.is_(None) | (deliveries.c.opens_at <= moment),
            deliveries.c.closes_at.is_(None) | (deliveries.c.closes_at > moment),
        )
    )

    assert len(offered) >= 5
    for row in offered:
        taker = Taker(http, Group(row.class_id, []))
        answer = await taker.start(f"start-{row.class_id}-{row.number}"[:30], number=row.number)
        assert code(answer) == "ok", (row.sourced_id, row.number)
        await take(demo, taker)


async def test_a_visitor_may_try_again(demo: Demo, http: httpx.AsyncClient) -> None:
    taker = Taker(http, Group(class_id(demo, "HL-C-101"), []))
    for go in range(3):
        assert code(await taker.start(f"start-{go}", number=14, test_id="246813")) == "ok"
        assert code(await taker.submit(f"submit-{go}")) == "ok"

    assert code(await taker.start("start-4", number=14, test_id="246813")) == "no-attempts-left"


async def test_its_pictures_are_kept_with_their_questions(demo: Demo, http: httpx.AsyncClient) -> None:
    taker = Taker(http, Group(class_id(demo, "HL-C-101"), []))
    await taker.start(number=14, test_id="246813")

    shown = {
        (item.id, part.file, part.size)
        for item in taker.paper.items
        for part in parts(item.stimulus + item.body)
        if isinstance(part, Picture)
    }
    kept = demo.rows(select(item_files.c.item_id, item_files.c.id, item_files.c.size))
    assert shown
    assert shown <= {tuple(row) for row in kept}
