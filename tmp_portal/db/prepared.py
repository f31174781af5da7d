"""Statements for the hot paths: written in SQLAlchemy, compiled once, run by the database's own driver.

A look-up by key costs 15 us this way and 60 us through the engine's execution (docs/performance.md). The price: columns
come as the driver has them, so select only text, whole numbers and bytes.
"""

from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Select
from sqlalchemy.engine.interfaces import Dialect

Row = TypeVar("Row", bound=NamedTuple)


class Prepared(Generic[Row]):
    """A select whose rows are `row`s, its columns in the same order."""

    def __init__(self, statement: Select[Any], row: type[Row]) -> None:
        self._statement, self._row = statement, row
        self._compiled: dict[str, tuple[str, list[str] | None]] = {}

    def one(self, connection: Connection, **values: str | bytes) -> Row | None:
        """The first row, or None."""
        found = self._execute(connection, values).fetchone()
        return None if found is None else self._row(*found)

    def all(self, connection: Connection, **values: str | bytes) -> list[Row]:
        """Every row."""
        return [self._row(*found) for found in self._execute(connection, values).fetchall()]

    def _execute(self, connection: Connection, values: dict[str, str | bytes]) -> Any:
        dialect = connection.dialect
        sql, order = self._compiled.get(dialect.name) or self._compile(dialect)
        cursor = connection.connection.cursor()
        cursor.execute(sql, values if order is None else [values[name] for name in order])
        return cursor

    def _compile(self, dialect: Dialect) -> tuple[str, list[str] | None]:
        compiled = self._statement.compile(dialect=dialect)
        fixed = {name for name, bound in compiled.binds.items() if not bound.required}
        if fixed:
            raise TypeError(f"a prepared statement has no values of its own: {fixed}")
        self._compiled[dialect.name] = str(compiled), compiled.positiontup
        return self._compiled[dialect.name]
