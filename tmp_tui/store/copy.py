"""The local copy: the documents last seen, sealed in one SQLite file per student, and whole in memory."""

import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tmp_tui.store.clock import PortalClock
from tmp_tui.store.freshness import Freshness
from tmp_tui.store.journal import Journal
from tmp_tui.store.seal import Broken, Seal
from tmp_tui.store.work import Work, work_in
from tmp_tui.text import safe_data
from tmp_tui.wire import Changed, ClassDocument, Me, MineDocument, SyncReply
from tmp_tui.wire.accounts import AccountSettings
from tmp_tui.wire.review import Review
from tmp_tui.wire.sync import NO_ETAG

T = TypeVar("T")

USELESS = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
PATIENCE = 0.5  # seconds that a file may be held by another program of the same student

_SCHEMA = """
create table if not exists documents(name text primary key, etag text not null, body blob not null) without rowid;
create table if not exists clock(id integer primary key check (id = 1), confirmed_at real not null, ahead real not null);
"""
_TYPES: dict[str, Any] = {"me": Me, "class": ClassDocument, "mine": MineDocument}


class Garbled(Exception):
    """A document is not what its name says; nothing of the reply was kept."""


class LocalCopy:
    """What a student last saw. Reading never touches disk or network; a disk that is full loses nothing but the file."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the file, or begin a new one; what another key sealed, or a fault broke, counts as not there."""
        self.freshness = Freshness()
        self.disk_trouble = ""
        self._path, self._removed = path, False
        self._seal = Seal(key)
        self._bodies: dict[str, tuple[str, bytes]] = {}
        self._decoded: dict[str, Any] = {}
        self.clock = PortalClock()
        self.journal: Journal | None = None
        self.reviews: dict[str, Review] = {}
        self.account: AccountSettings | None = None
        self._load()

    def me(self) -> Me | None:
        """Who I am and what classes I have."""
        return self._document("me", Me)

    def class_(self, class_id: str) -> ClassDocument | None:
        """The class's part."""
        return self._document(f"class/{class_id}", ClassDocument)

    def mine(self, class_id: str) -> MineDocument | None:
        """My part of the class."""
        return self._document(f"mine/{class_id}", MineDocument)

    def now(self) -> float:
        """Seconds since 1970 by the portal's clock, as last heard."""
        return self.clock.now()

    def work(self) -> list[Work]:
        """What I am taking, or have handed in here."""
        return work_in(self.journal) if self.journal is not None else []

    def review(self, attempt: str) -> Review | None:
        """What is released of an attempt, if it was asked for since the start."""
        return self.reviews.get(attempt)

    def settings(self) -> AccountSettings | None:
        """What of my account the documents do not say, if it was asked for since the start."""
        return self.account

    def have(self) -> dict[str, str]:
        """What the portal need not send again, in the shape of `SyncRequest.have`."""
        have = {"me": self._bodies["me"][0]} if "me" in self._bodies else {}
        for class_id in {name.partition("/")[2] for name in self._bodies if name != "me"}:
            etags = (self._bodies.get(f"{part}/{class_id}", (NO_ETAG, b""))[0] for part in ("class", "mine"))
            have[class_id] = "".join(etags)
        return have

    def apply(self, reply: SyncReply) -> bool:
        """Take in what the portal sent, all of it or, if any of it is Garbled, nothing; says whether anything changed."""
        fresh = {changed.name: self._checked(changed) for changed in reply.changed}
        for name, (etag, body, decoded) in fresh.items():
            self._bodies[name], self._decoded[name] = (etag, body), decoded
        gone = [name for name in reply.gone if self._bodies.pop(name, None)]
        for name in gone:
            self._decoded.pop(name, None)
        self.clock.heard(reply.now)
        self.freshness = Freshness(at=float(reply.now))
        self._save(list(fresh), gone)
        return bool(fresh or gone)

    def remove(self) -> None:
        """Take the file away, for good: what is heard from now on is not written."""
        self._removed = True
        self._unlink()

    def _document(self, name: str, kind: type[T]) -> T | None:
        if name not in self._decoded and name in self._bodies:
            try:
                self._decoded[name] = msgspec.json.decode(self._bodies[name][1], type=kind)
            except (
                msgspec.MsgspecError,
                UnicodeDecodeError,
            ):  # another version of the app wrote it: ask for it anew
                del self._bodies[name]
        found: T | None = self._decoded.get(name)
        return found

    @staticmethod
    def _checked(changed: Changed) -> tuple[str, bytes, Any]:
        kind = _TYPES.get(changed.name.partition("/")[0])
        try:
            if kind is None:
                raise Garbled(changed.name)
            safe = safe_data(msgspec.json.decode(changed.body))
            return changed.etag, msgspec.json.encode(safe), msgspec.convert(safe, kind)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            raise Garbled(changed.name) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)
        connection.executescript(_SCHEMA)
        return connection

    def _load(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(self._connect()) as connection:
                self._path.chmod(0o600)
                rows = connection.execute("select name, etag, body from documents").fetchall()
                clock = connection.execute("select confirmed_at, ahead from clock").fetchone()
            for name, etag, body in rows:
                self._bodies[name] = (etag, self._seal.open(body, f"{name} {etag}"))
            if clock and "me" in self._bodies:
                self.freshness, self.clock = Freshness(at=float(clock[0])), PortalClock(float(clock[1]))
        except (Broken, TypeError, ValueError):
            self._start_over("")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode in USELESS:
                self._start_over(str(error))
            else:  # busy, full, or out of reach: the file may be good, and another program's too
                self.disk_trouble = str(error)
        except OSError as error:
            self.disk_trouble = str(error)

    def _start_over(self, trouble: str) -> None:
        """The file is of no use: it is only a copy, so make room for a new one."""
        self._bodies.clear()
        self.disk_trouble = trouble
        self._decoded.clear()
        self.freshness = Freshness()
        self._unlink()

    def _unlink(self) -> None:
        with contextlib.suppress(OSError):
            for suffix in ("", "-journal", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _save(self, changed: list[str], gone: list[str]) -> None:
        """Write what changed in one transaction; a full or lost disk is remembered, not raised."""
        if self._removed:
            return
        try:
            with closing(self._connect()) as connection:
                connection.execute("begin immediate")
                for name in changed:
                    etag, body = self._bodies[name]
                    sealed = self._seal.close(body, f"{name} {etag}")
                    connection.execute(
                        "insert or replace into documents values (?, ?, ?)", (name, etag, sealed)
                    )
                connection.executemany("delete from documents where name = ?", [(name,) for name in gone])
                connection.execute(
                    "insert or replace into clock values (1, ?, ?)", (self.freshness.at, self.clock.ahead)
                )
                connection.execute("commit")
            self.disk_trouble = ""
        except (sqlite3.Error, OSError) as error:
            self.disk_trouble = str(error)
