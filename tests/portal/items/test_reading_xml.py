"""XML from outside is parsed without trusting it."""

import time
from pathlib import Path

import pytest

from tmp_portal.items.reading.xml import LIMIT, Malformed, get, name, parse, parse_html, text_of

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("data", "expected", "place"),
    [
        (b"", "the file is empty", (0, 0)),
        (b"words", "well-formed XML", (1, 1)),
        (b"<a>\n<b>\n</a>", "Opening and ending tag mismatch", (3, 5)),
        (b"<a>\n<b x='1'", "well-formed XML", (2, 9)),
        (b"<a>&nbsp;</a>", "Entity 'nbsp' not defined", (1, 10)),
        (b"<a>\xff</a>", "well-formed XML", (1, 4)),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "Unsupported encoding", (1, 39)),
        (b"<a>" * 400, "Excessive depth", (1, 771)),
        (b"<a " + b"x='1' " * 3 + b"/>", "redefined", (1, 22)),
    ],
)
def test_S09_what_is_no_xml_is_refused_with_its_line_and_column(
    data: bytes, expected: str, place: tuple[int, int]
) -> None:
    with pytest.raises(Malformed) as refused:
        parse(data)

    assert expected in refused.value.expected
    assert (refused.value.line, refused.value.column) == place


@pytest.mark.parametrize(
    "data",
    [
        f'<!DOCTYPE a [<!ENTITY e0 "ha">{BOMB}]><a>&e11;</a>',
        f'<!DOCTYPE a [<!ENTITY e0 "ha">{BOMB}]><a b="&e11;"/>',
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><a/>',
    ],
)
def test_S09_entities_are_refused_before_they_grow(data: str) -> None:
    begun = time.monotonic()

    with pytest.raises(Malformed):
        parse(data.encode())

    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("place", ["<a>&x;</a>", "<a b='&x;'/>"])
def test_S09_no_entity_reads_a_file(tmp_path: Path, place: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")

    with pytest.raises(Malformed) as refused:
        parse(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{place}'.encode())

    assert "a secret" not in refused.value.expected


def test_S09_a_file_without_end_is_refused() -> None:
    with pytest.raises(Malformed, match="at most 32 MB"):
        parse(b"<a>" + b" " * LIMIT)


def test_a_doctype_alone_is_read_over() -> None:
    root = parse(
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>one&nbsp;two &unknown;<!-- c -->three</a>'
    )

    assert text_of(root) == "one\xa0two three"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_every_common_encoding_is_read(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")

    assert text_of(parse(f'<?xml version="1.0" encoding="{declared}"?><a>é</a>'.encode(encoding))) == "é"


def test_the_versions_have_one_spelling() -> None:
    three = parse(b'<q:qti-choice-interaction xmlns:q="x" max-choices="2"/>')
    two = parse(b'<choiceInteraction xmlns="y" maxChoices="2"/>')

    assert name(three) == name(two) == "choiceInteraction"
    assert get(three, "maxChoices") == get(two, "maxChoices") == "2"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a &amp; b", "a & b"),
        ("<p>one<p>two", "onetwo"),
        ("</p></div>x", "x"),
        ("", ""),
        ("<<<<", "<<<<"),
        ("&#0;&#27;[2J", "[2J"),
        ("<html><body>x</body></html>", "x"),
        ("\x00\x01x", "x"),
    ],
)
def test_html_is_read_however_it_is_written(markup: str, text: str) -> None:
    assert (
        "".join(one for one in text_of(parse_html(markup)) if one.isprintable() and one != "\ufffd") == text
    )
