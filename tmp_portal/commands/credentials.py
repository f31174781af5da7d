"""`tmp-portal credentials`: usernames and temporary passwords for a class."""

import argparse
import csv
import sys
from math import inf

from sqlalchemy import Connection, and_, select

from tmp_portal.accounts import passwords, service
from tmp_portal.classes.queries import find_class
from tmp_portal.clock import now
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.db.people import accounts, credentials, users
from tmp_portal.db.school import enrollments
from tmp_portal.errors import NotDone

COLUMNS = ("account", "username", "name", "password")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "credentials",
        help="print usernames and temporary passwords for a class",
        description="Gives a temporary password, good for 14 days, to each student of a class who has none yet. Passwords are shown once: what was given before can only be renewed.",
        epilog='example: tmp-portal credentials "Algebra 1" --csv > algebra.csv',
    )
    parser.add_argument(
        "class_", metavar="CLASS", help="a class's id, code or title (see: tmp-portal classes)"
    )
    parser.add_argument(
        "--renew", action="store_true", help="also for those who have a password: theirs ends"
    )
    parser.add_argument(
        "--student", metavar="USERNAME", action="append", help="only this student (may be repeated)"
    )
    parser.add_argument(
        "--account", metavar="NUMBER", help="the account number, where there are several districts"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--csv", action="store_true", help="as CSV")
    shape.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Give and print the passwords."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        rows = database.write_now(
            lambda connection: give(connection, tenant, args.class_, args.student, renew=args.renew)
        )
    if args.json:
        print_json(rows)
    elif args.csv:
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for row in rows:
            print(
                f"{row['name']}\n  Account number: {row['account']}\n  Username: {row['username']}\n  Password: {row['password'] or '(given before; --renew gives a new one)'}\n"
            )
    return 0


def give(
    connection: Connection, tenant: str, class_words: str, only: list[str] | None, *, renew: bool
) -> list[dict[str, str]]:
    """The class's students with a new temporary password each, or an empty one for who keeps their own.

    Raises NotDone where the class or a student is not found.
    """
    found = find_class(connection, tenant, class_words)
    students = connection.execute(
        select(
            users.c.id,
            users.c.username,
            users.c.given_name,
            users.c.family_name,
            credentials.c.temporary,
            credentials.c.expires_at,
        )
        .select_from(
            enrollments.join(
                users, and_(users.c.tenant == enrollments.c.tenant, users.c.id == enrollments.c.user_id)
            ).outerjoin(
                credentials, and_(credentials.c.tenant == users.c.tenant, credentials.c.user_id == users.c.id)
            )
        )
        .where(
            enrollments.c.tenant == tenant,
            enrollments.c.class_id == found.id,
            enrollments.c.role == "student",
            enrollments.c.active,
            users.c.active,
            users.c.enabled,
        )
        .order_by(users.c.family_name, users.c.given_name)
    ).all()
    if missing := set(only or ()) - {student.username for student in students}:
        raise NotDone(f"no student of {found.title} has the username {', '.join(sorted(missing))}")
    account = connection.execute(
        select(accounts.c.number).where(accounts.c.tenant == tenant, accounts.c.org_id == found.school_id)
    ).scalar_one_or_none()
    rows = []
    for student in students:
        if only and student.username not in only:
            continue
        keeps = student.temporary is not None and not renew and (student.expires_at or inf) > now()
        password = "" if keeps else passwords.temporary()
        if password:
            service.give_password(connection, tenant, student.id, password, temporary=True)
        rows.append(
            {
                "account": account or "",
                "username": student.username,
                "name": f"{student.given_name} {student.family_name}",
                "password": password,
            }
        )
    return rows
