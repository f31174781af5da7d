"""Packages that are broken or meant to harm: refused with the place of the fault, and nothing half-loaded."""

import struct
import zlib
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.items import (
    a_choice,
    asked,
    everything,
    manifest,
    quiz,
    resource,
    unpacked,
    zipped,
)
from tests.support.school import School
from tmp_portal.imports.items import import_items
from tmp_portal.imports.report import Fault, ImportRefused

WHOLE = {
    "imsmanifest.xml": manifest(resource("a.xml"), resource("b.xml"), resource("q.xml", "imsqti_xmlv1p2")),
    "a.xml": a_choice("a"),
    "b.xml": a_choice("b"),
    "q.xml": quiz(asked(1)),
}


def refusal(school: School, path: Path) -> Fault:
    """The fault for which a package is refused; nothing of it is loaded."""
    with pytest.raises(ImportRefused) as refused:
        import_items(school.database, school.tenant, path)
    assert everything(school) == []
    return refused.value.faults[0]


def test_S09_a_manifest_that_is_no_xml_refuses_the_package_with_its_place(bank: School) -> None:
    path = zipped(bank.folder, WHOLE | {"imsmanifest.xml": b"<manifest>\n<resources>\n</manifest>"})

    fault = refusal(bank, path)

    assert (fault.file, fault.line, fault.column) == ("imsmanifest.xml", 3, "column 12")
    assert fault.expected.startswith("well-formed XML (Opening and ending tag mismatch")


def test_S09_a_lone_file_that_is_no_xml_is_refused_with_its_place(bank: School) -> None:
    path = bank.folder / "item.xml"
    path.write_bytes(a_choice()[:-40])

    fault = refusal(bank, path)

    assert (fault.file, fault.line, fault.column) == ("item.xml", 5, "column 306")


def test_S09_a_file_of_a_package_that_is_no_xml_refuses_itself_with_its_place(bank: School) -> None:
    report = import_items(bank.database, bank.tenant, zipped(bank.folder, WHOLE | {"a.xml": b"<a>\n</b>"}))

    assert report.taken == 2
    assert str(report.refused[0]).startswith(
        "a.xml:2:5: is refused: it is not well-formed XML (Opening and ending"
    )


def test_S09_a_file_with_entities_refuses_itself(bank: School) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + WHOLE["a.xml"].partition(b"?>")[2].strip()

    report = import_items(bank.database, bank.tenant, zipped(bank.folder, WHOLE | {"a.xml": bomb}))

    assert [str(one) for one in report.refused] == [
        "a.xml:1: is refused: it is not XML that declares no entities of its own"
    ]


def test_S09_a_zip_bomb_is_refused_before_it_is_unpacked(bank: School) -> None:
    path = bank.folder / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", b" " * (30 << 20))

    assert "unpacks to at most 200 times its packed size" in refusal(bank, path).expected


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "x/../../a.xml", "C:/a.xml"])
def test_S09_a_name_that_leads_out_of_the_package_is_refused(bank: School, name: str) -> None:
    assert "a name without .." in refusal(bank, zipped(bank.folder, WHOLE | {name: b"<a/>"})).expected


def test_S09_a_manifest_cannot_name_a_file_outside(bank: School) -> None:
    (bank.folder / "outside.xml").write_bytes(a_choice("outside"))
    path = unpacked(
        bank.folder,
        {"imsmanifest.xml": manifest(resource("../outside.xml"), resource("a.xml")), "a.xml": a_choice("a")},
    )

    report = import_items(bank.database, bank.tenant, path)

    assert report.taken == 1


def test_S09_a_link_out_of_a_folder_is_not_followed(bank: School) -> None:
    (bank.folder / "outside.xml").write_bytes(a_choice("outside"))
    path = unpacked(bank.folder, {"a.xml": a_choice("a")})
    (path / "b.xml").symlink_to(bank.folder / "outside.xml")

    assert import_items(bank.database, bank.tenant, path).taken == 1


def test_S09_a_member_that_says_less_than_it_holds_refuses_itself(bank: School) -> None:
    path = zipped(bank.folder, WHOLE)
    data = bytearray(path.read_bytes())
    at = data.find(zlib.crc32(WHOLE["a.xml"]).to_bytes(4, "little"), data.rfind(b"PK\x01\x02") - 400)
    struct.pack_into("<L", data, at, 1)  # another checksum in the list of names
    path.write_bytes(data)

    report = import_items(bank.database, bank.tenant, path)

    assert [one.file for one in report.refused] == ["a.xml"]


@pytest.mark.parametrize(
    ("name", "files", "expected"),
    [
        ("nothing.zip", {"readme.txt": b"hello"}, "items or tests of QTI"),
        ("other.zip", {"imsmanifest.xml": manifest(resource("page.html", "webcontent")), "page.html": b"x"}, "items or tests of QTI"),
    ],
)  # fmt: skip
def test_a_package_without_items_is_refused(
    bank: School, name: str, files: dict[str, bytes], expected: str
) -> None:
    assert expected in refusal(bank, zipped(bank.folder, files, name)).expected


def test_what_is_not_there_or_no_zip_is_refused(bank: School) -> None:
    (bank.folder / "words.zip").write_bytes(b"not a zip")

    assert "a folder or a whole zip file" in refusal(bank, bank.folder / "words.zip").expected
    assert "a folder or a whole zip file" in refusal(bank, bank.folder / "gone.zip").expected
    assert "a file that can be read" in refusal(bank, bank.folder / "gone.xml").expected


def test_a_package_whose_items_are_all_refused_is_a_report(bank: School) -> None:
    files = {"imsmanifest.xml": manifest(resource("a.xml")), "a.xml": b"<a>"}

    report = import_items(bank.database, bank.tenant, zipped(bank.folder, files))

    assert (report.taken, len(report.refused)) == (0, 1)
    assert everything(bank) == []


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(at=st.floats(0, 1), gone=st.integers(0, 60), noise=st.binary(max_size=3))
def test_S09_a_damaged_zip_is_read_or_refused(bank: School, at: float, gone: int, noise: bytes) -> None:
    path = zipped(bank.folder, WHOLE, "damaged.zip")
    data = path.read_bytes()
    place = int(at * len(data))
    path.write_bytes(data[:place] + noise + data[place + gone :])

    try:
        report = import_items(bank.database, bank.tenant, path, dry_run=True)
    except ImportRefused:
        pass
    else:
        assert report.taken + len(report.refused) > 0
    assert everything(bank) == []


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    file=st.sampled_from(sorted(WHOLE)),
    at=st.floats(0, 1),
    gone=st.integers(0, 200),
    noise=st.binary(max_size=3),
)
def test_S09_a_package_with_a_damaged_file_is_read_or_refused(
    bank: School, file: str, at: float, gone: int, noise: bytes
) -> None:
    data = WHOLE[file]
    place = int(at * len(data))
    path = zipped(bank.folder, WHOLE | {file: data[:place] + noise + data[place + gone :]}, "damaged.zip")

    with suppress(ImportRefused):
        import_items(bank.database, bank.tenant, path, dry_run=True)
    assert everything(bank) == []
