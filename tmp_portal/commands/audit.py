"""`tmp-portal audit`: what happened to whose way in."""

import argparse
from typing import Any

from sqlalchemy import Connection, select

from tmp_portal.commands.moments import said_exactly, whole
from tmp_portal.commands.opened import opened
from tmp_portal.commands.tables import show
from tmp_portal.db.engine import Database
from tmp_portal.db.getting_in import audit
from tmp_portal.db.metadata import same
from tmp_portal.db.people import accounts, users
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

MOST = 100_000


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "audit",
        help="list sign-ins, failed ones, changed passwords, ended sessions",
        description="What happened to whose way in, the newest last; kept for a year. It never has a password, a token or a code in it.",
        epilog="example: tmp-portal audit --user ada --json",
    )
    parser.add_argument("--user", metavar="NAME", help="only of this username")
    parser.add_argument("--event", metavar="EVENT", help="only this event, such as sign-in-failed")
    parser.add_argument(
        "--last", type=whole(1, MOST, "events"), default=100, metavar="NUMBER", help="how many (default: 100)"
    )
    parser.add_argument("--account", metavar="NUMBER", help="only of this account number's district")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List the events."""
    with opened(args) as database:
        rows = listed(database, args.account, args.user, args.event, args.last)
        none = "" if rows else _none(database, args.event)
    return show(args, rows, lambda row: row | {"at": said_exactly(row["at"])}, none)


def listed(
    database: Database, account: str | None, username: str | None, event: str | None, last: int
) -> list[dict[str, Any]]:
    """The last events, the newest last; raises NotDone for an account number or a username that nobody has.

    Also for a username that somebody has in each of several districts: they are not one person.
    """

    def work(connection: Connection) -> list[dict[str, Any]]:
        tenant = _tenant(connection, account)
        if username is not None:
            _check_is_one_districts(connection, username, tenant)
        statement = (
            select(audit.c.at, audit.c.event, users.c.username, audit.c.detail)
            .select_from(audit.outerjoin(users, same(users.c.id, audit.c.user_id)))
            .order_by(audit.c.at.desc(), audit.c.id.desc())
            .limit(last)
        )
        if tenant:
            statement = statement.where(audit.c.tenant == tenant)
        if username is not None:
            statement = statement.where(users.c.username_key == username.casefold())
        if event is not None:
            statement = statement.where(audit.c.event == event)
        rows = [dict(row._mapping) for row in connection.execute(statement)]
        return [row | {"username": row["username"] or ""} for row in reversed(rows)]

    return database.read_now(work)


def _none(database: Database, event: str | None) -> str:
    """Why there is nothing to list: nobody did anything, or nothing like this."""
    events = database.read_now(
        lambda connection: connection.scalars(select(audit.c.event).distinct().order_by(audit.c.event)).all()
    )
    if not events:
        return "Nothing happened yet."
    if event is None or event in events:
        return "Nothing like this was written down."
    return f"No event {safe_text(event, length=40)!r} was ever written down here. There are: {', '.join(events)}."


def _tenant(connection: Connection, account: str | None) -> str:
    if account is None:
        return ""
    found = connection.scalar(select(accounts.c.tenant).where(accounts.c.number == account))
    if found is None:
        raise NotDone(f"no school or district has the account number {account}")
    return str(found)


def _check_is_one_districts(connection: Connection, username: str, tenant: str) -> None:
    statement = select(users.c.tenant).where(users.c.username_key == username.casefold()).distinct()
    if tenant:
        statement = statement.where(users.c.tenant == tenant)
    districts = connection.scalars(statement).all()
    if not districts:
        raise NotDone(f"nobody has the username {username}")
    if len(districts) > 1:
        raise NotDone(
            f"{username} is somebody in each of {len(districts)} districts. Name a school's account number with --account"
        )
