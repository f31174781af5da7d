"""What staff see of the mail, hand over and send."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.portal.mail.support import MESSAGE, SECRET, change, put, rows
from tests.portal.staff.conftest import Command
from tests.support.post_office import PostOffice, post_office
from tests.support.school import School
from tmp_portal.cli import main
from tmp_portal.clock import now
from tmp_portal.db.getting_in import audit


@pytest.fixture
def sends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMP_PORTAL_MAIL_FROM", "portal@hill.example")


def test_without_a_mail_server_the_list_says_what_to_do(school: School, words: Command) -> None:
    put(school)

    said = words("mail", "list")

    assert "waiting" in said
    assert "ada@hill.example" in said
    assert "tmp-portal mail show ID" in said
    assert "smtp = " in said
    assert SECRET not in said


def test_a_message_is_shown_to_hand_over_and_that_is_written_down(school: School, words: Command) -> None:
    put(school)

    said = words("mail", "show", rows(school)[0].id)

    events = school.database.read_now(lambda c: c.execute(select(audit.c.event)).scalars().all())
    assert SECRET in said.splitlines()
    assert "To: ada@hill.example" in said
    assert events == ["mail-shown"]


def test_an_unknown_id_is_said(refused: Command) -> None:
    assert "tmp-portal mail list" in refused("mail", "show", "nosuchmail")
    assert "no message has the id" in refused("mail", "retry", "\x1b[31mx")


def test_send_without_a_server_says_how_to_set_one(refused: Command) -> None:
    assert "mail_from = " in refused("mail", "send")


@pytest.mark.usefixtures("sends")
def test_send_sends_what_is_due(school: School, words: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    put(school)

    with post_office() as office:
        monkeypatch.setenv("TMP_PORTAL_SMTP", f"smtp://127.0.0.1:{office.port}")
        said = words("mail", "send")
        listed = words("mail", "list")

    assert said == "1 sent.\n"
    assert len(office.arrived) == 1
    assert "sent" in listed
    assert "smtp =" not in listed


@pytest.mark.usefixtures("sends")
def test_what_was_refused_can_be_tried_again(
    school: School, words: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(school)

    with post_office(PostOffice(rcpt="550 5.1.1 Nobody")) as office:
        monkeypatch.setenv("TMP_PORTAL_SMTP", f"smtp://127.0.0.1:{office.port}")
        refused_once = main(["--data", str(school.folder), "mail", "send"])
        listed = words("mail", "list")
        office.rcpt = "250 OK"
        retried = words("mail", "retry", rows(school)[0].id)
        words("mail", "send")

    assert refused_once == 1
    assert "within a minute" in retried
    assert "at once with: tmp-portal mail send" in retried
    assert "does not take mail for this address (550 5.1.1)" in listed
    assert rows(school)[0].state == "sent"


def test_what_was_sent_or_is_too_old_is_not_tried_again(school: School, refused: Command) -> None:
    put(school)
    id = rows(school)[0].id

    change(school, expires_at=int(now()))
    assert "too old" in refused("mail", "retry", id)
    change(school, state="sent", text="")
    assert "sent already" in refused("mail", "retry", id)


def test_anothers_mail_is_not_there(school: School, refused: Command, staff: Command) -> None:
    others = school.elsewhere()
    put(others)

    assert staff("mail", "list", "--account", "4821") == []
    assert "no message has the id" in refused("mail", "show", rows(school)[0].id, "--account", "4821")


def test_S06_hostile_words_reach_no_terminal(school: School, words: Command) -> None:
    put(school, "\x1b]52;c;x\x07ada@hill.example")
    change(school, subject="\x1b[2Jsubject", text="\x9b31mtext\x1b[0m\n", trouble="x")

    said = words("mail", "list") + words("mail", "show", rows(school)[0].id)

    assert "\x1b" not in said
    assert "\x9b" not in said


@pytest.mark.parametrize(
    ("smtp", "says"),
    [
        ("mail.hill.example", "smtp begins with one of"),
        ("http://mail.hill.example", "smtp begins with one of"),
        ("smtps://:x@", "smtp begins with one of"),
        ("smtp://u:secret@mail.hill.example", "readable"),
        ("smtps://u:secret@mail.hill.example:port", "no address that can be read"),
    ],
)
@pytest.mark.usefixtures("sends")
def test_a_setting_that_cannot_be_used_is_said_without_its_password(
    refused: Command, monkeypatch: pytest.MonkeyPatch, smtp: str, says: str
) -> None:
    monkeypatch.setenv("TMP_PORTAL_SMTP", smtp)

    for command in (["mail", "send"], ["settings"], ["serve"]):
        said = refused(*command)

        assert says in said
        assert "secret" not in said


def test_an_address_that_no_browser_opens_is_refused(
    refused: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMP_PORTAL_URL", "portal.hill.example")

    assert "it begins with https://" in refused("settings")


def test_a_server_needs_a_sender(refused: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMP_PORTAL_SMTP", "smtp://127.0.0.1")

    assert "mail_from" in refused("mail", "send")


def test_the_words_of_a_message_are_whole(school: School, staff: Command, tmp_path: Path) -> None:
    put(school)

    shown = staff("mail", "show", rows(school)[0].id)

    assert (shown["subject"], shown["text"]) == (MESSAGE.subject, MESSAGE.text)
