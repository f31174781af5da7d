"""Records of CSV with the lines on which they begin, and what cannot be read."""

import io

import pytest

from tests.support.rosters import Office, lakes
from tmp_portal.imports.csv_rows import Unreadable, csv_rows


def read(content: bytes) -> list[tuple[int, list[str]]]:
    """All records."""
    return list(csv_rows(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("content", "records"),
    [
        (b"", []),
        (b"a,b\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        (b"\xef\xbb\xbfa\r\n\r\n1\r\n", [(1, ["a"]), (3, ["1"])]),
        (b'"a"\n"1\n2\r\n3"\nb\n', [(1, ["a"]), (2, ["1\n2\r\n3"]), (5, ["b"])]),
        (b'"say ""hi"""\n', [(1, ['say "hi"'])]),
        ("é,🎓\n".encode(), [(1, ["é", "🎓"])]),
    ],
)
def test_records_are_read_with_their_lines(content: bytes, records: list[tuple[int, list[str]]]) -> None:
    assert read(content) == records


@pytest.mark.parametrize(
    ("content", "line", "value", "expected"),
    [
        (b"a\nb\xe9\n", 2, "byte 0xE9 at 2", "text in UTF-8 (in Excel: save as CSV UTF-8)"),
        (b"a\nb\x00\n", 2, "a NUL byte", "text in UTF-8, which has none"),
        ("a\n".encode("utf-16"), 1, "UTF-16", "text in UTF-8; this is UTF-16"),
        (b"\xfe\xff\x00a", 1, "UTF-16", "text in UTF-8; this is UTF-16"),
        (b'a\n"b\nc\nd\n', 2, "", "a closing quote"),
        (b'a\n"b" c\n', 2, "", "quotes around whole fields"),
        (b"a\rb\rc\n", 1, "", "lines that end in LF or CR LF, not in CR alone"),
        (b"a\n" + b"x" * 20_001, 2, "x" * 20_001, "a field of at most 20,000 characters"),
        (b"a\n" + b"x" * 200_000, 2, "", "a field of at most 20,000 characters"),
        (b"a\n" + b"x" * (1 << 21), 2, "", "a line of at most 1,048,576 bytes"),
    ],
)
def test_S09_what_cannot_be_read_is_told_with_its_line(
    content: bytes, line: int, value: str, expected: str
) -> None:
    with pytest.raises(Unreadable) as error:
        read(content)

    assert (error.value.line, error.value.value) == (line, value)
    assert error.value.expected.startswith(expected)


def test_S09_a_file_in_another_encoding_is_refused_once(office: Office) -> None:
    roster = lakes()
    roster.raw["users.csv"] = roster.files()["users.csv"].replace(b"Ada", b"Ad\xe1")

    assert office.refusal(roster) == [
        "users.csv:2: 'byte 0xE1 at 18': text in UTF-8 (in Excel: save as CSV UTF-8)"
    ]


def test_S09_a_file_cut_within_a_field_is_refused(office: Office) -> None:
    roster = lakes()
    roster.row("classes", "alg-2")["title"] = "Algebra, again"
    roster.raw["classes.csv"] = roster.files()["classes.csv"].split(b", again")[0]

    (fault,) = office.refusal(roster)

    assert fault == 'classes.csv:3: a closing quote (") for the field that one opens in this record'


def test_S09_utf_16_has_its_own_words(office: Office) -> None:
    roster = lakes()
    roster.raw["orgs.csv"] = roster.files()["orgs.csv"].decode().encode("utf-16")

    (fault,) = office.refusal(roster)

    assert fault.startswith("orgs.csv:1: 'UTF-16': text in UTF-8; this is UTF-16")


def test_a_bom_and_quoted_line_ends_are_fine(office: Office) -> None:
    roster = lakes()
    roster.row("classes", "alg-1")["title"] = "Algebra,\r\nthe first"
    roster.raw["users.csv"] = b"\xef\xbb\xbf" + roster.files()["users.csv"]

    assert office.load(roster).changes["users"].added == 3
