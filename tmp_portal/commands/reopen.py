"""`tmp-portal reopen`: one more attempt for one student."""

import argparse

from sqlalchemy import Connection

from tmp_portal.assessments.finding import find_delivery, find_student, name_of
from tmp_portal.attempts.reopening import reopen
from tmp_portal.clock import now
from tmp_portal.commands.chosen import add_delivery, add_student
from tmp_portal.commands.moments import HOW, WHEN, moment
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_tui.text import safe_text

EXAMPLE = f"""examples:
  tmp-portal reopen "Algebra 1" 3 ada
  tmp-portal reopen "Algebra 1" 3 ada --until +2d

{HOW}
The attempts that there are stay as they are, with their answers and scores; the key is withheld from the class until this
one is done."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "reopen",
        help="give one student one more attempt",
        description="Give one student one more attempt at an assessment.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_delivery(parser)
    add_student(parser)
    parser.add_argument(
        "--until",
        type=moment,
        metavar=WHEN,
        help="the end of this student's own window, where the class's is over",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Reopen, and say what the student has left."""
    with opened(args) as database:
        tenant = tenant_of(database, args.account)

        def work(connection: Connection) -> dict[str, object]:
            delivery = find_delivery(connection, tenant, args.class_, args.number)
            student = find_student(connection, tenant, delivery.class_id, args.student)
            left = reopen(connection, tenant, delivery, student.id, args.until)
            expired = delivery.test_id_expires_at is not None and delivery.test_id_expires_at <= now()
            return {
                "student": name_of(student),
                "username": student.username,
                "title": delivery.title,
                "attempts_left": left or None,
                "closes_at": args.until or 0,
                "test_id_expired": expired and not delivery.in_portal,
            }

        done = database.write_now(work)
    if args.json:
        print_json(done)
        return 0
    left = done["attempts_left"] or "any number of"
    print(f"{safe_text(str(done['student']))} may take {safe_text(str(done['title']))} again: {left} more.")
    if done["test_id_expired"]:
        print("Its Test ID has expired. A new one: tmp-portal assign ... --renew-test-id")
    return 0
