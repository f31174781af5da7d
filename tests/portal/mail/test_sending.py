"""The sender, and mail servers of every temper."""

import socket
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.portal.mail.support import MESSAGE, SECRET, change, deliver, put, rows
from tests.support.post_office import (
    PASSWORD,
    USER,
    PostOffice,
    certificate,
    checks_passwords,
    post_office,
)
from tests.support.school import School
from tmp_portal.clock import now
from tmp_portal.mail import queue
from tmp_portal.mail.outbox import Message


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_message_arrives_as_text_and_as_html(school: School) -> None:
    put(school)

    with post_office() as office:
        tally = deliver(school, f"smtp://127.0.0.1:{office.port}")

    (mail,) = office.arrived
    assert tally.sent == 1
    assert (mail["To"], mail["From"]) == ("ada@hill.example", "Hill School <portal@hill.example>")
    assert mail["Subject"] == "A new password"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@hill.example>")
    assert mail["Date"].startswith("Mon, 16 Mar 2026 15:00:")
    assert SECRET in part(mail, "plain").splitlines()
    assert part(mail, "html").strip() == MESSAGE.html


def test_what_was_sent_leaves_no_text_behind(school: School) -> None:
    put(school)

    with post_office() as office:
        deliver(school, f"smtp://127.0.0.1:{office.port}")
        again = deliver(school, f"smtp://127.0.0.1:{office.port}")

    (row,) = rows(school)
    assert (row.state, row.text, row.html, row.trouble) == ("sent", "", "", "")
    assert again.sent == 0
    assert len(office.arrived) == 1


def test_a_server_that_fails_for_now_is_tried_again_later(school: School) -> None:
    put(school)

    with post_office(PostOffice(data="451 4.3.0 Not now, " + SECRET)) as office:
        tally = deliver(school, f"smtp://127.0.0.1:{office.port}")
        (row,) = rows(school)
        office.data = "250 OK"
        too_early = deliver(school, f"smtp://127.0.0.1:{office.port}")
        change(school, try_at=int(now()))
        deliver(school, f"smtp://127.0.0.1:{office.port}")

    assert (tally.later, tally.trouble) == (1, "")
    assert (row.state, row.text) == ("waiting", MESSAGE.text)
    assert row.trouble == "the mail server did not take the message now (451 4.3.0)"
    assert 50 <= row.try_at - now() <= 60
    assert too_early.sent == 0
    assert len(office.arrived) == 1


@pytest.mark.parametrize(
    ("office", "says"),
    [
        (PostOffice(rcpt="550 5.1.1 Nobody here"), "does not take mail for this address (550 5.1.1)"),
        (PostOffice(data=f"554 We refuse {SECRET}"), "did not take the message (554)"),
    ],
)
def test_a_refusal_for_good_is_said_without_what_was_in_the_mail(
    school: School, office: PostOffice, says: str
) -> None:
    put(school)

    with post_office(office):
        tally = deliver(school, f"smtp://127.0.0.1:{office.port}")

    (row,) = rows(school)
    assert (tally.failed, row.state) == (1, "failed")
    assert row.trouble.endswith(says)
    assert SECRET not in row.trouble


def test_one_refused_recipient_does_not_keep_the_others_waiting(school: School) -> None:
    put(school, "not an address\r\nBcc: all@hill.example")
    put(school, "ada@hill.example")
    put(school, "bob@hill.example")

    with post_office() as office:
        tally = deliver(school, f"smtp://127.0.0.1:{office.port}")

    assert (tally.sent, tally.failed) == (2, 1)
    assert {mail["To"] for mail in office.arrived} == {"ada@hill.example", "bob@hill.example"}


def test_a_server_that_never_answers_is_left(school: School) -> None:
    put(school, "ada@hill.example")
    put(school, "bob@hill.example")

    with socket.create_server(("127.0.0.1", 0)) as silent:
        tally = deliver(school, f"smtp://127.0.0.1:{silent.getsockname()[1]}", step_limit=0.2)

    assert tally.trouble == "the mail server did not answer in time"
    assert [row.tries for row in rows(school)] == [1, 0]


def test_a_line_that_breaks_before_the_yes_is_tried_again_under_the_same_id(school: School) -> None:
    put(school)

    with post_office(PostOffice(data="drop")) as office:
        tally = deliver(school, f"smtp://127.0.0.1:{office.port}")
        (row,) = rows(school)
        office.data = "250 OK"
        change(school, try_at=int(now()))
        deliver(school, f"smtp://127.0.0.1:{office.port}")

    assert tally.trouble == "the mail server broke off"
    assert (row.state, row.text) == ("waiting", MESSAGE.text)
    ids = {line for raw in office.raw for line in raw.splitlines() if line.startswith(b"Message-ID")}
    assert len(office.raw) == 2
    assert len(ids) == 1


def test_a_server_that_wants_a_new_line_now_and_then_gets_one(school: School) -> None:
    for n in range(7):
        put(school, f"student{n}@hill.example")

    with post_office(PostOffice(most=2)) as office:
        tally = deliver(school, f"smtp://127.0.0.1:{office.port}")
        change(school, try_at=int(now()))
        again = deliver(school, f"smtp://127.0.0.1:{office.port}")

    assert (tally.sent, tally.later, tally.trouble) == (5, 2, "")
    assert again.sent == 2
    assert len({mail["To"] for mail in office.arrived}) == 7


def test_an_address_in_letters_that_the_server_cannot_take_is_said(school: School) -> None:
    put(school, "ада@hill.example")
    put(school, "ada@hügel.example")

    with post_office(enable_SMTPUTF8=False) as plain, post_office() as office:
        deliver(school, f"smtp://127.0.0.1:{plain.port}")
        first = {row.recipient: row.trouble for row in rows(school)}
        change(school, state="waiting", try_at=int(now()))
        deliver(school, f"smtp://127.0.0.1:{office.port}")

    assert [mail["To"] for mail in plain.arrived] == ["ada@xn--hgel-0ra.example"]
    assert first == {
        "ada@hügel.example": "",
        "ада@hill.example": "the mail server takes no address with such letters in it",
    }
    assert "ада@hill.example" in [mail["To"] for mail in office.arrived]


def test_a_link_stays_whole_beside_any_letters(school: School) -> None:
    put(
        school,
        message=Message("activate", "李小龙", f"Hello 李小龙,\n\n{SECRET * 3}\n", f"<p>李小龙</p>{SECRET}"),
    )

    with post_office() as office:
        deliver(school, f"smtp://127.0.0.1:{office.port}")

    (mail,) = office.arrived
    assert mail["Subject"] == "李小龙"
    assert SECRET * 3 in part(mail, "plain").splitlines()


def test_the_log_has_nothing_of_what_was_in_the_mail(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    put(school)

    with post_office(PostOffice(rcpt=f"550 {SECRET}")) as office:
        deliver(school, f"smtp://{USER}:hidden@127.0.0.1:{office.port}")
        deliver(school, f"smtp://127.0.0.1:{office.port}")

    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]
    assert not any(SECRET in said or "hidden" in said for said in ours)


def test_a_server_that_is_not_there(school: School) -> None:
    put(school)
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    tally = deliver(school, f"smtp://127.0.0.1:{port}")

    assert tally.trouble.startswith("the mail server cannot be reached")


def test_starttls_and_a_password(school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(school)
    context, ca = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))

    with post_office(tls_context=context, require_starttls=True, **checks_passwords()) as office:
        who = f"{USER}:{quote(PASSWORD, safe='')}"
        tally = deliver(school, f"smtp+starttls://{who}@127.0.0.1:{office.port}")

    assert tally.sent == 1
    assert len(office.arrived) == 1


def test_smtps(school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(school)
    context, ca = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))

    with post_office(ssl_context=context, server_hostname="127.0.0.1") as office:
        tally = deliver(school, f"smtps://127.0.0.1:{office.port}")

    assert tally.sent == 1


def test_a_certificate_that_nobody_vouches_for_gets_neither_mail_nor_password(
    school: School, tmp_path: Path
) -> None:
    put(school)
    context, _ = certificate(tmp_path)

    with post_office(tls_context=context, require_starttls=True, **checks_passwords()) as office:
        tally = deliver(school, f"smtp+starttls://{USER}:x@127.0.0.1:{office.port}")

    assert tally.trouble.startswith("the mail server's certificate is not trusted")
    assert not office.raw


def test_a_wrong_password_is_said_without_it(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(school)
    context, ca = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))

    with post_office(tls_context=context, require_starttls=True, **checks_passwords()) as office:
        tally = deliver(school, f"smtp+starttls://{USER}:guess@127.0.0.1:{office.port}")

    assert "did not accept user and password" in tally.trouble
    assert "guess" not in tally.trouble


def test_a_server_without_starttls_is_not_spoken_to_in_the_clear(school: School) -> None:
    put(school)

    with post_office() as office:
        tally = deliver(school, f"smtp+starttls://{USER}:x@127.0.0.1:{office.port}")

    assert "STARTTLS" in tally.trouble
    assert not office.raw


def test_what_expired_is_never_sent_and_is_emptied(school: School) -> None:
    put(school)
    change(school, expires_at=int(now()))

    with post_office() as office:
        deliver(school, f"smtp://127.0.0.1:{office.port}")
    school.write(lambda connection: queue.tidy(connection, now()))

    (row,) = rows(school)
    assert not office.raw
    assert (row.state, row.text, row.html, row.trouble) == ("failed", "", "", queue.TOO_LATE)


def test_what_is_done_is_swept_after_thirty_days(school: School) -> None:
    put(school)
    change(school, state="sent", try_at=int(now()))

    school.write(lambda connection: queue.tidy(connection, now() + 29 * 86_400))
    assert rows(school)
    school.write(lambda connection: queue.tidy(connection, now() + 31 * 86_400))

    assert not rows(school)


def test_two_senders_never_take_the_same_message(school: School) -> None:
    put(school)

    first = school.write(lambda connection: queue.claim(connection, now()))
    second = school.write(lambda connection: queue.claim(connection, now()))
    after_a_crash = school.write(lambda connection: queue.claim(connection, now() + queue.CLAIMED_FOR + 1))

    assert first.id == after_a_crash.id
    assert second is None


def tries_until(school: School, time: int) -> int | None:
    """A try that fails; when the next one is."""
    row = school.write(lambda connection: queue.claim(connection, time))
    if row is None:
        return None
    school.write(lambda connection: queue.later(connection, row, "busy", time))
    return int(rows(school)[0].try_at)


def tries(school: School, most: int) -> list[int]:
    """The moments of all the tries that fail."""
    moments: list[int] = []
    time = tries_until(school, int(now()))
    while time is not None and len(moments) < most:
        moments.append(time)
        time = tries_until(school, time)
    return moments


def test_pauses_grow(school: School) -> None:
    put(school, message=Message("activate", "s", "t", "", 14 * 86_400))

    moments = tries(school, 6)

    assert [after - before for before, after in pairwise(moments)] == [300, 1800, 7200, 7200, 7200]


def test_a_link_that_is_good_for_half_an_hour_is_tried_while_it_is(school: School) -> None:
    put(school)

    moments = tries(school, 100)

    assert 4 <= len(moments) < 20


@pytest.mark.parametrize("name", ["Ada\r\nBcc: all@hill.example", "\x1b]0;x\x07Ada", "李小龙", "A" * 300])
def test_S06_no_name_gets_out_of_the_subject(school: School, name: str) -> None:
    put(school, message=Message("activate", f"Account of {name}", f"Hello {name}", f"<p>{name}</p>"))

    with post_office() as office:
        deliver(school, f"smtp://127.0.0.1:{office.port}")

    (mail,) = office.arrived
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Account of ")
    assert mail["Subject"].isprintable()
    assert all(len(line) <= 998 for line in office.raw[0].splitlines())
