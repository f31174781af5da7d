"""What a PDF says, page by page: enough of ISO 32000 to read what typst writes, so that no program need be installed."""

import re
import zlib
from pathlib import Path

_SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\[((?:\((?:\\.|[^\\)])*\)|[^\]])*)\]TJ|(ET)", re.DOTALL)
_STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Pdf:
    """A file's pages."""

    def __init__(self, path: Path) -> None:
        self.raw = path.read_bytes()
        self._objects = dict(re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", self.raw, re.DOTALL))

    @property
    def tagged(self) -> bool:
        """Whether a screen reader finds its way."""
        return b"/Marked true" in self.raw and b"/StructTreeRoot" in self.raw

    def pages(self) -> list[str]:
        """The text of each page."""
        return [
            self._text(page)
            for page in self._objects.values()
            if re.match(rb"<</Type/Page/", page) is not None
        ]

    def _text(self, page: bytes) -> str:
        resources = self._objects[_one(rb"/Resources (\d+)", page)]
        fonts = {
            name: self._letters(self._objects[number])
            for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
        }
        said, font = [], {}
        for name, shown, end in _SHOWN.findall(self._stream(_one(rb"/Contents (\d+)", page))):
            if name:
                font = fonts[name]
            elif end:
                said.append("\n")
            else:
                codes = b"".join(_unescaped(part) for part in _STRING.findall(shown))
                said += [font.get(codes[at : at + 2], "\ufffd") for at in range(0, len(codes), 2)]
        return "".join(said)

    def _letters(self, font: bytes) -> dict[bytes, str]:
        table = self._stream(_one(rb"/ToUnicode (\d+)", font)).decode("ascii")
        pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table.partition("beginbfchar")[2])
        return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}

    def _stream(self, number: bytes) -> bytes:
        return zlib.decompressobj().decompress(self._objects[number].partition(b"stream\n")[2])


def _one(pattern: bytes, where: bytes) -> bytes:
    found = re.search(pattern, where)
    assert found is not None, pattern
    return found[1]


def _unescaped(text: bytes) -> bytes:
    def letter(found: re.Match[bytes]) -> bytes:
        what = found[1]
        return bytes([int(what, 8)]) if what[0] in b"01234567" else _LETTERS.get(what, what)

    return _ESCAPED.sub(letter, text)
