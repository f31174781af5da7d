"""A zip from a school is opened without trusting it, and nothing of a bad one is loaded."""

import os
import struct
import zipfile
from pathlib import Path

import pytest

from tests.support.rosters import Office, lakes, zipped
from tmp_portal.imports import archive
from tmp_portal.imports.report import ImportRefused

OUTSIDE = "a name without .., a drive or a leading slash"


def test_a_zip_is_loaded_as_its_folder_is(office: Office) -> None:
    report = office.load(lakes().zip(office.path / "lakes.zip"))

    again = office.load(lakes())

    assert report.title == "lakes.zip: OneRoster 1.2 for Lake District"
    assert again.changes["users"].unchanged == 3


@pytest.mark.parametrize("prefix", ["Lake District/", "export\\"])
def test_one_top_folder_is_tolerated(office: Office, prefix: str) -> None:
    report = office.load(lakes().zip(office.path / "lakes.zip", prefix=prefix))

    assert report.changes["users"].added == 3


def test_what_a_mac_adds_is_left_out(office: Office) -> None:
    files = {"Lakes/": b"", "__MACOSX/Lakes/._users.csv": b"\0", "Lakes/.DS_Store": b"\0"}
    files |= {f"Lakes/{name}": content for name, content in lakes().files().items()}

    assert office.load(zipped(office.path / "mac.zip", files)).notes == ["Lake District is new here"]


def test_S09_folders_in_the_zip_are_refused(office: Office) -> None:
    path = zipped(office.path / "lakes.zip", lakes().files() | {"more/users.csv": b""})

    assert office.refusal(path) == ["more/users.csv: files at the root of the zip, not in folders"]


@pytest.mark.parametrize(
    "name", ["../users.csv", "/etc/users.csv", "C:\\users.csv", "a/../../users.csv", "a\\..\\b"]
)
def test_S09_names_that_lead_outside_are_refused(office: Office, name: str) -> None:
    path = zipped(office.path / "bad.zip", lakes().files() | {name: b""})

    (fault,) = office.faults(path)

    assert (fault.file, fault.value, fault.expected) == ("bad.zip", name.replace("\\", "/"), OUTSIDE)


def test_S09_zip_bomb_by_ratio_is_refused(office: Office) -> None:
    path = zipped(office.path / "bomb.zip", lakes().files() | {"users.csv": b"x" * (1 << 24)})

    assert office.refusal(path) == [
        "bomb.zip: 'users.csv': a file that unpacks to at most 200 times its packed size"
    ]


def test_S09_zip_bomb_by_size_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1 << 20)
    path = zipped(office.path / "bomb.zip", {f"{n}.bin": os.urandom(1 << 18) for n in range(5)})

    (fault,) = office.refusal(path)

    assert fault == "bomb.zip: '1,310,720 bytes': at most 1,048,576 bytes unpacked"


def test_S09_zip_bomb_by_count_is_refused(office: Office) -> None:
    path = zipped(office.path / "many.zip", {f"{n}.csv": b"" for n in range(1001)})

    assert "at most 1,000 files" in office.refusal(path)[0]


def test_S09_a_list_of_names_that_fills_the_memory_is_refused_unread(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(office.path / "names.zip", {f"{n:0200}.csv": b"" for n in range(4500)})
    monkeypatch.setattr(zipfile.ZipFile, "infolist", None)

    assert office.refusal(path) == ["names.zip: a zip of at most 1,000 files"]


def test_S09_a_size_that_lies_is_found_out(office: Office) -> None:
    whole = lakes().zip(office.path / "lakes.zip").read_bytes()
    size = len(lakes().files()["users.csv"])
    assert whole.count(struct.pack("<L", size)) == 2  # in the file's header and in the list of names
    path = office.path / "lies.zip"
    path.write_bytes(whole.replace(struct.pack("<L", size), struct.pack("<L", size - 20)))

    (fault,) = office.refusal(path)

    assert fault == "users.csv:1: a whole file; it is cut short or damaged here or further on"


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_S09_a_truncated_zip_is_refused(office: Office, share: float) -> None:
    whole = lakes().zip(office.path / "lakes.zip").read_bytes()
    path = office.path / "short.zip"
    path.write_bytes(whole[: int(len(whole) * share)])

    assert office.refusal(path) == ["short.zip: a folder or a whole zip file"]


def test_S09_a_zip_with_a_password_is_refused(office: Office) -> None:
    whole = bytearray(zipped(office.path / "lakes.zip", {"manifest.csv": b""}).read_bytes())
    whole[whole.find(b"PK\x01\x02") + 8] |= 1
    path = office.path / "locked.zip"
    path.write_bytes(whole)

    assert office.refusal(path) == ["locked.zip: 'manifest.csv': a file without a password"]


def test_S09_a_zip_packed_otherwise_is_refused(office: Office) -> None:
    path = office.path / "bz.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("manifest.csv", b"")

    assert "stored or deflated" in office.refusal(path)[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_S09_a_name_that_comes_twice_is_refused(office: Office) -> None:
    path = lakes().zip(office.path / "twice.zip")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("users.csv", b"")

    assert office.refusal(path) == ["twice.zip: 'users.csv': each name once"]


def test_S09_what_is_no_archive_is_refused(office: Office) -> None:
    lonely = office.path / "users.csv"
    lonely.write_text("sourcedId\n")
    pipe = office.path / "pipe"
    os.mkfifo(pipe)

    for path, words in ((lonely, ""), (pipe, ""), (Path("nowhere.zip"), " (No such file or directory)")):
        assert office.refusal(path) == [f"{path.name}: a folder or a whole zip file{words}"]


def test_S09_a_zip_among_zips_is_not_opened(office: Office) -> None:
    inner = lakes().zip(office.path / "inner.zip").read_bytes()

    report = office.load(zipped(office.path / "outer.zip", lakes().files() | {"inner.zip": inner}))

    assert "not read: inner.zip" in report.notes


def test_a_folder_that_cannot_be_read_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lakes().folder(office.path / "roster")

    def denied(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", denied)
    with pytest.raises(ImportRefused) as refusal:
        office.load(path)

    assert refusal.value.faults[0].expected == "a folder or a whole zip file (Permission denied)"
