"""A message that waits in a school's outbox, and a sender for it."""

import asyncio
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from tests.support.school import School
from tmp_portal.clock import now
from tmp_portal.db.mail import outbox
from tmp_portal.mail.outbox import Message, post
from tmp_portal.mail.sending import Tally, send_due
from tmp_portal.mail.server import MailServer, mail_server

FROM = "Hill School <portal@hill.example>"
SECRET = "https://portal.hill.example/l/tmpl_secret"
MESSAGE = Message("reset", "A new password", f"Open this:\n\n{SECRET}\n", f"<p>{SECRET}</p>", 1800)


def put(school: School, recipient: str = "ada@hill.example", message: Message = MESSAGE) -> None:
    """Post it."""
    school.write(lambda connection: post(connection, school.tenant, recipient, message, now()))


def rows(school: School) -> list[Any]:
    """The box, oldest first."""
    return list(
        school.database.read_now(lambda c: c.execute(select(outbox).order_by(outbox.c.recipient)).all())
    )


def change(school: School, **values: Any) -> None:
    """Every message is different now."""
    school.write(lambda connection: connection.execute(update(outbox).values(**values)))


def server(school: School, smtp: str) -> MailServer:
    """The mail server that a setting names."""
    found = mail_server(replace(school.settings, smtp=smtp, mail_from=FROM))
    assert found is not None
    return found


def deliver(school: School, smtp: str, step_limit: float = 5) -> Tally:
    """Send what is due."""
    return asyncio.run(send_due(school.database, server(school, smtp), step_limit=step_limit))
