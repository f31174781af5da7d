"""What all tables have in common.

A *tenant* is a district, or a school on its own: the unit that never shares a row with another. Its id is a column
of every table and the first column of every key and index, and ids are random, so that the same schema can be sharded.
"""

from typing import Any, cast

from sqlalchemy import Column, ColumnElement, ForeignKeyConstraint, Index, MetaData, String, Table, and_

metadata = MetaData()


def tenant() -> Column[str]:
    """The tenant column, first in every key."""
    return Column("tenant", String(6), primary_key=True)


def key(name: str = "id") -> Column[str]:
    """A random id, part of the key."""
    return Column(name, String(36), primary_key=True)


def to(target: Table, *columns: str) -> ForeignKeyConstraint:
    """A reference within the tenant: `columns` here to the target's key after its tenant."""
    theirs = [column.name for column in target.primary_key.columns][1:]
    return ForeignKeyConstraint(
        ["tenant", *columns], [f"{target.name}.tenant", *(f"{target.name}.{name}" for name in theirs)]
    )


def same(column: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that joins two tables within a tenant: the columns are equal, and so are the rows' tenants.

    An alias's column is of the alias. Raises TypeError for a column of nothing that has a tenant.
    """
    return and_(_tenant_of(column) == _tenant_of(other), column == other)


def lookup(table: str, *columns: str, unique: bool = False) -> Index:
    """An index that begins, like every one, with the tenant."""
    return Index(f"{table}_by_{'_'.join(columns)}", "tenant", *columns, unique=unique)


def table(name: str, *parts: Any) -> Table:
    """A table whose first column is the tenant."""
    return Table(name, metadata, tenant(), *parts)


def _tenant_of(column: ColumnElement[Any]) -> ColumnElement[str]:
    """The tenant of the row that a column is in."""
    source = getattr(column, "table", None)
    if source is None or "tenant" not in source.c:
        raise TypeError(f"{column} is in no table that has a tenant")
    return cast(ColumnElement[str], source.c.tenant)
