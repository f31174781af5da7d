"""A package of items, opened without trusting it (S9): a zip, a folder or one file, with its manifest where it has one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tmp_portal.imports.archive import DAMAGED, Archive, open_archive
from tmp_portal.imports.report import Fault, ImportRefused
from tmp_portal.items.reading.xml import LIMIT, Element, Malformed, parse

MANIFEST = "imsmanifest.xml"
MOST_FILES = 10_000  # of a folder
MOST_ITEMS = 10_000


@contextmanager
def open_package(path: Path) -> Iterator[Archive]:
    """The files of a zip, of a folder with what is in it, or the one file; raises ImportRefused."""
    if path.is_dir():
        yield _Tree(path)
    elif path.suffix.lower() in (".xml", ".qti"):
        if not path.is_file():
            raise refused(path.name, "a file that can be read")
        yield _One(path)
    else:
        with open_archive(path) as archive:
            yield archive


def refused(file: str, expected: str, line: int = 0, column: int = 0) -> ImportRefused:
    """The refusal of a whole import because of one file."""
    return ImportRefused([Fault(file, line, f"column {column}" if column else "", "", expected)], 1)


def read_bytes(archive: Archive, name: str, most: int) -> bytes | None:
    """A file's bytes; None where it is damaged or larger than `most`."""
    try:
        with archive.open(name) as file:
            data = file.read(most + 1)
    except DAMAGED:
        return None
    return data if len(data) <= most else None


def read_xml(archive: Archive, name: str) -> Element:
    """A file's root element; raises Malformed."""
    data = read_bytes(archive, name, LIMIT)
    if data is None:
        raise Malformed(f"a whole file of at most {LIMIT // 2**20} MB")
    return parse(data)


class _One(Archive):
    """A file by itself: what lies beside it was not meant."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.names = frozenset((path.name,))

    def open(self, name: str) -> BinaryIO:
        return self._path.open("rb")


class _Tree(Archive):
    """A folder; what links lead out of it is not in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.names = frozenset(self._walk())
        if len(self.names) > MOST_FILES:
            raise refused(path.name, f"a folder of at most {MOST_FILES:,} files")

    def _walk(self) -> Iterator[str]:
        count = 0
        for folder, _folders, files in os.walk(self._path):
            for file in files:
                whole = Path(folder, file)
                if whole.is_file() and not whole.is_symlink():
                    yield whole.relative_to(self._path).as_posix()
                    count += 1
                if count > MOST_FILES:
                    return

    def open(self, name: str) -> BinaryIO:
        return (self._path / name).open("rb")
