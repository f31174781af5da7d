"""`tmp-portal mastery`: how a class makes levels of results."""

import argparse

from sqlalchemy import Connection

from tmp_portal.classes.listing import ClassLine
from tmp_portal.classes.queries import find_class
from tmp_portal.commands.chosen import add_common
from tmp_portal.commands.opened import opened, print_json, tenant_of
from tmp_portal.progress.rules import METHODS, Rules, rules_of
from tmp_portal.progress.service import set_rules
from tmp_tui.text import safe_text

EXAMPLE = f"""methods: {METHODS}

examples:
  tmp-portal mastery "Algebra 1"
  tmp-portal mastery "Algebra 1" --method decaying_average:65
  tmp-portal mastery "Algebra 1" --method n_mastery:3 --cuts 50,80,95"""
NAMES = ("Near Mastery", "Mastery", "Exceeds")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "mastery",
        help="show or choose how a class makes levels of results",
        description="Show how a class makes levels of its students' results, or choose it; all levels of the class follow.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", metavar="CLASS", help="a class: its id, sourcedId, code or title")
    parser.add_argument("--method", metavar="METHOD", help="how several results become one (see below)")
    parser.add_argument(
        "--cuts",
        metavar="PERCENT,PERCENT[,PERCENT]",
        help="where Near Mastery, Mastery and, with a third number, Exceeds begin",
    )
    add_common(parser, json="the answer as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show the class's rules, after changing what is asked for."""
    changes = args.method is not None or args.cuts is not None
    with opened(args) as database:
        tenant = tenant_of(database, args.account)
        how = database.write_now if changes else database.read_now
        line, rules, changed = how(lambda connection: _settled(connection, tenant, args))
    if args.json:
        answer = {"class": line.id, "method": rules.method.text, "cuts": rules.cuts, "changed": changed}
        print_json(answer)
        return 0
    print(f"{safe_text(line.title)}, {safe_text(line.where)}")
    print(f"  method: {rules.method.text}")
    begin = (f"{name} from {cut} %" for name, cut in zip(NAMES, rules.cuts, strict=False))
    print(f"  levels: Remediation, {', '.join(begin)}")
    if changed is not None:
        print(f"  computed anew; changed: {changed}")
    return 0


def _settled(
    connection: Connection, tenant: str, args: argparse.Namespace
) -> tuple[ClassLine, Rules, int | None]:
    """The class, its rules, and how many levels or percentages changed (None: nothing was asked for)."""
    line = find_class(connection, tenant, args.words)
    rules = rules_of(connection, tenant, line.id)
    if args.method is None and args.cuts is None:
        return line, rules, None
    method = rules.method.text if args.method is None else args.method
    rules = Rules.read(method, rules.cuts_text if args.cuts is None else args.cuts)
    return line, rules, set_rules(connection, tenant, line.id, rules)
