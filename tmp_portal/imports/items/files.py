"""The pictures and passages beside an item in its package, by the addresses that it uses."""

import base64
import binascii
import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tmp_portal.imports.archive import Archive
from tmp_portal.imports.items.manifest import local_path
from tmp_portal.imports.items.package import read_bytes
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Picture

MOST_BYTES = 5 * 2**20  # of one picture or passage
MOST_OF_ALL = 256 * 2**20  # of a package's pictures

# Media types of what is kept as a picture, by the ending of its name.
_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "svg": "image/svg+xml",
}
_BASES = re.compile(r"^(\$|%24)IMS[-_]CC[-_]FILE[-_]?BASE(\$|%24)/?", re.IGNORECASE)
_PROGRAM = re.compile(
    rb"<\s*(script|iframe|foreignobject)|javascript:|\bon[a-z]+\s*=|<!ENTITY[^>]{0,1000}&#", re.IGNORECASE
)
_DATA = re.compile(r"data:image/([a-z.+-]{2,12});base64,", re.IGNORECASE)


class Kept(NamedTuple):
    """A file that is kept with an item."""

    id: str
    name: str
    type: str
    body: bytes


@dataclass
class Store:
    """The pictures of a package, each read once; `room` is how many bytes more there may be."""

    archive: Archive
    room: int = MOST_OF_ALL
    read: dict[str, Kept | None] = field(default_factory=dict)
    _endings: dict[str, list[str]] = field(default_factory=dict)

    def only(self, ending: str) -> str | None:
        """The one file of the package whose name ends so, after a slash; None where there are several."""
        if not self._endings:
            for one in self.archive.names:
                self._endings.setdefault(posixpath.basename(one), []).append(one)
        found = [
            one for one in self._endings.get(posixpath.basename(ending), []) if one.endswith("/" + ending)
        ]
        return found[0] if len(found) == 1 else None

    def kept(self, path: str) -> Kept | None:
        """The picture of that name; None where it is none, damaged or too large."""
        if path not in self.read:
            self.read[path] = self._picture(path)
        return self.read[path]

    def _picture(self, path: str) -> Kept | None:
        if path.rpartition(".")[2].lower() not in _TYPES:
            return None
        data = read_bytes(self.archive, path, MOST_BYTES)
        return None if data is None else self.keep(posixpath.basename(path), data)

    def keep(self, name: str, data: bytes) -> Kept | None:
        """Keep what is a picture, and runs nothing."""
        media = _TYPES.get(name.rpartition(".")[2].lower())
        if media is None or not data or len(data) > self.room or (media.endswith("svg+xml") and _runs(data)):
            return None
        self.room -= len(data)
        return Kept(hashlib.sha256(data).hexdigest()[:16], safe_text(name, length=100), media, data)


def _runs(drawing: bytes) -> bool:
    """Whether there is a program in an SVG, or anything that could hide one."""
    return b"\0" in drawing or _PROGRAM.search(drawing) is not None


class PackageFiles:
    """What lies beside one file of a package; `taken` are the pictures that were asked for, `notes` what was missing."""

    def __init__(self, store: Store, file: str) -> None:
        self._store = store
        self._folder = posixpath.dirname(file)
        self.taken: dict[str, Kept] = {}
        self.notes: list[str] = []

    def picture(self, address: str, alt: str) -> Picture:
        """The picture at an address, kept if it is in the package."""
        kept = self._embedded(address) if address.startswith("data:") else self._found(address)
        if kept is None:
            self.notes.append(f"a picture that is not kept: {safe_text(address, length=100) or 'no address'}")
            return Picture(alt)
        self.taken[kept.id] = kept
        return Picture(alt, kept.id, kept.name, len(kept.body))

    def read(self, address: str) -> bytes | None:
        """The passage at an address."""
        path = self._path(address)
        return None if path is None else read_bytes(self._store.archive, path, MOST_BYTES)

    def _found(self, address: str) -> Kept | None:
        path = self._path(address)
        return None if path is None else self._store.kept(path)

    def _path(self, address: str) -> str | None:
        """The name of a file in the package: beside the item, at the root, where Canvas has them, or else the only one."""
        within = _BASES.sub("", address)
        candidates = [local_path(folder, within) for folder in (self._folder, "", "web_resources")]
        names = self._store.archive.names
        found = next((path for path in candidates if path in names), None)
        return self._store.only(candidates[1]) if found is None and candidates[1] else found

    def _embedded(self, address: str) -> Kept | None:
        """A picture that is written into its address."""
        start = _DATA.match(address)
        if start is None or len(address) > 2 * MOST_BYTES:
            return None
        try:
            data = base64.b64decode(re.sub(r"\s", "", address[start.end() :]), validate=True)
        except (binascii.Error, ValueError):
            return None
        ending = start[1].lower().removesuffix("+xml")
        return self._store.keep(f"picture.{ending}", data)
