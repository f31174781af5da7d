"""What the mails say, whoever they are for."""

import re
from html.parser import HTMLParser

import pytest

from tmp_portal.accounts.links import GOOD_FOR
from tmp_portal.mail import messages
from tmp_portal.mail.letter import WIDTH
from tmp_portal.mail.messages import Addressed, Invited, link_to
from tmp_portal.mail.outbox import Message
from tmp_tui.text import cell_len

TOKEN = "tmpl_" + "x" * 43
LINK = link_to("https://portal.hill.example/", TOKEN)
CODE = "BCDF-GHJK-LMNP"
ADA = Addressed("Ada Hill", "Hill School", "4821", "ada")
HOSTILE = [
    "Ada\nBcc: all@hill.example",
    "\x1b]8;;https://evil.example\x07Ada\x1b[31m",
    "<script>alert(1)</script><img src=x>",
    "A" * 300,
    "李小龙" * 100,
    "{{ 7 * 7 }}{% raise %}",
    "\u202eadA",
]


def invited(who: Addressed, link: str = LINK) -> Invited:
    return Invited(who.name, who.school, who.account, who.username, link, CODE)


def all_about(who: Addressed, link: str = LINK) -> list[Message]:
    """Every kind of mail."""
    return [
        messages.activation(who, link, CODE),
        messages.reset([invited(who, link)]),
        messages.reset([invited(who, link), invited(ADA, link)]),
        messages.account_numbers([who, ADA]),
        messages.confirm_email(who, "ada@home.example", link, CODE),
        messages.password_changed(who),
        messages.password_closed(who),
        messages.email_changed(who, "ada@home.example"),
        messages.email_changed(who, ""),
    ]


class Reader(HTMLParser):
    """What a mail program shows, and what it is told to fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.said += "\n" * (tag == "br")
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.said += data


def read(message: Message) -> Reader:
    reader = Reader()
    reader.feed(message.html)
    return reader


def test_link_and_code_each_have_a_line_of_their_own() -> None:
    for message in (messages.activation(ADA, LINK, CODE), messages.reset([invited(ADA)])):
        lines = message.text.splitlines()

        assert f"https://portal.hill.example/l/{TOKEN}" == LINK
        assert LINK in lines
        assert CODE in lines
        assert "Account number: 4821" in lines
        assert "Username: ada" in lines


def test_html_says_the_same_behind_one_link() -> None:
    message = messages.activation(ADA, LINK, CODE)

    reader = read(message)
    assert reader.links == [LINK]
    assert LINK in reader.said  # also to be copied
    assert re.sub(r"\s+", " ", message.text).split()[-3:] == reader.said.split()[-3:]
    assert {"4821", "ada", CODE} <= set(reader.said.split())


@pytest.mark.parametrize("message", all_about(ADA), ids=lambda message: message.kind)
def test_nothing_in_a_mail_comes_from_elsewhere(message: Message) -> None:
    reader = read(message)

    assert not reader.tags & {"img", "script", "link", "iframe", "object", "form", "style"}
    assert not reader.attributes & {"src", "background", "srcset", "action"}
    assert "url(" not in message.html
    assert all(link.startswith("https://portal.hill.example/l/") for link in reader.links)


def test_without_an_address_of_the_portal_there_is_only_the_code() -> None:
    for message in all_about(ADA, ""):
        assert "http" not in message.text
        assert not read(message).links

    assert link_to("", TOKEN) == ""
    assert 'choose "I have a link or code"' in messages.activation(ADA, "", CODE).text


def test_each_of_several_people_has_a_link_of_their_own() -> None:
    bob = Invited(
        "Bob Hill", "Hill School", "4821", "bob", link_to("https://p.example", "tmpl_b"), "QQQQ-RRRR-SSSS"
    )

    message = messages.reset([invited(ADA), bob])

    assert message.text.index("Ada Hill") < message.text.index(LINK) < message.text.index("Bob Hill")
    assert message.text.index("Bob Hill") < message.text.index("https://p.example/l/tmpl_b")
    assert read(message).links == [LINK, bob.link]


def test_a_mail_is_worth_sending_as_long_as_its_link_is_good() -> None:
    assert messages.activation(ADA, LINK, CODE).good_for == GOOD_FOR["activate"]
    assert messages.reset([invited(ADA)]).good_for == GOOD_FOR["reset"]
    assert messages.confirm_email(ADA, "a@b.example", LINK, CODE).good_for == GOOD_FOR["email"]
    assert "for 14 days" in messages.activation(ADA, LINK, CODE).text
    assert "for 30 minutes" in messages.reset([invited(ADA)]).text


def test_every_mail_says_what_to_do_if_it_was_not_asked_for() -> None:
    for message in all_about(ADA):
        last = message.text.rstrip().split("\n\n")[-1]

        assert "do nothing" in last.replace("\n", " ") or "tell your school" in last.replace("\n", " ")


@pytest.mark.parametrize("name", HOSTILE)
def test_S06_a_name_stays_a_name(name: str) -> None:
    for message in all_about(Addressed(name, name, name, name)):
        reader = read(message)
        lines = message.text.splitlines()

        assert "script" not in reader.tags
        assert "img" not in reader.tags
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", message.text + message.html + message.subject
        )
        assert not any(line.startswith("Bcc") for line in lines)
        assert all(cell_len(line) <= WIDTH for line in lines if line != LINK)
        assert "49" not in message.text


def test_the_code_of_an_address_is_typed_where_a_signed_in_student_finds_it() -> None:
    said = " ".join(messages.confirm_email(ADA, "a@b.example", LINK, CODE).text.split())

    assert 'Account Settings, choose "Confirm ... with the code' in said
    assert "sign-in page" not in said


def test_beside_a_code_stands_which_portal_takes_it() -> None:
    for message in (messages.activation(ADA, LINK, CODE), messages.reset([invited(ADA)])):
        assert "Portal: https://portal.hill.example\n" in message.text
        assert message.text.index(CODE) < message.text.index("Portal: ")

    assert "Portal:" not in messages.activation(ADA, "", CODE).text
