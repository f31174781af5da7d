"""What every command begins with: the portal's folder, opened."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from typing import Any

from sqlalchemy import select

from tmp_portal.db.engine import Database
from tmp_portal.db.migrate import is_current
from tmp_portal.db.people import accounts, tenants
from tmp_portal.errors import NotDone
from tmp_portal.settings import Settings


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Database]:
    """The database of the folder that `--data` names; raises NotDone where there is none or it is outdated."""
    settings = Settings.load(args.data)
    if not args.data.is_dir():
        raise NotDone(f"there is no portal in {args.data}. Make one: tmp-portal --data {args.data} init")
    database = Database(settings.database)
    try:
        if not is_current(database.engine):
            raise NotDone(
                f"the database of {args.data} is not up to date. Run: tmp-portal --data {args.data} init"
            )
        yield database
    finally:
        database.close()


def the_tenant(database: Database) -> str:
    """The only tenant's id; raises NotDone where there is none or more than one."""
    rows = database.read_now(
        lambda connection: connection.execute(select(tenants.c.tenant, tenants.c.name)).all()
    )
    if not rows:
        raise NotDone("no school yet. Load a roster first: tmp-portal import roster FILE.zip")
    if len(rows) > 1:
        raise NotDone(
            f"there are several districts here: {', '.join(row.name for row in rows)}. Name a school's account number with --account"
        )
    return str(rows[0].tenant)


def tenant_of(database: Database, account: str | None) -> str:
    """The tenant of a school's or district's account number, the only tenant without one; raises NotDone."""
    if account is None:
        return the_tenant(database)
    found = database.read_now(
        lambda connection: connection.scalar(select(accounts.c.tenant).where(accounts.c.number == account))
    )
    if found is None:
        raise NotDone(f"no school or district has the account number {account}")
    return str(found)


def print_json(value: Any) -> None:
    """One JSON document on standard output; a dataclass is an object."""
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False, default=_plain)
    sys.stdout.write("\n")


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)
