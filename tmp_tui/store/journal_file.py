"""The journal's file: sealed rows in SQLite, each on the disk before a call returns; damage is set aside, never deleted."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tmp_tui.paths import private
from tmp_tui.store.journal_rows import Kind, Slot
from tmp_tui.store.seal import Broken, Seal

_SCHEMA = (
    "create table if not exists entries("
    "number integer primary key autoincrement, name text not null, body blob not null)"
)
_EITHER_WAY = (
    "select number, name, body from entries order by number asc",
    "select number, name, body from entries order by number desc",
)
_ALONE = "pragma journal_mode=delete"
_BESIDE = ("", "-wal", "-shm", "-journal")
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_ERROR,  # another table than ours
}
_WAIT = 1.0  # seconds for another process of the same student

RawRow = tuple[int, str, bytes]


class Unwritable(Exception):
    """The disk is full, gone, or does not let us; what was to be written is not."""


class Damaged(Unwritable):
    """The file itself is broken, or was taken away; `read` begins a new one."""


class JournalFile:
    """One student's rows. A row tells nobody what it is: its name is hashed, its body sealed with the name bound to it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.unreadable = 0  # rows of another key, or broken ones: they stay where they are
        self._path, self._seal = path, Seal(key)
        self._connection: sqlite3.Connection | None = None
        self._opened_number = 0  # what `_number` was of the file that is open

    def read(self) -> list[Slot[Any]]:
        """Every row that this key opens, oldest first; raises Unwritable."""
        try:
            rows = self._healed()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise Unwritable(str(error)) from error
        self.unreadable = 0
        return [slot for slot in map(self._opened, rows) if slot]

    def write(self, slots: Sequence[Slot[Any]]) -> None:
        """Make the rows of these what they are, in one transaction; raises Unwritable, or Damaged."""
        try:
            numbers = self._commit(slots)
        except Damaged:
            self.close()
            raise
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise (Damaged if _is_damage(error) else Unwritable)(str(error)) from error
        for slot, number in zip(slots, numbers, strict=True):
            slot.number, slot.written = number, True

    def sealed(self, slot: Slot[Any]) -> tuple[str, bytes]:
        """A row's name and body."""
        name = hashlib.sha256(slot.entry.name.encode()).hexdigest()[:32]
        return name, self._seal.close(msgspec.json.encode(slot.entry), name)

    def set_aside(self) -> list[RawRow]:
        """Give a damaged file another name; returns what can still be read of it. Raises OSError."""
        rows = [] if self._cut_off() else self._salvaged()
        self.close()
        count = 1
        while self._beside(f".damaged-{count}").exists():
            count += 1
        for suffix in _BESIDE:
            if self._beside(suffix).exists():
                self._beside(suffix).rename(self._beside(f".damaged-{count}{suffix}"))
        return rows

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def remove_if_empty(self) -> None:
        """Take a file without a row away, unless another program has it open; where that fails it stays."""
        with contextlib.suppress(sqlite3.Error, OSError):
            if self._cut_off() or not self._path.exists():
                return
            connection = self._open()
            connection.execute("pragma busy_timeout=0")
            # Only who is alone with the file may give up its log; from then on nobody else gets in.
            if _has_rows(connection) or connection.execute(_ALONE).fetchone() != ("delete",):
                return
            connection.execute("begin exclusive")
            if not _has_rows(connection):
                self._path.unlink()

    def _healed(self) -> list[RawRow]:
        """The rows, out of a new file if this one is damaged."""
        try:
            if not self._cut_off():
                connection = self._open()
                if connection.execute("pragma quick_check(1)").fetchone() == ("ok",):
                    return connection.execute(_EITHER_WAY[0]).fetchall()
        except sqlite3.Error as error:
            if not _is_damage(error):
                raise
        rows = self.set_aside()
        connection = self._open()
        connection.execute("begin immediate")
        connection.executemany("insert into entries values (?, ?, ?)", rows)
        connection.execute("commit")
        return rows

    def _cut_off(self) -> bool:
        """SQLite takes a file of no bytes for a new one, and throws away what its log still has."""
        log = self._beside("-wal")
        return (
            self._path.exists() and self._path.stat().st_size == 0 and log.exists() and log.stat().st_size > 0
        )

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._make()
            self._opened_number = self._number()
            # Used by one thread at a time, though not always by the one that made it.
            connection = sqlite3.connect(
                self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            try:
                connection.execute("pragma journal_mode=wal")
                connection.execute("pragma synchronous=full")  # fsync before a commit returns
                connection.execute("pragma fullfsync=on")  # on macOS fsync alone is no promise
                connection.execute(_SCHEMA)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _number(self) -> int:
        """By which the disk knows the file that has our name now; 0 where there is none."""
        try:
            return self._path.stat().st_ino
        except FileNotFoundError:
            return 0

    def _make(self) -> None:
        """A file for its owner only, and its name durable."""
        private(self._path.parent)
        if self._path.exists():
            return
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _commit(self, slots: Sequence[Slot[Any]]) -> list[int]:
        connection = self._open()
        connection.execute("begin immediate")
        if self._number() != self._opened_number:
            raise Damaged("the file was taken away")  # what is written to it would be lost with us
        numbers = [self._put(connection, slot) for slot in slots]
        connection.execute("commit")
        return numbers

    def _put(self, connection: sqlite3.Connection, slot: Slot[Any]) -> int:
        if slot.gone:
            connection.execute("delete from entries where number = ?", (slot.number,))
            return 0
        name, body = self.sealed(slot)
        if slot.number:
            # A row that another process removed was acknowledged: it is not brought back.
            connection.execute("update entries set body = ? where number = ?", (body, slot.number))
            return slot.number
        return int(
            connection.execute("insert into entries(name, body) values (?, ?)", (name, body)).lastrowid or 0
        )

    def _opened(self, row: RawRow) -> Slot[Any] | None:
        number, name, body = row
        try:
            entry: Kind = msgspec.json.decode(self._seal.open(body, name), type=Kind)
        except (Broken, msgspec.MsgspecError, TypeError, AttributeError):
            self.unreadable += 1
            return None
        return Slot(entry, number, written=True)

    def _salvaged(self) -> list[RawRow]:
        """What can be read from either end, up to the damage."""
        found: dict[int, RawRow] = {}
        for order in _EITHER_WAY:
            try:
                for row in self._open().execute(order):
                    found.setdefault(row[0], row)
            except (sqlite3.Error, OSError):
                continue
        return [found[number] for number in sorted(found)]

    def _beside(self, suffix: str) -> Path:
        return self._path.with_name(self._path.name + suffix)


def _is_damage(error: BaseException) -> bool:
    """Whether the file itself is at fault, and not the disk, a lock or a permission."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _has_rows(connection: sqlite3.Connection) -> bool:
    return connection.execute("select 1 from entries limit 1").fetchone() is not None
