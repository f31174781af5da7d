"""What every command begins with: the portal's folder, opened."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from tmp_portal.db.engine import Database
from tmp_portal.db.migrate import is_current
from tmp_portal.db.people import accounts, tenants
from tmp_portal.errors import NotDone
from tmp_portal.settings import FILE, Settings, SettingsError

EXAMPLE = f'database = "postgresql+psycopg://portal@localhost/portal" in {FILE}; without it: SQLite, in the portal\'s folder'


@contextmanager
def reached(settings: Settings) -> Iterator[Database]:
    """The database that is set; raises SettingsError where there can be none, NotDone where it cannot be used now.

    What it holds is in no message, and no traceback either: a disk that is full is told while a mail with its link is written.
    """
    try:
        database = Database(settings.database)
    except (ArgumentError, ImportError) as error:
        raise SettingsError(
            f"database, or TMP_PORTAL_DATABASE, names no database that can be used here. It looks like this: {EXAMPLE}"
        ) from error
    try:
        yield database
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise
        where = make_url(settings.database).render_as_string(hide_password=True)
        why = str(error.orig).strip().partition("\n")[0]
        raise NotDone(
            f"the database cannot be used: {why}. It is at {where}; see that the disk has room, that it may be written by who runs this, and that the server answers, then try again"
        ) from error
    finally:
        database.close()


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Database]:
    """The database of the folder that `--data` names; raises NotDone where there is none or it is outdated."""
    settings = Settings.load(args.data)
    if not args.data.is_dir():
        raise NotDone(f"there is no portal in {args.data}. Make one: tmp-portal --data {args.data} init")
    with reached(settings) as database:
        if not is_current(database.engine):
            raise NotDone(
                f"the database of {args.data} is not up to date. Run: tmp-portal --data {args.data} init"
            )
        yield database


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
