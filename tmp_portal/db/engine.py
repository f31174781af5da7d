"""The database: reads where they are cheapest, one writer at a time where the database wants that.

SQLite answers a prepared read in microseconds and never blocks readers (WAL), so reads run in the event loop; writes
run on one thread, for one process may write to a SQLite file at a time. On PostgreSQL both run on worker threads, and
writes are SERIALIZABLE, so that a rule need not know which database it stands on.
Measured in `research/backend.md`; `docs/performance.md` keeps the figures.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")

# On PostgreSQL, two writers that cannot both be right are told so (serialization failure, deadlock, or a key that the
# other wrote first); whoever was told tries again.
PASSING = {"40001", "40P01", "23505"}
TRIES, FIRST_PAUSE, LONGEST_PAUSE = 20, 0.005, 0.2  # seconds
PATIENCE = 30.0  # seconds that a writer waits for another process to let go of a SQLite file


class TooBusy(Exception):
    """Others write for so long that this did not come about; nothing of it was written."""


def make_engine(url: str, patience: float = PATIENCE) -> Engine:
    """An engine with our manners: WAL, `synchronous=FULL` and foreign keys on SQLite; no error of it tells a value."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": patience}, hide_parameters=True
    )
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-16384",
        "mmap_size=268435456",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if how := connection.get_execution_options().get("begin", "BEGIN"):
        connection.exec_driver_sql(how)


class Database:
    """One process's way to the tables."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self.engine = make_engine(url, patience)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = (
            {"begin": "BEGIN IMMEDIATE"} if self.is_sqlite else {"isolation_level": "SERIALIZABLE"}
        )
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else 8, thread_name_prefix="database")
        self._reader: Connection | None = None

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` reads, in one statement (several may see different states)."""
        if not self.is_sqlite:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._read_in_thread, work)
        if self._reader is None:
            # No transaction: each statement sees the newest state.
            self._reader = self.engine.connect().execution_options(begin="")
        return work(self._reader)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns once all that it wrote is durable."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.write_now, work)

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """The same from ordinary code: staff's commands, imports, tests. `work` may be called again (PASSING).

        Raises TooBusy.
        """
        pause = FIRST_PAUSE
        for _ in range(TRIES):
            try:
                with (
                    self.engine.connect().execution_options(**self._writing) as connection,
                    connection.begin(),
                ):
                    return work(connection)
            except DBAPIError as error:
                if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                    raise TooBusy from error
                if getattr(error.orig, "sqlstate", None) not in PASSING:
                    raise
            time.sleep(pause * random.random())  # noqa: S311  (parts two writers, no secret)
            pause = min(LONGEST_PAUSE, pause * 2)
        raise TooBusy

    def write_in_turn(self, work: Callable[[Connection], T]) -> T:
        """The same from another thread of a portal that serves: behind the writes that wait, not against them.

        SQLite lets those who wait for its lock in by chance: 300 attempts handed in with `write_now` keep a save waiting
        for 1.3 s.
        """
        return self._threads.submit(self.write_now, work).result()

    def read_now(self, work: Callable[[Connection], T]) -> T:
        """Read from ordinary code."""
        return self._read_in_thread(work)

    def _read_in_thread(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection, connection.begin():
            return work(connection)

    def close(self) -> None:
        """Let what is being written finish, then let go of the database."""
        self._threads.shutdown(wait=True)
        if self._reader is not None:
            self._reader.close()
        self.engine.dispose()
