"""A bad file is refused whole, with the place of the fault."""

import json

import pytest

from tests.support.frameworks import DOCUMENT, Json, everything, item, link, loaded, package
from tests.support.school import School
from tmp_portal.imports.case import import_standards, source
from tmp_portal.imports.report import Fault, ImportRefused

GOOD = package([item("a")], [link("a", DOCUMENT)])


def faults(school: School, content: Json | bytes) -> list[Fault]:
    """What is wrong with the content; nothing of it was loaded."""
    before = everything(school)
    with pytest.raises(ImportRefused) as refused:
        loaded(school, content)
    assert everything(school) == before
    return refused.value.faults


def test_S09_a_fault_in_json_is_told_with_line_and_column(school: School) -> None:
    (fault,) = faults(school, b'{\n  "CFDocument": {},\n  "CFItems": [1 2]\n}')

    assert str(fault) == "framework.json:3: column 17 '2]': JSON (Expecting ',' delimiter)"


@pytest.mark.parametrize("at", [20, 150, 400, -1])
def test_S09_a_truncated_file_is_told_so(school: School, at: int) -> None:
    whole = json.dumps(GOOD, indent=1).encode()

    (fault,) = faults(school, whole[:at])

    assert fault.line > 0
    assert "JSON" in fault.expected


def test_S09_a_text_without_end_is_told_to_be_cut_short(school: School) -> None:
    (fault,) = faults(school, b'{"CFDocument": {"title": "Numb')

    assert fault.expected.endswith("the file seems to be cut short")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-16", "this file is UTF-16"),
        ("utf-16-be", "this file is UTF-16"),
        ("utf-32", "this file is UTF-32"),
    ],
)
def test_S09_other_unicode_encodings_have_their_own_words(school: School, encoding: str, words: str) -> None:
    (fault,) = faults(school, json.dumps(GOOD).encode(encoding))

    assert words in fault.expected


def test_S09_a_byte_that_is_not_utf_8_is_told_with_its_place(school: School) -> None:
    content = json.dumps(GOOD).replace("Number", "\nAño").encode("latin-1")

    (fault,) = faults(school, content)

    assert str(fault) == "framework.json:2: byte 2 '0xf1': UTF-8"


def test_S09_an_empty_file_is_refused(school: School) -> None:
    (fault,) = faults(school, b" \n")

    assert fault.expected == "JSON; the file is empty"


@pytest.mark.parametrize("nested", [b"[" * 100_000, b'{"a":' * 100_000, b'{"CFItems":' + b"[" * 5_000])
def test_S09_deep_nesting_is_refused(school: School, nested: bytes) -> None:
    (fault,) = faults(school, nested)

    assert "nested" in fault.expected


def test_S09_a_number_without_end_is_refused(school: School) -> None:
    (fault,) = faults(school, b'{"CFItems": ' + b"9" * 100_000 + b"}")

    assert "numbers" in fault.expected


def test_S09_a_file_that_is_too_large_is_refused(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LIMIT", 2**20)

    (fault,) = faults(school, json.dumps(GOOD).encode() + b" " * 2**20)

    assert fault.expected == "a file of at most 1 MB"


def test_S09_a_file_that_cannot_be_read_is_refused(school: School) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_standards(school.database, school.tenant, school.folder / "nowhere.json")

    assert "No such file" in str(refused.value.faults[0])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[]", ["framework.json: a CFPackage: an object with CFDocument, CFItems and CFAssociations"]),
        (
            b"{}",
            [
                "framework.json: CFDocument '(missing)': an object",
                "framework.json: CFItems '(missing)': an array of items",
            ],
        ),
        (
            b'{"CFDocument": 7,\n"CFItems": "a"}',
            [
                "framework.json:1: CFDocument '7': an object",
                "framework.json:2: CFItems '\"a\"': an array of items",
            ],
        ),
        (
            b'\n{"CFDocument": {}, "CFItems": []}',
            [
                "framework.json:2: CFDocument.identifier the framework's identifier",
                "framework.json:2: CFDocument.title the framework's title",
                "framework.json:2: CFItems at least one item with identifier and fullStatement",
            ],
        ),
    ],
)
def test_what_is_no_package_is_refused_with_what_is_missing(
    school: School, content: bytes, expected: list[str]
) -> None:
    found = faults(school, content)

    assert [str(fault) for fault in found] == expected


def test_a_list_of_frameworks_is_told_apart(school: School) -> None:
    found = faults(school, {"CFDocuments": [GOOD["CFDocument"]]})

    assert "fetch CFPackages/ID" in found[0].expected


def test_a_package_of_unusable_items_is_refused(school: School) -> None:
    (fault,) = faults(school, package([item("a", identifier=None), {}, None], []))

    assert fault.column == "CFItems"
