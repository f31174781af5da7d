"""`tmp-portal score`: what waits for a person, and the points that a person gives."""

import argparse

from sqlalchemy import Connection, or_, select

from tmp_portal.assessments.finding import find_delivery
from tmp_portal.attempts import staff
from tmp_portal.attempts.marking import Marked, marked
from tmp_portal.attempts.overview import Waiting, waiting
from tmp_portal.commands.attempts import spoken
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.moments import whole
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.commands.tables import Row, show
from tmp_portal.db.people import users
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

EXAMPLE = """examples:
  tmp-portal score
  tmp-portal score --class "Algebra 1" --number 3
  tmp-portal score ATTEMPT
  tmp-portal score ATTEMPT 4 1.5 --by t.okafor

Without an attempt it lists what waits; with one, what was asked and answered in it. With the question's number and points
it scores that question; points that were given before, also by the portal, can be changed. Once nothing of an attempt
waits, its score and levels follow."""
COMMAND_LINE = "command line"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "score",
        help="list what a person is to score, and give points",
        description="List what a person is to score, show an attempt's answers, or give a question its points.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("attempt", nargs="?", metavar="ATTEMPT", help="an attempt's id")
    parser.add_argument(
        "question", nargs="?", type=whole(1, 10_000, ""), metavar="QUESTION", help="its number"
    )
    parser.add_argument("points", nargs="?", type=_points, metavar="POINTS", help="what the answer is worth")
    parser.add_argument("--by", metavar="USERNAME", help="the teacher who gives the points")
    parser.add_argument("--class", dest="class_", metavar="CLASS", help="list only this class's")
    parser.add_argument(
        "--number", type=whole(1, 10**8, ""), metavar="NUMBER", help="list only this assessment of the class"
    )
    add_common(parser)
    parser.set_defaults(run=run)


def _points(text: str) -> float:
    try:
        points = float(text)
    except ValueError:
        points = -1
    if not 0 <= points < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of points")
    return points


def run(args: argparse.Namespace) -> int:
    """List, show, or score."""
    if args.question is not None and args.points is None:
        raise NotDone("say how many points: tmp-portal score ATTEMPT QUESTION POINTS")
    if bool(args.class_) != bool(args.number):
        raise NotDone("--class and --number go together")
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        if args.attempt is None:
            lines = database.read_now(lambda connection: _waiting(connection, tenant, args))
            return show(args, lines, _cells, "nothing waits to be scored")
        if args.points is not None:
            database.write_now(lambda connection: give(connection, tenant, args))
        rows = database.read_now(lambda connection: marked(connection, tenant, args.attempt))
    if args.json:
        print_json(rows)
    else:
        print("\n\n".join(_words(row) for row in rows if args.question in (None, row.question)))
        if args.points is not None and all(row.points is not None for row in rows):
            print("Nothing of this attempt waits any more: its score and levels are there.")
    return 0


def give(connection: Connection, tenant: str, args: argparse.Namespace) -> None:
    """Score one question; raises NotDone."""
    here = [row for row in marked(connection, tenant, args.attempt) if row.question == args.question]
    if not here:
        raise NotDone(f"that attempt has no question {args.question}")
    by = _person(connection, tenant, args.by) if args.by else COMMAND_LINE
    try:
        staff.score_by_hand(connection, tenant, args.attempt, here[0].name, args.points, by)
    except ValueError as error:
        raise NotDone(str(error)) from error


def _person(connection: Connection, tenant: str, username: str) -> str:
    found = connection.scalars(
        select(users.c.id).where(
            users.c.tenant == tenant,
            users.c.active,
            or_(users.c.username_key == username.casefold(), users.c.id == username),
        )
    ).all()
    if len(found) != 1:
        raise NotDone(f"{'no' if not found else 'more than one'} person has the username {username!r}")
    return str(found[0])


def _waiting(connection: Connection, tenant: str, args: argparse.Namespace) -> list[Waiting]:
    if not args.class_:
        return waiting(connection, tenant)
    return waiting(connection, tenant, find_delivery(connection, tenant, args.class_, args.number).id)


def _cells(row: Waiting) -> Row:
    return {
        "ATTEMPT": row.attempt,
        "QUESTION": row.question,
        "WORTH": f"{row.worth:g}",
        "STUDENT": row.student,
        "CLASS": row.class_title,
        "ASSESSMENT": f"{row.number} {row.title}",
        "WHY": row.reason,
    }


def _words(row: Marked) -> str:
    got = f"waits ({safe_text(row.reason)})" if row.points is None else f"{row.points:g}"
    lines = [f"Question {row.question}: {got} of {row.worth:g} points", _inset(row.asked), "  Answer:"]
    lines.append(spoken(row.answer))
    if row.rubric:
        lines += ["  For who scores it:", _inset(row.rubric)]
    return "\n".join(lines)


def _inset(text: str) -> str:
    return "\n".join(f"    {line}" for line in safe_text(text, lines=200, length=20_000).split("\n"))
