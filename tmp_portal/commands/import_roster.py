"""`tmp-portal import roster`: a district's or school's people and classes, from OneRoster CSV."""

import argparse
from pathlib import Path

from tmp_portal.commands.imported import done, refused
from tmp_portal.commands.opened import opened
from tmp_portal.imports.oneroster import import_roster
from tmp_portal.imports.report import ImportRefused

EXAMPLE = """examples:
  tmp-portal import roster OneRoster.zip --dry-run
  tmp-portal import roster OneRoster.zip --account "Lincoln High=4821" --account "Lake District=d12"

A newer file brings the portal up to date. Who or what is gone from it becomes inactive; students' work stays.
Demographics and passwords are not read."""


def register(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `roster` to `tmp-portal import`."""
    parser = kinds.add_parser(
        "roster",
        help="load people and classes (OneRoster 1.1 or 1.2, CSV)",
        description="Load a district's or school's people and classes from OneRoster 1.1 or 1.2 CSV, bulk or delta.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", type=Path, metavar="FILE.zip|FOLDER", help="the OneRoster files")
    parser.add_argument(
        "--account",
        dest="numbers",
        type=_number,
        action="append",
        default=[],
        metavar="SCHOOL=NUMBER",
        help="a school's account number, 4 to 6 digits, or a district's, d and 1 to 3 digits; the school by its "
        "sourcedId, identifier or name (can be repeated; without it a number is given)",
    )
    parser.add_argument(
        "--into",
        metavar="NUMBER",
        help="the account number of the district that the file belongs to, where the file does not tell",
    )
    parser.add_argument(
        "--allow-removals", action="store_true", help="load the file although most users are gone from it"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--json", action="store_true", help="the report, or the faults, as JSON")
    parser.set_defaults(run=run)


def _number(words: str) -> tuple[str, str]:
    school, equals, number = words.rpartition("=")
    if not (equals and school.strip() and number.strip()):
        raise argparse.ArgumentTypeError(f"{words!r} is not SCHOOL=NUMBER")
    return school.strip(), number.strip()


def run(args: argparse.Namespace) -> int:
    """Load the roster; exit status 1 where it is refused."""
    with opened(args) as database:
        try:
            report = import_roster(
                database,
                args.path,
                dry_run=args.dry_run,
                numbers=dict(args.numbers),
                into=args.into,
                allow_removals=args.allow_removals,
            )
        except ImportRefused as refusal:
            return refused(args.path, refusal, as_json=args.json)
    return done(report, as_json=args.json)
