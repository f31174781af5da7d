"""`tmp-portal sessions`: where somebody is signed in, and the end of it."""

import argparse
from typing import Any

from sqlalchemy import Connection, select

from tmp_portal.accounts import audit, device, tokens
from tmp_portal.clock import now
from tmp_portal.commands.moments import said
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.commands.tables import table
from tmp_portal.db.people import users
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

ENDED = "ended by staff"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "sessions",
        help="list where somebody is signed in, or sign them out",
        description="Where somebody is signed in. With --end they are signed out everywhere, at once; answers that wait on a computer are kept there until they sign in again.",
        epilog="example: tmp-portal sessions ada --end",
    )
    parser.add_argument("user", metavar="USERNAME", help="whose sessions")
    parser.add_argument("--end", action="store_true", help="end them all")
    parser.add_argument(
        "--account", metavar="NUMBER", help="the account number, where there are several districts"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List the sessions, and end them where that is asked for."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        rows = database.write_now(lambda c: sessions_of(c, tenant, args.user, end=args.end))
    if args.json:
        print_json(rows)
        return 0
    if rows:
        print(table([row | {"since": said(row["since"]), "used": said(row["used"])} for row in rows]))
    print(_summary(args.user, len(rows), ended=args.end))
    return 0


def sessions_of(connection: Connection, tenant: str, username: str, *, end: bool) -> list[dict[str, Any]]:
    """A person's sessions that can still be used, the oldest first; to `end` is to end them all. Raises NotDone."""
    theirs = select(users.c.id).where(users.c.tenant == tenant, users.c.username_key == username.casefold())
    people = connection.scalars(theirs).all()
    if not people:
        raise NotDone(f"nobody has the username {username}")
    rows = [row for user_id in people for row in tokens.living(connection, tenant, user_id, now())]
    if end:
        for row in rows:
            audit.note(connection, tenant, "session-ended", now(), user_id=row.user_id, detail=ENDED)
        for user_id in people:
            tokens.revoke_user(connection, tenant, user_id, ENDED, now())
            device.withdraw(connection, tenant, user_id)
    return [
        {
            "place": row.place,
            "name": row.place_name,
            "how": row.how,
            "since": row.created_at,
            "used": max(row.used_at, row.created_at),
        }
        for row in rows
    ]


def _summary(username: str, count: int, *, ended: bool) -> str:
    who = safe_text(username)
    if not count:
        return f"{who} is signed in nowhere."
    where = "1 session" if count == 1 else f"{count} sessions"
    return f"{where} of {who} {'ended' if ended else 'can be used'}."
