"""CSV as schools send it (RFC 4180, UTF-8): records with the line on which each begins, in bounded memory."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from tmp_portal.imports.archive import DAMAGED

MOST_IN_FIELD = 20_000  # characters
MOST_IN_LINE = 1 << 20  # bytes

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(Exception):
    """From `line` on the file cannot be read; `value` is what stands there, `expected` what should."""

    def __init__(self, line: int, value: str, expected: str) -> None:
        super().__init__(f"line {line}: {expected}")
        self.line, self.value, self.expected = line, value, expected


def csv_rows(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Each record as (line, fields), the header as any other, blank lines left out; raises Unreadable.

    Lines are counted as an editor counts them, also where a quoted field spans several.
    """
    lines = _Lines(stream)
    reader = csv.reader(lines, strict=True)
    while True:
        line, lines.characters = reader.line_num + 1, 0
        try:
            fields = next(reader, None)
        except csv.Error as error:
            raise Unreadable(line, "", _in_words(error)) from error
        if fields is None:
            return
        if lines.characters > MOST_IN_FIELD and (
            long := [field for field in fields if len(field) > MOST_IN_FIELD]
        ):
            raise Unreadable(line, long[0], f"a field of at most {MOST_IN_FIELD:,} characters")
        if fields:
            yield line, fields


class _Lines:
    """A stream's lines as text; `characters` adds up what was handed out."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._number = 0
        self.characters = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        self._number += 1
        try:
            raw = self._stream.readline(MOST_IN_LINE + 1)
        except DAMAGED as error:
            raise Unreadable(
                self._number, "", "a whole file; it is cut short or damaged here or further on"
            ) from error
        if not raw:
            raise StopIteration
        if self._number == 1:
            raw = self._without_bom(raw)
        if len(raw) > MOST_IN_LINE:
            raise Unreadable(self._number, "", f"a line of at most {MOST_IN_LINE:,} bytes")
        if b"\0" in raw:
            raise Unreadable(self._number, "a NUL byte", "text in UTF-8, which has none")
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            value = f"byte 0x{raw[error.start]:02X} at {error.start + 1}"
            raise Unreadable(self._number, value, "text in UTF-8 (in Excel: save as CSV UTF-8)") from error
        self.characters += len(text)
        return text

    def _without_bom(self, raw: bytes) -> bytes:
        if raw.startswith(_UTF_16):
            raise Unreadable(
                1, "UTF-16", "text in UTF-8; this is UTF-16 (in Excel: save as CSV UTF-8, not Unicode Text)"
            )
        return raw.removeprefix(_BOM)


def _in_words(error: csv.Error) -> str:
    words = str(error)
    if "field larger" in words:
        return f'a field of at most {MOST_IN_FIELD:,} characters; is a closing quote (") missing?'
    if "unexpected end" in words:
        return 'a closing quote (") for the field that one opens in this record'
    if "new-line" in words:
        return "lines that end in LF or CR LF, not in CR alone"
    return f"quotes around whole fields, and each quote inside one doubled ({words})"
