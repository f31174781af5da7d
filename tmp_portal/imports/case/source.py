"""Opening a JSON file from outside, or saying at which line it fails."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tmp_portal.imports.report import Faults, ImportRefused

LIMIT = 64 * 2**20  # bytes


@dataclass
class Source:
    """A JSON file that could be read, and what makes it unusable nevertheless."""

    name: str
    text: str
    data: Any
    faults: Faults = field(default_factory=Faults)

    def fault(self, member: str, value: str, expected: str) -> None:
        """Note a fault in a member such as `CFDocument.title`, at the line where its outermost part stands."""
        outermost = re.search(rf'"{member.partition(".")[0]}"\s*:', self.text)
        line = self.text.count("\n", 0, outermost.start()) + 1 if outermost else 0
        self.faults.add(self.name, line, member, value, expected)


def open_json(path: Path) -> Source:
    """Read a file of UTF-8 JSON; raises ImportRefused with line and column."""
    text = _decode(path.name, _read(path))
    try:
        return Source(path.name, text, json.loads(text))
    except json.JSONDecodeError as error:
        raise _malformed(path.name, error) from error
    except RecursionError as error:
        raise _refused(path.name, "JSON that is not nested this deep") from error
    except ValueError as error:  # Python's cap on digits
        raise _refused(path.name, "numbers of a sensible length") from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise _refused(path.name, f"a file that can be read: {error.strerror}") from error
    if len(data) > LIMIT:
        raise _refused(path.name, f"a file of at most {LIMIT // 2**20} MB")
    return data


def _decode(name: str, data: bytes) -> str:
    encoding = json.detect_encoding(data)
    if not encoding.startswith("utf-8"):
        raise _refused(name, f"UTF-8; this file is {encoding[:6].upper()}, so save it again as UTF-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = data.count(b"\n", 0, error.start) + 1, error.start - data.rfind(b"\n", 0, error.start)
        raise _refused(name, "UTF-8", line, f"byte {column}", f"0x{data[error.start]:02x}") from error


def _malformed(name: str, error: json.JSONDecodeError) -> ImportRefused:
    if not error.doc.strip():
        return _refused(name, "JSON; the file is empty")
    near = error.doc[error.pos : error.pos + 40].partition("\n")[0]
    cut_short = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string")
    hint = "; the file seems to be cut short" if cut_short else ""
    return _refused(name, f"JSON ({error.msg}){hint}", error.lineno, f"column {error.colno}", near)


def _refused(name: str, expected: str, line: int = 0, column: str = "", value: str = "") -> ImportRefused:
    faults = Faults()
    faults.add(name, line, column, value, expected)
    return ImportRefused(faults.kept, faults.count)
