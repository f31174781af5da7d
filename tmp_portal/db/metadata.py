"""What all tables have in common.

A *tenant* is a district, or a school on its own: the unit that never shares a row with another. Its id is a column
of every table and the first column of every key and index, and ids are random, so that the same schema can be sharded.
"""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, MetaData, String, Table

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


def lookup(table: str, *columns: str, unique: bool = False) -> Index:
    """An index that begins, like every one, with the tenant."""
    return Index(f"{table}_by_{'_'.join(columns)}", "tenant", *columns, unique=unique)


def table(name: str, *parts: Any) -> Table:
    """A table whose first column is the tenant."""
    return Table(name, metadata, tenant(), *parts)
