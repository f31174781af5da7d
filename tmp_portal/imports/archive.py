"""A file from a school, a zip or a folder, opened without trusting it (S9)."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tmp_portal.imports.report import Fault, Faults, ImportRefused

MOST_FILES = 1000
MOST_BYTES = 1 << 30  # of all files together, unpacked
MOST_RATIO = 200  # unpacked to packed; counts for files over a megabyte
MOST_NAMES = 1 << 20  # bytes of a zip's list of names
_END = 22  # bytes of a zip's last record

# What reading a damaged zip raises, depending on where the damage is (zipfile documents only the first).
DAMAGED = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    NotImplementedError,
    RuntimeError,
)


class Archive:
    """Named files; a zip's names have no `..` and no root, and a single top folder is left out of them."""

    names: frozenset[str]

    def open(self, name: str) -> BinaryIO:
        """The file's bytes; opening and reading may raise one of `DAMAGED`."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file."""


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The zip or folder at `path`; raises ImportRefused where it is neither, damaged, or a danger."""
    try:
        archive = _Folder(path) if path.is_dir() else _Zip(path)
    except DAMAGED as error:
        why = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
        raise ImportRefused([Fault(path.name, 0, "", "", f"a folder or a whole zip file{why}")], 1) from error
    with closing(archive):
        yield archive


class _Folder(Archive):
    def __init__(self, path: Path) -> None:
        self._path = path
        self.names = frozenset(entry.name for entry in path.iterdir() if entry.is_file())

    def open(self, name: str) -> BinaryIO:
        return (self._path / name).open("rb")


class _Zip(Archive):
    def __init__(self, path: Path) -> None:
        _check_list_of_names(path)
        self._archive = ZipFile(path)
        self._members = _without_top_folder(_harmless(path.name, self._archive.infolist()))
        self.names = frozenset(self._members)

    def open(self, name: str) -> BinaryIO:
        stream = self._archive.open(self._members[name])
        return io.BufferedReader(cast(io.RawIOBase, stream), 1 << 16)

    def close(self) -> None:
        self._archive.close()


def _check_list_of_names(path: Path) -> None:
    """Refuse a list of names that would fill the memory, before zipfile reads it (its end record, APPNOTE 4.3.16)."""
    if path.exists() and not path.is_file():
        raise BadZipFile("a device or a pipe")
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - _END))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + _END:
        raise BadZipFile("no end record")
    is_zip64 = end[max(0, at - 20) : at].startswith(b"PK\x06\x07")
    if is_zip64 or struct.unpack_from("<L", end, at + 12)[0] > MOST_NAMES:
        raise ImportRefused([Fault(path.name, 0, "", "", f"a zip of at most {MOST_FILES:,} files")], 1)


def _harmless(file: str, members: list[ZipInfo]) -> dict[str, ZipInfo]:
    """The members by name; raises ImportRefused where something speaks against unpacking them."""
    members = [member for member in members if not _is_clutter(member)]
    faults = Faults()
    for value, expected in _dangers(members):
        faults.add(file, 0, "", value, expected)
    faults.refuse_if_any()
    return {_name(member): member for member in members}


def _dangers(members: list[ZipInfo]) -> Iterator[tuple[str, str]]:
    """What speaks against unpacking, as (the member's name, what was expected)."""
    seen: set[str] = set()
    if len(members) > MOST_FILES:
        yield f"{len(members):,} files", f"at most {MOST_FILES:,} files"
    if (size := sum(member.file_size for member in members)) > MOST_BYTES:
        yield f"{size:,} bytes", f"at most {MOST_BYTES:,} bytes unpacked"
    for member in members:
        name = _name(member)
        if not _is_inside(name):
            yield name, "a name without .., a drive or a leading slash"
        elif name in seen:
            yield name, "each name once"
        elif member.file_size > max(1 << 20, MOST_RATIO * member.compress_size):
            yield name, f"a file that unpacks to at most {MOST_RATIO} times its packed size"
        elif member.flag_bits & 1:
            yield name, "a file without a password"
        elif member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield name, "a file that is stored or deflated, as every zip program can"
        seen.add(name)


def _name(member: ZipInfo) -> str:
    return member.orig_filename.replace("\\", "/")


def _is_inside(name: str) -> bool:
    absolute = PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive
    return not absolute and ".." not in name.split("/") and name.isprintable()


def _is_clutter(member: ZipInfo) -> bool:
    """Folders themselves, and what macOS adds."""
    name = _name(member)
    return (
        (name.endswith("/") and _is_inside(name))
        or name.startswith("__MACOSX/")
        or name.endswith(".DS_Store")
    )


def _without_top_folder(members: dict[str, ZipInfo]) -> dict[str, ZipInfo]:
    tops = {name.partition("/")[0] if "/" in name else "" for name in members}
    if len(tops) != 1 or tops == {""}:
        return members
    return {name.partition("/")[2]: member for name, member in members.items()}
