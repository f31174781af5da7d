"""`tmp-portal accommodate`: what one student has otherwise than the class."""

import argparse

from sqlalchemy import Connection

from tmp_portal.assessments.finding import find_delivery, find_student, name_of
from tmp_portal.attempts import staff
from tmp_portal.attempts.reopening import own_terms
from tmp_portal.attempts.timing import FULL_TIME, own_minutes
from tmp_portal.commands.chosen import add_delivery, add_student
from tmp_portal.commands.moments import whole
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_tui.text import safe_text

EXAMPLE = """examples:
  tmp-portal accommodate "Algebra 1" 3 ada --extra-time 50
  tmp-portal accommodate "Algebra 1" 3 ada --untimed --no-shuffle

Half as much time again is --extra-time 50; --extra-time 0 takes it back. A running attempt has its new time at once.
Without an option it says what the student has."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "accommodate",
        help="give one student more time, or another order of questions",
        description="Let one student take an assessment otherwise than the class.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_delivery(parser)
    add_student(parser)
    time = parser.add_mutually_exclusive_group()
    time.add_argument(
        "--extra-time",
        type=whole(0, 900, "percent"),
        metavar="PERCENT",
        help="of the time limit, on top of it",
    )
    time.add_argument("--untimed", action="store_true", help="no time limit; the window's end holds")
    parser.add_argument(
        "--shuffle",
        action=argparse.BooleanOptionalAction,
        help="questions in an order of the attempt's own, or not",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Accommodate, and say what the student has now."""
    percent = 0 if args.untimed else None if args.extra_time is None else FULL_TIME + args.extra_time
    with opened(args) as database:
        tenant = tenant_of(database, args.account)

        def work(connection: Connection) -> dict[str, object]:
            delivery = find_delivery(connection, tenant, args.class_, args.number)
            student = find_student(connection, tenant, delivery.class_id, args.student)
            if percent is not None or args.shuffle is not None:
                staff.accommodate(
                    connection, tenant, delivery.id, student.id, time_percent=percent, shuffle=args.shuffle
                )
            own = own_terms(connection, tenant, delivery.id, student.id)
            time_percent = own.time_percent if own else FULL_TIME
            return {
                "student": name_of(student),
                "username": student.username,
                "time_percent": time_percent,
                "minutes": own_minutes(delivery.minutes, time_percent),
                "shuffle": own.shuffle if own else None,
                "more_attempts": own.more_attempts if own else 0,
                "closes_at": own.closes_at or 0 if own else 0,
            }

        has = database.write_now(work)
    if args.json:
        print_json(has)
        return 0
    order = {None: "as the class", True: "shuffled", False: "as they are"}[has["shuffle"]]  # type: ignore[index]
    time_words = f"{has['minutes']} minutes" if has["minutes"] else "no time limit"
    print(
        f"{safe_text(str(has['student']))} has {time_words}, questions {order}, {has['more_attempts']} more attempts."
    )
    return 0
