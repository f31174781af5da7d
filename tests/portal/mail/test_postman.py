"""The sender beside the requests of a portal that serves."""

import socket
import time
from typing import Any

import pytest
from litestar.testing import AsyncTestClient

from tests.portal.mail.support import FROM, MESSAGE, SECRET, change, put, rows, server
from tests.support.post_office import PostOffice, post_office
from tests.support.school import School
from tests.support.waiting import wait_until
from tmp_portal.asgi import create_app
from tmp_portal.clock import now
from tmp_portal.mail import queue
from tmp_portal.mail.sending import Postman
from tmp_portal.settings import Settings


class Told:
    """What a postman told of."""

    def __init__(self) -> None:
        self.faults: list[Exception] = []
        self.troubles: list[str] = []


def postman(school: School, smtp: str) -> tuple[Postman, Told]:
    told = Told()
    return (
        Postman(school.database, server(school, smtp), told.faults.append, told.troubles.append, every=0.01),
        told,
    )


async def test_a_portal_that_serves_sends_its_mail(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMP_PORTAL_MAIL_FROM", FROM)
    put(school)

    with post_office() as office:
        monkeypatch.setenv("TMP_PORTAL_SMTP", f"smtp://127.0.0.1:{office.port}")
        async with AsyncTestClient(create_app(Settings.load(school.folder))):
            wait_until(lambda: rows(school)[0].state == "sent")

    assert [mail["To"] for mail in office.arrived] == ["ada@hill.example"]


async def test_without_a_server_mail_waits_and_what_is_too_old_is_emptied(school: School) -> None:
    put(school, "ada@hill.example")
    change(school, expires_at=int(now()) - 1)
    put(school, "bob@hill.example")

    async with AsyncTestClient(create_app(school.settings)):
        wait_until(lambda: rows(school)[0].state == "failed")

    old, new = rows(school)
    assert (old.text, old.html, old.trouble) == ("", "", queue.TOO_LATE)
    assert (new.state, new.text) == ("waiting", MESSAGE.text)


def test_two_portals_send_each_message_once(school: School) -> None:
    for n in range(20):
        put(school, f"student{n}@hill.example")

    with post_office() as office:
        both = [postman(school, f"smtp://127.0.0.1:{office.port}") for _ in range(2)]
        for man, _ in both:
            man.start()
        wait_until(lambda: all(row.state == "sent" for row in rows(school)))
        for man, _ in both:
            man.stop()

    assert len(office.arrived) == 20
    assert len({mail["To"] for mail in office.arrived}) == 20
    assert [told.faults for _, told in both] == [[], []]


def test_a_server_that_stalls_holds_up_neither_requests_nor_the_end(school: School) -> None:
    put(school)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        man, told = postman(school, f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        man.start()
        wait_until(lambda: rows(school)[0].tries == 1)
        began = time.monotonic()
        put(school, "bob@hill.example")
        written = time.monotonic() - began
        man.stop()
        ended = time.monotonic() - began

    assert written < 5
    assert ended < 15
    assert told.faults == []
    assert rows(school)[0].state == "waiting"


def test_trouble_is_told_once_and_without_what_was_in_the_mail(school: School) -> None:
    put(school)
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    man, told = postman(school, f"smtp://portal:p@127.0.0.1:{port}")

    man.start()
    wait_until(lambda: told.troubles)
    man.stop()

    (words,) = told.troubles
    assert words.startswith("the mail server cannot be reached")
    assert SECRET not in words


def test_a_fault_of_ours_does_not_end_it(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    put(school)
    monkeypatch.setattr("tmp_portal.mail.sending.AFTER_TROUBLE", 0.01)
    broken: list[Any] = [KeyError("once")]
    claim = queue.claim
    monkeypatch.setattr(
        "tmp_portal.mail.queue.claim", lambda *given: raise_(broken.pop()) if broken else claim(*given)
    )

    with post_office() as office:
        man, told = postman(school, f"smtp://127.0.0.1:{office.port}")
        man.start()
        wait_until(lambda: rows(school)[0].state == "sent")
        man.stop()

    assert [type(fault) for fault in told.faults] == [KeyError]


def raise_(error: Exception) -> None:
    raise error


def test_a_refusing_office_is_left_in_peace_for_a_while(school: School) -> None:
    for n in range(3):
        put(school, f"student{n}@hill.example")

    with post_office(PostOffice(data="drop")) as office:
        man, told = postman(school, f"smtp://127.0.0.1:{office.port}")
        man.start()
        wait_until(lambda: told.troubles)
        man.stop()

    assert len(office.raw) == 1
    assert sorted(row.tries for row in rows(school)) == [0, 0, 1]
