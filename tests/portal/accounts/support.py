"""What the tests of the ways in have in common."""

import re
from typing import Any

import httpx
from sqlalchemy import literal_column, select

from tests.support.school import School
from tmp_portal.accounts import beside, links
from tmp_portal.clock import now
from tmp_portal.db.getting_in import audit
from tmp_portal.db.mail import outbox

NEW = "three quiet green lamps"


async def post(school: School, path: str, body: dict[str, Any], token: str = "") -> httpx.Response:
    """One request, and what goes on beside its answer."""
    async with school.http(token) as http:
        answer = await http.post(path, json=body)
    await beside.finished()
    return answer


async def sign_in(school: School, username: str, password: str, account: str = "4821") -> httpx.Response:
    return await post(
        school, "/v1/sessions", {"account": account, "username": username, "password": password}
    )


def link(school: School, user_id: str, kind: links.Kind = "reset", email: str = "") -> links.Made:
    """A link as a mail brings it, to the school's address unless there is another."""
    return school.write(
        lambda c: links.make(
            c,
            school.tenant,
            user_id,
            kind,
            email or ("a@b.example" if kind == "email" else f"{user_id.partition('-')[2]}@hill.example"),
            now(),
        )
    )


def mails(school: School) -> list[Any]:
    """What waits in the outbox, the oldest first."""
    return school.write(lambda c: list(c.execute(select(outbox).order_by(literal_column("rowid")))))


def codes(text: str) -> list[str]:
    """The codes in a mail."""
    return re.findall(r"[B-Z]{4}-[B-Z]{4}-[B-Z]{4}", text)


def events(school: School) -> list[tuple[str, str]]:
    """What the audit has, and about whom."""
    return school.write(
        lambda c: [
            (row.event, row.user_id) for row in c.execute(select(audit).order_by(literal_column("rowid")))
        ]
    )
