"""What an import is going to write, kept outside of memory until all of the file has been found good."""

import pickle
from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any, Literal, NamedTuple

from sqlalchemy import Table

from tmp_portal.db import metadata

Act = Literal["insert", "update", "delete"]
_IN_MEMORY = 1 << 23


class Writes(NamedTuple):
    """Rows of one table to write alike; `names` are their columns, all but the tenant."""

    table: Table
    act: Act
    names: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


class Spool:
    """Writes, in the order in which they came, in a file without a name that is gone with the process."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (closed with the spool)
        self.count = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, table: Table, act: Act, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep some rows for later; none are fine."""
        if rows:
            self.count += len(rows)
            pickle.dump((table.name, act, names, rows), self._file, pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[Writes]:
        self._file.seek(0)
        while True:
            try:
                name, act, names, rows = pickle.load(self._file)  # noqa: S301  (this process wrote it)
            except EOFError:
                return
            yield Writes(metadata.tables[name], act, names, rows)
