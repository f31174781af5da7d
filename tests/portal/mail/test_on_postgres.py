"""Several senders on PostgreSQL, where they really run side by side."""

import asyncio
import threading

from tests.portal.mail.support import put, rows, server
from tests.portal.test_postgres import on_postgres, pytestmark
from tests.support.post_office import post_office
from tests.support.school import School
from tmp_portal.clock import now
from tmp_portal.mail import queue
from tmp_portal.mail.sending import send_due

__all__ = ["on_postgres", "pytestmark"]


def test_several_senders_send_each_message_once(on_postgres: School) -> None:
    school = on_postgres
    for n in range(40):
        put(school, f"student{n}@hill.example")

    with post_office() as office:
        to = server(school, f"smtp://127.0.0.1:{office.port}")
        senders = [
            threading.Thread(target=lambda: asyncio.run(send_due(school.database, to))) for _ in range(4)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()

    assert {row.state for row in rows(school)} == {"sent"}
    assert len(office.arrived) == len({mail["To"] for mail in office.arrived}) == 40


def test_the_box_is_tidied(on_postgres: School) -> None:
    put(on_postgres)

    on_postgres.write(lambda connection: queue.tidy(connection, now() + 3600))
    expired = rows(on_postgres)
    on_postgres.write(lambda connection: queue.tidy(connection, now() + 40 * 86_400))

    assert [(row.state, row.text) for row in expired] == [("failed", "")]
    assert rows(on_postgres) == []
