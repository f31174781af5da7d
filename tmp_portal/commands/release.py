"""`tmp-portal release`: what students see of an assessment once they have taken it."""

import argparse
import sys

from sqlalchemy import Connection

from tmp_portal.assessments import listing
from tmp_portal.assessments.finding import find_delivery
from tmp_portal.assessments.listing import Line
from tmp_portal.assessments.release import SWITCHES, open_elsewhere, release
from tmp_portal.commands.chosen import add_delivery
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.errors import NotDone
from tmp_tui.text import safe_text

EXAMPLE = """examples:
  tmp-portal release "Algebra 1" 3 --items on --answers on
  tmp-portal release "Algebra 1" 3 --key on --now-while-open
  tmp-portal release "Algebra 1" 3 --scores off

Without a switch it says what is shown now. The key is withheld while anybody may still take the assessment, unless
--now-while-open is said."""
WHAT = {
    "scores": "the points",
    "items": "the questions",
    "answers": "the student's own answers",
    "key": "the correct answers",
    "analysis": "the points of each question, and how many percent of the class got it right",
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "release",
        help="choose what students see of an assessment that they have taken",
        description="Choose what students see of an assessment once theirs is handed in.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_delivery(parser)
    for name in SWITCHES:
        parser.add_argument(f"--{name}", choices=("on", "off"), help=WHAT[name])
    parser.add_argument(
        "--now-while-open",
        action="store_true",
        help="show the key though others may still take the assessment",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Set the switches, and say what is shown."""
    switches = {name: getattr(args, name) == "on" for name in SWITCHES if getattr(args, name)}
    if args.now_while_open and not switches.get("key"):
        raise NotDone("--now-while-open goes with --key on")
    with opened(args) as database:
        tenant = tenant_of(database, args.account)

        def work(connection: Connection) -> tuple[Line, int]:
            delivery = find_delivery(connection, tenant, args.class_, args.number)
            release(connection, tenant, delivery, switches, while_open=args.now_while_open)
            elsewhere = open_elsewhere(connection, tenant, delivery) if switches.get("key") else 0
            return listing.line_of(connection, tenant, delivery.id), elsewhere

        line, elsewhere = database.write_now(work)
    if args.json:
        print_json(line)
    else:
        print(f"Students see of {safe_text(line.title)}: {', '.join(line.shown) or 'nothing'}.")
    if elsewhere:
        print(
            f"tmp-portal: {elsewhere} other {'class has' if elsewhere == 1 else 'classes have'} the same assessment and may still take it.",
            file=sys.stderr,
        )
    return 0
