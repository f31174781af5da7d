"""Statements for the hot paths: written in SQLAlchemy, compiled once, run by the database's own driver.

A look-up by key costs 15 us this way and 60 us through the engine's execution (docs/performance.md). The price: columns
come as the driver has them, so select only text, whole numbers and bytes; a truth comes as 0 or 1.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

from sqlalchemy import ClauseElement, CompoundSelect, Connection, Select, Table, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=NamedTuple)
Value: TypeAlias = str | bytes | int | bool | None


class _Compiled:
    """A statement's text for each database that it was run on."""

    def __init__(self, statement: Callable[[Dialect], ClauseElement]) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[str, list[str] | None]] = {}

    def run(self, connection: Connection, values: Mapping[str, Value]) -> Any:
        """The driver's cursor after it ran."""
        dialect = connection.dialect
        sql, order = self._texts.get(dialect.name) or self._compile(dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(sql, values if order is None else [values[name] for name in order])
        except dialect.loaded_dbapi.Error as error:
            raise _as_the_engine_says(error, sql, dialect) from error
        return cursor

    def _compile(self, dialect: Dialect) -> tuple[str, list[str] | None]:
        compiled = cast(SQLCompiler, self._statement(dialect).compile(dialect=dialect))
        fixed = {name for name, bound in compiled.binds.items() if not bound.required}
        if fixed:
            raise TypeError(f"a prepared statement has no values of its own: {fixed}")
        self._texts[dialect.name] = str(compiled), compiled.positiontup
        return self._texts[dialect.name]


def _as_the_engine_says(error: Exception, sql: str, dialect: Dialect) -> BaseException:
    """The driver's error as SQLAlchemy has it, without a value: whoever tries again, or answers for it, looks for that."""
    return DBAPIError.instance(
        sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
    )


class Prepared(Generic[Row]):
    """A select whose rows are `row`s, its columns in the same order."""

    def __init__(self, statement: Select[Any] | CompoundSelect[Any], row: type[Row]) -> None:
        self._compiled, self._row = _Compiled(lambda _: statement), row

    def one(self, connection: Connection, **values: Value) -> Row | None:
        """The first row, or None."""
        found = self._compiled.run(connection, values).fetchone()
        return None if found is None else self._row(*found)

    def all(self, connection: Connection, **values: Value) -> list[Row]:
        """Every row."""
        return [self._row(*found) for found in self._compiled.run(connection, values).fetchall()]


class PreparedWrite:
    """An insert, update or delete; a column's default in Python is not filled in, so every value is given."""

    def __init__(self, statement: ClauseElement | Callable[[Dialect], ClauseElement]) -> None:
        """What differs between databases (an upsert) is a function of the dialect."""
        self._compiled = _Compiled(
            (lambda _: statement) if isinstance(statement, ClauseElement) else statement
        )

    def run(self, connection: Connection, **values: Value) -> int:
        """How many rows it changed."""
        return int(self._compiled.run(connection, values).rowcount)


def insertion(table: Table, *columns: str) -> PreparedWrite:
    """An insert of a row with these columns, each named like its value."""
    return PreparedWrite(insert(table).values({name: bindparam(name) for name in columns}))


def upsertion(table: Table, keys: Sequence[str], *columns: str) -> PreparedWrite:
    """The same, which changes the columns of the row that has these keys already."""

    def statement(dialect: Dialect) -> ClauseElement:
        insert_ = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
        made = insert_(table).values({name: bindparam(name) for name in (*keys, *columns)})
        newer = {name: made.excluded[name] for name in columns}
        return made.on_conflict_do_update(index_elements=list(keys), set_=newer)

    return PreparedWrite(statement)
