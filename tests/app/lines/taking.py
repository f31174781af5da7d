"""A student who takes an assessment of the real portal in line mode."""

from collections.abc import Callable

import httpx
from sqlalchemy import Connection, select

from tests.support.school import PASSWORD, School
from tests.support.typist import Typist
from tests.support.waiting import wait_until
from tmp_portal.attempts import queries
from tmp_portal.db.students_work import attempts
from tmp_tui.lines import run
from tmp_tui.session import Session

ADA = ("4821", "ada", PASSWORD)
START = ("1", "1")  # the first thing on Home, and Start Assessment or Continue on its page
Line = str | Callable[[], str]


def walk(
    school: School,
    *lines: Line,
    session: Session | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Typist:
    """What is written when these lines are typed from Home on."""
    typist = Typist(*ADA, *lines)
    status = run(
        session or school.session(transport),
        read=typist.read,
        read_secret=typist.read_secret,
        write=typist.write,
        patience=5,
    )
    assert status == 0
    return typist


def after(typist: Typist, first: str, *, nth: int = 1) -> list[str]:
    """What was written after the n-th line that begins so, up to the next prompt."""
    found = [at for at, line in enumerate(typist.written) if line.startswith(first)]
    told: list[str] = []
    for line in typist.written[found[nth - 1] + 1 :]:
        if line.endswith("? ") or line.endswith("?: ") or line.endswith(": "):
            break
        told.append(line)
    return told


def on_portal(school: School) -> dict[str, bytes]:
    """Every answer that the portal has, by the question's title, as it keeps them."""

    def read(connection: Connection) -> dict[str, bytes]:
        found = {}
        for attempt in connection.execute(select(attempts.c.id)).scalars().all():
            for name, row in queries.latest_answers(connection, school.tenant, attempt).items():
                found[name.partition("-")[2]] = row.content
        return found

    return school.database.read_now(read)


def once(true: Callable[[], bool], typed: str = "/m") -> Callable[[], str]:
    """A line that is typed when something is so at last."""

    def type_it() -> str:
        wait_until(true)
        return typed

    return type_it


def doing(act: Callable[[], object], typed: str = "/m") -> Callable[[], str]:
    """A line before which something happens."""

    def type_it() -> str:
        act()
        return typed

    return type_it
