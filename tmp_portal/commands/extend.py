"""`tmp-portal extend`: more time for whoever is at it."""

import argparse
from typing import Any

from sqlalchemy import Connection

from tmp_portal.assessments.finding import find_delivery, find_student
from tmp_portal.attempts import staff
from tmp_portal.attempts.overview import attempts_of
from tmp_portal.commands.chosen import add_delivery
from tmp_portal.commands.moments import said, whole
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

EXAMPLE = """examples:
  tmp-portal extend "Algebra 1" 3 10
  tmp-portal extend "Algebra 1" 3 15 --student ada

It reaches attempts that are running, whatever cut their time, and their students need not sign in again. For those who
have yet to begin: tmp-portal assign ... --minutes, or tmp-portal accommodate."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "extend",
        help="give running attempts more time",
        description="Give more time to everyone who is at an assessment, or to one student.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_delivery(parser)
    parser.add_argument("minutes", type=whole(1, 10_000, "minutes"), metavar="MINUTES", help="how much more")
    parser.add_argument("--student", metavar="STUDENT", help="only this one: username, id or name")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Extend, and say until when each has time."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        delivery, who = database.write_now(lambda connection: extend(connection, tenant, args))
        everyone = database.read_now(lambda connection: attempts_of(connection, tenant, delivery))
    lines = [one for one in everyone if one.state == "started" and who in (None, one.user_id)]
    if args.json:
        print_json([{"attempt": one.id, "username": one.username, "deadline": one.deadline} for one in lines])
    else:
        for one in lines:
            until = f"until {said(one.deadline)}" if one.deadline else "and no time limit"
            print(f"{safe_text(one.student)} has time {until}.".replace("has time and no", "has no"))
    return 0


def extend(connection: Connection, tenant: str, args: argparse.Namespace) -> tuple[Any, str | None]:
    """Give more time; the delivery, and whose attempt it was if not everyone's. Raises NotDone where nobody is at it."""
    delivery = find_delivery(connection, tenant, args.class_, args.number)
    who = None
    if args.student:
        who = find_student(connection, tenant, delivery.class_id, args.student, begun=delivery.id).id
    if not staff.extend_all(connection, tenant, delivery.id, args.minutes * 60, who):
        raise NotDone(
            "nobody is at it now. Before the start: tmp-portal assign --minutes, or accommodate. After the end: tmp-portal reopen"
        )
    return delivery, who
