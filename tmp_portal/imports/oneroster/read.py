"""Reading one file of a roster: its header against what is required, its records as rows that check themselves."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Literal

from tmp_portal.imports.archive import DAMAGED, Archive
from tmp_portal.imports.csv_rows import Unreadable, csv_rows
from tmp_portal.imports.oneroster.columns import STATUSES, Columns
from tmp_portal.imports.oneroster.ids import Ids
from tmp_portal.imports.report import Faults
from tmp_tui.text import safe_text

Mode = Literal["bulk", "delta"]

MOST_IN_ID = 255
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def header_of(archive: Archive, file: str) -> list[str]:
    """The names of a file's columns, empty where it is not there or cannot be read."""
    if file not in archive.names:
        return []
    try:
        with archive.open(file) as stream:
            return next(csv_rows(stream), (1, []))[1]
    except (Unreadable, *DAMAGED):
        return []


class Source:
    """A file that is being read: where its faults and counted notes go, and whether all of it could be read."""

    def __init__(self, archive: Archive, columns: Columns, mode: Mode, faults: Faults) -> None:
        self.archive, self.columns, self.mode, self.faults = archive, columns, mode, faults
        self.file = columns.file
        self.whole = True
        self.count = 0
        self._notes: dict[str, tuple[int, int]] = {}  # what -> (how often, first line)

    def note(self, line: int, what: str) -> None:
        """Count one more line of which `what` is true."""
        count, first = self._notes.get(what, (0, line))
        self._notes[what] = (count + 1, first)

    def notes(self) -> Iterator[str]:
        """The counted notes in words."""
        for what, (count, first) in self._notes.items():
            lines = f"line {first}" if count == 1 else f"{count:,} lines, the first is {first}"
            yield f"{self.file}: {what} ({lines})"

    def rows(self) -> Iterator["Row"]:
        """The records that have a sourcedId; each fault is noted where it is found."""
        for line, values in self.records():
            self.count += 1
            row = Row(self, line, values)
            if row.is_sound():
                yield row

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each record's line and its values by column; ends, `whole` no more, where the file cannot be read."""
        try:
            stream = self.archive.open(self.file)
        except DAMAGED:
            self._give_up(0, "", "a file that can be opened; this one is damaged")
            return
        try:
            with stream:
                yield from self._records(csv_rows(stream))
        except Unreadable as error:
            self._give_up(error.line, error.value, error.expected)

    def _give_up(self, line: int, value: str, expected: str) -> None:
        self.whole = False
        self.faults.add(self.file, line, "", value, expected)

    def _records(self, records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
        line, header = next(records, (1, []))
        header = [name.strip() for name in header]
        if not self._is_header(line, header):
            self.whole = False
            return
        names, width = self.columns.all, len(header)
        # A column that is not there is read from a blank field after the last.
        pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(
            *(header.index(name) if name in header else width for name in names)
        )
        for line, fields in records:
            if not any(fields):
                continue  # a spreadsheet's empty row
            if len(fields) != width and (len(fields) < width or any(fields[width:])):
                expected = f"{width} fields, as in the header"
                self.faults.add(self.file, line, "", f"{len(fields)} fields", expected)
                continue
            fields[width:] = [""]
            yield line, dict(zip(names, map(str.strip, pick(fields)), strict=True))

    def _is_header(self, line: int, header: list[str]) -> bool:
        before = self.faults.count
        for name in sorted({name for name in header if name and header.count(name) > 1}):
            self.faults.add(self.file, line, name, "", "a column of this name once, not twice")
        required = (
            self.columns.required
            if self.mode == "bulk"
            else (*self.columns.required, "status", "dateLastModified")
        )
        for name in required:
            if name not in header:
                near = [other for other in header if other.lower() == name.lower()]
                hint = f"; capital letters count, there is {near[0]!r}" if near else ""
                self.faults.add(self.file, line, name, "", f"a column of this name{hint}")
        return self.faults.count == before


class Row:
    """One record: its values without the spaces around them, and how to check them.

    A check that fails notes a fault and returns something harmless.
    """

    __slots__ = ("gone", "line", "modified_at", "source", "sourced_id", "values")

    def __init__(self, source: Source, line: int, values: dict[str, str]) -> None:
        self.source, self.line, self.values = source, line, values
        self.sourced_id = values["sourcedId"]
        self.gone = values["status"] == "tobedeleted"
        self.modified_at: int | None = None  # told by a delta file only

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fault(self, column: str, expected: str) -> None:
        """Note that the column's value is not what is expected."""
        self.source.faults.add(self.source.file, self.line, column, self.values[column], expected)

    def note(self, what: str) -> None:
        """Count this line among those of which `what` is true."""
        self.source.note(self.line, what)

    def is_sound(self) -> bool:
        """Whether the record has a sourcedId; its status and time are checked, too."""
        if self.source.mode == "delta":
            self.one_of("status", STATUSES)
            self.modified_at = self._moment("dateLastModified")
        elif self.values["status"] or self.values["dateLastModified"]:
            self.note("status or dateLastModified in a bulk file, where they should be blank")
            if self.values["status"]:
                self.one_of("status", STATUSES)
        if 0 < len(self.sourced_id) <= MOST_IN_ID and self.sourced_id.isprintable():
            return True
        self.fault("sourcedId", f"an id of 1 to {MOST_IN_ID} printable characters")
        return False

    def text(self, column: str, length: int = 200) -> str:
        """The value, made safe, possibly blank."""
        value = self.values[column]
        return safe_text(value, length=length).strip() if value else ""

    def needed(self, column: str, length: int = 200) -> str:
        """The value, made safe; a blank is a fault."""
        value = self.text(column, length)
        if not value:
            self.fault(column, "a value, not a blank")
        return value

    def one_of(self, column: str, allowed: Collection[str], *, extensible: bool = False) -> str:
        """The value, one of a vocabulary; those that are `extensible` also have words that begin with `ext:`."""
        value = self.values[column]
        if value in allowed:
            return value
        if extensible and value.startswith("ext:"):
            return self.text(column, 80)
        self.fault(column, _spelled(allowed, value))
        return ""

    def flag(self, column: str) -> bool:
        """The value, true or false."""
        return self.one_of(column, ("true", "false")) == "true"

    def day(self, column: str) -> date | None:
        """The value as a day, None where it is blank."""
        value = self.values[column]
        if not value:
            return None
        found = _day(value)
        if found is None:
            self.fault(column, "a date as YYYY-MM-DD")
        return found

    def days(self, begin: str, end: str) -> tuple[date | None, date | None]:
        """Two days; that the end is before the beginning is worth a note."""
        first, last = self.day(begin), self.day(end)
        if first and last and last < first:
            self.note(f"{end} is before {begin}")
        return first, last

    def reference(self, column: str, ids: Ids) -> str:
        """The id of the record that the value names."""
        return self.resolve(column, self.values[column], ids)

    def references(self, column: str, ids: Ids) -> list[str]:
        """The ids of the records that a list names, each once."""
        named = dict.fromkeys(name.strip() for name in self.values[column].split(","))
        return [self.resolve(column, name, ids) for name in named if name or len(named) == 1]

    def resolve(self, column: str, name: str, ids: Ids) -> str:
        """The id of the record `name`; one that is not there is a fault."""
        found = ids.get(name)
        if found is None:
            if ids.whole:
                self.source.faults.add(self.source.file, self.line, column, name, ids.expected)
            return ""
        return found

    def _moment(self, column: str) -> int:
        """The value in seconds since 1970; without a zone it is UTC."""
        try:
            moment = datetime.fromisoformat(self.values[column])
            seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        except (ValueError, OverflowError):
            self.fault(column, "a time as YYYY-MM-DDThh:mm:ssZ")
            return 0
        return min(max(seconds, 0), 2**31 - 1)


@lru_cache(maxsize=4096)
def _day(value: str) -> date | None:
    if not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _spelled(allowed: Collection[str], value: str) -> str:
    *most, last = allowed
    words = f"{', '.join(most)} or {last}"
    if not value:
        return f"{words}, not a blank"
    if value.lower() not in (word.lower() for word in allowed):
        return words
    return f"{words} ({'lower case' if words.islower() else 'capital letters count'})"
